import { describe, expect, test } from 'vitest'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { DELIVERY, ordering } from '#mocks/services/orders/contract.ts'
import { violationsOf } from '#mocks/systems/invariants.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'

const API = 'https://api.bookshop.example/v1'
type Fault = NonNullable<ScenarioInput['faults']>[number]
type Workload = NonNullable<ScenarioInput['workload']>
type Settings = NonNullable<ScenarioInput['settings']>

const place = (card: string, more: object = {}): Workload[number] => {
  const { method = '', headers, body } = ordering('k', { payment: { card }, ...more })
  return {
    method,
    url: `${API}/orders`,
    headers: Object.fromEntries(new Headers(headers)),
    body: String(body),
  }
}
const cancel: Workload[number] = { method: 'PUT', url: `${API}/orders/7/cancellation` }

/** What a client gets that asks, and asks again and again much later, with what is wrong at the end. */
async function story(request: Workload[number], faults: Fault[], settings: Settings = {}) {
  const { data, exchanges, events } = await runScenario({
    v: 1,
    settings: {
      paymentKey: 'order',
      ...settings,
      policies: [
        { edge: { from: 'orders' }, timeoutMs: 500 },
        { edge: { from: 'payments' }, timeoutMs: 300 },
      ],
    },
    faults,
    workload: [request, ...[1, 2, 3, 4].map((n) => ({ ...request, atMs: n * 600_000 }))],
  })
  const crashes = events.filter((event) => event.kind === 'process' && event.state === 'down').length
  return {
    crashes,
    wrong: violationsOf(data, exchanges),
    told: exchanges.map(({ response }) => response?.status),
  }
}

const MOMENTS = ['before-request', 'after-request', 'before-reply', 'after-reply'] as const
const REQUESTS = [
  ['an order', place('tok_visa'), [201]],
  ['an order with a declined card', place('tok_declined'), [422]],
  ['a cancellation', cancel, [200]],
] as const
const EDGES = [
  { from: 'gateway', to: 'orders' },
  { from: 'orders', to: 'inventory' },
  { from: 'orders', to: 'payments' },
] as const

const delivery = { delivery: DELIVERY }
const DELIVERED = [
  ['an order that is delivered', place('tok_visa', delivery), [201]],
  ['an order that is delivered, and whose card expires', place('tok_expires', delivery), [422]],
] as const
/** Whoever takes part in an order that is delivered; the last one, where the bank moves the money. */
const STEPS = [
  [{ from: 'orders', to: 'inventory' }, 'built-in'],
  [{ from: 'orders', to: 'payments' }, 'built-in'],
  [{ from: 'orders', to: 'shipping' }, 'built-in'],
  [{ from: 'orders', to: 'payments' }, 'bank'],
  [{ from: 'payments', to: 'bank' }, 'bank'],
] as const
type Edge = (typeof EDGES)[number] | (typeof STEPS)[number][0]

/** Kills either end of an edge at a moment of each of its messages, for a moment and for long. */
async function kills(
  request: Workload[number],
  edge: Edge,
  moment: (typeof MOMENTS)[number],
  atLast: readonly number[],
  acquirer: 'built-in' | 'bank' = 'built-in',
) {
  let crashes = 0
  // The second message of an edge is a question or an undo: the first one's reply is lost as well.
  for (const service of [edge.from, edge.to])
    for (const after of [0, 1, 2])
      for (const downMs of [1, 5_000]) {
        const faults: Fault[] = [
          { kind: 'crash', service, downMs, when: { by: 'message', edge, moment, after } },
          ...(after > 0 ? [{ kind: 'lose-reply', edge, strikes: { first: 1 } } as const] : []),
        ]
        const end = await story(request, faults, { acquirer })
        expect(end.wrong, JSON.stringify(faults)).toEqual([])
        expect(atLast, JSON.stringify([faults, end.told])).toContain(end.told.at(-1))
        crashes += end.crashes
      }
  expect(crashes).toBeGreaterThan(3)
}

describe.each(REQUESTS)('%s', (_, request, atLast) => {
  describe.each(EDGES)('$from → $to', (edge) => {
    test.each(MOMENTS)('whoever is killed %s, and started anew: all is well in the end', (moment) =>
      kills(request, edge, moment, atLast),
    )
  })
})

describe.each(DELIVERED)('%s', (_, request, atLast) => {
  describe.each(STEPS)('$from → $to, acquirer %s', (edge, acquirer) => {
    test.each(MOMENTS)('whoever is killed %s, and started anew: all is well in the end', (moment) =>
      kills(request, edge, moment, atLast, acquirer),
    )
  })
})

/** Whoever says or hears something of an order that nobody commands, and how many messages each edge carries at most. */
const TALK = [
  [{ from: 'gateway', to: 'orders' }, 1],
  [{ from: 'orders', to: 'broker' }, 2],
  [{ from: 'inventory', to: 'broker' }, 3],
  [{ from: 'payments', to: 'broker' }, 3],
  [{ from: 'shipping', to: 'broker' }, 2],
  [{ from: 'broker', to: 'orders' }, 8],
  [{ from: 'broker', to: 'inventory' }, 6],
  [{ from: 'broker', to: 'payments' }, 5],
  [{ from: 'broker', to: 'shipping' }, 6],
  [{ from: 'payments', to: 'bank' }, 3],
] as const
const CHOREOGRAPHED = TALK.flatMap(([edge, messages]) =>
  Array.from({ length: messages }, (_, after) => after).flatMap((after) =>
    MOMENTS.flatMap((moment) =>
      [edge.from, edge.to].flatMap((service) =>
        [1, 5_000].flatMap((downMs) =>
          DELIVERED.map(([, request, atLast]) => {
            const when = { by: 'message' as const, edge, moment, after }
            return { edge, request, atLast, fault: { kind: 'crash' as const, service, downMs, when } }
          }),
        ),
      ),
    ),
  ),
)
/** A sample that takes every edge, moment and end in turn; CRASHES=all takes all. */
const STRIDE = process.env.CRASHES === 'all' ? 1 : 31

describe(`an order that nobody commands: either end of each message is killed, one in ${STRIDE} of ${CHOREOGRAPHED.length} ways`, () => {
  test.each(TALK)(
    '$from → $to',
    async (edge) => {
      let crashes = 0
      for (const { request, atLast, fault } of CHOREOGRAPHED.filter(
        (way, i) => way.edge === edge && i % STRIDE === 0,
      )) {
        const acquirer = edge.to === 'bank' ? 'bank' : 'built-in'
        const end = await story(request, [fault], { saga: 'choreographed', acquirer })
        expect(end.wrong, JSON.stringify(fault)).toEqual([])
        expect(atLast, JSON.stringify([fault, end.told])).toContain(end.told.at(-1))
        crashes += end.crashes
      }
      expect(crashes).toBeGreaterThan(0)
    },
    600_000,
  )
})
