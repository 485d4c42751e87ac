import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as z from 'zod'
import type { RunEvent } from '#mocks/log/events.ts'
import { bulkheadsOf } from '#mocks/log/views/bulkheads.ts'
import { asReported, spansOf } from '#mocks/log/views/spans.ts'
import { covers } from '#mocks/network/edge.ts'
import { runScenario, stepScenario } from '#mocks/runtimes/virtual.ts'
import type { Policy } from '#mocks/systems/policies.ts'
import { Scenario, SERVICE_NAMES } from '#mocks/systems/scenario.ts'
import { processOf } from '#mocks/systems/topology.ts'
import { anyScenario } from './support/any-scenario.ts'

// What must hold whatever goes wrong and whatever callers do about it. fast-check prints seed and scenario of a failure.

const API = 'https://api.bookshop.example'

const policyOn = (scenario: Scenario, from: string, to: string): Policy | undefined =>
  scenario.settings.policies.find((each) => covers(each.edge, from, to))
const requestsOf = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.kind === 'request' ? [event] : []))
const leftMsOf = (fields: readonly (readonly [string, string])[]) => {
  const value = fields.find(([name]) => name === 'request-timeout-ms')?.[1]
  return value === undefined ? undefined : Number(value)
}

/** Runs generated scenarios and holds each against a law. */
function always(law: (run: Awaited<ReturnType<typeof runScenario>>) => void | Promise<void>, numRuns = 150) {
  return fc.assert(
    fc.asyncProperty(anyScenario, async (input) => law(await runScenario(input))),
    { numRuns },
  )
}

test('the same scenario gives the same log, to the byte', () =>
  always(async ({ scenario, events, data, exchanges }) => {
    const again = await runScenario(scenario)
    expect(JSON.stringify(again)).toBe(JSON.stringify({ scenario, events, exchanges, data }))
  }, 60))

test('every request ends exactly once, with a response or a failure, and every exchange with it', () =>
  always(({ events, exchanges, scenario }) => {
    for (const sent of requestsOf(events)) {
      const ends = events.filter(
        ({ kind, spanId }) => spanId === sent.spanId && (kind === 'response' || kind === 'failure'),
      )
      expect(ends).toHaveLength(1)
      expect(ends[0]?.seq).toBeGreaterThan(sent.seq)
    }
    expect(exchanges).toHaveLength(scenario.workload.length)
    for (const { response, failure } of exchanges) expect(response === undefined).toBe(failure !== undefined)
  }))

/**
 * The exception has a name: the callee does not know that its caller gave up, and works on. It is no child that outlives
 * its parent by mistake, so it is allowed where the attempt above it ended in a failure and nowhere else.
 */
test('spans are all closed and lie within their parents, but for a callee whose caller gave up', () =>
  always(({ events }) => {
    const spans = new Map(spansOf(events).map((span) => [span.spanId, span]))
    for (const span of spans.values()) {
      expect(span.endUs, `${span.role} ${span.name}`).toBeDefined()
      const parent = span.parentSpanId ? spans.get(span.parentSpanId) : undefined
      if (!parent) continue
      expect(span.startUs).toBeGreaterThanOrEqual(parent.startUs)
      const callerGaveUp = span.role === 'serve' && parent.role === 'attempt' && parent.error !== undefined
      if (!callerGaveUp)
        expect(
          span.endUs,
          `${span.role} ${span.name} of ${span.party} in ${parent.role}`,
        ).toBeLessThanOrEqual(parent.endUs ?? Number.NaN)
    }
  }))

test('reported spans lie within their parents, but for those that two clocks measured which disagree', async () => {
  let outside = 0
  await fc.assert(
    fc.asyncProperty(
      anyScenario,
      fc.constantFrom(...SERVICE_NAMES),
      fc.constantFrom(-400, -30, 0, 50, 800),
      async (input, slow, ms) => {
        const faults = [...(input.faults ?? []), { kind: 'clock-skew', service: slow, ms } as const]
        const { events, scenario } = await runScenario({ ...input, faults })
        const skewUs = (party: string) => {
          const skews = scenario.faults.flatMap((each) =>
            each.kind === 'clock-skew' && party === processOf(scenario.system, each.service) ? [each.ms] : [],
          )
          return (skews.at(-1) ?? 0) * 1000
        }
        const spans = new Map(spansOf(events).map((span) => [span.spanId, span]))
        for (const span of spans.values()) {
          const seen = asReported(span)
          // Each clock is wrong by the same at both ends: what it measures itself is right.
          expect([seen.startUs - span.startUs, (seen.endUs ?? 0) - (span.endUs ?? 0)]).toEqual([
            skewUs(span.party),
            skewUs(span.party),
          ])
          const parent = span.parentSpanId ? spans.get(span.parentSpanId) : undefined
          if (!parent) continue
          const above = asReported(parent)
          const callerGaveUp =
            span.role === 'serve' && parent.role === 'attempt' && parent.error !== undefined
          const fits =
            above.startUs <= seen.startUs && (callerGaveUp || (seen.endUs ?? 0) <= (above.endUs ?? 0))
          if (!fits) outside++
          if (skewUs(span.party) === skewUs(parent.party))
            expect(fits, `${span.role} of ${span.party}`).toBe(true)
        }
      },
    ),
    { numRuns: 150 },
  )
  expect(outside).toBeGreaterThan(0)
})

test('what certainly was not sent was never worked on', () =>
  always(({ events }) => {
    const served = new Set(
      spansOf(events).flatMap(({ role, parentSpanId }) => (role === 'serve' ? [parentSpanId] : [])),
    )
    for (const event of events)
      if (event.kind === 'failure' && event.unsent) expect(served.has(event.spanId)).toBe(false)
  }))

test('nothing is sent on a link by more than its bulkhead lets out, and no place stays taken', () =>
  always(({ scenario, events }) => {
    const out = new Map<string, number>()
    const last = new Map<string, RunEvent>()
    for (const event of events) {
      if (event.kind === 'request' || event.kind === 'response' || event.kind === 'failure') {
        const way = `${event.from}→${event.to}`
        const under = (out.get(way) ?? 0) + (event.kind === 'request' ? 1 : -1)
        out.set(way, under)
        const limit = policyOn(scenario, event.from, event.to)?.bulkhead?.places
        if (limit !== undefined) expect(under, way).toBeLessThanOrEqual(limit)
      }
      if (event.kind !== 'policy') continue
      if (event.policy === 'bulkhead') {
        const rules = policyOn(scenario, event.party, event.peer)?.bulkhead
        expect(event.detail.inside).toBeLessThanOrEqual(rules?.places ?? 0)
        expect(event.detail.waiting).toBeLessThanOrEqual(rules?.queue ?? 0)
        last.set(`${event.party}→${event.peer}`, event)
      }
    }
    expect([...out.values()].every((under) => under === 0)).toBe(true)
    for (const event of last.values()) expect(event).toMatchObject({ detail: { inside: 0, waiting: 0 } })
  }))

test('nobody is left in a line or at a place, of callers and of workers, and no line was longer than it may be', () =>
  always(({ scenario, events }) => {
    for (const { policy, party, peer, points, waits } of bulkheadsOf(events)) {
      expect(points.at(-1)).toMatchObject({ inside: 0, waiting: 0 })
      expect(waits.every(({ toUs }) => toUs !== undefined)).toBe(true)
      const rules =
        policy === 'bulkhead'
          ? policyOn(scenario, party, peer ?? '')?.bulkhead
          : scenario.settings.fleets.find(
              ({ service }) => scenario.system === 'monolith' || service === party,
            )?.workers
      for (const { inside, waiting } of points) {
        expect(inside, `${policy} of ${party}`).toBeLessThanOrEqual(rules?.places ?? 0)
        expect(waiting, `${policy} of ${party}`).toBeLessThanOrEqual(rules?.queue ?? 0)
      }
    }
  }))

test('no timer is left: whichever rings has something to say, to somebody who still waits', async () => {
  const says = (event: RunEvent) =>
    event.kind === 'policy' &&
    (event.policy === 'timeout' ||
      (event.policy === 'deadline' && event.what === 'passed') ||
      (event.policy === 'hedging' && event.what === 'sends once more'))
  let rang = 0
  await fc.assert(
    fc.asyncProperty(anyScenario, async (input) => {
      // Nobody is told of orders: consumers who wait for news set timers of their own. So do sagas that are left open,
      // and processes that are killed.
      const run = stepScenario({
        ...input,
        settings: { ...input.settings, publishing: 'none', recovery: 'none' },
        faults: input.faults?.filter(({ kind }) => kind !== 'crash'),
      })
      while (await run.next());
      const { events } = await run.finished()
      rang += run.timersRung()
      const ended = new Set<string | undefined>()
      for (const event of events) {
        if (event.kind === 'span' && event.phase === 'ended') ended.add(event.spanId)
        if (says(event)) expect(ended.has(event.spanId), JSON.stringify(event)).toBe(false)
      }
      expect(run.timersRung()).toBeLessThanOrEqual(events.filter(says).length)
    }),
    { numRuns: 150 },
  )
  expect(rang).toBeGreaterThan(0)
})

test('retries never exceed their budget, nor attempts what a call may make', () =>
  always(({ scenario, events }) => {
    const retries = new Map<string, number>()
    const calls = new Map<string, number>()
    const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1)
    for (const event of events) {
      if (event.kind === 'span' && event.phase === 'started' && event.role === 'call')
        count(calls, `${event.party} ${event.peer}`)
      if (event.kind === 'policy' && event.policy === 'retry' && event.what === 'waits') {
        const way = `${event.party} ${event.peer}`
        count(retries, way)
        const rules = policyOn(scenario, event.party, event.peer)?.retry
        expect(event.detail.attempt).toBeLessThan(rules?.attempts ?? 0)
        if (!rules?.budget) continue
        const allowed = rules.budget.reserve + ((calls.get(way) ?? 0) * rules.budget.percent) / 100
        expect(retries.get(way)).toBeLessThanOrEqual(allowed)
      }
    }
  }))

test('what is left of a deadline shrinks by the time spent at each hop, and nothing is sent without any', () =>
  always(({ events }) => {
    const spans = new Map(spansOf(events).map((span) => [span.spanId, span]))
    const requests = new Map(requestsOf(events).map((event) => [event.spanId, event]))
    for (const sent of requests.values()) {
      const left = leftMsOf(sent.message.fields)
      if (left !== undefined) expect(left).toBeGreaterThanOrEqual(1)
      // Up to the work that this was sent for, and from there to the request that asked for it.
      let span = sent.spanId ? spans.get(sent.spanId) : undefined
      while (span && span.role !== 'serve')
        span = span.parentSpanId ? spans.get(span.parentSpanId) : undefined
      const asked = span?.parentSpanId ? requests.get(span.parentSpanId) : undefined
      const given = asked && leftMsOf(asked.message.fields)
      if (!span || given === undefined) continue
      expect(left).toBeLessThanOrEqual(given - Math.floor((sent.atUs - span.startUs) / 1000))
    }
  }))

/** Every field that a scenario has, each with a value that it may have. */
const COMPLETE = {
  v: 1,
  system: 'microservices',
  seed: 7,
  assumptions: ['none'],
  settings: {
    latency: 'none',
    idempotencyKey: 'optional',
    serverTiming: true,
    policies: [
      {
        edge: { from: 'gateway', to: 'orders' },
        timeoutMs: 100,
        connectTimeoutMs: 50,
        deadlineMs: 100,
        retry: {
          attempts: 3,
          methods: 'all',
          statuses: [503],
          backoff: { kind: 'constant', baseMs: 1, maxMs: 2, jitter: 'full' },
          honourRetryAfter: true,
          budget: { percent: 10, reserve: 1 },
        },
        breaker: {
          opens: { after: 'rate', percent: 50, calls: 3, windowMs: 100 },
          openMs: 10,
          probes: 1,
        },
        bulkhead: { places: 1, queue: 1 },
        fallback: 'last-good',
        hedgeAfterMs: 10,
        collapse: true,
        cache: true,
      },
    ],
    fleets: [
      {
        service: 'payments',
        instances: 3,
        balancing: 'sticky',
        workers: { places: 1, queue: 1 },
        canary: { instances: 2, percent: 10 },
      },
    ],
  },
  faults: [
    { kind: 'down', service: 'catalog' },
    { kind: 'instance-down', service: 'payments', instance: 2 },
    { kind: 'instance-drains', service: 'payments', instance: 5 },
    { kind: 'slow', service: 'payments', ms: 10, version: 2 },
    { kind: 'error', edge: { from: '*', to: 'payments' }, strikes: { first: 1 }, status: 503, version: 2 },
    { kind: 'slow', service: 'payments', ms: 10, instance: 1 },
    { kind: 'partition', services: ['payments'] },
    { kind: 'latency', edge: { from: '*', to: 'orders' }, oneWay: { kind: 'uniform', minUs: 1, maxUs: 2 } },
    { kind: 'bandwidth', edge: { from: '*', to: 'orders' }, bytesPerSecond: 1 },
    { kind: 'lose-reply', edge: { from: '*', to: 'orders' }, strikes: { percent: 10 } },
    { kind: 'error', edge: { from: '*', to: 'orders' }, strikes: { first: 1 }, status: 503 },
    { kind: 'black-hole', edge: { from: '*', to: 'orders' }, strikes: { percent: 1 } },
    { kind: 'slow-body', edge: { from: '*', to: 'orders' }, ms: 1 },
    { kind: 'clock-skew', service: 'orders', ms: -5 },
    { kind: 'stale-discovery', service: 'orders', ms: 1 },
  ],
  workload: [
    {
      method: 'POST',
      url: `${API}/v1/orders`,
      headers: { accept: 'text/csv' },
      body: 'x',
      atMs: 1,
      waits: false,
    },
  ],
}

type Path = readonly (string | number)[]
/** Every place in a value, with the value there. */
function placesIn(value: unknown, path: Path = []): { path: Path; value: unknown }[] {
  const below =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) =>
          placesIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
        )
      : []
  return [{ path, value }, ...below]
}
/** A copy with another value at a place. */
function withAt(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put
  if (Array.isArray(value))
    return value.map((each, index) => (index === key ? withAt(each, rest, put) : each))
  const inner =
    typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
  return { ...(value as object), [key]: withAt(inner, rest, put) }
}
/** The name of the field that a path leads to: the last part that is no index. */
const fieldAt = (path: Path) => String(path.findLast((part) => typeof part === 'string') ?? '')

test('the complete scenario is one, and it runs', async () => {
  const { exchanges } = await runScenario(Scenario.parse(COMPLETE))
  expect(exchanges).toHaveLength(1)
})

test('settings however malformed are refused, and the message names the field', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...placesIn(COMPLETE).filter(({ path }) => path.length > 0)),
      fc.constantFrom<unknown>(
        -1,
        1e12,
        Number.NaN,
        'nonsense \u0000',
        null,
        [[]],
        { odd: 1 },
        Symbol.iterator,
      ),
      ({ path, value }, junk) => {
        // Free text may be anything, and a method is any word.
        fc.pre(
          !(typeof value === 'string' && typeof junk === 'string' && /body|assump|accept/.test(`${path}`)),
        )
        // What may be below zero may be -1.
        fc.pre(!(typeof value === 'number' && value < 0 && junk === -1))
        const read = Scenario.safeParse(withAt(COMPLETE, path, junk))
        expect(read.success, path.join('.')).toBe(false)
        if (!read.success) expect(z.prettifyError(read.error)).toContain(fieldAt(path))
      },
    ),
    { numRuns: 1000 },
  ))

test('a field that does not exist is refused wherever it stands, by name', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(
        ...placesIn(COMPLETE).filter(
          ({ path, value }) =>
            typeof value === 'object' && !Array.isArray(value) && path.at(-1) !== 'headers',
        ),
      ),
      ({ path }) => {
        const read = Scenario.safeParse(withAt(COMPLETE, [...path, 'timeoutMS'], 5))
        expect(read.success, path.join('.')).toBe(false)
        if (!read.success) expect(z.prettifyError(read.error)).toContain('timeoutMS')
      },
    ),
    { numRuns: 200 },
  ))
