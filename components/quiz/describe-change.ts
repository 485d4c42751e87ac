import type { RecordChange } from '#mocks/log/views/changes.ts'

/** One changed record in words, a line for each member that differs: `inventory, stock …: reserved 0 → 1`. */
export function describeChange({ party, table, key, before, after }: RecordChange): string[] {
  const record = `${party}, ${table} ${short(key)}`
  if (JSON.stringify(before) === JSON.stringify(after)) {
    return [before === null ? `${record}: made and removed again` : `${record}: changed, then put back`]
  }
  if (before === null) return [`${record}: new${stateOf(after)}`]
  if (after === null) return [`${record}: removed`]
  if (!isRecord(before) || !isRecord(after)) return [`${record}: ${show(before)} → ${show(after)}`]
  const members = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  return members
    .filter((member) => JSON.stringify(before[member]) !== JSON.stringify(after[member]))
    .map((member) => `${record}: ${member} ${show(before[member])} → ${show(after[member])}`)
}

/** What changed in a drawer of the drawing, where a few characters can say it: copies that can be ordered. */
export function drawerNotes(changes: readonly RecordChange[]): { inventory?: string } {
  const stock = changes.find(({ table }) => table === 'stock')
  const [from, to] = [available(stock?.before), available(stock?.after)]
  if (from === undefined || to === undefined) return {}
  return { inventory: from === to ? `stock ${to} again` : `stock ${from} → ${to}` }
}

function available(record: unknown): number | undefined {
  if (!isRecord(record)) return undefined
  const { onHand, reserved } = record
  return typeof onHand === 'number' && typeof reserved === 'number' ? onHand - reserved : undefined
}

function stateOf(record: unknown): string {
  return isRecord(record) && typeof record.state === 'string' ? `, ${record.state}` : ''
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing'
  return short(typeof value === 'string' ? value : JSON.stringify(value))
}

function short(text: string): string {
  return text.length > 24 ? `${text.slice(0, 22)}…` : text
}
