import type { Micros, RunEvent, TraceId, WireRequest, WireResponse } from '../log/events.ts'
import { createRunLog } from '../log/log.ts'
import { formatTraceparent } from '../log/trace-context.ts'
import { type Hop, hopsOf } from '../log/views/spans.ts'
import { wireRequest } from '../network/message.ts'
import { createRandom, hexDigits } from '../simulation/random.ts'
import { createVirtualClock } from '../simulation/virtual-clock.ts'
import { Scenario, type ScenarioInput, type WorkloadRequest } from '../systems/scenario.ts'
import { createSystem, type SystemData, type SystemOptions } from '../systems/system.ts'
import { macrotask } from './macrotask.ts'

/** What the client sent and what it got, for one request of the workload. */
export interface Exchange {
  readonly traceId: TraceId
  readonly request: WireRequest
  /** Absent when no answer came. */
  readonly response?: WireResponse
  /** Why no answer came. */
  readonly failure?: string
  readonly startUs: Micros
  readonly endUs: Micros
}

/** A run that has ended. */
export interface FinishedRun {
  readonly scenario: Scenario
  readonly events: readonly RunEvent[]
  readonly exchanges: readonly Exchange[]
  readonly data: SystemData
}

/**
 * Runs a scenario to its end on the virtual clock: no waiting, and the same log every time. Throws when the
 * scenario does not fit its schema, and StalledRun when a service awaits what it was not handed.
 */
export async function runScenario(
  input: ScenarioInput,
  { replace }: Pick<SystemOptions, 'replace'> = {},
): Promise<FinishedRun> {
  const scenario = Scenario.parse(input)
  const { clock, run } = createVirtualClock({ settle: macrotask })
  const events: RunEvent[] = []
  const log = createRunLog({
    run: `seed-${scenario.seed}`,
    nowUs: clock.nowUs,
    sinks: [(event) => events.push(event)],
  })
  const traceIds = createRandom(scenario.seed).fork('traces of the client')

  const work = async () => {
    log.append({
      kind: 'run',
      phase: 'started',
      system: scenario.system,
      seed: scenario.seed,
      epochMs: clock.epochMs,
    })
    const system = await createSystem({
      architecture: scenario.system,
      settings: scenario.settings,
      seed: scenario.seed,
      clock,
      log,
      ...(replace ? { replace } : {}),
    })
    for (const fault of scenario.faults) system.setDown(fault.service, true)
    const asked: (() => Exchange)[] = []
    for (const wanted of scenario.workload) {
      if (wanted.atMs !== undefined) await clock.sleep(wanted.atMs * 1000 - clock.nowUs())
      const trace = { traceId: hexDigits(traceIds, 32), spanId: hexDigits(traceIds, 16) }
      const request = requestOf(wanted, formatTraceparent(trace))
      const [startUs, logged] = [clock.nowUs(), events.length]
      // A failure is in the log; the client goes on with its next request.
      const error: unknown = await system.fetch(request).then(nothing, (reason) => reason)
      const sent = events.slice(logged).find((event) => event.kind === 'request' && event.from === 'client')
      asked.push(() =>
        sent ? exchangeOf(hops, sent) : unsent(wanted, request, { traceId: trace.traceId, startUs, error }),
      )
    }
    log.append({ kind: 'run', phase: 'ended' })
    return { asked, data: await system.data() }
  }

  const { asked, data } = await run(work())
  const byTrace = Map.groupBy(events, ({ traceId }) => traceId)
  const hopsByTrace = new Map<TraceId, readonly Hop[]>()
  function hops(traceId: TraceId): readonly Hop[] {
    const known = hopsByTrace.get(traceId) ?? hopsOf(byTrace.get(traceId) ?? [], traceId)
    hopsByTrace.set(traceId, known)
    return known
  }
  return {
    scenario,
    events,
    exchanges: asked.map((exchange) => exchange()),
    data,
  }
}

function requestOf({ method, url, headers, body }: WorkloadRequest, traceparent: string): Request {
  const fields = new Headers(headers)
  if (!fields.has('traceparent')) fields.set('traceparent', traceparent)
  return new Request(url, { method, headers: fields, ...(body === undefined ? {} : { body }) })
}

const nothing = () => undefined

/** What became of the request that this event logged. The client may name its trace itself, and name one twice. */
function exchangeOf(
  hops: (traceId: TraceId) => readonly Hop[],
  { traceId = '', spanId }: RunEvent,
): Exchange {
  const hop = hops(traceId).find((each) => each.spanId === spanId)
  if (!hop) throw new Error(`The trace ${traceId} has no hop ${spanId}.`)
  const { request, response, failure, sentUs, endUs = sentUs } = hop
  return {
    traceId,
    request,
    ...(response ? { response } : {}),
    ...(failure ? { failure: failure.detail } : {}),
    startUs: sentUs,
    endUs,
  }
}

/** Nobody is known at the host, so nothing went over the wire. */
function unsent(
  { body = '' }: WorkloadRequest,
  request: Request,
  { traceId, startUs, error }: { traceId: TraceId; startUs: Micros; error: unknown },
): Exchange {
  return {
    traceId,
    request: wireRequest(request, new TextEncoder().encode(body)),
    failure: error instanceof Error ? error.message : String(error),
    startUs,
    endUs: startUs,
  }
}
