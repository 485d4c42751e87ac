'use client'

import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { cx } from './cx.ts'
import { nextTab } from './next-tab.ts'

export interface Tab {
  id: string
  label: ReactNode
  content: ReactNode
}

/** Panels of which one shows: the WAI-ARIA tabs pattern (arrows, Home, End; the selected tab is the one tab stop). */
export function Tabs({
  label,
  tabs,
  selected,
  onSelect,
  className,
}: {
  /** What the panels are views of. */
  label: string
  tabs: readonly Tab[]
  /** Give both to control the choice from outside. */
  selected?: string
  onSelect?: (id: string) => void
  className?: string
}) {
  const base = useId()
  const [own, setOwn] = useState(tabs[0]?.id)
  const list = useRef<HTMLDivElement>(null)
  const current = tabs.some((tab) => tab.id === (selected ?? own)) ? (selected ?? own) : tabs[0]?.id

  function select(id: string) {
    setOwn(id)
    onSelect?.(id)
  }

  function onKeyDown(event: KeyboardEvent) {
    const ids = tabs.map((tab) => tab.id)
    const next = nextTab(ids, current, event.key)
    if (next === undefined) return
    event.preventDefault()
    select(next)
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[ids.indexOf(next)]?.focus()
  }

  return (
    <div className={cx('min-w-0', className)}>
      <div
        ref={list}
        role="tablist"
        aria-label={label}
        onKeyDown={onKeyDown}
        className="flex gap-1 overflow-x-auto border-b-[1.5px] border-ink pt-1 pl-1"
      >
        {tabs.map((tab) => (
          <button
            key={tab.id}
            type="button"
            role="tab"
            id={`${base}-tab-${tab.id}`}
            aria-controls={`${base}-panel-${tab.id}`}
            aria-selected={tab.id === current}
            tabIndex={tab.id === current ? 0 : -1}
            onClick={() => select(tab.id)}
            className={cx(
              'relative inline-flex min-h-10 shrink-0 items-center gap-2 rounded-t-md border-[1.5px] border-b-0 px-3 text-sm font-semibold',
              '-outline-offset-3',
              tab.id === current
                ? 'border-ink bg-paper-raised text-ink shadow-[inset_0_3px_0_0_var(--glue)] forced-colors:underline'
                : 'border-transparent text-ink-soft hover:text-ink hover:underline',
            )}
          >
            {tab.label}
          </button>
        ))}
      </div>
      {tabs.map((tab) => (
        <div
          key={tab.id}
          role="tabpanel"
          id={`${base}-panel-${tab.id}`}
          aria-labelledby={`${base}-tab-${tab.id}`}
          hidden={tab.id !== current}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the tabs pattern makes the panel reachable, for panels without controls
          tabIndex={0}
          className="-outline-offset-3"
        >
          {tab.content}
        </div>
      ))}
    </div>
  )
}
