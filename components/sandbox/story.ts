import type { RecordChange } from '#mocks/log/views/changes.ts'
import type { Hop } from '#mocks/log/views/spans.ts'

/** What a call is for, by the callee's published contract: the first line that fits. */
const PURPOSES: readonly (readonly [method: RegExp, path: RegExp, purpose: string])[] = [
  [/^GET$/, /^\/books\/[^/]+$/, 'for the book and its price'],
  [/^GET$/, /^\/books$/, 'a page of books'],
  [/^POST$/, /^\/rpc$/, 'to run a procedure'],
  [/^GET$/, /^\/stock\/[^/]+$/, 'how many copies there are'],
  [/^POST$/, /^\/reservations$/, 'to hold the copies'],
  [/^DELETE$/, /^\/reservations\/[^/]+$/, 'to give the copies back'],
  [/^GET$/, /^\/reservations$/, 'what is held for the order'],
  [/^PUT$/, /^\/releases\/[^/]+$/, 'to give the copies back'],
  [/^GET$/, /^\/payments$/, 'what was set aside for the order'],
  [/^PUT$/, /^\/voids\/[^/]+$/, 'to give the money free'],
  [/^GET$/, /^\/reservations\/[^/]+$/, 'about a reservation'],
  [/^POST$/, /^\/payments$/, 'to set the money aside'],
  [/^PUT$/, /^\/payments\/[^/]+\/void$/, 'to give the money free'],
  [/^GET$/, /^\/payments\/[^/]+$/, 'about a payment'],
  [/^GET$/, /^\/home$/, 'for the front page'],
  [/^GET$/, /^\/recommendations$/, 'what else to read'],
  [/^POST$/, /^\/carts$/, 'for an empty cart'],
  [/^GET$/, /^\/carts\/[^/]+$/, 'for the cart'],
  [/^PUT$/, /^\/carts\/[^/]+\/items\/[^/]+$/, 'to put a book into the cart'],
  [/^DELETE$/, /^\/carts\/[^/]+\/items\/[^/]+$/, 'to take a book out of the cart'],
  [/^GET$/, /^\/(quotes|rates)$/, 'what delivery costs'],
  [/^GET$/, /^\/(tracking|parcels)\/[^/]+$/, 'where the parcel is'],
  [/^PUT$/, /^\/parcels\/[^/]+$/, 'to collect the parcel'],
  [/^POST$/, /^\/shipments$/, 'to create the shipment'],
  [/^PUT$/, /^\/cancellations\/[^/]+$/, 'to keep the shipment here'],
  [/^POST$/, /^\/authorisations$/, 'to authorise the money'],
  [/^PUT$/, /^\/authorisations\/[^/]+\/capture$/, 'to take the money'],
  [/^POST$/, /^\/orders$/, 'to place the order'],
  [/^GET$/, /^\/orders$/, 'for the list of orders'],
  [/^GET$/, /^\/orders\/[^/]+$/, 'for the order'],
  [/^PUT$/, /^\/orders\/[^/]+\/cancellation$/, 'to cancel the order'],
  [/^GET$/, /^\/orders\/[^/]+\/cancellation$/, 'about the cancellation'],
]

/** What a call was for: words for the bookshop's own operations, method and path for everything else. */
function purposeOf({ request: { method, url } }: Hop): string {
  const path = new URL(url).pathname.replace(/^\/v1(?=\/)/, '')
  const known = PURPOSES.find(([methods, paths]) => methods.test(method) && paths.test(path))
  return known?.[2] ?? `for ${method} ${path}`
}

/**
 * Why these hops happened, in a few sentences: who asked whom for what, and what went wrong. Read off the hops of one
 * trace; nothing in here knows which requests there are.
 */
export function storyOf(hops: readonly Hop[]): string {
  const [first] = hops
  if (!first) return ''
  if (hops.length === 1) {
    if (first.failure) {
      const how = first.arrivedUs === undefined ? 'never arrived at' : 'arrived, and no answer came back from'
      return `Your request ${how} ${first.to}. ${first.failure.detail}`
    }
    return first.to === 'monolith'
      ? `One process did everything: no call left the ${first.to}.`
      : `${capital(first.to)} answered by itself and asked nobody.`
  }
  const sentences = callersOf(hops).map(
    ([caller, calls]) => `${capital(caller)} asked ${list(questionsOf(calls))}.`,
  )
  // The deepest trouble is the cause; whoever passes it on comes after.
  const troubles = hops.slice(1).toSorted((a, b) => b.depth - a.depth)
  return [...sentences, ...counted(troubles.flatMap(troubleOf)).map((trouble) => `${trouble}.`)].join(' ')
}

/** Who called whom, by caller, the client left out: what it asked for is the request itself. */
function callersOf(hops: readonly Hop[]): readonly (readonly [caller: string, calls: readonly Hop[]])[] {
  return [...Map.groupBy(hops.slice(1), ({ from }) => from)]
}

/** Each callee with what it was asked. */
function questionsOf(calls: readonly Hop[]): readonly string[] {
  return counted(calls.map((hop) => `${hop.to} ${purposeOf(hop)}`))
}

/** What went wrong with a hop; nothing when it went well. */
function troubleOf(hop: Hop): readonly string[] {
  if (hop.failure)
    return [`${capital(hop.to)} did not answer ${hop.from}: ${hop.failure.detail.replace(/\.$/, '')}`]
  const status = hop.response?.status ?? 0
  return status >= 400 ? [`${capital(hop.to)} answered ${hop.from} with ${status}`] : []
}

/** Each phrase once; the same one four times is a finding, not four phrases. */
function counted(phrases: readonly string[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const phrase of phrases) counts.set(phrase, (counts.get(phrase) ?? 0) + 1)
  return [...counts].map(([phrase, count]) => (count > 1 ? `${phrase} (${count} times)` : phrase))
}

function list(parts: readonly string[]): string {
  if (parts.length <= 1) return parts[0] ?? ''
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

function capital(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1)
}

/** Whether a record ended as it began: something was done and undone. */
export function isUndone({ before, after }: RecordChange): boolean {
  return JSON.stringify(before) === JSON.stringify(after)
}

/** How many copies of a stock record can still be sold: on hand less reserved. Undefined for anything else. */
function availableOf(record: unknown): number | undefined {
  if (typeof record !== 'object' || record === null) return undefined
  if (!('onHand' in record && 'reserved' in record)) return undefined
  const { onHand, reserved } = record
  return typeof onHand === 'number' && typeof reserved === 'number' ? onHand - reserved : undefined
}

/** The change of the stock that can be sold, for a line as short as `stock 3 → 2`; undefined when none was touched. */
export function stockNoteOf(changes: readonly RecordChange[]): string | undefined {
  for (const { table, before, after } of changes) {
    const [was, is] = [availableOf(before), availableOf(after)]
    if (table !== 'stock' || was === undefined || is === undefined) continue
    return was === is ? `stock still ${is}` : `stock ${was} → ${is}`
  }
  return undefined
}

/** What each party's drawer says about this request: the stock, or how many records are new or changed. */
export function drawerNotesOf(changes: readonly RecordChange[]): Readonly<Record<string, string>> {
  const byParty = Map.groupBy(changes, ({ party }) => party)
  return Object.fromEntries(
    [...byParty].map(([party, own]) => {
      const changed = own.filter((change) => !isUndone(change)).length
      return [party, stockNoteOf(own) ?? (changed === 0 ? 'as before' : `${changed} changed`)]
    }),
  )
}
