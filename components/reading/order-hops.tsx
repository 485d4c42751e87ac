import { HopList } from '#components/topology/hop-list.tsx'
import styles from './prose.module.css'
import { runOrder } from './run-order.ts'

/** The hops of one order with the microservices, from a run made while the page is built. */
export async function OrderHops() {
  return (
    <div className={styles.plain}>
      <HopList hops={await runOrder('microservices')} />
    </div>
  )
}
