import type { Party, RunEvent, TraceId } from '../events.ts'

/** One record that a trace changed: what it was before the first and after the last change. */
export interface RecordChange {
  readonly party: Party
  readonly table: string
  readonly key: string
  readonly before: unknown
  readonly after: unknown
}

/** What one trace changed, per service and record. A record that ended as it began (a compensated step) is listed too. */
export function changesOf(events: readonly RunEvent[], traceId: TraceId): readonly RecordChange[] {
  const changes = new Map<string, RecordChange>()
  for (const event of events) {
    if (event.kind !== 'state' || event.traceId !== traceId) continue
    const id = `${event.party}/${event.table}/${event.key}`
    const { party, table, key, after } = event
    const earlier = changes.get(id)
    changes.set(id, { party, table, key, before: earlier ? earlier.before : event.before, after })
  }
  return [...changes.values()]
}
