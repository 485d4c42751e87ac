import type { ReactNode } from 'react'
import styles from './prose.module.css'

/** A remark beside the prose: in the margin when there is one, else between paragraphs. */
export function Note({ title, children }: { title: string; children: ReactNode }) {
  return (
    <aside className={styles.note} aria-label={title}>
      <p className={styles.noteTitle}>{title}</p>
      {children}
    </aside>
  )
}
