import type { ReactNode } from 'react'

/** A key to press. */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd className="inline-block min-w-6 rounded-sm border border-b-2 border-hairline-strong bg-paper-raised px-1.5 text-center text-2xs text-ink">
      {children}
    </kbd>
  )
}
