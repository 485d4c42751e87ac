import { describe, expect, test } from 'vitest'
import { CATALOGUE, linkTo, readCatalogue, rightOption } from '#content/scenarios/catalogue.ts'
import { chargedTwice } from '#content/scenarios/charged-twice.ts'
import {
  callsBetween,
  callsInAll,
  ordersPlaced,
  paymentsMade,
  statusOf,
  strayPayments,
} from '#content/scenarios/evidence.ts'
import { placeOrder } from '#content/scenarios/requests.ts'
import type { FailureScenario, FailureScenarioInput } from '#content/scenarios/schema.ts'
import { textsOf, voiceProblems } from '#content/scenarios/voice.ts'
import { redOf } from '#mocks/log/views/red.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { decodeRun, MAX_LINK_BYTES } from '#mocks/systems/link.ts'
import type { Scenario, ScenarioInput } from '#mocks/systems/scenario.ts'

const SEEDS = Array.from({ length: 20 }, (_, i) => i + 1)
const FEW_SEEDS = [1, 7, 42, 1_000_003, 4_294_967_295]
/** Scenarios whose cause is what the client sends, or a setting; their faults only set the stage. */
const WITHOUT_FAULTS = new Set([
  'poison-message',
  'one-key-for-everything',
  'last-copy',
  'n-plus-one',
  'yesterdays-price',
  'tokens-refused',
  'renamed-price',
  'somebody-elses-list',
])

const on = (scenario: Scenario, seed: number) => runScenario({ ...scenario, seed })

/** The seeds on which something does not hold. */
async function failingSeeds(holds: (seed: number) => Promise<boolean>): Promise<number[]> {
  const failing: number[] = []
  for (const seed of SEEDS) if (!(await holds(seed))) failing.push(seed)
  return failing
}

/** Every run that an entry holds, by name. */
function runsOf({ symptom, cures, wrongCure }: FailureScenario): [string, Scenario][] {
  return [
    ['the symptom', symptom.scenario],
    ...cures.flatMap(({ id, scenario, cost }): [string, Scenario][] => [
      [`the cure ${id}`, scenario],
      ...(cost.runs
        ? ([
            [`what ${id} costs, without it`, cost.runs.without],
            [`what ${id} costs, with it`, cost.runs.with],
          ] satisfies [string, Scenario][])
        : []),
    ]),
    ['the wrong cure', wrongCure.scenario],
  ]
}

const entry = (id: string): FailureScenario => {
  const found = CATALOGUE.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`There is no scenario ${id}.`)
  return found
}

describe.each(CATALOGUE.map((entry) => [entry.id, entry] as const))('%s', (_, entry) => {
  const { prediction, symptom, cures, wrongCure } = entry

  test('the symptom shows on every seed, and the prediction has one right answer', async () => {
    const answers = new Set<number>()
    const failing = await failingSeeds(async (seed) => {
      const run = await on(symptom.scenario, seed)
      answers.add(rightOption(prediction, run).value)
      return symptom.shows(run)
    })
    expect(failing).toEqual([])
    expect(answers.size).toBe(1)
  })

  if (!WITHOUT_FAULTS.has(entry.id))
    test('without its faults the symptom does not show', async () => {
      const failing = await failingSeeds(
        async (seed) => !symptom.shows(await on({ ...symptom.scenario, faults: [] }, seed)),
      )
      expect(failing).toEqual([])
    })

  test.each(cures.map((cure) => [cure.id, cure] as const))(
    'with the cure %s the symptom is gone, and it costs what it says',
    async (_, { scenario, shows, cost }) => {
      const failing = await failingSeeds(async (seed) => {
        const sick = await on(symptom.scenario, seed)
        const cured = await on(scenario, seed)
        const without = cost.runs ? await on(cost.runs.without, seed) : sick
        const withIt = cost.runs ? await on(cost.runs.with, seed) : cured
        const costs = cost.measured.every(({ reads }) => reads(withIt) > reads(without))
        return !symptom.shows(cured) && shows(cured) && !shows(sick) && costs
      })
      expect(failing).toEqual([])
    },
  )

  test('the wrong cure leaves the symptom', async () => {
    expect(wrongCure.scenario).not.toEqual(symptom.scenario)
    const failing = await failingSeeds(async (seed) => {
      const run = await on(wrongCure.scenario, seed)
      return symptom.shows(run) && wrongCure.shows(run)
    })
    expect(failing).toEqual([])
  })

  test.each(runsOf(entry))('%s: a replay is the same, byte for byte', async (_, scenario) => {
    for (const seed of FEW_SEEDS)
      expect(JSON.stringify(await on(scenario, seed))).toBe(JSON.stringify(await on(scenario, seed)))
  })

  test.each(runsOf(entry))('%s: the link opens this very run, and is short enough', async (_, scenario) => {
    const link = await linkTo(entry, scenario)
    expect(link.length).toBeLessThanOrEqual(MAX_LINK_BYTES)
    const opened = await decodeRun(link)
    expect(opened).toEqual({ ...scenario, assumptions: entry.assumptions })
    const { events, exchanges } = await runScenario(opened)
    const original = await runScenario(scenario)
    expect(JSON.stringify({ events, exchanges })).toBe(
      JSON.stringify({ events: original.events, exchanges: original.exchanges }),
    )
  })

  test('speaks plainly', () => {
    const { sentences, labels } = textsOf(entry)
    expect([...sentences, ...labels].flatMap(voiceProblems)).toEqual([])
    expect(sentences.filter((text) => !/[.?]$/.test(text))).toEqual([])
    expect(labels.filter((text) => /[.?]$/.test(text))).toEqual([])
    expect(prediction.question).toMatch(/\?$/)
  })
})

describe('the figures that a reader will remember', () => {
  const sick = (id: string) => runScenario(entry(id).symptom.scenario)

  test('one click, three callers, three tries: 27 requests at the leaf, 39 in all', async () => {
    const run = await sick('retry-storm')
    expect(callsBetween(run, 'client', 'gateway')).toBe(3)
    expect(callsBetween(run, 'gateway', 'orders')).toBe(9)
    expect(callsBetween(run, 'orders', 'catalog')).toBe(27)
    expect(callsInAll(run)).toBe(39)
  })

  test('one order, two charges', async () => {
    const run = await sick('charged-twice')
    expect(ordersPlaced(run)).toHaveLength(1)
    expect(paymentsMade(run).map(({ state }) => state)).toEqual(['authorised', 'authorised'])
  })

  test('the same key: 409 while it runs, 422 for another content', async () => {
    const run = await sick('one-key-for-everything')
    expect([0, 1, 2].map((exchange) => statusOf(run, exchange))).toEqual([201, 409, 422])
  })

  test('one copy, two orders, and a count that looks right', async () => {
    const run = await sick('last-copy')
    expect(run.exchanges.map((_, exchange) => statusOf(run, exchange))).toEqual([201, 201])
    expect(run.data.inventory?.stock?.['9780156235501']).toMatchObject({ onHand: 0, reserved: 0 })
    expect(callsBetween(run, 'orders', 'inventory')).toBe(4)
  })

  test('version 2 fails at half of its calls, and fewer than one in ten of all calls fail', async () => {
    const { services, versions } = redOf((await sick('leaking-canary')).events)
    const all = services.find(({ service }) => service === 'orders')
    const [first, second] = versions.filter(({ service }) => service === 'orders')
    expect([first?.version, first?.errors, second?.version]).toEqual(['1', 0, '2'])
    expect(all).toMatchObject({ requests: 120, errors: second?.errors })
    expect(all?.errors).toBeGreaterThan(0)
    expect(all?.errors).toBeLessThan(12)
  })

  test('one charge, no order, and a copy that nobody gets', async () => {
    const run = await sick('money-without-order')
    expect(statusOf(run, 0)).toBe(503)
    expect(ordersPlaced(run)).toEqual([])
    expect(strayPayments(run)).toBe(1)
    expect(run.data.payments?.payments?.[paymentsMade(run)[0]?.id ?? '']).toMatchObject({ state: 'captured' })
    expect(run.data.inventory?.stock?.['9780441478125']).toMatchObject({ reserved: 1 })
  })
})

describe('the key between orders and payments', () => {
  const order = (paymentKey: 'none' | 'order', more: Partial<ScenarioInput> = {}) =>
    runScenario({ v: 1, ...more, settings: { paymentKey, ...more.settings }, workload: [placeOrder('k')] })

  test('is invisible to whoever places an order', async () => {
    const [without, withKey] = [await order('none'), await order('order')]
    expect(withKey.exchanges).toEqual(without.exchanges)
    const keys = (run: typeof withKey) =>
      run.events.flatMap((event) =>
        event.kind === 'request' && event.to === 'payments'
          ? event.message.fields.filter(([name]) => name === 'idempotency-key').map(([, value]) => value)
          : [],
      )
    expect(keys(without)).toEqual([])
    expect(keys(withKey)).toEqual([`"order-${ordersPlaced(withKey)[0]?.id}"`])
  })

  test('that is still being worked on is no refusal of the order: 503, and the buyer may try again', async () => {
    const run = await order('order', {
      settings: {
        recovery: 'none',
        policies: [{ edge: { from: 'orders', to: 'payments' }, timeoutMs: 200, retry: { attempts: 2 } }],
      },
      faults: [{ kind: 'slow', service: 'payments', ms: 2000 }],
    })
    expect(callsBetween(run, 'orders', 'payments')).toBe(2)
    expect(statusOf(run, 0)).toBe(503)
  })
})

describe('the catalogue', () => {
  const refusal =
    (...entries: FailureScenarioInput[]) =>
    () =>
      readCatalogue(entries)

  test('has no place for unknown fields, at any depth', () => {
    expect(refusal(Object.assign({ ...chargedTwice }, { hint: 'Look.' }))).toThrow(
      /"charged-twice" is wrong.*unrecognized key/is,
    )
    const options = chargedTwice.prediction.options.map((option) =>
      Object.assign({ ...option }, { right: true }),
    )
    expect(refusal({ ...chargedTwice, prediction: { ...chargedTwice.prediction, options } })).toThrow(
      /unrecognized key/i,
    )
  })

  test('wants an id and a number once', () => {
    expect(refusal(chargedTwice, { ...chargedTwice, number: 99 })).toThrow(/share "charged-twice"/)
    expect(refusal(chargedTwice, { ...chargedTwice, id: 'another' })).toThrow(/share 1/)
  })

  test('wants options that differ', () => {
    const [first] = chargedTwice.prediction.options
    const options = [...chargedTwice.prediction.options, ...(first ? [first] : [])]
    expect(refusal({ ...chargedTwice, prediction: { ...chargedTwice.prediction, options } })).toThrow(
      /same value/,
    )
  })

  test('notices a prediction that the run does not answer', async () => {
    const { prediction, symptom } = entry('charged-twice')
    const run = await runScenario(symptom.scenario)
    const options = prediction.options.filter(({ value }) => value !== 2)
    expect(() => rightOption({ ...prediction, options }, run)).toThrow(/with 2, and no option says so/)
  })

  test('hears a voice that is not ours', () => {
    expect(voiceProblems('Simply add a key!')).toHaveLength(2)
    expect(voiceProblems("It doesn't arrive.")).toHaveLength(1)
    expect(voiceProblems('The `key is open.')).toHaveLength(1)
    expect(voiceProblems(`${'word '.repeat(31)}.`)).toHaveLength(1)
    expect(voiceProblems('The reply is lost. orders asks again.')).toEqual([])
  })
})
