'use client'

import { Button } from '#components/ui/button.tsx'
import { cx } from '#components/ui/cx.ts'
import styles from './sandbox.module.css'
import { shownEntry, viewOf } from './session.ts'
import { useSandbox, useSession } from './use-sandbox.ts'
import { resultParts } from './words.ts'

/** The result in one line, and what the example shows, for screens that show one view at a time. */
export function ResultStrip() {
  const { controller } = useSandbox()
  const entry = useSession(shownEntry)
  const lesson = useSession((session) => session.lesson)
  const view = useSession((session) => session.view)
  const waiting = entry.outcome.kind === 'waiting'
  return (
    <div className={cx(styles.strip, 'space-y-1 text-sm')}>
      {lesson && (
        <p className="text-ink-soft">
          <strong className="font-semibold text-ink">{lesson.title}.</strong> {lesson.shows}
        </p>
      )}
      <p className="flex min-h-6 flex-wrap items-center gap-x-3 tabular-nums">
        {entry.source === 'recorded' && <span className="text-ink-soft">recorded:</span>}
        <span className="font-semibold">{resultParts(entry, viewOf(entry)).join(' · ')}</span>
        {waiting && view !== 'answer' && (
          <Button size="sm" onClick={controller.cancel}>
            Cancel
          </Button>
        )}
      </p>
    </div>
  )
}
