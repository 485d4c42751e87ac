import type { ReactNode } from 'react'
import styles from './prose.module.css'

/** A belief and its refutation: the claim, who says it, why it is wrong, and by which mechanism. */
export function Misconception({ id, claim, children }: { id: string; claim: string; children: ReactNode }) {
  return (
    <section className={styles.misconception} aria-labelledby={`misconception-${id}`}>
      <div className={styles.claim}>
        <p className={styles.verdict} aria-hidden="true">
          ✘ Not so
        </p>
        <h3 id={`misconception-${id}`}>
          <span className="sr-only">Not so: </span>“{claim}”
        </h3>
      </div>
      <div className={styles.refutation}>{children}</div>
    </section>
  )
}

/** Somebody's own words, marked as theirs. */
export function Said({ by, cite, children }: { by: string; cite: string; children: ReactNode }) {
  return (
    <blockquote className={styles.said}>
      {children}
      <footer>
        {by} (<a href={`#source-${cite}`}>source</a>)
      </footer>
    </blockquote>
  )
}
