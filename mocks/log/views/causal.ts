import type { Party, RunEvent, SpanId, SpanRole, TraceId } from '../events.ts'

/** One span and what happened in it, without times: two runs that differ in durations alone have the same ones. */
export interface CausalSpan {
  readonly role: SpanRole
  readonly party: Party
  readonly peer: Party
  readonly name: string
  readonly error?: string
  /**
   * What its own party did, in the order in which it did it: messages, changes of state, policies, faults, and the spans
   * that it opened.
   */
  readonly did: readonly Happening[]
  /** The work that others did because of it, in no order: when they did it, compared with each other and `did`, nobody can say. */
  readonly caused: readonly CausalSpan[]
  /** What others wrote under this span, each in its own order: the broker for each partition and group. */
  readonly elsewhere: Readonly<Record<string, readonly Happening[]>>
}

/** Something that happened in a span: the event without its time, or a span below. */
export type Happening = { readonly span: CausalSpan } | Readonly<Record<string, unknown>>

/** One trace as the order of causes. */
export interface CausalTrace {
  /** Absent where no client began the trace: such ids are drawn in the order in which background work comes to it. */
  readonly traceId?: TraceId
  /** Spans whose parent is not in the trace, in the order in which they opened. */
  readonly roots: readonly CausalSpan[]
}

/**
 * Each trace of a log as a partial order: what one party did for one cause is in order, and a message comes before what it
 * causes (Lamport, "Time, Clocks, and the Ordering of Events in a Distributed System"). Nothing else is: not the order
 * between traces, nor between parties that did not talk. Times, what is computed from them, and random names are
 * left out; records that a trace made are numbered in the order in which they appear in it.
 */
export function causalOf(events: readonly RunEvent[]): readonly CausalTrace[] {
  const traces = Map.groupBy(
    events.filter(({ traceId }) => traceId),
    ({ traceId }) => traceId ?? '',
  )
  return inNoOrder(
    [...traces].map(([traceId, own]) => {
      const isOfClient = own.some(
        (event) => event.kind === 'span' && event.phase === 'started' && event.party === 'client',
      )
      return { ...(isOfClient ? { traceId } : {}), roots: rootsOf(own) }
    }),
  )
}

/** Sorted by what is in them, for what stands side by side without an order. */
function inNoOrder<T>(list: readonly T[]): readonly T[] {
  return list
    .map((each) => ({ each, text: JSON.stringify(each) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ each }) => each)
}

type Started = Extract<RunEvent, { kind: 'span'; phase: 'started' }>

function rootsOf(events: readonly RunEvent[]): readonly CausalSpan[] {
  const started = new Map<SpanId, Started>()
  const inside = new Map<SpanId, RunEvent[]>()
  const errors = new Map<SpanId, string>()
  for (const event of events) {
    const { spanId } = event
    if (!spanId) continue
    if (event.kind === 'span' && event.phase === 'ended') {
      if (event.error !== undefined) errors.set(spanId, event.error)
      continue
    }
    const within = event.kind === 'span' ? event.parentSpanId : spanId
    if (event.kind === 'span') started.set(spanId, event)
    if (!within) continue
    const happened = inside.get(within) ?? []
    happened.push(event)
    inside.set(within, happened)
  }
  const nameless = createNamer(events)

  function spanOf(event: Started): CausalSpan {
    const { role, party, peer, name, spanId = '' } = event
    const error = errors.get(spanId)
    const did: Happening[] = []
    const caused: CausalSpan[] = []
    const elsewhere: Record<string, Happening[]> = {}
    for (const each of inside.get(spanId) ?? []) {
      if (each.kind === 'span') {
        if (each.phase !== 'started') continue
        if (each.party === party) did.push({ span: spanOf(each) })
        else caused.push(spanOf(each))
        continue
      }
      const whose = 'party' in each ? each.party : party
      if (whose === party) did.push(nameless(each))
      else {
        const line = each.kind === 'broker' ? lineOf(each) : whose
        const others = elsewhere[line] ?? []
        elsewhere[line] = [...others, nameless(each)]
      }
    }
    return {
      role,
      party,
      peer,
      name: nameless.text(name),
      ...(error === undefined ? {} : { error: nameless.text(error) }),
      did,
      caused: inNoOrder(caused),
      elsewhere: Object.fromEntries(Object.entries(elsewhere).sort(([a], [b]) => (a < b ? -1 : 1))),
    }
  }

  return [...started.values()]
    .filter(({ parentSpanId }) => !parentSpanId || !started.has(parentSpanId))
    .map(spanOf)
}

/** What a broker keeps in order: the events of one partition, for each group that it delivers them to. */
function lineOf({ party, topic, partition, group }: Extract<RunEvent, { kind: 'broker' }>): string {
  return [party, topic, partition, ...(group === undefined ? [] : [group])].join(' ')
}

/** Fields whose value is a time, a duration or a hash of either, or the name of a span. */
const TIMELY = new Set([
  'date',
  'age',
  'etag',
  'traceparent',
  'request-timeout-ms',
  'server-timing',
  'last-modified',
  'ratelimit',
  'retry-after',
])
/** Figures of policies that are durations. */
const DURATION = /(Ms|Us|S)$/
const TIME = /\d{4}-\d\d-\d\dT\d\d(?::|%3A)\d\d(?::|%3A)\d\d(?:\.\d+)?Z/g
/** What the bookshop's ids look like. */
const ID = /^[23456789bcdfghjkmnpqrstvwxz]{10}$/

/** Takes times and random names out of the events of one trace. */
function createNamer(events: readonly RunEvent[]) {
  const names = new Map<string, string>()
  for (const event of events)
    if (event.kind === 'state' && event.before === null && ID.test(event.key) && !names.has(event.key))
      names.set(event.key, `«${event.table} ${names.size + 1}»`)

  const text = (value: string) => {
    let named = value.replace(TIME, '«time»')
    for (const [id, name] of names) named = named.replaceAll(id, name)
    return named
  }
  const inAll = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (key, part) => {
      if (typeof part === 'string') return text(part)
      if (typeof part === 'number' && DURATION.test(key)) return undefined
      return part
    })
  const nameless = (event: RunEvent): Readonly<Record<string, unknown>> => {
    const { v: _v, seq: _seq, atUs: _at, run: _run, traceId: _trace, spanId: _span, ...body } = event
    if (body.kind !== 'request' && body.kind !== 'response') return { kind: body.kind, said: inAll(body) }
    const { fields, content, ...message } = body.message
    const kept = fields.filter(([name]) => !TIMELY.has(name.toLowerCase()))
    return {
      kind: body.kind,
      said: inAll({ ...message, fields: kept, content: 'text' in content ? content.text : content }),
    }
  }
  return Object.assign(nameless, { text })
}
