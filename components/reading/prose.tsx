import type { ReactNode } from 'react'
import styles from './prose.module.css'

/** The running text of a page, set in the columns of the sheet. */
export function Prose({ children }: { children: ReactNode }) {
  return <div className={`prose ${styles.body}`}>{children}</div>
}
