import { describe, expect, test } from 'vitest'
import { onTinyNetwork, type TinyOptions } from '../../../tests/support/tiny-network.ts'
import type { RetryRules } from './retry.ts'

const ONCE = { first: 1 }
const AGAIN: RetryRules = {
  attempts: 2,
  methods: 'idempotent',
  statuses: [],
  honourRetryAfter: false,
  backoff: { kind: 'none', baseUs: 1, maxUs: 1, jitter: 'none' },
}
const POST = { method: 'POST', body: 'x' }

describe('a connect timeout', () => {
  test('ends the wait for a host that does not answer, long before the overall timeout', async () => {
    const { result, worked, policies, events } = await onTinyNetwork(
      {
        faults: [{ kind: 'black-hole', strikes: ONCE }],
        policy: { connectTimeoutMs: 100, timeoutMs: 2000 },
      },
      (ask) => ask(),
    )
    expect(result).toMatchObject({ is: 'ETIMEDOUT', atMs: 100 })
    expect(worked.b).toBe(0)
    expect(policies).toMatchObject([{ policy: 'timeout', what: 'no connection', detail: { afterMs: 100 } }])
    expect(events.find(({ kind }) => kind === 'failure')).toMatchObject({
      failure: 'ETIMEDOUT',
      unsent: true,
      detail: 'No connection within 100 ms. Nothing was sent.',
    })
  })

  test('says nothing of a callee that takes its time, and leaves no timer', async () => {
    const { result, policies, sleepers } = await onTinyNetwork(
      {
        policy: { connectTimeoutMs: 50 },
        b: async (_, { clock }) => {
          await clock.sleep(900_000)
          return new Response('late')
        },
      },
      (ask) => ask(),
    )
    expect(result).toMatchObject({ is: 200, atMs: 920 })
    expect([policies, sleepers]).toEqual([[], 0])
  })

  test('says nothing of a reply or a request that is lost once the connection stands', async () => {
    for (const kind of ['lose-request', 'lose-reply'] as const) {
      const { result, events } = await onTinyNetwork(
        { faults: [{ kind, strikes: ONCE }], policy: { connectTimeoutMs: 50, timeoutMs: 500 } },
        (ask) => ask(),
      )
      expect(result).toMatchObject({ is: 'ETIMEDOUT', atMs: 500 })
      expect(events.find(({ kind }) => kind === 'failure')).not.toHaveProperty('unsent')
    }
  })

  test('fires on a network that is cut', async () => {
    const { result, worked } = await onTinyNetwork(
      { policy: { connectTimeoutMs: 50 } },
      (ask, { network }) => {
        network.setPartition(['b'])
        return ask()
      },
    )
    expect(result).toMatchObject({ is: 'ETIMEDOUT', atMs: 50 })
    expect(worked.b).toBe(0)
  })

  test('shorter than the way there: the connection is given up, and nothing is sent over it', async () => {
    const { result, worked } = await onTinyNetwork({ policy: { connectTimeoutMs: 5 } }, (ask) => ask())
    expect(result).toMatchObject({ is: 'ETIMEDOUT', atMs: 5 })
    expect(worked.b).toBe(0)
  })

  test('a refused connection is an answer', async () => {
    const { result } = await onTinyNetwork({ policy: { connectTimeoutMs: 50 } }, (ask, { network }) => {
      network.setDown('b', true)
      return ask()
    })
    expect(result).toMatchObject({ is: 'ECONNREFUSED', atMs: 20 })
  })
})

describe('a POST without a key is tried again', () => {
  const posting = (faults: TinyOptions['faults'] = [], down = false) =>
    onTinyNetwork(
      { faults, policy: { retry: AGAIN, connectTimeoutMs: 100, timeoutMs: 500 } },
      async (ask, { network, clock }) => {
        network.setDown('b', down)
        const heard = ask('/', POST)
        await clock.sleep(15_000)
        network.setDown('b', false)
        return heard
      },
    )

  test('when no connection came about: nothing was sent, so nothing is done twice', async () => {
    const { result, worked, sentMs } = await posting([{ kind: 'black-hole', strikes: ONCE }])
    expect(result).toMatchObject({ is: 200, atMs: 125 })
    expect(worked.b).toBe(1)
    expect(sentMs('a', 'b')).toEqual([0, 100])
  })

  test('when the connection was refused', async () => {
    const { result, worked } = await posting([], true)
    expect(result).toMatchObject({ is: 200 })
    expect(worked.b).toBe(1)
  })

  test.each(['lose-request', 'lose-reply', 'reset'] as const)(
    'and not after %s: it may have been done',
    async (kind) => {
      const { result, worked } = await posting([{ kind, strikes: ONCE }])
      expect(result.is).not.toBe(200)
      expect(worked.b).toBeLessThanOrEqual(1)
    },
  )
})
