import { describe, expect, test } from 'vitest'
import { onTinyNetwork } from '../../tests/support/tiny-network.ts'
import type { FleetRules } from './fleet.ts'

const S = 1_000_000
const THREE: FleetRules = { instances: 3, balancing: 'round-robin' }

/** Which instances worked, in the order in which they began. */
const workedAt = ({ spans }: Awaited<ReturnType<typeof onTinyNetwork>>) =>
  spans.filter(({ role }) => role === 'serve').map(({ attributes }) => attributes['service.instance.id'] ?? 1)

test('three instances take turns, and the log says who was chosen', async () => {
  const run = await onTinyNetwork({ fleet: THREE }, async (ask) => {
    for (let i = 0; i < 6; i++) await ask()
  })
  expect(workedAt(run)).toEqual([1, 2, 3, 1, 2, 3])
  expect(run.policies.map(({ detail }) => detail.instance)).toEqual([1, 2, 3, 1, 2, 3])
})

test('least outstanding goes round one that is slow', async () => {
  const run = await onTinyNetwork(
    { fleet: { ...THREE, balancing: 'least-outstanding' } },
    async (ask, { network, clock }) => {
      network.fleet('b').slow(S, 1)
      const slow = ask()
      await clock.sleep(20_000)
      for (let i = 0; i < 4; i++) await ask()
      await slow
    },
  )
  expect(workedAt(run)).toEqual([1, 2, 2, 2, 2])
})

test('sticky keeps each customer at one instance', async () => {
  const run = await onTinyNetwork({ fleet: { ...THREE, balancing: 'sticky' } }, async (ask) => {
    for (let i = 0; i < 4; i++) await ask('/', { headers: { authorization: 'Bearer alice' } })
  })
  expect(new Set(workedAt(run)).size).toBe(1)
})

describe('one of three instances is gone', () => {
  test('and whoever discovers it goes to the others; it comes back', async () => {
    const run = await onTinyNetwork({ fleet: THREE }, async (ask, { network }) => {
      network.fleet('b').setInstance(2, 'down')
      for (let i = 0; i < 4; i++) await ask()
      network.fleet('b').setInstance(2, 'up')
      for (let i = 0; i < 3; i++) await ask()
    })
    expect(workedAt(run).slice(0, 4)).not.toContain(2)
    expect(workedAt(run).slice(4)).toContain(2)
    expect(run.events.filter(({ kind }) => kind === 'process')).toMatchObject([
      { party: 'b#2', state: 'down' },
      { party: 'b#2', state: 'up' },
    ])
  })

  test('and callers whose discovery is stale are refused by it until they notice', async () => {
    const { result } = await onTinyNetwork({ fleet: THREE }, async (ask, { network, clock }) => {
      network.fleet('b').staleness(S)
      network.fleet('b').setInstance(2, 'down')
      const heard = [await ask(), await ask(), await ask()]
      await clock.sleep(S)
      return [...heard, await ask(), await ask(), await ask()].map(({ is }) => is)
    })
    expect(result).toEqual([200, 'ECONNREFUSED', 200, 200, 200, 200])
  })

  test('and one that drains is asked no more, but ends what it has begun', async () => {
    const run = await onTinyNetwork({ fleet: THREE }, async (ask, { network, clock }) => {
      network.fleet('b').slow(S, 1)
      const begun = ask()
      await clock.sleep(20_000)
      network.fleet('b').setInstance(1, 'draining')
      for (let i = 0; i < 4; i++) await ask()
      return (await begun).is
    })
    expect(run.result).toBe(200)
    expect(workedAt(run).slice(1)).not.toContain(1)
  })
})

test('when all are gone, callers are refused; down and up again takes and brings back all', async () => {
  const { result } = await onTinyNetwork({ fleet: THREE }, async (ask, { network }) => {
    network.setDown('b', true)
    const heard = [await ask(), await ask()]
    network.setDown('b', false)
    return [...heard, await ask(), await ask(), await ask()].map(({ is }) => is)
  })
  expect(result).toEqual(['ECONNREFUSED', 'ECONNREFUSED', 200, 200, 200])
})

test('a slow instance takes longer on each request, the others do not', async () => {
  const { result } = await onTinyNetwork({ fleet: THREE }, async (ask, { network }) => {
    network.fleet('b').slow(300_000, 2)
    return Promise.all([ask(), ask(), ask()])
  })
  expect(result.map(({ atMs }) => atMs)).toEqual([25, 325, 25])
})

describe('workers', () => {
  const fleet: FleetRules = {
    instances: 1,
    balancing: 'round-robin',
    workers: { places: 2, queue: 1 },
  }

  test('work on two requests, let one wait, and shed the fourth at once with a proper answer', async () => {
    const { result, worked, policies, hops } = await onTinyNetwork({ fleet }, (ask) =>
      Promise.all([ask(), ask(), ask(), ask()]),
    )
    expect(result.map(({ is, atMs }) => [is, atMs])).toEqual([
      [200, 25],
      [200, 25],
      [200, 30],
      [503, 20],
    ])
    expect(worked.b).toBe(3)
    expect(policies.every(({ policy, party }) => policy === 'shedding' && party === 'b')).toBe(true)
    expect(policies.at(-1)?.detail).toEqual({ inside: 0, waiting: 0 })
    const shed = Object.fromEntries(
      hops.find(({ response }) => response?.status === 503)?.response?.fields ?? [],
    )
    expect(shed).toMatchObject({ 'retry-after': '1', 'content-type': 'application/problem+json' })
    // As every answer of an HTTP stack.
    expect(shed.date).toBe('Mon, 05 Jan 2026 09:00:00 GMT')
    expect(Number(shed['content-length'])).toBeGreaterThan(0)
  })

  test('shed HEAD without content', async () => {
    const { result } = await onTinyNetwork({ fleet: { ...fleet, workers: { places: 1, queue: 0 } } }, (ask) =>
      Promise.all([ask(), ask('/', { method: 'HEAD' })]),
    )
    expect(result[1]).toMatchObject({ is: 503, text: '' })
  })

  test('each instance has its own', async () => {
    const { result } = await onTinyNetwork({ fleet: { ...fleet, instances: 2 } }, (ask) =>
      Promise.all(Array.from({ length: 8 }, () => ask())),
    )
    expect(result.map(({ is }) => is).sort()).toEqual([200, 200, 200, 200, 200, 200, 503, 503])
  })
})
