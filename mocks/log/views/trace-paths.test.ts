import { beforeAll, describe, expect, test } from 'vitest'
import { type FinishedRun, runScenario } from '../../runtimes/virtual.ts'
import type { ScenarioInput } from '../../systems/scenario.ts'
import type { RunEvent } from '../events.ts'
import { criticalHopsOf, criticalPathOf } from './critical-path.ts'
import { framesOf } from './frames.ts'
import { type PhaseKind, phasesOf } from './phases.ts'
import { hopsOf, lastTraceOf, spansOf } from './spans.ts'

const API = 'https://api.bookshop.example/v1'
const read = { method: 'GET', url: `${API}/books/9780441478125` }
const order = {
  method: 'POST',
  url: `${API}/orders`,
  headers: { 'content-type': 'application/json', 'idempotency-key': '"k"' },
  body: JSON.stringify({ lines: [{ isbn: '9780441478125', quantity: 1 }] }),
}
const catalog = { from: 'gateway', to: 'catalog' } as const
const payments = { from: 'orders', to: 'payments' } as const

/** Every way to go wrong that leaves other marks in the log. */
const SCENARIOS: Readonly<Record<string, ScenarioInput>> = {
  'all well': { v: 1, workload: [order] },
  'no latency': { v: 1, settings: { latency: 'none' }, workload: [order] },
  'a retry storm': {
    v: 1,
    settings: {
      recovery: 'none',
      policies: [
        {
          edge: { from: '*', to: '*' },
          retry: { attempts: 3, methods: 'all', backoff: { kind: 'constant', baseMs: 50 } },
        },
      ],
    },
    faults: [{ kind: 'error', edge: payments, strikes: { percent: 100 } }],
    workload: [order],
  },
  'a lost reply': {
    v: 1,
    settings: { policies: [{ edge: payments, timeoutMs: 500, retry: { attempts: 2, methods: 'all' } }] },
    faults: [{ kind: 'lose-reply', edge: payments, strikes: { first: 1 } }],
    workload: [order],
  },
  'a lost request': {
    v: 1,
    faults: [{ kind: 'lose-request', edge: payments, strikes: { first: 1 } }],
    workload: [order],
  },
  'a reset': { v: 1, faults: [{ kind: 'reset', edge: catalog, strikes: { first: 1 } }], workload: [read] },
  'a service down': { v: 1, faults: [{ kind: 'down', service: 'payments' }], workload: [order] },
  'a slow callee': {
    v: 1,
    settings: { policies: [{ edge: catalog, timeoutMs: 100 }] },
    faults: [{ kind: 'slow', service: 'catalog', ms: 3000 }],
    workload: [read],
  },
  'a slow body': { v: 1, faults: [{ kind: 'slow-body', edge: catalog, ms: 250 }], workload: [read] },
  'a cut body': {
    v: 1,
    faults: [{ kind: 'cut-body', edge: catalog, strikes: { first: 1 } }],
    workload: [read],
  },
  'a cut network': { v: 1, faults: [{ kind: 'partition', services: ['catalog'] }], workload: [read] },
  'a trace that is cut': {
    v: 1,
    faults: [{ kind: 'no-trace-context', edge: { from: 'gateway', to: 'orders' } }],
    workload: [order],
  },
  'a hedge in vain': {
    v: 1,
    settings: { policies: [{ edge: catalog, hedgeAfterMs: 20 }] },
    faults: [{ kind: 'slow', service: 'catalog', ms: 100 }],
    workload: [read],
  },
  'a hedged retry': {
    v: 1,
    settings: {
      policies: [
        {
          edge: catalog,
          hedgeAfterMs: 20,
          retry: { attempts: 2, backoff: { kind: 'constant', baseMs: 50 } },
        },
      ],
    },
    faults: [
      { kind: 'reset', edge: catalog, strikes: { first: 1 } },
      { kind: 'slow', service: 'catalog', ms: 100 },
    ],
    workload: [read],
  },
  'a hedged read': {
    v: 1,
    settings: {
      policies: [{ edge: catalog, hedgeAfterMs: 20 }],
      fleets: [{ service: 'catalog', instances: 2 }],
    },
    faults: [{ kind: 'slow', service: 'catalog', ms: 300, instance: 1 }],
    workload: [read],
  },
}
const runs = new Map<string, FinishedRun>()
beforeAll(async () => {
  for (const [name, scenario] of Object.entries(SCENARIOS)) runs.set(name, await runScenario(scenario))
})
function look(name: string) {
  const run = runs.get(name)
  const trace = run?.exchanges[0]
  if (!run || !trace) throw new Error(`No run named ${name}.`)
  return { run, trace, events: run.events, traceId: trace.traceId }
}

describe.each(Object.keys(SCENARIOS))('%s', (name) => {
  test('the critical path fills what the client waited, in order and without overlap', () => {
    const { events, traceId, trace } = look(name)
    const path = criticalPathOf(events, traceId)
    let cursor = trace.startUs
    for (const { fromUs, toUs } of path) {
      expect(fromUs).toBe(cursor)
      expect(toUs).toBeGreaterThan(fromUs)
      cursor = toUs
    }
    expect(cursor).toBe(trace.endUs)
  })

  test('each of its segments lies within its span, and none in a span that ended too late', () => {
    const { events, traceId, trace } = look(name)
    const spans = new Map(spansOf(events, traceId).map((span) => [span.spanId, span]))
    for (const { spanId, fromUs, toUs, role, party } of criticalPathOf(events, traceId)) {
      const span = spans.get(spanId)
      expect([span?.role, span?.party]).toEqual([role, party])
      expect(span?.startUs).toBeLessThanOrEqual(fromUs)
      expect(span?.endUs).toBeGreaterThanOrEqual(toUs)
      expect(span?.endUs).toBeLessThanOrEqual(trace.endUs)
    }
  })

  test('its hops are those that the waterfall marks', () => {
    const { events, traceId } = look(name)
    const hops = hopsOf(events, traceId)
    const marked = criticalHopsOf(hops)
    const numbers = new Set(criticalPathOf(events, traceId).flatMap(({ hop }) => (hop ? [hop] : [])))
    for (const { number, spanId } of hops) if (numbers.has(number)) expect(marked).toContain(spanId)
    if (name !== 'no latency') expect(numbers.size).toBe(marked.size)
  })

  test('the phases of every hop fill it, in order and without gaps', () => {
    const { events, traceId } = look(name)
    const timed = phasesOf(events, traceId)
    expect(timed.map(({ hop }) => hop)).toEqual(hopsOf(events, traceId))
    for (const { hop, phases } of timed) {
      const before = phases.filter(({ kind }) => kind === 'backoff' || kind === 'bulkhead-queue')
      expect(before.at(-1)?.toUs ?? hop.sentUs).toBe(hop.sentUs)
      for (const [i, { fromUs, toUs }] of phases.entries()) {
        expect(fromUs).toBeLessThan(toUs)
        if (i > 0) expect(fromUs).toBe(phases[i - 1]?.toUs)
      }
      if (hop.sentUs !== hop.endUs) expect(phases.at(-1)?.toUs).toBe(hop.endUs)
    }
  })

  test('the film begins and ends dark, and every frame differs from the one before', () => {
    const { events, traceId } = look(name)
    for (const frames of [framesOf(events), framesOf(events, traceId)]) {
      expect(frames.at(-1)?.lit).toEqual([])
      let before: unknown = { lit: [], down: [] }
      for (const { lit, down } of frames) {
        expect({ lit, down }).not.toEqual(before)
        before = { lit, down }
      }
    }
  })

  test('at every moment of the run all of it can be seen', () => {
    const { events, traceId } = look(name)
    for (let end = 0; end <= events.length; end += 9) {
      const so = events.slice(0, end)
      for (const { fromUs, toUs } of criticalPathOf(so, traceId)) expect(fromUs).toBeLessThan(toUs)
      for (const { phases } of phasesOf(so, traceId))
        for (const { fromUs, toUs } of phases) expect(fromUs).toBeLessThan(toUs)
      expect(framesOf(events).slice(0, framesOf(so).length)).toEqual(framesOf(so))
    }
  })
})

/** The phases of the hops of an edge. */
function kinds(name: string, { from, to }: { from: string; to: string }): PhaseKind[][] {
  const { events, traceId } = look(name)
  return phasesOf(events, traceId)
    .filter(({ hop }) => hop.from === from && hop.to === to)
    .map(({ phases }) => phases.map(({ kind }) => kind))
}

describe('phases', () => {
  const orders = { from: 'gateway', to: 'orders' }
  const expected: readonly [name: string, edge: { from: string; to: string }, first: readonly PhaseKind[]][] =
    [
      ['a lost reply', payments, ['there', 'lost']],
      ['a lost request', payments, ['there', 'lost']],
      ['a reset', catalog, ['there', 'back']],
      ['a service down', payments, ['lost']],
      ['a slow callee', catalog, ['there', 'service']],
      ['a slow body', catalog, ['there', 'back', 'body']],
      ['a cut body', catalog, ['there', 'lost']],
      ['a cut network', catalog, ['there', 'lost']],
      ['a trace that is cut', orders, ['there', 'unseen']],
    ]
  test.each(expected)('of %s', (name, edge, first) => {
    expect(kinds(name, edge)[0]).toEqual(first)
  })

  test('the wait before another attempt is a phase of that attempt', () => {
    expect(kinds('a retry storm', payments).slice(0, 3)).toEqual([
      ['there', 'back'],
      ['backoff', 'there', 'back'],
      ['backoff', 'there', 'back'],
    ])
  })

  test('but not of the hedge that follows it', () => {
    expect(kinds('a hedged retry', catalog).map(([first]) => first)).toEqual(['there', 'backoff', 'there'])
  })

  test('the body takes as long as the fault says', () => {
    const { events, traceId } = look('a slow body')
    const [body] = phasesOf(events, traceId).flatMap(({ phases }) =>
      phases.filter(({ kind }) => kind === 'body'),
    )
    expect((body?.toUs ?? 0) - (body?.fromUs ?? 0)).toBe(250_000)
  })
})

describe('critical path', () => {
  test('a retry storm spent most of its time on attempts and waits between them', () => {
    const { events, traceId } = look('a retry storm')
    const path = criticalPathOf(events, traceId)
    const waits = path.filter(({ role }) => role === 'call')
    // Two waits of 50 ms between three attempts: of payments in each of 9 orders, of orders in each of 3, and at the edge.
    expect(waits.filter(({ fromUs, toUs }) => toUs - fromUs === 50_000)).toHaveLength(18 + 6 + 2)
  })

  test('of a hedged read: the attempt that was answered, after the wait for the first', () => {
    const { events, traceId } = look('a hedged read')
    const hops = hopsOf(events, traceId).filter(({ to }) => to === 'catalog')
    expect(hops).toHaveLength(2)
    const numbers = criticalPathOf(events, traceId).map(({ hop }) => hop)
    expect(numbers).toContain(hops[1]?.number)
    expect(numbers).not.toContain(hops[0]?.number)
  })

  test('of a hedge in vain: the first attempt alone, though both ended together', () => {
    const { events, traceId } = look('a hedge in vain')
    const [first, second] = hopsOf(events, traceId).filter(({ to }) => to === 'catalog')
    expect(second?.endUs).toBe(first?.endUs)
    const numbers = criticalPathOf(events, traceId).map(({ hop }) => hop)
    expect(numbers).toContain(first?.number)
    expect(numbers).not.toContain(second?.number)
  })

  test('of a trace that is not in the log: none', () => {
    expect(criticalPathOf(look('all well').events, 'f'.repeat(32))).toEqual([])
    expect(phasesOf([], 'f'.repeat(32))).toEqual([])
    expect(framesOf([])).toEqual([])
  })
})

describe('frames', () => {
  const told = (name: string) => {
    const { events, traceId } = look(name)
    return framesOf(events, traceId).map(({ lit, down }) =>
      [
        ...lit.map(({ from, to, state }) => `${from} ${to} ${state}`),
        ...down.map((party) => `${party} is down`),
      ].join(', '),
    )
  }

  test('a read: there, work, and back, of every hop', () => {
    expect(told('a slow body')).toEqual([
      'client gateway request',
      'client gateway working',
      'client gateway working, gateway catalog request',
      'client gateway working, gateway catalog working',
      'client gateway working, gateway catalog response',
      'client gateway working',
      'client gateway response',
      '',
    ])
  })

  test('a service that is down is down in every frame', () => {
    for (const frame of told('a service down')) expect(frame).toMatch(/payments is down$/)
  })

  test('each frame names the event that brought it about', () => {
    const { events } = look('a retry storm')
    for (const { seq, atUs } of framesOf(events)) expect(events[seq]).toMatchObject({ seq, atUs })
  })

  test('what changes nothing is no frame', () => {
    const process = { v: 1, run: 'r', kind: 'process', party: 'catalog' } as const
    const events: RunEvent[] = (['up', 'down', 'down', 'up'] as const).map((state, seq) => ({
      ...process,
      seq,
      atUs: seq,
      state,
    }))
    expect(framesOf(events).map(({ seq, down }) => [seq, ...down])).toEqual([[1, 'catalog'], [3]])
  })

  test('a cut trace is two films', () => {
    const { events, traceId } = look('a trace that is cut')
    const other = lastTraceOf(events) ?? ''
    expect(other).not.toBe(traceId)
    expect(framesOf(events, other).flatMap(({ lit }) => lit.map(({ traceId }) => traceId))).not.toContain(
      traceId,
    )
  })
})
