'use client'

import { type KeyboardEvent, type ReactNode, useRef } from 'react'
import { cx } from '#components/ui/cx.ts'
import { nextTab } from '#components/ui/next-tab.ts'
import styles from './sandbox.module.css'
import { shownEntry, VIEWS, type View } from './session.ts'
import { useSandbox, useScreen, useSession } from './use-sandbox.ts'

const LABELS: Readonly<Record<View, string>> = {
  answer: 'Answer',
  trace: 'Trace',
  blocks: 'Blocks',
  data: 'Data',
  break: 'Break',
}

const isView = (id: string): id is View => VIEWS.some((view) => view === id)

/** On a narrow screen: which view is shown (WAI-ARIA tabs pattern). Wide screens show all of them. */
export function ViewTabs() {
  const { controller } = useSandbox()
  const current = useSession((session) => session.view)
  const list = useRef<HTMLDivElement>(null)

  function onKeyDown(event: KeyboardEvent) {
    const next = nextTab([...VIEWS], current, event.key)
    if (next === undefined || !isView(next)) return
    event.preventDefault()
    controller.selectView(next)
    list.current?.querySelectorAll<HTMLElement>('[role="tab"]')[VIEWS.indexOf(next)]?.focus()
  }

  return (
    <div
      ref={list}
      role="tablist"
      aria-label="Views of this request"
      onKeyDown={onKeyDown}
      className={cx(styles.views, 'needs-js')}
    >
      {VIEWS.map((view) => (
        <button
          key={view}
          type="button"
          role="tab"
          id={`view-tab-${view}`}
          aria-controls={`view-${view}`}
          aria-selected={view === current}
          tabIndex={view === current ? 0 : -1}
          onClick={() => controller.selectView(view)}
          className={cx(
            'min-h-11 border-b-[3px] text-sm font-semibold -outline-offset-3',
            view === current
              ? 'border-glue-edge text-ink forced-colors:underline'
              : 'border-transparent text-ink-soft',
          )}
        >
          {LABELS[view]}
        </button>
      ))}
    </div>
  )
}

/** One view: a tab panel where there are tabs, a plain part of the page where there is room for all. */
export function ViewPanel({
  view,
  className,
  children,
}: {
  view: View
  className?: string | undefined
  children: ReactNode
}) {
  const shown = useSession((session) => session.view === view)
  const recorded = useSession(
    (session) => shownEntry(session).source === 'recorded' && !(session.idle && view === 'blocks'),
  )
  const narrow = useScreen('narrow')
  return (
    <div
      id={`view-${view}`}
      data-shown={shown}
      className={cx(styles.view, recorded && styles.recorded, className)}
      {...(narrow ? { role: 'tabpanel', 'aria-labelledby': `view-tab-${view}` } : {})}
    >
      {children}
    </div>
  )
}
