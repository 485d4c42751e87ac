import { beforeAll, describe, expect, test } from 'vitest'
import type { RunEvent } from '#mocks/log/events.ts'
import { causalOf } from '#mocks/log/views/causal.ts'
import { createShop } from '#mocks/runtimes/live.ts'
import { NotRecordable, recordingOf } from '#mocks/runtimes/recording.ts'
import { requestOf, runScenario } from '#mocks/runtimes/virtual.ts'
import { VIRTUAL_EPOCH_MS } from '#mocks/simulation/virtual-clock.ts'
import { Scenario, type ScenarioInput, Settings } from '#mocks/systems/scenario.ts'
import { CATALOGUE_RUNS } from './support/catalogue-runs.ts'
import { everything } from './support/workload.ts'

// A live run, recorded and replayed on the virtual clock, is the same run: the same traces, the same messages, the same
// changes, in the same order of causes. Only durations differ. It is promised where real time decides nothing: requests
// that overlap may win or lose a race against each other, and then the replay may tell another true story.

const API = 'https://api.bookshop.example/v1'

/**
 * Sends a workload to a bookshop on the live clock, one request after another, as a page does. The tokens of scenarios are
 * signed with the published keys and good for the first hour of a virtual run, so the bookshop has these keys and that hour.
 */
async function live({ system, settings, faults, seed, workload }: Scenario) {
  const shop = createShop({
    architecture: system,
    settings,
    faults,
    seed,
    published: { epochMs: VIRTUAL_EPOCH_MS },
  })
  for (const [i, wanted] of workload.entries()) {
    const name = (i + 1).toString(16)
    const traceparent = `00-${name.padStart(32, 'a')}-${name.padStart(16, 'b')}-01`
    const answer = await shop.answer(requestOf(wanted, traceparent)).catch(() => undefined)
    await answer?.arrayBuffer()
  }
  return shop
}

/** Resolves when the log has as many events as the replay says it will have: some work goes on after its caller gave up. */
function hasHappened(shop: Awaited<ReturnType<typeof live>>, count: number): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (shop.events().length >= count) resolve()
    }
    shop.subscribe(look)
    look()
  })
}

async function recordedAndReplayed(input: ScenarioInput) {
  const scenario = Scenario.parse(input)
  const shop = await live(scenario)
  const recorded = () => recordingOf(shop.events(), scenario)
  const replayed = await runScenario(recorded())
  // The replay ends with an event that a live run, which never ends, has not.
  await hasHappened(shop, replayed.events.length - 1)
  return { shop, recording: recorded(), replayed }
}

/** What services tell each other through the broker overlaps with everything, so real time decides about it. */
const isAboutEvents = ({ settings, faults, workload }: Scenario) =>
  settings.saga === 'choreographed' || JSON.stringify([faults, workload]).includes('broker')
/** Nobody waits for minutes here. */
const takesLong = ({ workload }: Scenario) => workload.some(({ atMs = 0 }) => atMs > 10_000)
/** Fields of one query that ask at the same time overlap inside their trace: real time decides which of them a strike hits. */
const isRaceInTrace = ({ settings, faults }: Scenario) =>
  settings.graphqlBatching === 'off' && faults.some((fault) => 'strikes' in fault)
/** An import goes on after its 202, and a watch of the stock waits for what others do: both overlap with other requests. */
const GOES_ON = /^\/v1\/imports$|\/WatchStock$/
const goesOn = ({ method, url }: Scenario['workload'][number]) =>
  method === 'POST' && GOES_ON.test(new URL(url).pathname)
const withoutEvents = (scenario: Scenario): Scenario => ({
  ...scenario,
  settings: { ...scenario.settings, publishing: 'none' },
})
const SEQUENTIAL = [...CATALOGUE_RUNS]
  .filter(
    ([, scenario]) =>
      !isAboutEvents(scenario) &&
      !isRaceInTrace(scenario) &&
      !takesLong(scenario) &&
      scenario.workload.every((request) => request.waits !== false && !goesOn(request)),
  )
  .map(([name, scenario]) => [name, withoutEvents(scenario)] as const)

describe('a live run equals its replay, in the order of causes of each trace', () => {
  // They wait in real time, so together.
  test.concurrent.each(SEQUENTIAL)('%s', async (_, scenario) => {
    const { shop, recording, replayed } = await recordedAndReplayed(scenario)
    expect(recording.workload).toHaveLength(scenario.workload.length)
    expect(causalOf(shop.events())).toEqual(causalOf(replayed.events))
    expect(dataWithoutTimes(await shop.data())).toEqual(dataWithoutTimes(replayed.data))
  })

  test.concurrent.each(['microservices', 'monolith'] as const)(
    'a day at the bookshop: the first requests of each method to each resource (%s)',
    async (system) => {
      const day = Scenario.parse({
        v: 1,
        system,
        settings: { latency: 'none', publishing: 'none' },
        workload: everything().map(({ atMs: _, ...request }) => request),
      })
      const { shop, recording, replayed } = await recordedAndReplayed({
        ...day,
        workload: sampled(day.workload),
      })
      expect(recording.workload.length).toBeGreaterThan(100)
      const succeeded = replayed.exchanges.filter(({ request, response }) => {
        const isSignedIn = request.fields.some(([name]) => name === 'authorization')
        return isSignedIn && (response?.status ?? 500) < 300
      })
      expect(succeeded.length).toBeGreaterThan(10)
      expect(causalOf(shop.events())).toEqual(causalOf(replayed.events))
      expect(dataWithoutTimes(await shop.data())).toEqual(dataWithoutTimes(replayed.data))
    },
  )
})

/**
 * How many requests of each method to each resource a day has: the example of an operation comes before its refusals.
 * Real time passes here, so it is not all of them; tests/determinism.test.ts replays them all.
 */
const OF_EACH = 2

function sampled(workload: Scenario['workload']): Scenario['workload'] {
  const seen = new Map<string, number>()
  return workload.filter((request) => {
    if (goesOn(request)) return false
    const [, first, second] = new URL(request.url).pathname.split('/')
    const kind = `${request.method} ${first}/${second}`
    const count = (seen.get(kind) ?? 0) + 1
    seen.set(kind, count)
    return count <= OF_EACH
  })
}

test('most of the catalogue is sequential enough for that', () => {
  expect(SEQUENTIAL.length).toBeGreaterThan(CATALOGUE_RUNS.size / 2)
})

/** Data with its times taken out, and what hangs on them. */
function dataWithoutTimes(data: unknown): unknown {
  return JSON.parse(
    JSON.stringify(data).replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'time'),
    (key, value) => (key === 'etag' || key.endsWith('AtMs') ? undefined : value),
  )
}

describe('the comparison', () => {
  const order = (isbn: string) => ({
    method: 'POST',
    url: `${API}/orders`,
    headers: { 'content-type': 'application/json', 'idempotency-key': '"k"' },
    body: JSON.stringify({ lines: [{ isbn, quantity: 1 }] }),
  })
  const runs = {
    of: (more: Partial<ScenarioInput>) => runScenario({ v: 1, workload: [order('9780441478125')], ...more }),
  }
  let events: readonly RunEvent[]
  beforeAll(async () => {
    events = (await runs.of({})).events
  })

  test('is blind to durations: without latency it is the same run', async () => {
    const quick = await runs.of({ settings: { latency: 'none' } })
    expect(causalOf(quick.events)).toEqual(causalOf(events))
    expect(quick.events.at(-1)?.atUs).not.toBe(events.at(-1)?.atUs)
  })

  test.each([
    ['another book', { workload: [order('9780060512750')] }],
    ['a refused card', { workload: [{ ...order('9780441478125'), body: '{}' }] }],
    ['a service that is down', { faults: [{ kind: 'down', service: 'payments' }] }],
    ['another architecture', { system: 'monolith' }],
    ['a lost trace', { faults: [{ kind: 'no-trace-context', edge: { from: 'gateway', to: 'orders' } }] }],
  ] satisfies [string, Partial<ScenarioInput>][])('sees %s', async (_, more) => {
    expect(causalOf((await runs.of(more)).events)).not.toEqual(causalOf(events))
  })

  test.each([
    ['a change that is missing', (all: readonly RunEvent[]) => all.filter(({ kind }) => kind !== 'state')],
    [
      'two changes in the other order',
      (all: readonly RunEvent[]) => {
        const first = all.findIndex((event) => event.kind === 'state' && event.table === 'reservations')
        const [one, two] = [all[first - 1], all[first]]
        return one && two ? [...all.slice(0, first - 1), two, one, ...all.slice(first + 1)] : all
      },
    ],
    [
      'a message with another byte',
      (all: readonly RunEvent[]) =>
        all.map((event) =>
          event.kind === 'response' && 'text' in event.message.content
            ? {
                ...event,
                message: { ...event.message, content: { bytes: 1, text: `${event.message.content.text} ` } },
              }
            : event,
        ),
    ],
  ])('sees %s', (_, spoil) => {
    expect(causalOf(spoil(events))).not.toEqual(causalOf(events))
  })
})

describe('a recording', () => {
  const read = { method: 'GET', url: `${API}/books/9780441478125` }

  test('keeps what was sent and when, the traces, the seed, what was down, and what overlapped', async () => {
    const { events } = await runScenario({
      v: 1,
      seed: 5,
      faults: [{ kind: 'down', service: 'payments' }],
      workload: [
        { ...read, headers: { accept: 'application/json' }, atMs: 20 },
        { ...read, atMs: 30, waits: false },
        {
          method: 'POST',
          url: `${API}/orders`,
          headers: { 'content-type': 'application/json' },
          body: '{"a":1}',
        },
      ],
    })
    const recording = recordingOf(events)
    expect(recording).toMatchObject({
      v: 1,
      system: 'microservices',
      seed: 5,
      faults: [{ kind: 'down', service: 'payments' }],
      workload: [
        { ...read, headers: { accept: 'application/json' }, atMs: 20 },
        { ...read, atMs: 30, waits: false },
        { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } },
      ],
    })
    const again = await runScenario(recording)
    expect(causalOf(again.events)).toEqual(causalOf(events))
    expect(recordingOf(again.events)).toEqual(recording)
  })

  test('content that is no text is recorded, and sent again', async () => {
    const shop = createShop({ settings: Settings.parse({ latency: 'none' }) })
    const bytes = new Uint8Array([0xff, 0xfe, 0x00])
    await shop.answer(new Request(`${API}/orders`, { method: 'POST', body: bytes }))
    const recording = recordingOf(shop.events())
    expect(recording.workload[0]).toMatchObject({ body: '//4A', bodyEncoding: 'base64' })
    const { exchanges } = await runScenario(recording)
    expect(exchanges[0]?.request.content).toEqual({ bytes: 3, base64: '//4A' })
  })

  test.each([
    [
      'something went down in the middle',
      async () => {
        const shop = createShop({ settings: Settings.parse({ latency: 'none' }) })
        await shop.answer(new Request(read.url))
        shop.setDown('catalog', true)
        await shop.data()
        return shop.events()
      },
      /catalog went down in the middle/,
    ],
    [
      'the log has no beginning',
      async () => (await runScenario({ v: 1, workload: [read] })).events.slice(1),
      /no beginning/,
    ],
    [
      'a request never left the client',
      async () => {
        const policy = { edge: { from: 'client', to: '*' }, deadlineMs: 1, retry: { attempts: 2 } } as const
        const headers = { 'request-timeout-ms': '0' }
        return (
          await runScenario({ v: 1, settings: { policies: [policy] }, workload: [{ ...read, headers }] })
        ).events
      },
      /never left the client/,
    ],
  ])('is refused where %s', async (_, events, message) => {
    const log = await events()
    expect(() => recordingOf(log)).toThrow(NotRecordable)
    expect(() => recordingOf(log)).toThrow(message)
  })
})
