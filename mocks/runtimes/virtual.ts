import type { Micros, RunEvent, TraceId, WireRequest, WireResponse } from '../log/events.ts'
import { createRunLog } from '../log/log.ts'
import { formatTraceparent, parseTraceparent } from '../log/trace-context.ts'
import { readContent, wireRequest, wireResponse } from '../network/message.ts'
import type { Clock } from '../simulation/clock.ts'
import { createRandom, hexDigits } from '../simulation/random.ts'
import { createVirtualClock } from '../simulation/virtual-clock.ts'
import { Scenario, type ScenarioInput, type WorkloadRequest } from '../systems/scenario.ts'
import { createSystem, type System, type SystemData, type SystemOptions } from '../systems/system.ts'
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

export type RunOptions = Pick<SystemOptions, 'replace'>

/**
 * Runs a scenario to its end on the virtual clock: no waiting, and the same log every time. Throws when the
 * scenario does not fit its schema, and StalledRun when a service awaits what it was not handed.
 */
export async function runScenario(input: ScenarioInput, options: RunOptions = {}): Promise<FinishedRun> {
  const run = stepScenario(input, options)
  while (await run.next());
  return run.finished()
}

/** A run that its holder moves on, one thing at a time. */
export interface SteppedRun {
  readonly scenario: Scenario
  /**
   * Lets one thing happen: somebody wakes, or what was tracked comes in. Returns what was written to the log meanwhile,
   * in order (nothing, if whoever woke had nothing to say); undefined when the run has ended. One call at a time. Throws
   * StalledRun when a service awaits what it was not handed.
   */
  next(): Promise<readonly RunEvent[] | undefined>
  /** The whole run. Throws when it has not ended. */
  finished(): Promise<FinishedRun>
}

/**
 * Begins a scenario without running it: `next()` lets one thing happen at a time, and all that it returned, one after
 * another, is the log of `runScenario`. Throws when the scenario does not fit its schema.
 */
export function stepScenario(input: ScenarioInput, { replace }: RunOptions = {}): SteppedRun {
  const scenario = Scenario.parse(input)
  const { clock, stepper } = createVirtualClock({ settle: macrotask })
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
    system.setFaults(scenario.faults)
    const exchanges: Promise<Exchange>[] = []
    for (const wanted of scenario.workload) {
      if (wanted.waits !== false) await Promise.all(exchanges)
      if (wanted.atMs !== undefined) await clock.sleep(wanted.atMs * 1000 - clock.nowUs())
      const trace = { traceId: hexDigits(traceIds, 32), spanId: hexDigits(traceIds, 16) }
      const logged = events.length
      // A client whose traceparent is malformed learns the trace it was given from the log.
      const given = () => events.slice(logged).find(({ kind }) => kind === 'span')?.traceId ?? trace.traceId
      exchanges.push(
        exchange(system, requestOf(wanted, formatTraceparent(trace)), wanted.body ?? '', clock, given),
      )
    }
    return { exchanges: await Promise.all(exchanges), data: () => system.data() }
  }

  let told = 0
  let ended: Awaited<ReturnType<typeof work>> | undefined
  let steps: ReturnType<typeof stepper<Awaited<ReturnType<typeof work>>>> | undefined

  return {
    scenario,
    async next() {
      if (ended) return undefined
      // Callers may have given up on work that is still being done; the stepper brings that to its end as well.
      steps ??= stepper(work())
      const happened = await steps.next()
      if (!happened) {
        ended = await steps.result
        log.append({ kind: 'run', phase: 'ended' })
      }
      const news = events.slice(told)
      told = events.length
      return news
    },
    async finished() {
      if (!ended) throw new Error('The run has not ended: call next() until it returns undefined.')
      return { scenario, events, exchanges: ended.exchanges, data: await ended.data() }
    },
  }
}

/** Sends one request and keeps what came of it. A failure is a result as well: the client goes on. */
async function exchange(
  system: System,
  request: Request,
  body: string,
  clock: Clock,
  given: () => TraceId,
): Promise<Exchange> {
  const startUs = clock.nowUs()
  const named = parseTraceparent(request.headers.get('traceparent'))?.traceId
  const sent = {
    request: wireRequest(request, new TextEncoder().encode(body)),
    startUs,
  }
  try {
    const answer = await system.fetch(request)
    const response = wireResponse(answer, await readContent(answer, clock))
    return { ...sent, traceId: named ?? given(), response, endUs: clock.nowUs() }
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error)
    return { ...sent, traceId: named ?? given(), failure, endUs: clock.nowUs() }
  }
}

function requestOf({ method, url, headers, body }: WorkloadRequest, traceparent: string): Request {
  const fields = new Headers(headers)
  if (!fields.has('traceparent')) fields.set('traceparent', traceparent)
  return new Request(url, { method, headers: fields, ...(body === undefined ? {} : { body }) })
}
