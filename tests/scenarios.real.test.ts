import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CATALOGUE } from '#content/scenarios/catalogue.ts'
import { DELIVERY, ordering } from '#mocks/services/orders/contract.ts'
import { violationsOf } from '#mocks/systems/invariants.ts'
import { Scenario } from '#mocks/systems/scenario.ts'
import { PUBLIC_HOST } from '#mocks/systems/topology.ts'
import { type RealSystem, startRealSystem } from './support/real-run.ts'

// Between real processes only counts, states and statuses can be held to; how long things took belongs to the machine.
const FOR_REAL = [1, 2, 3, 5, 7, 15, 18, 19]
const PATIENCE_MS = 60_000

let real: RealSystem
beforeAll(async () => {
  real = await startRealSystem({ system: 'microservices', seed: 7 })
}, PATIENCE_MS)
afterAll(() => real?.servers.stop(), PATIENCE_MS)

describe.each(
  CATALOGUE.filter(({ number }) => FOR_REAL.includes(number)).map((entry) => [entry.id, entry] as const),
)('%s, between real processes', (_, { symptom, cures }) => {
  test(
    'the symptom shows',
    async () => {
      expect(symptom.shows(await real.run(symptom.scenario))).toBe(true)
    },
    PATIENCE_MS,
  )

  // To build the shop in another way is to start other processes.
  const here = cures.filter(({ scenario }) => scenario.system === 'microservices')
  test.each(here.map((cure) => [cure.id, cure] as const))(
    'with the cure %s it does not',
    async (_, { scenario, shows }) => {
      const run = await real.run(scenario)
      expect([symptom.shows(run), shows(run)]).toEqual([false, true])
    },
    PATIENCE_MS,
  )
})

test(
  'an order that nobody commands, between real processes',
  async () => {
    const placing = (card: string) => {
      const { headers, body } = ordering(card, { payment: { card }, delivery: DELIVERY })
      const fields = { ...Object.fromEntries(new Headers(headers)), prefer: 'wait=9' }
      return { method: 'POST', url: `https://${PUBLIC_HOST}/v1/orders`, headers: fields, body: String(body) }
    }
    const workload = ['tok_visa', 'tok_declined', 'tok_expires'].map(placing)
    const settings = { latency: 'none', saga: 'choreographed' } as const
    const { data, events, exchanges } = await real.run(Scenario.parse({ v: 1, settings, workload }))
    expect(exchanges.map(({ response }) => response?.status)).toEqual([201, 422, 422])
    expect(violationsOf(data, exchanges)).toEqual([])
    const asked = events.flatMap((event) =>
      event.kind === 'request' && event.from === 'orders' ? [event.to] : [],
    )
    expect(new Set(asked)).toEqual(new Set(['catalog', 'broker']))
  },
  PATIENCE_MS,
)

test('every scenario that is meant is there', () => {
  expect(CATALOGUE.map(({ number }) => number)).toEqual(expect.arrayContaining(FOR_REAL))
})
