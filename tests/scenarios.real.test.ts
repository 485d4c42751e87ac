import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CATALOGUE } from '#content/scenarios/catalogue.ts'
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

test('every scenario that is meant is there', () => {
  expect(CATALOGUE.map(({ number }) => number)).toEqual(expect.arrayContaining(FOR_REAL))
})
