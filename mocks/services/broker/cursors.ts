import type { Transaction } from '../../storage/store.ts'
import { endOf, eventAt } from './log.ts'
import type { StoredEvent } from './schema.ts'
import type { BrokerTables, Cursor } from './store.ts'

type Tx = Transaction<BrokerTables>

/** One group's way through one partition. */
export interface Lane {
  readonly group: string
  readonly topic: string
  readonly partition: number
}

export const keyOf = ({ group, topic, partition }: Lane) => `${group}/${topic}/${partition}`

/** How far a lane is; a new one is at the beginning. */
export function cursorOf(tx: Tx, lane: Lane): Cursor {
  return tx.get('cursors', keyOf(lane)) ?? { ...lane, committed: 0, settled: [], inFlight: [] }
}

/** Takes the next event of a lane that nobody delivers yet; undefined when there is none. */
export function claim(tx: Tx, lane: Lane): StoredEvent | undefined {
  const cursor = cursorOf(tx, lane)
  const taken = new Set([...cursor.settled, ...cursor.inFlight.map(({ offset }) => offset)])
  let offset = cursor.committed
  while (taken.has(offset)) offset++
  if (offset >= endOf(tx, lane.topic, lane.partition)) return undefined
  tx.put('cursors', keyOf(lane), { ...cursor, inFlight: [...cursor.inFlight, { offset, attempt: 1 }] })
  return eventAt(tx, lane.topic, lane.partition, offset)
}

/** Notes that a delivery is tried again. */
export function retry(tx: Tx, lane: Lane, offset: number, attempt: number): void {
  const cursor = cursorOf(tx, lane)
  const inFlight = cursor.inFlight.map((flight) => (flight.offset === offset ? { offset, attempt } : flight))
  tx.put('cursors', keyOf(lane), { ...cursor, inFlight })
}

/**
 * Notes that a delivery is over, and commits as far as everything before is over too. False when the lane was moved
 * meanwhile: then the event will come again.
 */
export function settle(tx: Tx, lane: Lane, offset: number): boolean {
  const cursor = cursorOf(tx, lane)
  if (!cursor.inFlight.some((flight) => flight.offset === offset)) return false
  const settled = new Set([...cursor.settled, offset])
  let { committed } = cursor
  while (settled.delete(committed)) committed++
  const inFlight = cursor.inFlight.filter((flight) => flight.offset !== offset)
  tx.put('cursors', keyOf(lane), {
    ...cursor,
    committed,
    settled: [...settled].sort((a, b) => a - b),
    inFlight,
  })
  return true
}

/** Sends a lane to an offset, at most to its end. What is in flight no longer counts. */
export function moveTo(tx: Tx, lane: Lane, offset: number): void {
  const committed = Math.min(offset, endOf(tx, lane.topic, lane.partition))
  tx.put('cursors', keyOf(lane), { ...lane, committed, settled: [], inFlight: [] })
}

/** Forgets what an earlier life of the process had in flight: nobody knows whether it arrived, so it comes again. */
export function landAll(tx: Tx): void {
  for (const cursor of tx.list('cursors'))
    if (cursor.inFlight.length > 0) tx.put('cursors', keyOf(cursor), { ...cursor, inFlight: [] })
}
