import type { Field, RunEvent, SpanId } from '../log/events.ts'
import { formatTraceparent } from '../log/trace-context.ts'
import {
  type Fault,
  Scenario,
  ServiceName,
  type Settings,
  type WorkloadRequest,
} from '../systems/scenario.ts'

/** Some live runs are no scenario; the message says what keeps this one from it. */
export class NotRecordable extends Error {
  override name = 'NotRecordable'
}

/** What a log does not say of a live run: under which conditions it was made. They must have held from its first request on. */
export interface Conditions {
  readonly settings?: Settings
  readonly faults?: readonly Fault[]
}

/** Fields that the network adds to what a client sends. */
const OF_THE_NETWORK = new Set([
  'host',
  'content-length',
  'traceparent',
  'connection',
  'upgrade',
  'sec-websocket-key',
  'sec-websocket-protocol',
  'sec-websocket-version',
])

/**
 * A live run as a scenario: what its clients sent, when, and in which trace, with the run's seed. On the virtual clock it
 * gives the same traces: `causalOf` says in what sense, docs/decisions/0004 where that ends. Throws NotRecordable when
 * something was switched after the first request, when content is no text, and when there are more requests than a
 * scenario may have.
 */
export function recordingOf(
  events: readonly RunEvent[],
  { settings, faults = [] }: Conditions = {},
): Scenario {
  const start = events.find((event) => event.kind === 'run' && event.phase === 'started')
  if (start?.kind !== 'run' || start.phase !== 'started')
    throw new NotRecordable('The log has no beginning: it does not say which bookshop this was.')
  const read = Scenario.safeParse({
    v: 1,
    system: start.system,
    seed: start.seed,
    ...(settings ? { settings } : {}),
    faults: [...faults, ...downFrom(events, faults)],
    workload: workloadOf(events),
  })
  if (!read.success) {
    const [issue] = read.error.issues
    throw new NotRecordable(`This run is no scenario: ${issue?.path.join('.')} ${issue?.message}.`)
  }
  return read.data
}

/** Processes that were taken down before anybody asked for anything. Throws NotRecordable when it was done later. */
function downFrom(events: readonly RunEvent[], faults: readonly Fault[]): Fault[] {
  const first = events.findIndex(({ kind }) => kind === 'request')
  const down = new Set<string>()
  for (const [at, event] of events.entries()) {
    if (event.kind !== 'process') continue
    if (first >= 0 && at > first)
      throw new NotRecordable(
        `${event.party} went ${event.state} in the middle of the run, and a scenario has its faults from the start.`,
      )
    if (event.state === 'down') down.add(event.party)
    else down.delete(event.party)
  }
  return [...down].flatMap((party) => {
    const service = ServiceName.safeParse(party === 'monolith' ? 'gateway' : party).data
    const isKnown = faults.some((fault) => fault.kind === 'down' && fault.service === service)
    return service && !isKnown ? [{ kind: 'down' as const, service }] : []
  })
}

/** What clients sent: the first message of each call, without what the network wrote on it. */
function workloadOf(events: readonly RunEvent[]): WorkloadRequest[] {
  const calls = new Map<SpanId, { readonly atUs: number; readonly traceparent: string }>()
  const attempts = new Map<SpanId, SpanId>()
  let underWay = 0
  const overlaps = new Set<SpanId>()
  const sent = new Map<SpanId, WorkloadRequest>()
  for (const event of events) {
    const { spanId = '', traceId = '' } = event
    if (event.kind === 'span' && event.phase === 'ended' && calls.has(spanId)) underWay--
    if (event.kind === 'span' && event.phase === 'started' && event.party === 'client') {
      if (event.role === 'attempt') attempts.set(spanId, event.parentSpanId ?? '')
      if (event.role !== 'call') continue
      const traceparent = formatTraceparent({ traceId, spanId: event.parentSpanId ?? spanId })
      calls.set(spanId, { atUs: event.atUs, traceparent })
      if (underWay++ > 0) overlaps.add(spanId)
    }
    if (event.kind !== 'request' || event.from !== 'client') continue
    const call = attempts.get(spanId) ?? ''
    const { atUs, traceparent } = calls.get(call) ?? {}
    if (atUs === undefined || traceparent === undefined || sent.has(call)) continue
    const { method, url, fields, content } = event.message
    const webSocket = saidOver(events, spanId, fields)
    sent.set(call, {
      ...(webSocket ? { webSocket } : {}),
      method,
      url,
      headers: {
        ...Object.fromEntries(fields.filter(([name]) => !OF_THE_NETWORK.has(name))),
        traceparent,
      },
      ...(content.bytes === 0
        ? {}
        : 'text' in content
          ? { body: content.text }
          : { body: content.base64, bodyEncoding: 'base64' as const }),
      atMs: Math.floor(atUs / 1000),
      ...(overlaps.has(call) ? { waits: false as const } : {}),
    })
  }
  if (sent.size < calls.size)
    throw new NotRecordable(
      `${calls.size - sent.size} of ${calls.size} requests never left the client, so the log does not say what they were.`,
    )
  return [...sent.values()]
}

/** What a client said over a WebSocket, and when; undefined where it did not ask for one. Throws NotRecordable for bytes. */
function saidOver(
  events: readonly RunEvent[],
  attempt: SpanId,
  fields: readonly Field[],
): WorkloadRequest['webSocket'] {
  const field = (wanted: string) => fields.find(([name]) => name === wanted)?.[1]
  if (field('upgrade') !== 'websocket') return undefined
  const own = events.filter(({ spanId }) => spanId === attempt)
  const startUs = own.find(({ kind }) => kind === 'response')?.atUs ?? 0
  const afterMs = (atUs: number) => Math.max(0, Math.floor((atUs - startUs) / 1000))
  const frames = own.flatMap((event) =>
    event.kind === 'frame' && event.sender === event.from ? [event] : [],
  )
  const end =
    frames.find(({ opcode }) => opcode === 'close') ??
    own.find(({ kind }) => kind === 'failure') ??
    events.at(-1)
  return {
    protocols: field('sec-websocket-protocol')?.split(', ') ?? [],
    says: frames.flatMap(({ opcode, content, atUs }) => {
      if (opcode === 'binary')
        throw new NotRecordable('A client sent bytes over a WebSocket, and a scenario has only text.')
      return content && 'text' in content ? [{ afterMs: afterMs(atUs), text: content.text }] : []
    }),
    closesAfterMs: afterMs(end?.atUs ?? startUs),
  }
}
