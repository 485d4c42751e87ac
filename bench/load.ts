import { runLoad } from '#mocks/runtimes/load.ts'
import type { LoadInput } from '#mocks/systems/load.ts'
import type { Architecture } from '#mocks/systems/scenario.ts'

/** What a load costs, per request. */
export interface LoadCost {
  readonly requestsPerSecond: number
  /** Computing time of the whole run, in µs. Not real time: other work on the machine must not count. */
  readonly cpuUs: number
  /** Computing time of the last tenth of the run, in µs. */
  readonly lastCpuUs: number
  /** Bytes in use at the end, collected garbage left out, beyond those at the start: the bookshop's records and the views. */
  readonly keptBytes: number
  /** Bytes in use at the end in all. */
  readonly heapBytes: number
}

const EDGE = (from: 'client' | 'gateway' | 'orders', to: '*' | 'catalog' | 'payments' = '*') => ({ from, to })

/** A bookshop in which things go wrong all the time and everybody does something about it. */
const load = (system: Architecture, requests: number): LoadInput => ({
  scenario: {
    v: 1,
    system,
    settings: {
      paymentKey: 'order',
      policies: [
        { edge: EDGE('client'), deadlineMs: 3000 },
        {
          edge: EDGE('gateway'),
          timeoutMs: 1000,
          retry: {
            attempts: 2,
            backoff: { kind: 'exponential', jitter: 'full' },
            budget: { percent: 10, reserve: 5 },
          },
          breaker: { opens: { after: 'rate', percent: 50, calls: 20, windowMs: 10_000 }, openMs: 2000 },
          bulkhead: { places: 50, queue: 50 },
          fallback: 'last-good',
          cache: true,
          collapse: true,
        },
        { edge: EDGE('orders'), timeoutMs: 500, retry: { attempts: 3, methods: 'all' }, hedgeAfterMs: 200 },
      ],
      fleets: [
        { service: 'catalog', instances: 2, balancing: 'random-of-two', workers: { places: 8, queue: 20 } },
      ],
    },
    faults: [
      { kind: 'error', edge: EDGE('gateway', 'catalog'), strikes: { percent: 2 } },
      { kind: 'lose-reply', edge: EDGE('orders', 'payments'), strikes: { percent: 2 } },
      { kind: 'lose-request', edge: EDGE('gateway'), strikes: { percent: 0.5 } },
    ],
  },
  requests,
  arrivals: { kind: 'open', perSecond: 200 },
})

/** Runs a load with faults and policies switched on, in one go, and measures it. Needs `--expose-gc` to know what is kept. */
export async function measureLoad(system: Architecture, requests: number): Promise<LoadCost> {
  const before = heapBytes()
  let heapAtEnd = 0
  let atNineTenths = 0
  const cpuAtStart = cpuUs()
  const start = performance.now()
  let spent = 0
  const report = await runLoad(load(system, requests), {
    onEnded: (ended) => {
      if (ended === Math.floor(requests * 0.9)) atNineTenths = cpuUs()
      if (ended !== requests) return
      spent = cpuUs()
      heapAtEnd = heapBytes()
    },
  })
  const seconds = (performance.now() - start) / 1000
  if (report.sent !== requests || report.answered < 0.9 * requests)
    throw new Error(`${report.answered} of ${requests} requests were answered, ${report.sent} sent`)
  return {
    requestsPerSecond: requests / seconds,
    cpuUs: (spent - cpuAtStart) / requests,
    lastCpuUs: (spent - atNineTenths) / (requests - Math.floor(requests * 0.9)),
    keptBytes: (heapAtEnd - before) / requests,
    heapBytes: heapAtEnd,
  }
}

const cpuUs = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}

function heapBytes(): number {
  if (!globalThis.gc) throw new Error('Start Node with --expose-gc: else nobody knows what is garbage.')
  globalThis.gc()
  return process.memoryUsage().heapUsed
}
