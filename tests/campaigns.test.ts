import { describe, expect, test } from 'vitest'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { violationsOf } from '#mocks/systems/invariants.ts'
import { Architecture } from '#mocks/systems/scenario.ts'
import { campaign, type Weather } from './support/campaign.ts'

/** How many runs and how large; a person with a free evening sets more: CAMPAIGN_SEEDS=500 CAMPAIGN_ORDERS=1000. */
const SEEDS = Number(process.env.CAMPAIGN_SEEDS ?? 50)
const ORDERS = Number(process.env.CAMPAIGN_ORDERS ?? 40)
const PATIENCE_MS = 600_000

/** What is wrong after each campaign, with the seed that shows it. */
async function violationsIn(
  system: Architecture,
  seeds: readonly number[],
  orders: number,
  weather: Weather = {},
): Promise<{ wrong: string[]; told: Set<number | undefined>; killed: number }> {
  const wrong: string[] = []
  const told = new Set<number | undefined>()
  let killed = 0
  for (const seed of seeds) {
    const { data, exchanges, events } = await runScenario(campaign(seed, orders, { ...weather, system }))
    wrong.push(...violationsOf(data, exchanges).map((violation) => `seed ${seed}: ${violation}`))
    for (const { response } of exchanges) told.add(response?.status)
    for (const event of events) if (event.kind === 'process' && event.state === 'down') killed++
  }
  return { wrong, told, killed }
}
const from1 = (seeds: number) => Array.from({ length: seeds }, (_, i) => i + 1)

describe('orders in bad weather: messages are lost, processes are killed, everybody tries again', () => {
  test(
    `microservices, ${SEEDS} seeds of ${ORDERS} orders: nothing is lost, nothing is doubled`,
    async () => {
      const { wrong, told, killed } = await violationsIn('microservices', from1(SEEDS), ORDERS)
      expect(wrong).toEqual([])
      // It was bad weather: everything that can be answered was, and more than one process a run was killed.
      expect([...told]).toEqual(expect.arrayContaining([201, 409, 422, 503, undefined]))
      expect(killed).toBeGreaterThan(SEEDS * 2)
    },
    PATIENCE_MS,
  )

  test(
    'the monolith: nothing is lost, nothing is doubled',
    async () => {
      const { wrong, told, killed } = await violationsIn('monolith', from1(Math.ceil(SEEDS / 2)), ORDERS)
      expect(wrong).toEqual([])
      expect([...told]).toEqual(expect.arrayContaining([201, 409, 422, undefined]))
      expect(killed).toBeGreaterThan(SEEDS / 2)
    },
    PATIENCE_MS,
  )

  test(
    'a thousand orders',
    async () => {
      expect((await violationsIn('microservices', [7], 1000)).wrong).toEqual([])
    },
    PATIENCE_MS,
  )

  test(
    'without a saga log the same weather does harm, and the checker sees it',
    async () => {
      const { wrong } = await violationsIn('microservices', from1(2), ORDERS, { recovery: 'none' })
      expect(wrong.join('\n')).toMatch(/is pending|holds copies for|sets money aside for/)
    },
    PATIENCE_MS,
  )
})

/** How many orders that nobody commands; CHOREOGRAPHED_ORDERS=20000 CAMPAIGN_FROM=1000 takes other seeds and more of them. */
const CHOREOGRAPHED = Number(process.env.CHOREOGRAPHED_ORDERS ?? 40)

describe('orders that nobody commands, in the same weather; the broker is killed, too', () => {
  test.each([
    ['built-in', false],
    ['built-in', true],
    ['bank', true],
  ] as const)(
    `%s acquirer, delivered: %s, ${CHOREOGRAPHED} orders: nothing is lost, nothing is doubled`,
    async (acquirer, delivered) => {
      const orders = 20
      const first = Number(process.env.CAMPAIGN_FROM ?? 0)
      const seeds = from1(Math.ceil(CHOREOGRAPHED / orders)).map((seed) => seed + first)
      const weather = { saga: 'choreographed', acquirer, delivered } as const
      const { wrong, told, killed } = await violationsIn('microservices', seeds, orders, weather)
      expect(wrong).toEqual([])
      expect([...told]).toEqual(expect.arrayContaining([201, 202, 422]))
      expect(killed).toBeGreaterThan(seeds.length)
    },
    PATIENCE_MS * 6,
  )
})

/** How many orders with delivery in all; DELIVERED_ORDERS=1000 is the full size. */
const DELIVERED = Number(process.env.DELIVERED_ORDERS ?? 120)

describe('orders that are delivered, in bad weather: events come twice and out of order, too', () => {
  test.each(
    Architecture.options.flatMap((system) =>
      (['built-in', 'bank'] as const).map((acquirer) => [system, acquirer] as const),
    ),
  )(
    `%s, %s acquirer, ${DELIVERED} orders: the books balance, and everybody gets one parcel`,
    async (system, acquirer) => {
      const orders = 40
      const seeds = from1(Math.ceil(DELIVERED / orders))
      const { wrong, told, killed } = await violationsIn(system, seeds, orders, { delivered: true, acquirer })
      expect(wrong).toEqual([])
      expect([...told]).toEqual(expect.arrayContaining([201, 409, 422, undefined]))
      expect(killed).toBeGreaterThan(seeds.length)
    },
    PATIENCE_MS,
  )
})
