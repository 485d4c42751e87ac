import type { Micros, RunEvent, TraceId, WireRequest, WireResponse } from '../log/events.ts'
import { formatTraceparent, parseTraceparent } from '../log/trace-context.ts'
import { readContent, wireRequest, wireResponse } from '../network/message.ts'
import type { Clock } from '../simulation/clock.ts'
import { createRandom, hexDigits } from '../simulation/random.ts'
import { quotedBy, withoutQuotes, withQuotes } from '../systems/quotes.ts'
import { contentOf, Scenario, type ScenarioInput, type WorkloadRequest } from '../systems/scenario.ts'
import type { System, SystemData, SystemOptions } from '../systems/system.ts'
import { beginRun } from './virtual-run.ts'
import { NotSwitched, openSocket, type Socket } from './web-socket.ts'

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
  /** How many timers rang so far, because nobody took them back. */
  timersRung(): number
}

/**
 * Begins a scenario without running it: `next()` lets one thing happen at a time, and all that it returned, one after
 * another, is the log of `runScenario`. Throws when the scenario does not fit its schema.
 */
export function stepScenario(input: ScenarioInput, options: RunOptions = {}): SteppedRun {
  const scenario = Scenario.parse(input)
  const events: RunEvent[] = []
  const sinks = [(event: RunEvent) => void events.push(event)]
  const traceIds = createRandom(scenario.seed).fork('traces of the client')

  const run = beginRun(scenario, { sinks, ...options }, async (system, clock) => {
    const exchanges: Promise<Exchange>[] = []
    for (const wanted of scenario.workload) {
      if (wanted.waits !== false) await Promise.all(exchanges)
      if (wanted.atMs !== undefined) await clock.sleep(wanted.atMs * 1000 - clock.nowUs())
      const trace = { traceId: hexDigits(traceIds, 32), spanId: hexDigits(traceIds, 16) }
      const logged = events.length
      // A client whose traceparent is malformed learns the trace it was given from the log.
      const given = () => events.slice(logged).find(({ kind }) => kind === 'span')?.traceId ?? trace.traceId
      const answers = quotedBy(wanted).length > 0 ? await Promise.all(exchanges) : []
      exchanges.push(exchange(system, clock, wanted, answers, formatTraceparent(trace), given))
    }
    return Promise.all(exchanges)
  })

  let told = 0
  let over = false
  return {
    scenario,
    async next() {
      if (over) return undefined
      over = !(await run.next())
      const news = events.slice(told)
      told = events.length
      return news
    },
    async finished() {
      const { result: exchanges, system } = run.end()
      return { scenario, events, exchanges, data: await system.data() }
    },
    timersRung: run.timersRung,
  }
}

/** Sends one request and keeps what came of it. A failure is a result as well: the client goes on. */
async function exchange(
  system: System,
  clock: Clock,
  written: WorkloadRequest,
  answers: readonly Exchange[],
  traceparent: string,
  given: () => TraceId,
): Promise<Exchange> {
  const startUs = clock.nowUs()
  const sent = (asked: WorkloadRequest) => {
    const request = requestOf(asked, traceparent)
    const content = contentOf(asked) ?? ''
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    return { request, wire: wireRequest(request, bytes) }
  }
  let { request, wire } = sent({ ...written, url: withoutQuotes(written.url) })
  const named = parseTraceparent(request.headers.get('traceparent'))?.traceId
  const outcome = await (async () => {
    try {
      // What an answer holds need not be something that can be sent.
      ;({ request, wire } = sent(withQuotes(written, (place) => answers[place]?.response)))
      if (written.webSocket) return { response: await speak(system, clock, request, written.webSocket) }
      const answer = await system.fetch(request)
      return { response: wireResponse(answer, await readContent(answer, clock)) }
    } catch (error) {
      return { failure: error instanceof Error ? error.message : String(error) }
    }
  })()
  return { traceId: named ?? given(), request: wire, startUs, ...outcome, endUs: clock.nowUs() }
}

/** Speaks WebSocket as a workload says; what was said is in the log. Brings the answer to the handshake. */
async function speak(
  system: System,
  clock: Clock,
  request: Request,
  { protocols, says, closesAfterMs }: NonNullable<WorkloadRequest['webSocket']>,
): Promise<WireResponse> {
  const trace = parseTraceparent(request.headers.get('traceparent'))?.traceId ?? ''
  const random = createRandom(0, `key of ${trace}`)
  let socket: Socket
  try {
    socket = await openSocket(request, { fetch: system.fetch, random, protocols })
  } catch (error) {
    if (!(error instanceof NotSwitched)) throw error
    return wireResponse(error.response, await readContent(error.response, clock))
  }
  const startUs = clock.nowUs()
  const left = Promise.withResolvers<void>()
  const talk = async () => {
    for (const { afterMs, text } of [...says].sort((a, b) => a.afterMs - b.afterMs)) {
      await until(afterMs)
      socket.send(text)
    }
    await until(closesAfterMs)
    socket.close(1000)
  }
  const until = async (afterMs: number) => {
    const timer = clock.timer(Math.max(0, startUs + afterMs * 1000 - clock.nowUs()))
    await Promise.race([timer.rings, left.promise])
    timer.cancel()
  }
  void talk()
  for (let heard = await socket.next(); heard.opcode !== 'close'; ) heard = await socket.next()
  left.resolve()
  return { status: 101, fields: socket.fields, content: { bytes: 0, text: '' } }
}

/** A request of a workload as a client sends it. */
export function requestOf(wanted: WorkloadRequest, traceparent: string): Request {
  const { method, url, headers } = wanted
  const body = contentOf(wanted)
  const fields = new Headers(headers)
  if (!fields.has('traceparent')) fields.set('traceparent', traceparent)
  return new Request(url, { method, headers: fields, ...(body === undefined ? {} : { body }) })
}
