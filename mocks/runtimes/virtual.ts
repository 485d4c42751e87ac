import type { Micros, RunEvent, TraceId, WireRequest, WireResponse } from '../log/events.ts'
import { createRunLog } from '../log/log.ts'
import { formatTraceparent } from '../log/trace-context.ts'
import { hopsOf } from '../log/views/spans.ts'
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
    const traces: TraceId[] = []
    for (const asked of scenario.workload) {
      if (asked.atMs !== undefined) await clock.sleep(asked.atMs * 1000 - clock.nowUs())
      const trace = { traceId: hexDigits(traceIds, 32), spanId: hexDigits(traceIds, 16) }
      traces.push(trace.traceId)
      // A failure is in the log; the client goes on with its next request.
      await system.fetch(requestOf(asked, formatTraceparent(trace))).catch(() => {})
    }
    log.append({ kind: 'run', phase: 'ended' })
    return { traces, data: await system.data() }
  }

  const { traces, data } = await run(work())
  const byTrace = Map.groupBy(events, ({ traceId }) => traceId)
  return {
    scenario,
    events,
    exchanges: traces.map((traceId) => exchangeOf(byTrace.get(traceId) ?? [], traceId)),
    data,
  }
}

function requestOf({ method, url, headers, body }: WorkloadRequest, traceparent: string): Request {
  return new Request(url, {
    method,
    headers: { traceparent, ...headers },
    ...(body === undefined ? {} : { body }),
  })
}

function exchangeOf(events: readonly RunEvent[], traceId: TraceId): Exchange {
  const first = hopsOf(events, traceId)[0]
  if (!first) throw new Error(`The trace ${traceId} has no request: its host is not part of the bookshop.`)
  const { request, response, failure, sentUs, endUs = sentUs } = first
  return {
    traceId,
    request,
    ...(response ? { response } : {}),
    ...(failure ? { failure: failure.detail } : {}),
    startUs: sentUs,
    endUs,
  }
}
