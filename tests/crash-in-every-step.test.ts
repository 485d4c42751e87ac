import { describe, expect, test } from 'vitest'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { ordering } from '#mocks/services/orders/contract.ts'
import { violationsOf } from '#mocks/systems/invariants.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'

const API = 'https://api.bookshop.example/v1'
type Fault = NonNullable<ScenarioInput['faults']>[number]
type Workload = NonNullable<ScenarioInput['workload']>

const place = (card: string): Workload[number] => {
  const { method = '', headers, body } = ordering('k', { payment: { card } })
  return {
    method,
    url: `${API}/orders`,
    headers: Object.fromEntries(new Headers(headers)),
    body: String(body),
  }
}
const cancel: Workload[number] = { method: 'PUT', url: `${API}/orders/7/cancellation` }

/** What a client gets that asks, and asks again and again much later, with what is wrong at the end. */
async function story(request: Workload[number], faults: Fault[]) {
  const { data, exchanges, events } = await runScenario({
    v: 1,
    settings: { paymentKey: 'order', policies: [{ edge: { from: 'orders' }, timeoutMs: 500 }] },
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

describe.each(REQUESTS)('%s', (_, request, atLast) => {
  describe.each(EDGES)('$from → $to', (edge) => {
    test.each(MOMENTS)('whoever is killed %s, and started anew: all is well in the end', async (moment) => {
      let crashes = 0
      // The second message of an edge is a question or an undo: the first one's reply is lost as well.
      for (const service of [edge.from, edge.to])
        for (const after of [0, 1, 2])
          for (const downMs of [1, 5_000]) {
            const faults: Fault[] = [
              { kind: 'crash', service, downMs, when: { by: 'message', edge, moment, after } },
              ...(after > 0 ? [{ kind: 'lose-reply', edge, strikes: { first: 1 } } as const] : []),
            ]
            const end = await story(request, faults)
            expect(end.wrong, JSON.stringify(faults)).toEqual([])
            expect(atLast, JSON.stringify([faults, end.told])).toContain(end.told.at(-1))
            crashes += end.crashes
          }
      expect(crashes).toBeGreaterThan(3)
    })
  })
})
