import type { Micros, Party, RunEvent, SpanId } from '../events.ts'

/** How full it was from a moment on. */
export interface Occupancy {
  readonly atUs: Micros
  readonly inside: number
  readonly waiting: number
}

/** One who waited in line. */
export interface WaitInLine {
  /** The caller's call, or the callee's work. */
  readonly spanId: SpanId
  readonly fromUs: Micros
  /** When its turn came; undefined while it waits. */
  readonly toUs?: Micros
}

/** What became of one limited number of places, and of the line in front of them. */
export interface BulkheadTimeline {
  /** `bulkhead`: a caller's places for calls to one callee. `shedding`: the workers of one instance, for all who call it. */
  readonly policy: 'bulkhead' | 'shedding'
  readonly party: Party
  /** Whom the places of a bulkhead are for. */
  readonly peer?: Party
  /** Whose workers they are, from 1. */
  readonly instance?: number
  /** One for each event, in order; before the first one nobody was inside. */
  readonly points: readonly Occupancy[]
  readonly waits: readonly WaitInLine[]
  /** When somebody found every place and the whole line taken. */
  readonly turnedAwayUs: readonly Micros[]
}

/** Inside and waiting over time, for every bulkhead and every line of workers that was ever entered. */
export function bulkheadsOf(events: readonly RunEvent[]): readonly BulkheadTimeline[] {
  const instances = instancesOf(events)
  const places = events.flatMap((event) => {
    if (event.kind !== 'policy' || (event.policy !== 'bulkhead' && event.policy !== 'shedding')) return []
    const { policy, party, peer, spanId = '' } = event
    const whose: Pick<BulkheadTimeline, 'policy' | 'party' | 'peer' | 'instance'> =
      policy === 'bulkhead'
        ? { policy, party, peer }
        : { policy, party, instance: instances.get(spanId) ?? 1 }
    return [{ event, whose }]
  })
  return [...Map.groupBy(places, ({ whose }) => JSON.stringify(whose)).values()].flatMap((own) =>
    own[0] ? [{ ...own[0].whose, ...timelineOf(own.map(({ event }) => event)) }] : [],
  )
}

type PolicyEvent = Extract<RunEvent, { kind: 'policy' }>

/** The log does not say when one who waits gets in: it is when the next one leaves, for the line is first in, first out. */
function timelineOf(
  events: readonly PolicyEvent[],
): Pick<BulkheadTimeline, 'points' | 'waits' | 'turnedAwayUs'> {
  const waits: WaitInLine[] = []
  let served = 0
  for (const { what, atUs, spanId } of events) {
    if (what === 'waits' && spanId) waits.push({ spanId, fromUs: atUs })
    const next = waits[served]
    if (what === 'leaves' && next) waits[served++] = { ...next, toUs: atUs }
  }
  return {
    points: events.map(({ atUs, detail: { inside, waiting } }) => ({
      atUs,
      inside: Number(inside ?? 0),
      waiting: Number(waiting ?? 0),
    })),
    waits,
    turnedAwayUs: events.filter(({ what }) => what === 'is turned away').map(({ atUs }) => atUs),
  }
}

/** Which instance did the work of a span; the first one is not noted. */
function instancesOf(events: readonly RunEvent[]): ReadonlyMap<SpanId, number> {
  const instances = new Map<SpanId, number>()
  for (const event of events) {
    if (event.kind !== 'span' || event.phase !== 'started' || !event.spanId) continue
    const instance = event.attributes['service.instance.id']
    if (typeof instance === 'number') instances.set(event.spanId, instance)
  }
  return instances
}
