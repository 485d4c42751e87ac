import { describe, expect, test } from 'vitest'
import { runScenario } from '../../runtimes/virtual.ts'
import { breakersOf } from './breakers.ts'
import { bulkheadsOf } from './bulkheads.ts'
import { phasesOf } from './phases.ts'
import { hopsOf } from './spans.ts'

const API = 'https://api.bookshop.example/v1'
const read = { method: 'GET', url: `${API}/books/9780441478125` }
const at = (ms: number) => ({ ...read, waits: false as const, atMs: ms })

describe('breakers', () => {
  const edge = { from: 'gateway', to: 'catalog' } as const
  const settings = (openMs: number) => ({
    policies: [
      { edge, breaker: { opens: { after: 'consecutive' as const, failures: 3 }, openMs, probes: 1 } },
    ],
  })

  test('closed, open after the failures, half-open for a probe, closed again: without gaps', async () => {
    const run = await runScenario({
      v: 1,
      settings: settings(200),
      faults: [{ kind: 'error', edge, strikes: { first: 3 } }],
      workload: [read, read, read, read, { ...read, atMs: 2000 }, read],
    })
    const [timeline, ...others] = breakersOf(run.events)
    expect(others).toEqual([])
    expect(timeline).toMatchObject({ caller: 'gateway', callee: 'catalog' })
    const stretches = timeline?.stretches ?? []
    expect(stretches.map(({ state }) => state)).toEqual(['closed', 'open', 'half-open', 'closed'])
    expect([stretches[0]?.fromUs, stretches.at(-1)?.toUs]).toEqual([0, run.events.at(-1)?.atUs])
    for (const [i, { fromUs, toUs }] of stretches.entries()) {
      expect(fromUs).toBeLessThanOrEqual(toUs)
      if (i > 0) expect(fromUs).toBe(stretches[i - 1]?.toUs)
    }
    // While it is open nothing is sent.
    const [, open] = stretches
    const sent = run.exchanges
      .flatMap(({ traceId }) => hopsOf(run.events, traceId))
      .filter(({ from, to }) => from === edge.from && to === edge.to)
      .filter(({ sentUs }) => open && sentUs > open.fromUs && sentUs < open.toUs)
    expect(sent).toEqual([])
  })

  test('a breaker that never moved is not shown', async () => {
    const run = await runScenario({ v: 1, settings: settings(200), workload: [read] })
    expect(breakersOf(run.events)).toEqual([])
    expect(breakersOf([])).toEqual([])
  })
})

describe('bulkheads', () => {
  test('a caller’s places: never more inside than there are, and who waits is queued just so long', async () => {
    const run = await runScenario({
      v: 1,
      settings: {
        policies: [{ edge: { from: 'gateway', to: 'catalog' }, bulkhead: { places: 2, queue: 3 } }],
      },
      faults: [{ kind: 'slow', service: 'catalog', ms: 400 }],
      workload: Array.from({ length: 8 }, (_, i) => at(i * 2)),
    })
    const [line, ...others] = bulkheadsOf(run.events)
    expect(others).toEqual([])
    expect(line).toMatchObject({ policy: 'bulkhead', party: 'gateway', peer: 'catalog' })
    expect(line).not.toHaveProperty('instance')
    expect(Math.max(...(line?.points.map(({ inside }) => inside) ?? []))).toBe(2)
    expect(Math.max(...(line?.points.map(({ waiting }) => waiting) ?? []))).toBe(3)
    expect(line?.points.at(-1)).toMatchObject({ inside: 0, waiting: 0 })
    expect(line?.turnedAwayUs).toHaveLength(3)
    expect(line?.waits).toHaveLength(3)
    const queued = run.exchanges
      .flatMap(({ traceId }) => phasesOf(run.events, traceId))
      .flatMap(({ hop, phases }) =>
        phases.filter(({ kind }) => kind === 'bulkhead-queue').map((phase) => ({ hop, phase })),
      )
    // The view works out when a wait ended; the attempt that follows it says the same.
    expect(queued).toHaveLength(3)
    for (const { hop, phase } of queued) {
      expect(phase.toUs).toBe(hop.sentUs)
      expect(line?.waits).toContainEqual(expect.objectContaining({ fromUs: phase.fromUs, toUs: phase.toUs }))
    }
  })

  test('a service’s workers: one line for each instance', async () => {
    const run = await runScenario({
      v: 1,
      settings: {
        fleets: [
          { service: 'catalog', instances: 2, workers: { places: 1, queue: 4 }, balancing: 'round-robin' },
        ],
      },
      faults: [{ kind: 'slow', service: 'catalog', ms: 100 }],
      workload: Array.from({ length: 6 }, (_, i) => at(i)),
    })
    const lines = bulkheadsOf(run.events)
    expect(lines.map(({ policy, party, instance }) => [policy, party, instance]).sort()).toEqual([
      ['shedding', 'catalog', 1],
      ['shedding', 'catalog', 2],
    ])
    const waits = lines.flatMap((line) => line.waits)
    expect(waits).toHaveLength(4)
    for (const { points } of lines) {
      expect(Math.max(...points.map(({ inside }) => inside))).toBe(1)
      expect(points.at(-1)).toMatchObject({ inside: 0, waiting: 0 })
    }
    const work = run.exchanges
      .flatMap(({ traceId }) => phasesOf(run.events, traceId))
      .flatMap(({ phases }) => phases)
    expect(work.filter(({ kind }) => kind === 'worker-queue')).toHaveLength(4)
    // Whether it waited or not, the instance then works 100 ms on it.
    const catalog = run.exchanges
      .flatMap(({ traceId }) => phasesOf(run.events, traceId))
      .filter(({ hop }) => hop.to === 'catalog')
    for (const { phases } of catalog) {
      const service = phases.find(({ kind }) => kind === 'service')
      expect((service?.toUs ?? 0) - (service?.fromUs ?? 0)).toBe(100_000)
    }
  })
})
