import type { ReactNode } from 'react'
import styles from './prose.module.css'

/** Something that needs the margin too: it takes all columns from the prose to the right edge of the sheet. */
export function Wide({ children }: { children: ReactNode }) {
  return <div className={`${styles.wide} ${styles.plain}`}>{children}</div>
}
