import { expect, test } from 'vitest'
import { edgesOf } from '#components/topology/edges.ts'
import { layoutFor } from '#components/topology/layout.ts'
import { gridOf, unfolded } from '#components/trace/grid-rows.ts'
import { makersOf, partyOf, wordsOf } from '#components/trace/log-words.ts'
import { sequenceRowsOf } from '#components/trace/sequence-rows.ts'
import { toRows } from '#components/trace/trace-rows.ts'
import type { RunEvent, TraceId } from '#mocks/log/events.ts'
import { framesOf } from '#mocks/log/views/frames.ts'
import { sequenceOf } from '#mocks/log/views/sequence.ts'
import { hopsOf } from '#mocks/log/views/spans.ts'
import { type RunOptions, runScenario } from '#mocks/runtimes/virtual.ts'
import type { Built } from '#mocks/systems/build.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'

const ORDER = {
  method: 'POST',
  url: 'https://api.bookshop.example/v1/orders',
  headers: { 'content-type': 'application/json', 'idempotency-key': '"k"' },
  body: JSON.stringify({ lines: [{ isbn: '9780441478125', quantity: 1 }] }),
}

async function run(scenario: Omit<ScenarioInput, 'v' | 'workload'>, options: RunOptions = {}) {
  const { events, exchanges } = await runScenario({ v: 1, workload: [ORDER], ...scenario }, options)
  return { events, traceId: exchanges[0]?.traceId ?? '' }
}

/** Whom each panel shows, every one read off the same log. */
function shownBy(events: readonly RunEvent[], traceId: TraceId) {
  const hops = hopsOf(events, traceId)
  const set = (parties: readonly string[]) => [...new Set(parties)].sort()
  return {
    waterfall: set(gridOf(events, traceId).rows.map(({ to }) => to)),
    'plain waterfall': set(toRows(hops).rows.map(({ hop }) => hop.to)),
    topology: set(edgesOf(layoutFor('wide', 'microservices', hops), hops).map(({ to }) => to)),
    playback: set(framesOf(events, traceId).flatMap(({ lit }) => lit.map(({ to }) => to))),
    diagram: set(sequenceRowsOf(events, traceId).parties.filter((party) => party !== 'client')),
    'Mermaid source': set(
      [...sequenceOf(events, traceId).matchAll(/participant \w+ as (.*)/g)].flatMap(([, name]) =>
        name && name !== 'client' ? [name] : [],
      ),
    ),
  }
}

test('every panel is a view of the log: a service that answers on no route any more is gone from all of them', async () => {
  const whole = await run({})
  const everybody = ['catalog', 'gateway', 'inventory', 'orders', 'payments']
  for (const [panel, parties] of Object.entries(shownBy(whole.events, whole.traceId)))
    expect(parties, panel).toEqual(everybody)

  // catalog knows no route at all: orders hears 404, and asks nobody else.
  const without = await run(
    {},
    {
      replace: (party: string, built: Built) =>
        party === 'catalog' ? { ...built, handler: async () => new Response(null, { status: 404 }) } : built,
    },
  )
  const expected = shownBy(without.events, without.traceId)
  expect(expected.waterfall).not.toEqual(everybody)
  for (const [panel, parties] of Object.entries(expected)) expect(parties, panel).toEqual(expected.waterfall)
  const text = sequenceOf(without.events, without.traceId)
  expect(text).toContain('404')
  expect(text).not.toContain('payments')
})

const RETRIES: Omit<ScenarioInput, 'v' | 'workload'> = {
  settings: {
    policies: [
      {
        edge: { from: 'orders', to: 'catalog' },
        retry: { attempts: 3, backoff: { kind: 'constant', baseMs: 20 } },
        breaker: { opens: { after: 'consecutive', failures: 2 }, openMs: 1000 },
      },
    ],
  },
  faults: [{ kind: 'error', edge: { from: 'orders', to: 'catalog' }, strikes: { percent: 100 } }],
}

test('tries, waits between them, and what was not even sent are rows and parts of the waterfall', async () => {
  const { events, traceId } = await run(RETRIES)
  const { rows, totalUs } = gridOf(events, traceId)
  const catalog = rows.filter(({ to }) => to === 'catalog')
  expect(catalog.map(({ attempt }) => attempt?.number).filter(Boolean)).toEqual([1, 2])
  const second = catalog[1]
  expect(second?.parts[0]).toMatchObject({ kind: 'backoff' })
  expect((second?.parts[0]?.toUs ?? 0) - (second?.parts[0]?.fromUs ?? 0)).toBe(20_000)
  expect(catalog.flatMap(({ notes }) => notes).join()).toContain('breaker: open')
  // Parts lie within their rows, and rows within the trace.
  for (const { startUs, durationUs, parts } of rows) {
    expect(startUs + durationUs).toBeLessThanOrEqual(totalUs)
    for (const { fromUs, toUs } of parts) {
      expect(fromUs).toBeGreaterThanOrEqual(startUs)
      expect(toUs).toBeLessThanOrEqual(startUs + durationUs)
    }
  }
})

test('the inked stretches are the critical path: they fill the trace and do not overlap', async () => {
  for (const scenario of [{}, RETRIES]) {
    const { events, traceId } = await run(scenario)
    const { rows } = gridOf(events, traceId)
    const first = rows[0]
    const ink = rows.flatMap(({ inked }) => inked).sort((a, b) => a.fromUs - b.fromUs)
    for (const [i, { fromUs }] of ink.entries()) expect(fromUs).toBeGreaterThanOrEqual(ink[i - 1]?.toUs ?? 0)
    expect(ink[0]?.fromUs).toBe(0)
    expect(ink.at(-1)?.toUs).toBe(first?.durationUs)
  }
})

test('a folded row hides all that is below it, however deep', async () => {
  const { events, traceId } = await run({})
  const { rows } = gridOf(events, traceId)
  const [first, second] = rows
  expect(unfolded(rows, new Set([second?.id ?? '']))).toHaveLength(2)
  expect(unfolded(rows, new Set([first?.id ?? '']))).toHaveLength(1)
})

test('every event of a log has words and somebody whose it is', async () => {
  const [sick, well] = [await run(RETRIES), await run({})]
  const events = [...sick.events, ...well.events]
  const kinds = new Set(events.map(({ kind }) => kind))
  expect([...kinds].sort()).toEqual(
    ['broker', 'fault', 'policy', 'request', 'response', 'run', 'span', 'state'].sort(),
  )
  const makers = makersOf(events)
  for (const event of events) {
    expect(wordsOf(event)).not.toMatch(/undefined|\[object|^$/)
    expect(partyOf(event, makers)).not.toBe('')
  }
})
