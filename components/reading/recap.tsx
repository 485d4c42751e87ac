import type { ReactNode } from 'react'
import styles from './prose.module.css'

/** What to keep of a page. */
export function Recap({ children }: { children: ReactNode }) {
  return (
    <section className={styles.recap} aria-labelledby="recap">
      <h2 id="recap">Recap</h2>
      {children}
    </section>
  )
}
