import { describe, expect, test } from 'vitest'
import type { RunEvent } from '#mocks/log/events.ts'
import { createRunLog } from '#mocks/log/log.ts'
import { hopsOf, spansOf } from '#mocks/log/views/spans.ts'
import { createNetwork, type Link } from '#mocks/network/network.ts'
import { macrotask } from '#mocks/runtimes/macrotask.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { createRandom } from '#mocks/simulation/random.ts'
import { createVirtualClock, StalledRun } from '#mocks/simulation/virtual-clock.ts'
import { Architecture, type ScenarioInput, type ServiceName, Settings } from '#mocks/systems/scenario.ts'
import type { SystemOptions } from '#mocks/systems/system.ts'
import { linksOf } from '#mocks/systems/topology.ts'
import { withBookshop } from './support/virtual.ts'
import { everything } from './support/workload.ts'

const API = 'https://api.bookshop.example/v1'
const order = (key: string, card = 'tok_visa') => ({
  method: 'POST',
  url: `${API}/orders`,
  headers: { 'content-type': 'application/json', 'idempotency-key': key },
  body: JSON.stringify({
    lines: [
      { isbn: '9780441478125', quantity: 1 },
      { isbn: '9780441013593', quantity: 2 },
    ],
    payment: { card },
  }),
})

const scenario = (system: Architecture): ScenarioInput => ({
  v: 1,
  system,
  seed: 42,
  faults: system === 'microservices' ? [{ kind: 'down', service: 'payments' }] : [],
  workload: [
    { method: 'GET', url: `${API}/books?q=le+guin` },
    order('a'),
    { method: 'PUT', url: `${API}/orders/7/cancellation` },
    order('b', 'tok_declined'),
    order('a'),
    { method: 'GET', url: `${API}/orders`, atMs: 2_000 },
  ],
})

type Replace = NonNullable<SystemOptions['replace']>

/** How many of `times` runs gave exactly the log of the first one. */
async function sameLogs(times: number, input: ScenarioInput, replace?: Replace): Promise<number> {
  const logOf = async () => JSON.stringify((await runScenario(input, replace ? { replace } : {})).events)
  const first = await logOf()
  expect(JSON.parse(first).length).toBeGreaterThan(20)
  let same = 1
  for (let i = 1; i < times; i++) if ((await logOf()) === first) same++
  return same
}

describe('the same run gives the same log, byte for byte', () => {
  test.each(Architecture.options)(
    '%s: 100 of 100 runs',
    async (system) => {
      expect(await sameLogs(100, scenario(system))).toBe(100)
    },
    60_000,
  )

  test('another seed gives another log', async () => {
    const logOf = async (seed: number) =>
      JSON.stringify((await runScenario({ ...scenario('microservices'), seed })).events.slice(1))
    expect(await logOf(1)).not.toBe(await logOf(2))
  })

  test('two runs at the same time do not disturb each other', async () => {
    const alone = await runScenario(scenario('microservices'))
    const [one, two] = await Promise.all([
      runScenario(scenario('microservices')),
      runScenario(scenario('microservices')),
    ])
    expect(one.events).toEqual(alone.events)
    expect(two.events).toEqual(alone.events)
  })

  test('the check sees a service that rolls its own dice', async () => {
    const dice: Replace = (party, built) => ({
      ...built,
      handler: async (request) => {
        const response = await built.handler(request)
        if (party === 'catalog') response.headers.set('x-request-id', Math.random().toString(16))
        return response
      },
    })
    expect(await sameLogs(5, scenario('microservices'), dice)).toBe(1)
  })
})

describe('a service that awaits what it was not handed', () => {
  const waiting =
    (wait: () => Promise<unknown>): Replace =>
    (party, built) => ({
      ...built,
      handler: async (request) => {
        if (party === 'catalog') await wait()
        return built.handler(request)
      },
    })

  test('a timer of the platform stops the run with an error that says so', async () => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const replace = waiting(() => new Promise((resolve) => (timer = setTimeout(resolve, 60_000))))
    await expect(runScenario(scenario('microservices'), { replace })).rejects.toThrow(StalledRun)
    clearTimeout(timer)
  })

  test('a promise that nobody ever settles stops it, too', async () => {
    const replace = waiting(() => new Promise(() => {}))
    await expect(runScenario(scenario('microservices'), { replace })).rejects.toThrow(/clock\.track/)
  })

  test('microtasks are free: everybody may await what is at hand', async () => {
    const replace = waiting(async () => {
      for (let i = 0; i < 100; i++) await null
    })
    expect((await runScenario(scenario('microservices'), { replace })).events).toEqual(
      (await runScenario(scenario('microservices'))).events,
    )
  })
})

describe.each(Architecture.options)('every log of %s is well-formed', (system) => {
  const faultsWithout = (service?: ServiceName) => (service ? [{ kind: 'down' as const, service }] : [])

  test.each([undefined, 'payments', 'catalog'] as const)(
    'spans nest, every request ends once, times only grow (down: %s)',
    async (service) => {
      const run = await runScenario({ v: 1, system, faults: faultsWithout(service), workload: everything() })
      expectWellFormed(run.events)
      for (const { startUs, endUs } of run.exchanges) expect(endUs).toBeGreaterThanOrEqual(startUs)
    },
  )

  test('nothing sleeps after a run, requests that come together included', async () => {
    const { events } = await withBookshop({ architecture: system }, (bookshop) =>
      Promise.all(
        Array.from({ length: 10 }, (_, i) =>
          bookshop.fetch(new Request(`${API}/orders`, { ...order(`order ${i}`) })),
        ),
      ),
    )
    expectWellFormed(events)
    const asked = spansOf(events).filter(({ party, role }) => party === 'client' && role === 'call')
    expect(new Set(asked.map(({ traceId }) => traceId)).size).toBe(10)
  })
})

function expectWellFormed(events: readonly RunEvent[]) {
  events.forEach((event, i) => {
    expect(event.seq).toBe(i)
    expect(Number.isInteger(event.atUs)).toBe(true)
    if (i > 0) expect(event.atUs).toBeGreaterThanOrEqual(events[i - 1]?.atUs ?? 0)
  })
  const spans = new Map(spansOf(events).map((span) => [span.spanId, span]))
  expect(spans.size).toBeGreaterThan(0)
  for (const span of spans.values()) {
    const { startUs, endUs, parentSpanId, traceId } = span
    expect(endUs).toBeDefined()
    const parent = spans.get(parentSpanId ?? '')
    if (!parent) {
      // Whatever begins by itself was asked for by the client, or is what a process does unasked.
      expect(span.role === 'work' ? 'client' : span.party).toBe('client')
      continue
    }
    expect(parent.traceId).toBe(traceId)
    expect(parent.startUs).toBeLessThanOrEqual(startUs)
    expect(parent.endUs).toBeGreaterThanOrEqual(endUs ?? 0)
  }
  const opened = events
    .filter((event) => event.kind === 'span' && event.phase === 'started')
    .map(({ spanId }) => spanId)
  const closed = events
    .filter((event) => event.kind === 'span' && event.phase === 'ended')
    .map(({ spanId }) => spanId)
  expect(new Set(opened).size).toBe(opened.length)
  expect([...closed].sort()).toEqual([...opened].sort())

  const asked = events.filter(({ kind }) => kind === 'request').map(({ spanId }) => spanId)
  const answered = events
    .filter(({ kind }) => kind === 'response' || kind === 'failure')
    .map(({ spanId }) => spanId)
  expect([...answered].sort()).toEqual([...asked].sort())
  expect(new Set(asked).size).toBe(asked.length)
}

describe('a new link reshuffles nobody’s story', () => {
  /** How long three requests to `b` take and what `b` calls its work, on a network with the given links. */
  async function storyOf(links: readonly Link[]) {
    const { clock, run } = createVirtualClock({ settle: macrotask })
    const events: RunEvent[] = []
    const log = createRunLog({ run: 'test', nowUs: clock.nowUs, sinks: [(event) => events.push(event)] })
    const network = createNetwork({
      clock,
      random: createRandom(7),
      log,
      links,
      partyAt: (host) => host.split('.')[0],
      serve: async () => new Response('yes'),
    })
    const send = network.fetchAs('a')
    await run(
      (async () => {
        for (let i = 0; i < 3; i++) {
          // Whoever else is there speaks, too, and takes its own random numbers.
          if (links.some(({ to }) => to === 'c')) await send(new Request('https://c.test/'))
          const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`
          await send(new Request('https://b.test/', { headers: { traceparent } }))
        }
      })(),
    )
    return {
      durations: hopsOf(events, 'a'.repeat(32)).map(({ sentUs, endUs }) => (endUs ?? 0) - sentUs),
      ids: spansOf(events, 'a'.repeat(32))
        .filter(({ party }) => party === 'b')
        .map(({ spanId }) => spanId),
    }
  }

  const { latency } = Settings.parse({})
  const oneWay = linksOf('microservices', Settings.parse({ latency }))[0]?.oneWay ?? {
    kind: 'constant',
    us: 0,
  }
  const toB: Link = { from: 'a', to: 'b', name: 'a→b', oneWay }
  const toC: Link = { from: 'a', to: 'c', name: 'a→c', oneWay }

  test('another link, before or after it, and its traffic', async () => {
    const alone = await storyOf([toB])
    expect(new Set(alone.durations).size).toBe(3)
    expect(await storyOf([toC, toB])).toEqual(alone)
    expect(await storyOf([toB, toC])).toEqual(alone)
  })

  test('links of one name behave alike, of another name they do not', async () => {
    expect(await storyOf([{ ...toB, name: 'a→c' }])).not.toEqual(await storyOf([toB]))
    expect(await storyOf([toB, { ...toC, name: 'a→b' }])).toEqual(await storyOf([toB]))
  })
})
