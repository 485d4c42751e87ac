import { DELIVERY } from '#mocks/services/orders/contract.ts'
import { createRandom } from '#mocks/simulation/random.ts'
import type { Architecture, ScenarioInput } from '#mocks/systems/scenario.ts'

const API = 'https://api.bookshop.example/v1'
/** A few books that many want: some sell out. */
const BOOKS = [
  '9780141439518',
  '9780547928227',
  '9780441013593',
  '9780156235501',
  '9780140448061',
  '9780553208849',
]

type Workload = NonNullable<ScenarioInput['workload']>
type Retry = NonNullable<NonNullable<NonNullable<ScenarioInput['settings']>['policies']>[number]['retry']>
type Fault = NonNullable<ScenarioInput['faults']>[number]

/** How often clients and services try again, and how long they wait for an answer. */
const TRIES_AGAIN: Retry = {
  attempts: 4,
  statuses: [409, 502, 503, 504],
  backoff: { kind: 'exponential', baseMs: 200, maxMs: 5_000, jitter: 'full' },
  honourRetryAfter: true,
}

export interface Weather {
  readonly system?: Architecture
  readonly recovery?: 'saga-log' | 'none'
  /** Whether the books are sent, and charged: then shipping takes part, and cards may expire in between. */
  readonly delivered?: boolean
  readonly acquirer?: 'built-in' | 'bank'
  /** Where nobody commands, the broker is killed as well. */
  readonly saga?: 'orchestrated' | 'choreographed'
}

/**
 * A rush in bad weather: `orders` orders by overlapping clients, some of them for what is sold out, with declined cards, or
 * cancelled soon, while 5% of all requests and replies are lost and every service is killed again and again. At the end
 * every client asks once more with its key, in good weather or bad.
 */
export function campaign(
  seed: number,
  orders: number,
  {
    system = 'microservices',
    recovery = 'saga-log',
    delivered = false,
    acquirer = 'built-in',
    saga = 'orchestrated',
  }: Weather = {},
): ScenarioInput {
  const random = createRandom(seed).fork('campaign')
  const everyMs = 40
  const lasts = orders * everyMs
  const placing = (n: number) => {
    const isbn = BOOKS[random.below(BOOKS.length)] ?? ''
    const drawn = random.below(10)
    const card = drawn === 0 ? 'tok_declined' : delivered && drawn === 1 ? 'tok_expires' : 'tok_visa'
    return {
      method: 'POST',
      url: `${API}/orders`,
      headers: { 'content-type': 'application/json', 'idempotency-key': `"buyer-${n}"` },
      body: JSON.stringify({
        lines: [{ isbn, quantity: 1 }],
        payment: { card },
        ...(delivered ? { delivery: DELIVERY } : {}),
      }),
    }
  }
  const placed = Array.from({ length: orders }, (_, n) => placing(n))
  const workload: Workload = placed.flatMap((request, n): Workload => {
    const atMs = n * everyMs + random.below(everyMs)
    const first = { ...request, atMs, waits: false } as const
    // Whoever changes their mind cancels one of the orders that were there before; some of them more than once.
    if (random.below(20) > 0) return [first]
    const path = ['1', '5', '7', '9', '11'][random.below(5)]
    return [first, { method: 'PUT', url: `${API}/orders/${path}/cancellation`, atMs, waits: false }]
  })
  const [lateMs, stepMs] = [lasts + 400_000, 20]
  const again: Workload = placed.map((request, n) => ({
    ...request,
    atMs: lateMs + n * stepMs,
    waits: false,
  }))
  const services = ['gateway', 'catalog', 'inventory', 'orders', 'payments'] as const
  const more = [
    ...(delivered ? (['shipping'] as const) : []),
    ...(acquirer === 'bank' ? (['bank'] as const) : []),
    ...(saga === 'choreographed' ? (['broker'] as const) : []),
  ]
  const crashes: Extract<Fault, { kind: 'crash' }>[] = [...services, ...more].map((service) => ({
    kind: 'crash',
    service,
    downMs: 300,
    when: { by: 'chance', meanMs: Math.ceil(lasts / 4), times: 4 },
  }))
  return {
    v: 1,
    system,
    seed,
    settings: {
      recovery,
      paymentKey: 'order',
      acquirer,
      saga,
      // Events overtake each other, and come twice where an acknowledgement is lost.
      ordering: delivered ? 'none' : 'per-key',
      policies: [
        { edge: { from: 'client' }, timeoutMs: 4_000, retry: { ...TRIES_AGAIN } },
        { edge: { from: 'gateway' }, timeoutMs: 3_000 },
        { edge: {}, timeoutMs: 500, retry: { ...TRIES_AGAIN, attempts: 3, statuses: [502, 503, 504] } },
      ],
    },
    faults: [
      { kind: 'lose-request', edge: {}, strikes: { percent: 5 } },
      { kind: 'lose-reply', edge: {}, strikes: { percent: 5 } },
      ...(system === 'monolith'
        ? crashes.filter(({ service }) => service === 'gateway' || service === 'bank')
        : crashes),
    ],
    workload: [...workload, ...again],
  }
}
