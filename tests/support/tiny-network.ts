import type { RunEvent } from '#mocks/log/events.ts'
import { createRunLog } from '#mocks/log/log.ts'
import { hopsOf, spansOf } from '#mocks/log/views/spans.ts'
import type { FleetRules } from '#mocks/network/fleet.ts'
import { createNetwork, type Network } from '#mocks/network/network.ts'
import type { EdgeFault, EdgePolicy } from '#mocks/network/rules.ts'
import { macrotask } from '#mocks/runtimes/macrotask.ts'
import type { Clock } from '#mocks/simulation/clock.ts'
import { createRandom } from '#mocks/simulation/random.ts'
import { createVirtualClock } from '#mocks/simulation/virtual-clock.ts'

/** Distributes over a union, so that each kind of fault keeps its own fields. */
type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

const ANYBODY = { from: '*', to: '*' }
const MS = 1000

export interface TinyOptions {
  /** What goes wrong everywhere. */
  faults?: readonly Without<EdgeFault, 'edge'>[]
  /** What `a` does about it, on its way to `b`. */
  policy?: Omit<EdgePolicy, 'edge'>
  /** What `b` does on its way to `c`. */
  policyOfB?: Omit<EdgePolicy, 'edge'>
  fleet?: FleetRules
  /** How `b` works; it answers `yes` after 5 ms by itself. */
  b?: (request: Request, tools: Tools) => Promise<Response>
  /** How `c` works; the same by itself. */
  c?: (request: Request, tools: Tools) => Promise<Response>
}

export interface Tools {
  readonly clock: Clock
  /** Sends as `b`. */
  readonly send: (request: Request) => Promise<Response>
}

/** What came of one request: a status, or the name of the failure; and when, in ms. */
export interface Heard {
  readonly is: number | string
  readonly text: string
  readonly age: string | null
  readonly atMs: number
}

/** Party `a` works on a network with `b` and `c`, each way 10 ms long, on the virtual clock, until nothing is left to do. */
export async function onTinyNetwork<R>(
  { faults = [], policy, policyOfB, fleet, b, c }: TinyOptions,
  work: (
    ask: (path?: string, init?: RequestInit) => Promise<Heard>,
    tools: { network: Network; clock: Clock },
  ) => Promise<R>,
) {
  const { clock, run, drain, sleeping } = createVirtualClock({ settle: macrotask })
  const events: RunEvent[] = []
  const log = createRunLog({ run: 'test', nowUs: clock.nowUs, sinks: [(event) => events.push(event)] })
  const worked = { b: 0, c: 0 }
  const answer = async () => {
    await clock.sleep(5 * MS)
    return new Response('yes')
  }
  const oneWay = { kind: 'constant', us: 10 * MS } as const
  const network = createNetwork({
    clock,
    random: createRandom(7),
    log,
    links: [
      { from: 'a', to: 'b', name: 'a→b', oneWay },
      { from: 'b', to: 'c', name: 'b→c', oneWay },
    ],
    partyAt: (host) => host.split('.')[0],
    policies: [
      ...(policy ? [{ edge: { from: 'a', to: 'b' }, ...policy }] : []),
      ...(policyOfB ? [{ edge: { from: 'b', to: 'c' }, ...policyOfB }] : []),
    ],
    ...(fleet ? { fleets: { b: fleet } } : {}),
    serve: (party, request) => {
      const tools: Tools = { clock, send: network.fetchAs('b') }
      if (party === 'b') worked.b++
      else worked.c++
      return (party === 'b' ? b : c)?.(request, tools) ?? answer()
    },
  })
  network.setFaults(faults.map((fault) => ({ edge: ANYBODY, ...fault }) as EdgeFault))
  const send = network.fetchAs('a')
  const ask = async (path = '/', init: RequestInit = {}): Promise<Heard> => {
    try {
      const response = await send(new Request(`https://b.test${path}`, init))
      return {
        is: response.status,
        text: await response.text(),
        age: response.headers.get('age'),
        atMs: clock.nowUs() / MS,
      }
    } catch (error) {
      const is = error instanceof Error && 'failure' in error ? String(error.failure) : String(error)
      return { is, text: '', age: null, atMs: clock.nowUs() / MS }
    }
  }
  const result = await run(work(ask, { network, clock }))
  /** How many still slept when the work had ended: 0 where nothing was left under way. */
  const sleepers = sleeping()
  await drain()
  const spans = spansOf(events)
  return {
    result,
    events,
    worked,
    sleepers,
    spans,
    hops: [...new Set(spans.map(({ traceId }) => traceId))].flatMap((traceId) => hopsOf(events, traceId)),
    policies: events.flatMap((event) => (event.kind === 'policy' ? [event] : [])),
    faults: events.flatMap((event) => (event.kind === 'fault' ? [event.fault] : [])),
    /** When the requests from one party to another left, in ms. */
    sentMs: (from: string, to: string) =>
      events.flatMap((event) =>
        event.kind === 'request' && event.from === from && event.to === to ? [event.atUs / MS] : [],
      ),
  }
}
