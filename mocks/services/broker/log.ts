import { type CloudEvent, ordinal } from '../../http/events/cloud-event.ts'
import { Problem } from '../../http/problem.ts'
import type { Transaction } from '../../storage/store.ts'
import type { Died, StoredEvent } from './schema.ts'
import type { BrokerTables, TopicRecord } from './store.ts'

type Tx = Transaction<BrokerTables>

/** A topic. Throws not-found. */
export function topicOf(tx: Tx, name: string): TopicRecord {
  const topic = tx.get('topics', name)
  if (!topic) throw new Problem('not-found', `There is no topic ${name}.`)
  return topic
}

/** The offset that the next event of a partition gets. */
export function endOf(tx: Tx, topic: string, partition: number): number {
  return tx.get('partitions', `${topic}/${partition}`)?.end ?? 0
}

/** The event at a place, or undefined where there is none yet. */
export function eventAt(tx: Tx, topic: string, partition: number, offset: number): StoredEvent | undefined {
  return tx.get('events', `${topic}/${partition}/${ordinal(offset)}`)
}

/** Puts an event at the end of its partition. Throws not-found. */
export function append(tx: Tx, name: string, event: CloudEvent, died?: Died): StoredEvent {
  const topic = topicOf(tx, name)
  const partition = partitionOf(event.partitionkey ?? event.id, topic.partitions)
  const offset = endOf(tx, name, partition)
  const stored: StoredEvent = { topic: name, partition, offset, event, ...(died ? { died } : {}) }
  tx.put('events', `${name}/${partition}/${ordinal(offset)}`, stored)
  tx.put('partitions', `${name}/${partition}`, { topic: name, partition, end: offset + 1 })
  return stored
}

/** Where events with a key go: FNV-1a (Fowler, Noll, Vo), 32 bits, of the key's UTF-8 bytes. */
export function partitionOf(key: string, partitions: number): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(key)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0
  return hash % partitions
}
