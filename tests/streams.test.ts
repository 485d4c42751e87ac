import { describe, expect, test } from 'vitest'
import { readStream } from '#mocks/http/events/event-stream.contract.ts'
import type { RunEvent } from '#mocks/log/events.ts'
import { spansOf } from '#mocks/log/views/spans.ts'
import { runScenario, stepScenario } from '#mocks/runtimes/virtual.ts'
import type { Architecture, ScenarioInput } from '#mocks/systems/scenario.ts'
import { PUBLIC_HOST } from '#mocks/systems/topology.ts'
import { withBookshop } from './support/virtual.ts'

const API = `https://${PUBLIC_HOST}/v1`
const watch = (query: string, headers: Record<string, string> = {}) => ({
  method: 'GET',
  url: `${API}/orders/7/events${query}`,
  headers: { accept: 'text/event-stream', ...headers },
})
const cancelAt = (atMs: number) => ({
  method: 'PUT',
  url: `${API}/orders/7/cancellation`,
  atMs,
  waits: false as const,
})
const run = (workload: NonNullable<ScenarioInput['workload']>, more: Partial<ScenarioInput> = {}) =>
  runScenario({ v: 1, workload, ...more })
type Done = Awaited<ReturnType<typeof run>>

/** What the client of an exchange read, however its stream ended. */
function received({ events, exchanges }: Done, index = 0): string {
  const trace = exchanges[index]?.traceId
  return events
    .flatMap((event) =>
      event.kind === 'chunk' && event.from === 'client' && event.traceId === trace && event.content
        ? ['text' in event.content ? event.content.text : '']
        : [],
    )
    .join('')
}
const heard = (done: Done, index = 0) => readStream(received(done, index)).events.map(({ event }) => event)
const chunks = (events: readonly RunEvent[], from: string) =>
  events.flatMap((event) => (event.kind === 'chunk' && event.from === from ? [event] : []))

describe.each<Architecture>(['microservices', 'monolith'])('a stream of events: %s', (system) => {
  test('each part arrives when it is made, and the whole of it is the answer', async () => {
    const done = await run([watch('?wait=30'), cancelAt(5_000)], { system })
    const [head, past, news, ...more] = chunks(done.events, 'client')
    expect(more).toEqual([])
    expect(head?.head).toMatchObject({ status: 200 })
    expect(past?.atUs).toBeLessThan(1_000_000)
    expect(news?.atUs).toBeGreaterThan(5_000_000)
    expect(news?.atUs).toBeLessThan(6_000_000)
    const { response } = done.exchanges[0] ?? {}
    expect(response?.content).toMatchObject({ text: received(done) })
    expect(heard(done)).toEqual(['placed', 'confirmed', 'cancelled'])
  })

  test('a run ends by itself, with comments while nothing happens', async () => {
    const done = await run([watch('?wait=25')], { system })
    const { endUs = 0 } = done.exchanges[0] ?? {}
    expect(endUs).toBeGreaterThanOrEqual(25_000_000)
    expect(endUs).toBeLessThan(25_500_000)
    expect(readStream(received(done)).comments).toHaveLength(2)
    expect(done.events.at(-1)).toMatchObject({ kind: 'run', phase: 'ended' })
  })

  test('a timer that rings has something to say', async () => {
    const steps = stepScenario({ v: 1, system, workload: [watch('?wait=25')] })
    while (await steps.next());
    // Two comments and the end.
    expect(steps.timersRung()).toBe(3)
  })

  test('spans last as long as the stream', async () => {
    const { events, exchanges } = await run([watch('?wait=30'), cancelAt(5_000)], { system })
    const spans = spansOf(events, exchanges[0]?.traceId)
    expect(spans.length).toBeGreaterThanOrEqual(3)
    for (const { endUs } of spans) expect(endUs).toBeGreaterThan(5_000_000)
  })

  test('a connection that is cut is a failure; who comes back hears the rest', async () => {
    const faults: ScenarioInput['faults'] = [
      { kind: 'cut-body', edge: { from: 'client', to: '*' }, strikes: { first: 1 } },
    ]
    const again = { ...watch('?wait=30', { 'last-event-id': '2' }), atMs: 8_000 }
    const done = await run([watch('?wait=30'), cancelAt(5_000), again], { system, faults })
    expect(done.exchanges[0]?.failure).toContain('broke')
    // Half of an event is none.
    expect(heard(done)).toEqual(['placed', 'confirmed'])
    expect(heard(done, 2)).toEqual(['cancelled'])
  })

  test('a slow connection delays each part', async () => {
    const faults: ScenarioInput['faults'] = [
      { kind: 'slow-body', edge: { from: 'client', to: '*' }, ms: 2_000 },
    ]
    const settings = { latency: 'none' as const }
    const done = await run([watch('?wait=30'), cancelAt(5_000)], { system, faults, settings })
    expect(chunks(done.events, 'client').map(({ atUs }) => atUs)).toEqual([0, 2_000_000, 7_000_000])
  })

  test('the same run gives the same log', async () => {
    const workload = [watch('?wait=30'), cancelAt(5_000), watch('?wait=3')]
    expect((await run(workload, { system })).events).toEqual((await run(workload, { system })).events)
  })
})

test('parts travel side by side: latency delays them once, not one after another', async () => {
  const edge = { from: 'gateway', to: 'orders' } as const
  const faults: ScenarioInput['faults'] = [
    { kind: 'latency', edge, oneWay: { kind: 'constant', us: 1_000_000 } },
  ]
  const { events } = await run([watch('?wait=30'), cancelAt(5_000)], {
    faults,
    settings: { latency: 'none' },
  })
  // The cancellation takes a second to orders, and the word of it a second back.
  expect(chunks(events, 'gateway').map(({ atUs }) => atUs)).toEqual([2_000_000, 2_000_000, 7_000_000])
})

test('a killed service breaks the streams that it feeds, and only these', async () => {
  const edge = { from: 'gateway', to: 'orders' } as const
  const when = {
    edge,
    by: 'message' as const,
    moment: 'after-request' as const,
    first: 1,
    after: 1,
  }
  const done = await run([watch('?wait=30'), { ...cancelAt(5_000), method: 'GET' }], {
    faults: [{ kind: 'crash', service: 'orders', downMs: 1_000, when }],
  })
  expect(heard(done)).toEqual(['placed', 'confirmed'])
  expect(done.exchanges[0]?.failure).toContain('killed')
  const failures = done.events.flatMap((event) =>
    event.kind === 'failure' && event.traceId === done.exchanges[0]?.traceId ? [event.from] : [],
  )
  expect(failures).toEqual(['gateway', 'client'])
})

test('an open stream keeps its place in a bulkhead', async () => {
  const edge = { from: 'client', to: 'gateway' } as const
  const policies = [{ edge, bulkhead: { places: 1, queue: 0 } }]
  const books = (atMs: number) => ({ method: 'GET', url: `${API}/books`, atMs, waits: false as const })
  const done = await run([watch('?wait=10'), books(3_000), books(12_000)], { settings: { policies } })
  expect(done.exchanges.map(({ response, failure }) => response?.status ?? failure?.slice(0, 3))).toEqual([
    200,
    'All',
    200,
  ])
})

describe('a reader who leaves', () => {
  test.each<Architecture>(['microservices', 'monolith'])(
    'has the stream stop being made: %s',
    async (architecture) => {
      const { result, events } = await withBookshop({ architecture }, async ({ fetch }, clock) => {
        const leaving = new AbortController()
        const answer = await fetch(new Request(`${API}/orders/7/events?wait=60`, { signal: leaving.signal }))
        const reading = answer.text().then(
          () => 'all of it',
          (error: Error) => error.message,
        )
        await clock.sleep(5_000_000)
        leaving.abort()
        return { said: await reading, leftUs: clock.nowUs() }
      })
      expect(result.said).toContain('gave up')
      expect(result.leftUs).toBeLessThan(6_000_000)
      const late = events.filter(({ atUs }) => atUs > 6_000_000)
      expect(late).toEqual([])
      expect(spansOf(events).filter(({ endUs }) => endUs === undefined)).toEqual([])
    },
  )
})
