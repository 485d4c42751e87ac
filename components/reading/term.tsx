import type { ReactNode } from 'react'
import type { GlossaryEntry, TermId } from '#content/glossary.ts'
import styles from './prose.module.css'

/**
 * A term at its first use: pressing it shows its definition. The browser's own popover does the work, so it
 * needs no script, closes with Escape, and returns the focus.
 */
export function Term({
  id,
  term,
  definition,
  children,
}: GlossaryEntry & { id: TermId; children: ReactNode }) {
  const target = `term-${id}`
  return (
    <>
      <button type="button" className={styles.term} popoverTarget={target}>
        {children}
      </button>
      <span id={target} popover="auto" className={styles.definition}>
        <b>{term}</b> {definition}
      </span>
    </>
  )
}
