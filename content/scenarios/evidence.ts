import * as z from 'zod'
import type { Party } from '#mocks/log/events.ts'
import { hopsOf } from '#mocks/log/views/spans.ts'
import type { FinishedRun } from './finished-run.ts'

/** What evidence reads of a payment and of an order, and no more. */
const PaymentRecord = z.object({ id: z.string(), order: z.string(), state: z.string() })
const OrderRecord = z.object({
  id: z.string(),
  state: z.string(),
  payment: z.string().optional(),
  lines: z.array(z.object({ isbn: z.string(), quantity: z.number() })),
})
const StockRecord = z.object({ onHand: z.number(), reserved: z.number() })

/** The payments that this run made, as they stand at its end. */
export function paymentsMade(run: FinishedRun): z.infer<typeof PaymentRecord>[] {
  return recordsMade(run, 'payments', 'payments').map((record) => PaymentRecord.parse(record))
}

/** The orders that this run made and that stand confirmed at its end. */
export function ordersPlaced(run: FinishedRun): z.infer<typeof OrderRecord>[] {
  return recordsMade(run, 'orders', 'orders')
    .map((record) => OrderRecord.parse(record))
    .filter(({ state }) => state === 'confirmed')
}

/** How many orders were confirmed by the time an exchange was answered. */
export function ordersBy({ events, exchanges }: FinishedRun, exchange: number): number {
  const endUs = exchanges[exchange]?.endUs ?? 0
  const confirmed = new Set<string>()
  for (const event of events)
    if (event.kind === 'state' && event.table === 'orders' && event.atUs <= endUs) {
      const { success, data } = OrderRecord.safeParse(event.after)
      if (success && data.state === 'confirmed') confirmed.add(data.id)
    }
  return confirmed.size
}

/** Payments that still hold or took money and that no confirmed order knows. */
export function strayPayments(run: FinishedRun): number {
  const known = new Set(ordersPlaced(run).map(({ payment }) => payment))
  const stands = (state: string) => state === 'authorised' || state === 'captured'
  return paymentsMade(run).filter(({ id, state }) => stands(state) && !known.has(id)).length
}

const EntryRecord = z.object({ what: z.enum(['capture', 'refund']) })

/** What this run wrote into the ledger of payments, in the order in which it happened. */
export function bookedBy({ events }: FinishedRun): string[] {
  return events.flatMap((event) =>
    event.kind === 'state' && event.table === 'ledger' && event.before === null
      ? [EntryRecord.parse(event.after).what]
      : [],
  )
}

/** What orders asked others to take back, in the order in which it asked. */
export function takenBack({ events }: FinishedRun): string[] {
  return events.flatMap((event) => {
    if (event.kind !== 'request' || event.from !== 'orders') return []
    const what = /\/(refunds$|voids\/|releases\/|cancellations\/)/.exec(new URL(event.message.url).pathname)
    return what?.[1] ? [what[1].replace('/', '')] : []
  })
}

/** When money was first taken from a card, in milliseconds from the start; 0 when it never was. */
export function takenMs({ events }: FinishedRun): number {
  const first = events.find(
    (event) => event.kind === 'state' && event.table === 'ledger' && event.before === null,
  )
  return (first?.atUs ?? 0) / 1000
}

/** How many copies of a book this run sold. */
export function copiesSold(run: FinishedRun, isbn: string): number {
  return ordersPlaced(run)
    .flatMap(({ lines }) => lines)
    .reduce((sum, line) => sum + (line.isbn === isbn ? line.quantity : 0), 0)
}

/** How many copies of a book there were for sale before the run touched them. Throws when inventory keeps no such book. */
export function copiesInStock({ events, data }: FinishedRun, isbn: string): number {
  const first = events.find(
    (event) => event.kind === 'state' && event.table === 'stock' && event.key === isbn,
  )
  const kept = first?.kind === 'state' ? first.before : data.inventory?.stock?.[isbn]
  const { onHand, reserved } = StockRecord.parse(kept)
  return onHand - reserved
}

/** How many times one party sent a request to another, whether or not an answer came. */
export function callsBetween({ events }: FinishedRun, from: Party, to: Party): number {
  return events.filter((event) => event.kind === 'request' && event.from === from && event.to === to).length
}

/** How many HTTP requests were sent in the whole run. */
export function callsInAll({ events }: FinishedRun): number {
  return events.filter(({ kind }) => kind === 'request').length
}

/** The status of an exchange; 0 when no answer came. */
export function statusOf(run: FinishedRun, exchange: number): number {
  return run.exchanges[exchange]?.response?.status ?? 0
}

/** The statuses of every exchange, in order: `201, 200`. */
export function statusesOf({ exchanges }: FinishedRun): string {
  return exchanges.map(({ response }) => response?.status ?? 'no answer').join(', ')
}

/** A header field of an answer; undefined when it has none. Field names have no case (RFC 9110 §5.1). */
export function fieldOf(run: FinishedRun, exchange: number, name: string): string | undefined {
  return run.exchanges[exchange]?.response?.fields.find(([each]) => each.toLowerCase() === name)?.[1]
}

/** The content of an answer, read as JSON. Throws when there is none, or it is no JSON. */
export function contentOf({ exchanges }: FinishedRun, exchange: number): unknown {
  const content = exchanges[exchange]?.response?.content
  if (!content || !('text' in content))
    throw new Error(`Exchange ${exchange} has no content that could be read. Count from 0.`)
  return JSON.parse(content.text)
}

const ProblemType = z.object({ type: z.string() })

/** The kind of problem that an answer reports, by the last part of its `type`; undefined when it is no problem document. */
export function problemOf(run: FinishedRun, exchange: number): string | undefined {
  const content = run.exchanges[exchange]?.response?.content
  if (!fieldOf(run, exchange, 'content-type')?.startsWith('application/problem+json')) return undefined
  if (!content || !('text' in content)) return undefined
  return ProblemType.parse(JSON.parse(content.text)).type.split('/').at(-1)
}

/** The parties that were asked anything before an exchange was answered, each once, in the order of being asked. */
export function askedIn({ events, exchanges }: FinishedRun, exchange: number): string[] {
  const { traceId } = exchanges[exchange] ?? {}
  return traceId ? [...new Set(hopsOf(events, traceId).map(({ to }) => to))] : []
}

/** A record as it stood when an exchange was answered; undefined when there was none. */
export function recordAfter(
  { events, exchanges, data }: FinishedRun,
  exchange: number,
  { party, table, key }: { party: Party; table: string; key: string },
): unknown {
  const endUs = exchanges[exchange]?.endUs ?? 0
  const next = events.find(
    (event) =>
      event.kind === 'state' &&
      event.party === party &&
      event.table === table &&
      event.key === key &&
      event.atUs > endUs,
  )
  return next?.kind === 'state' ? (next.before ?? undefined) : data[party]?.[table]?.[key]
}

/** How long the client waited for an exchange, in milliseconds. Throws when there is no such exchange. */
export function waitedMs({ exchanges }: FinishedRun, exchange: number): number {
  const found = exchanges[exchange]
  if (!found)
    throw new Error(
      `The run has ${exchanges.length} exchanges; number ${exchange} does not exist. Count from 0.`,
    )
  return (found.endUs - found.startUs) / 1000
}

/** How many records a service keeps in a table at the end. */
export function recordsIn({ data }: FinishedRun, party: Party, table: string): number {
  return Object.keys(data[party]?.[table] ?? {}).length
}

/** The records that this run made, without those of the seed and those that were taken back. */
function recordsMade({ events, data }: FinishedRun, party: Party, table: string): unknown[] {
  const made = new Set<string>()
  for (const event of events)
    if (event.kind === 'state' && event.party === party && event.table === table && event.before === null)
      made.add(event.key)
  return [...made].map((key) => data[party]?.[table]?.[key]).filter((record) => record !== undefined)
}

const MailRecord = z.object({ order: z.string(), event: z.string(), subject: z.string() })

/** A mail that this run wrote, and when, in microseconds of the run. */
export interface Mail extends z.infer<typeof MailRecord> {
  readonly atUs: number
}

/** The mails that this run wrote, in the order in which they were written. */
export function mailsWritten({ events }: FinishedRun): Mail[] {
  return events.flatMap((event) =>
    event.kind === 'state' && event.table === 'messages' && event.before === null
      ? [{ ...MailRecord.parse(event.after), atUs: event.atUs }]
      : [],
  )
}

/** How many events became dead letters because notifications did not handle them. */
export function deadLetters({ events }: FinishedRun): number {
  return events.filter(
    (event) => event.kind === 'broker' && event.what === 'dead' && event.group === 'notifications',
  ).length
}
