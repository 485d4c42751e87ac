import type { ReactNode } from 'react'
import { cx } from './cx.ts'

/** A piece of the wire inside a sentence: a path, a field name, a value. */
export function MonoText({ children, className }: { children: ReactNode; className?: string }) {
  return <code className={cx('font-mono [overflow-wrap:anywhere]', className)}>{children}</code>
}
