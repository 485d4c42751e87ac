'use client'

import { useSyncExternalStore } from 'react'
import { applyTheme, readTheme, subscribeTheme, type Theme } from './theme.ts'
import { useHydrated } from './use-hydrated.ts'

const LABELS: Record<Theme, string> = { system: 'As the system', light: 'Light', dark: 'Dark' }

/** Chooses day, night, or whatever the system says; remembered on this device. A native select, so that it needs no menu of ours. */
export function ThemeSwitch() {
  const theme = useSyncExternalStore(subscribeTheme, readTheme, () => 'system' as const)
  const hydrated = useHydrated()
  return (
    <label className="needs-js relative inline-flex size-11 items-center justify-center rounded-md hover:bg-paper-sunk has-focus-visible:outline-3 has-focus-visible:outline-focus">
      <span className="sr-only">Colours</span>
      <svg aria-hidden viewBox="0 0 20 20" className="size-5 fill-none stroke-current stroke-[1.5]">
        <circle cx="10" cy="10" r="7" />
        <path d="M10 3a7 7 0 0 1 0 14z" className="fill-current" />
      </svg>
      <select
        value={theme}
        disabled={!hydrated}
        onChange={(event) => applyTheme(event.target.value)}
        className="absolute inset-0 cursor-pointer appearance-none bg-paper-raised text-ink opacity-0"
      >
        {(['system', 'light', 'dark'] as const).map((value) => (
          <option key={value} value={value}>
            {LABELS[value]}
          </option>
        ))}
      </select>
    </label>
  )
}
