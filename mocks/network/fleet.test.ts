import { describe, expect, test } from 'vitest'
import { onTinyNetwork } from '../../tests/support/tiny-network.ts'
import type { FleetRules } from './fleet.ts'

const S = 1_000_000
const THREE: FleetRules = { instances: 3, balancing: 'round-robin' }
/** Two instances of version 1, one of version 2, and so many percent of the calls for it. */
const canary = (percent: number): FleetRules => ({
  instances: 2,
  balancing: 'round-robin',
  canary: { instances: 1, percent },
})

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

describe('a canary', () => {
  const versionsOf = ({ spans }: Awaited<ReturnType<typeof onTinyNetwork>>) =>
    spans
      .filter(({ role }) => role === 'serve')
      .map(({ attributes }) => [attributes['service.version'], attributes['service.instance.id']].join('#'))
  const asking = (fleet: FleetRules, times: number) =>
    onTinyNetwork({ fleet }, async (ask) => {
      for (let i = 0; i < times; i++) await ask()
    })

  test('gets about its share of the calls, and the rest take turns among version 1', async () => {
    const run = await asking(canary(25), 400)
    const versions = versionsOf(run)
    const ofSecond = versions.filter((each) => each === '2#3').length
    // Four standard deviations.
    expect(Math.abs(ofSecond - 100)).toBeLessThan(35)
    const ofFirst = versions.filter((each) => each !== '2#3')
    expect(ofFirst).toEqual(ofFirst.map((_, i) => `1#${(i % 2) + 1}`))
    expect(run.policies.map(({ detail }) => `${detail.version}#${detail.instance}`)).toEqual(versions)
  })

  test('at 0 percent is rolled back, at 100 rolled out', async () => {
    expect(new Set(versionsOf(await asking(canary(0), 20)))).toEqual(new Set(['1#1', '1#2']))
    expect(new Set(versionsOf(await asking(canary(100), 20)))).toEqual(new Set(['2#3']))
  })

  test('with a larger share keeps the calls that it had', async () => {
    const [few, many] = [versionsOf(await asking(canary(10), 60)), versionsOf(await asking(canary(40), 60))]
    for (const [i, version] of few.entries()) if (version === '2#3') expect(many[i]).toBe('2#3')
  })

  test('that is gone still gets its share, and refuses it', async () => {
    const { result, worked } = await onTinyNetwork({ fleet: canary(50) }, async (ask, { network }) => {
      network.fleet('b').setInstance(3, 'down')
      const heard: (string | number)[] = []
      for (let i = 0; i < 40; i++) heard.push((await ask()).is)
      return heard
    })
    expect(new Set(result)).toEqual(new Set([200, 'ECONNREFUSED']))
    expect(worked.b).toBe(result.filter((is) => is === 200).length)
  })

  test('is made slow by its version, or by its instance', async () => {
    const slowAt = async (id: number | undefined, version: number | undefined) => {
      const run = await onTinyNetwork({ fleet: canary(50) }, async (ask, { network }) => {
        network.fleet('b').slow(300_000, id, version)
        for (let i = 0; i < 12; i++) await ask()
      })
      const slow = run.spans.filter(
        ({ role, startUs, endUs = 0 }) => role === 'serve' && endUs - startUs > S / 5,
      )
      return [...new Set(slow.map(({ attributes }) => attributes['service.instance.id']))].sort()
    }
    expect(await slowAt(undefined, 2)).toEqual([3])
    expect(await slowAt(undefined, 1)).toEqual([1, 2])
    expect(await slowAt(2, undefined)).toEqual([2])
    expect(await slowAt(undefined, undefined)).toEqual([1, 2, 3])
  })

  test('fails by itself: inside its own work, at no other version, and the first few are the first of its own', async () => {
    const { result, spans, worked, events } = await onTinyNetwork(
      {
        fleet: canary(50),
        faults: [{ kind: 'error', strikes: { first: 3 }, status: 500, version: 2 }],
      },
      async (ask) => {
        const heard: (string | number)[] = []
        for (let i = 0; i < 20; i++) heard.push((await ask()).is)
        return heard
      },
    )
    const served = spans.filter(({ role }) => role === 'serve')
    expect(served).toHaveLength(20)
    const failed = served.filter(({ attributes }) => attributes['http.response.status_code'] === 500)
    expect(failed).toEqual(
      served.filter(({ attributes }) => attributes['service.version'] === '2').slice(0, 3),
    )
    expect(result.filter((is) => is === 500)).toHaveLength(3)
    expect(worked.b).toBe(17)
    expect(events.find(({ kind }) => kind === 'fault')).toMatchObject({
      detail: 'Version 2 answered 500; nothing was done.',
    })
  })
})

test('one that drains is in the log, and when it is the only one callers are refused', async () => {
  const { result, events } = await onTinyNetwork({}, async (ask, { network }) => {
    network.fleet('b').setInstance(1, 'draining')
    const drained = await ask()
    network.fleet('b').setInstance(1, 'up')
    return [drained.is, (await ask()).is]
  })
  expect(result).toEqual(['ECONNREFUSED', 200])
  expect(events.flatMap((event) => (event.kind === 'process' ? [event.state] : []))).toEqual([
    'draining',
    'up',
  ])
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
