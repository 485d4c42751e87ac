'use client'

import { cx } from '#components/ui/cx.ts'
import styles from './sandbox.module.css'
import { shownEntry, viewOf } from './session.ts'
import { useSession } from './use-sandbox.ts'
import { resultParts } from './words.ts'

/** The result in one line, for screens that show one view at a time. */
export function ResultStrip() {
  const entry = useSession(shownEntry)
  const parts = resultParts(entry, viewOf(entry))
  return (
    <p className={cx(styles.strip, 'text-sm tabular-nums')}>
      {entry.source === 'recorded' && <span className="text-ink-soft">recorded: </span>}
      <span className="font-semibold">{parts.join(' · ')}</span>
    </p>
  )
}
