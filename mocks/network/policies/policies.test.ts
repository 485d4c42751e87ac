import { ConstantBackoff, handleAll, retry } from 'cockatiel'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { onTinyNetwork, type TinyOptions } from '../../../tests/support/tiny-network.ts'
import type { RetryRules } from './retry.ts'

const S = 1_000_000
const ONCE = { first: 1 }
const ALWAYS = { percent: 100 }
const TWICE: RetryRules = {
  attempts: 3,
  methods: 'idempotent',
  statuses: [503],
  honourRetryAfter: false,
  backoff: { kind: 'constant', baseUs: 100_000, maxUs: S, jitter: 'none' },
}
/** Answers each request in turn. */
const inTurn = (...answers: (() => Response)[]) => {
  let turn = 0
  return async () => answers[Math.min(turn++, answers.length - 1)]?.() ?? new Response()
}
const busy = (retryAfter?: string) =>
  new Response('busy', { status: 503, headers: retryAfter ? { 'retry-after': retryAfter } : {} })
/** Takes so many ms for each request in turn. */
const taking = (...ms: number[]): NonNullable<TinyOptions['b']> => {
  let turn = 0
  return async (_, { clock }) => {
    const mine = turn++
    await clock.sleep((ms[Math.min(mine, ms.length - 1)] ?? 0) * 1000)
    return new Response(`answer ${mine + 1}`)
  }
}

describe('timeout', () => {
  test('gives up in time; the callee works on', async () => {
    const { result, worked, hops, policies } = await onTinyNetwork(
      { policy: { timeoutMs: 100 }, b: taking(500) },
      (ask) => ask(),
    )
    expect(result).toMatchObject({ is: 'ETIMEDOUT', atMs: 100 })
    expect(worked.b).toBe(1)
    expect(hops[0]).toMatchObject({ endUs: 100_000, answeredUs: 510_000 })
    expect(policies).toMatchObject([{ policy: 'timeout', what: 'fired', detail: { afterMs: 100 } }])
  })

  test('that does not fire leaves no timer', async () => {
    const { result, sleepers, policies } = await onTinyNetwork({ policy: { timeoutMs: 100 } }, (ask) => ask())
    expect(result).toMatchObject({ is: 200, atMs: 25 })
    expect([sleepers, policies]).toEqual([0, []])
  })
})

describe('retry', () => {
  test('tries again after each wait, and each attempt has a span of its own', async () => {
    const { result, sentMs, spans } = await onTinyNetwork(
      { policy: { retry: TWICE }, b: inTurn(busy, busy, () => new Response('yes')) },
      (ask) => ask(),
    )
    expect(result).toMatchObject({ is: 200 })
    expect(sentMs('a', 'b')).toEqual([0, 120, 240])
    expect(spans.filter(({ role }) => role === 'attempt')).toHaveLength(3)
    expect(spans.filter(({ role }) => role === 'call')).toHaveLength(1)
  })

  test('gives what the last attempt gave when all have failed', async () => {
    const { result, worked } = await onTinyNetwork(
      { policy: { retry: TWICE }, b: async () => busy() },
      (ask) => ask(),
    )
    expect(result).toMatchObject({ is: 503, text: 'busy' })
    expect(worked.b).toBe(3)
  })

  const posting = (headers: Record<string, string> = {}): RequestInit => ({
    method: 'POST',
    body: 'x',
    headers,
  })
  test.each([
    ['GET', 'idempotent', {}, 3],
    ['PUT', 'idempotent', { method: 'PUT', body: 'x' }, 3],
    ['DELETE', 'idempotent', { method: 'DELETE' }, 3],
    ['POST', 'idempotent', posting(), 1],
    ['PATCH', 'idempotent', { method: 'PATCH', body: 'x' }, 1],
    ['POST with an Idempotency-Key', 'idempotent', posting({ 'idempotency-key': '"k"' }), 3],
    ['POST', 'all', posting(), 3],
  ] as const)('%s, methods: %s', async (_, methods, init, attempts) => {
    const { worked } = await onTinyNetwork(
      { policy: { retry: { ...TWICE, methods } }, b: async () => busy() },
      (ask) => ask('/', init),
    )
    expect(worked.b).toBe(attempts)
  })

  test.each([
    [400, 1],
    [500, 1],
    [503, 3],
  ])('status %i is worth %i attempts', async (status, attempts) => {
    const { worked } = await onTinyNetwork(
      { policy: { retry: TWICE }, b: async () => new Response(null, { status }) },
      (ask) => ask(),
    )
    expect(worked.b).toBe(attempts)
  })

  test.each([
    ['honoured', true, '2', 2020],
    ['not honoured', false, '2', 120],
    ['shorter than the backoff', true, '0', 120],
    ['a date, which is not read', true, 'Mon, 05 Jan 2026 10:00:00 GMT', 120],
  ])('Retry-After %s', async (_, honourRetryAfter, field, secondMs) => {
    const { sentMs } = await onTinyNetwork(
      {
        policy: { retry: { ...TWICE, attempts: 2, honourRetryAfter } },
        b: inTurn(
          () => busy(field),
          () => new Response(),
        ),
      },
      (ask) => ask(),
    )
    expect(sentMs('a', 'b')).toEqual([0, secondMs])
  })

  test('spends its budget and no more, and says when it is used up', async () => {
    const { worked, policies } = await onTinyNetwork(
      {
        policy: { retry: { ...TWICE, budget: { percent: 10, reserve: 2 } } },
        b: async () => busy(),
      },
      async (ask) => {
        for (let i = 0; i < 10; i++) await ask()
      },
    )
    // Ten calls, the two of the reserve, and not yet one that ten calls would have earned.
    expect(worked.b).toBe(12)
    expect(policies.filter(({ what }) => what === 'budget is used up')).toHaveLength(9)
  })

  test('does not repeat what the caller’s own breaker refused', async () => {
    const { worked, policies } = await onTinyNetwork(
      {
        policy: {
          retry: TWICE,
          breaker: { opens: { after: 'consecutive', failures: 1 }, openUs: 9 * S, probes: 1 },
        },
        b: async () => busy(),
      },
      (ask) => ask(),
    )
    expect(worked.b).toBe(1)
    expect(policies.map(({ policy, what }) => `${policy} ${what}`)).toEqual(['breaker open', 'retry waits'])
  })

  test('is over when its caller gives up', async () => {
    const { sentMs } = await onTinyNetwork(
      { policy: { retry: { ...TWICE, attempts: 9 } }, b: async () => busy() },
      async (ask, { clock }) => {
        const giveUp = new AbortController()
        const answer = ask('/', { signal: giveUp.signal })
        await clock.sleep(150_000)
        giveUp.abort()
        await answer
      },
    )
    expect(sentMs('a', 'b')).toEqual([0, 120])
  })
})

describe('retry beside cockatiel 4', () => {
  afterEach(() => vi.useRealTimers())

  /** Their `maxAttempts` counts retries, our `attempts` counts the first one as well. */
  test('tries as often, at the same times', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: 1, max: 500 }),
        async (attempts, failing, waitMs) => {
          let turn = 0
          const { sentMs, result } = await onTinyNetwork(
            {
              faults: [{ kind: 'latency', oneWay: { kind: 'constant', us: 0 } }],
              policy: {
                retry: {
                  ...TWICE,
                  attempts,
                  backoff: { kind: 'constant', baseUs: waitMs * 1000, maxUs: S, jitter: 'none' },
                },
              },
              b: async () => (turn++ < failing ? busy() : new Response('yes')),
            },
            (ask) => ask(),
          )
          vi.useFakeTimers({ now: 0 })
          const theirs: number[] = []
          const ended = retry(handleAll, { maxAttempts: attempts - 1, backoff: new ConstantBackoff(waitMs) })
            .execute(async () => {
              theirs.push(Date.now())
              if (theirs.length <= failing) throw new Error('busy')
              return 200
            })
            .catch(() => 503)
          await vi.runAllTimersAsync()
          expect(result.is).toBe(await ended)
          expect(sentMs('a', 'b')).toEqual(theirs)
          vi.useRealTimers()
        },
      ),
      { numRuns: 60 },
    ))
})

describe('deadline', () => {
  const OVER = { is: 'DEADLINE_EXCEEDED' }
  /** What the requests from one party to another said was left, in ms. */
  const leftOn = (hops: Awaited<ReturnType<typeof onTinyNetwork>>['hops'], to: string) =>
    hops
      .filter((hop) => hop.to === to)
      .map(({ request }) => Number(request.fields.find(([name]) => name === 'request-timeout-ms')?.[1]))
  const passing: NonNullable<TinyOptions['b']> = async (request, { clock, send }) => {
    await clock.sleep(30_000)
    // As a careless gateway does: it hands on every field that it was given.
    const { status } = await send(new Request('https://c.test/', { headers: request.headers })).catch(
      () => new Response(null, { status: 504 }),
    )
    return new Response(null, { status })
  }

  test('shrinks from hop to hop by the time that was spent, even where a service hands the old field on', async () => {
    const { result, hops, sleepers } = await onTinyNetwork(
      { policy: { deadlineMs: 500 }, b: passing },
      (ask) => ask(),
    )
    expect(result).toMatchObject({ is: 200 })
    expect([leftOn(hops, 'b'), leftOn(hops, 'c')]).toEqual([[500], [470]])
    expect(sleepers).toBe(0)
  })

  test('is inherited though the service says nothing of it, and its own can only shorten it', async () => {
    const silent: NonNullable<TinyOptions['b']> = async (request, { send }) =>
      send(
        new Request('https://c.test/', {
          headers: { traceparent: request.headers.get('traceparent') ?? '' },
        }),
      )
    for (const [deadlineMs, left] of [
      [undefined, 300],
      [9000, 300],
      [100, 100],
    ] as const) {
      const { hops } = await onTinyNetwork(
        { policy: { deadlineMs: 300 }, b: silent, ...(deadlineMs ? { policyOfB: { deadlineMs } } : {}) },
        (ask) => ask(),
      )
      expect(leftOn(hops, 'c')).toEqual([left])
    }
  })

  test('ends the attempt with the call; nothing is sent on when it has passed', async () => {
    const { result, hops, worked, spans } = await onTinyNetwork(
      { policy: { deadlineMs: 35 }, b: passing },
      (ask) => ask(),
    )
    expect(result).toMatchObject({ ...OVER, atMs: 35 })
    expect(hops[0]).toMatchObject({ endUs: 35_000, failure: { failure: 'DEADLINE_EXCEEDED' } })
    // b goes on 30 ms after it was asked, with 5 ms left: it sends, and gives up before c answers.
    expect(leftOn(hops, 'c')).toEqual([5])
    expect(worked.c).toBe(1)
    expect(spans.every(({ endUs }) => endUs !== undefined)).toBe(true)
    const late = await onTinyNetwork({ policy: { deadlineMs: 30 }, b: passing }, (ask) => ask())
    expect(late.sentMs('b', 'c')).toEqual([])
    expect(late.worked.c).toBe(0)
  })

  test('each attempt says what is left when it is sent, and there is none after it', async () => {
    const { result, hops, sentMs } = await onTinyNetwork(
      { policy: { deadlineMs: 300, retry: { ...TWICE, attempts: 9 } }, b: async () => busy() },
      (ask) => ask(),
    )
    expect(result).toMatchObject({ ...OVER, atMs: 300 })
    expect(sentMs('a', 'b')).toEqual([0, 120, 240])
    expect(leftOn(hops, 'b')).toEqual([300, 180, 60])
  })

  test('whoever waits in line when it passes sends nothing', async () => {
    const { result, worked, sentMs } = await onTinyNetwork(
      { policy: { deadlineMs: 50, bulkhead: { places: 1, queue: 9 } }, b: taking(200) },
      (ask) => Promise.all([ask(), ask()]),
    )
    expect(result).toMatchObject([
      { ...OVER, atMs: 50 },
      { ...OVER, atMs: 50 },
    ])
    expect([worked.b, sentMs('a', 'b')]).toEqual([1, [0]])
  })

  test('a client may still give up sooner', async () => {
    const { result } = await onTinyNetwork(
      { policy: { deadlineMs: 500 }, b: taking(900) },
      (ask, { clock }) => {
        const giveUp = new AbortController()
        clock.sleep(20_000).then(() => giveUp.abort())
        return ask('/', { signal: giveUp.signal })
      },
    )
    expect(result).toMatchObject({ is: 'ABORTED', atMs: 20 })
  })

  test.each(['0', '-5', '1e3', 'soon', '99999999999'])('a field that says %j', async (value) => {
    const { result, worked } = await onTinyNetwork({}, (ask) =>
      ask('/', { headers: { 'request-timeout-ms': value } }),
    )
    // Nothing left is a deadline that has passed; what is no number of ms is no deadline.
    expect(result.is).toBe(value === '0' ? 'DEADLINE_EXCEEDED' : 200)
    expect(worked.b).toBe(value === '0' ? 0 : 1)
  })
})

describe('breaker', () => {
  const rules = { opens: { after: 'consecutive', failures: 2 }, openUs: S, probes: 1 } as const

  test('sends nothing while it is open, probes once, and closes', async () => {
    const { result, worked, policies } = await onTinyNetwork(
      { policy: { breaker: rules }, b: inTurn(busy, busy, () => new Response('well again')) },
      async (ask, { clock }) => {
        const heard = [await ask(), await ask(), await ask()]
        await clock.sleep(S)
        return [...heard, ...(await Promise.all([ask(), ask()])), await ask()].map(({ is }) => is)
      },
    )
    expect(result).toEqual([503, 503, 'CIRCUIT_OPEN', 200, 'CIRCUIT_OPEN', 200])
    expect(worked.b).toBe(4)
    expect(policies.map(({ what }) => what)).toEqual(['open', 'half-open', 'closed'])
  })

  test('a refusal takes no time and leaves no attempt', async () => {
    const { result, spans } = await onTinyNetwork(
      {
        policy: { breaker: { ...rules, opens: { after: 'consecutive', failures: 1 } } },
        b: async () => busy(),
      },
      async (ask) => [await ask(), await ask()],
    )
    expect(result.map(({ atMs }) => atMs)).toEqual([20, 20])
    expect(spans.filter(({ role }) => role === 'attempt')).toHaveLength(1)
  })

  test('4xx is an answer; a full bulkhead and a caller who gives up say nothing about the callee', async () => {
    const { result } = await onTinyNetwork(
      {
        policy: { breaker: rules, bulkhead: { places: 1, queue: 0 } },
        b: async (request, { clock }) => {
          await clock.sleep(50_000)
          return new Response(null, { status: request.method === 'GET' ? 404 : 200 })
        },
      },
      async (ask) => {
        const heard = await Promise.all([ask(), ask(), ask(), ask()])
        for (let i = 0; i < 3; i++) await ask('/', { signal: AbortSignal.abort() })
        return [...heard, await ask(), await ask()].map(({ is }) => is)
      },
    )
    expect(result).toEqual([404, 'BULKHEAD_FULL', 'BULKHEAD_FULL', 'BULKHEAD_FULL', 404, 404])
  })
})

test('a bulkhead lets two out, one wait, and turns the fourth away at once', async () => {
  const { result, policies } = await onTinyNetwork(
    { policy: { bulkhead: { places: 2, queue: 1 } }, b: taking(100) },
    (ask) => Promise.all([ask(), ask(), ask(), ask()]),
  )
  expect(result.map(({ is, atMs }) => [is, atMs])).toEqual([
    [200, 120],
    [200, 120],
    [200, 240],
    ['BULKHEAD_FULL', 0],
  ])
  expect(Math.max(...policies.map(({ detail }) => Number(detail.inside)))).toBe(2)
  expect(policies.at(-1)?.detail).toEqual({ inside: 0, waiting: 0 })
})

describe('hedging', () => {
  test('takes the faster answer and gives the slower one up; its callee works on', async () => {
    const { result, worked, hops, sleepers } = await onTinyNetwork(
      { policy: { hedgeAfterMs: 50 }, b: taking(500, 10) },
      (ask) => ask(),
    )
    expect(result).toMatchObject({ text: 'answer 2', atMs: 80 })
    expect(worked.b).toBe(2)
    expect(hops.map(({ sentUs, endUs, answeredUs }) => [sentUs, endUs, answeredUs])).toEqual([
      [0, 80_000, 510_000],
      [50_000, 80_000, 70_000],
    ])
    expect(hops[0]?.failure).toMatchObject({ failure: 'ABORTED' })
    // The slow callee.
    expect(sleepers).toBe(1)
  })

  test('takes the first one when it is the faster after all', async () => {
    const { result } = await onTinyNetwork({ policy: { hedgeAfterMs: 50 }, b: taking(60, 500) }, (ask) =>
      ask(),
    )
    expect(result).toMatchObject({ text: 'answer 1', atMs: 80 })
  })

  test.each([
    ['an answer in time', {}, taking(10)],
    ['what is not safe', { method: 'POST', body: 'x' }, taking(500)],
  ] as const)('sends %s once', async (_, init, b) => {
    const { worked, policies } = await onTinyNetwork({ policy: { hedgeAfterMs: 50 }, b }, (ask) =>
      ask('/', init),
    )
    expect([worked.b, policies]).toEqual([1, []])
  })

  test('one that fails is no answer, and when both fail the first one’s failure counts', async () => {
    const one = await onTinyNetwork(
      { policy: { hedgeAfterMs: 5 }, faults: [{ kind: 'reset', strikes: ONCE }] },
      (ask) => ask(),
    )
    expect(one.result).toMatchObject({ is: 200 })
    const both = await onTinyNetwork(
      { policy: { hedgeAfterMs: 5 }, faults: [{ kind: 'reset', strikes: ALWAYS }] },
      (ask) => ask(),
    )
    expect(both.result).toMatchObject({ is: 'ECONNRESET' })
  })

  test('a request that is sent twice takes two places of a bulkhead', async () => {
    const { result, worked, policies } = await onTinyNetwork(
      { policy: { hedgeAfterMs: 50, bulkhead: { places: 1, queue: 0 } }, b: taking(500) },
      (ask) => ask(),
    )
    expect(result).toMatchObject({ text: 'answer 1' })
    expect(worked.b).toBe(1)
    expect(policies.map(({ what }) => what)).toContain('is turned away')
  })
})

describe('collapsing', () => {
  test('asks once for all who want the same at the same time, and each can read the answer', async () => {
    const { result, worked } = await onTinyNetwork({ policy: { collapse: true } }, async (ask) => [
      ...(await Promise.all([ask(), ask(), ask()])),
      await ask(),
    ])
    expect(result.map(({ text, atMs }) => [text, atMs])).toEqual([
      ['yes', 25],
      ['yes', 25],
      ['yes', 25],
      ['yes', 50],
    ])
    expect(worked.b).toBe(2)
  })

  test('keeps apart what differs in address, form or asker, and what is no GET', async () => {
    const { worked } = await onTinyNetwork({ policy: { collapse: true } }, (ask) =>
      Promise.all([
        ask('/'),
        ask('/other'),
        ask('/', { headers: { accept: 'text/csv' } }),
        ask('/', { headers: { authorization: 'Bearer alice' } }),
        ask('/', { method: 'POST', body: 'x' }),
        ask('/', { method: 'POST', body: 'x' }),
      ]),
    )
    expect(worked.b).toBe(6)
  })

  test('shares a failure as well', async () => {
    const { result } = await onTinyNetwork(
      { policy: { collapse: true }, faults: [{ kind: 'reset', strikes: ONCE }] },
      (ask) => Promise.all([ask(), ask()]),
    )
    expect(result.map(({ is }) => is)).toEqual(['ECONNRESET', 'ECONNRESET'])
  })
})

describe('cache', () => {
  const answering = (fields: Record<string, string>, renewal: Record<string, string> = {}) => {
    let version = 0
    return async (request: Request) => {
      const etag = fields.etag
      return etag && request.headers.get('if-none-match') === etag
        ? new Response(null, { status: 304, headers: { ...fields, ...renewal } })
        : new Response(`version ${++version}`, { headers: fields })
    }
  }
  /** Asks, waits, and asks again: what was heard, and how often the callee worked. */
  const twice = async (fields: Record<string, string>, waitS: number, init: RequestInit[] = [{}, {}]) => {
    const { result, worked, policies } = await onTinyNetwork(
      { policy: { cache: true }, b: answering(fields) },
      async (ask, { clock }) => {
        await ask('/', init[0])
        await clock.sleep(waitS * S)
        return ask('/', init[1])
      },
    )
    return {
      text: result.text,
      age: result.age,
      worked: worked.b,
      what: policies.map(({ what }) => what).at(-1),
    }
  }

  test.each([
    ['fresh: a hit, and it says its age', { 'cache-control': 'max-age=60' }, 59, 1, 'hit', '59'],
    ['stale: asked again', { 'cache-control': 'max-age=60' }, 60, 2, 'miss', null],
    ['fresh by s-maxage', { 'cache-control': 'max-age=1, s-maxage=60' }, 30, 1, 'hit', '30'],
    ['already old when it came', { 'cache-control': 'max-age=60', age: '50' }, 9, 1, 'hit', '59'],
    ['too old when it came', { 'cache-control': 'max-age=60', age: '50' }, 10, 2, 'miss', '50'],
    ['no-store', { 'cache-control': 'no-store' }, 0, 2, 'miss', null],
    ['private', { 'cache-control': 'private, max-age=60' }, 0, 2, 'miss', null],
    ['nothing said', {}, 0, 2, 'miss', null],
    ['no-cache with a validator', { 'cache-control': 'no-cache', etag: '"1"' }, 0, 2, 'revalidated', '0'],
    ['stale with a validator', { 'cache-control': 'max-age=5', etag: '"1"' }, 9, 2, 'revalidated', '0'],
    ['varies by everything', { 'cache-control': 'max-age=60', vary: '*' }, 0, 2, 'miss', null],
  ])('%s', async (_, fields, waitS, worked, what, age) => {
    const heard = await twice(fields as Record<string, string>, waitS)
    expect(heard).toMatchObject({ worked, what, age })
    expect(heard.text).toBe(what === 'miss' ? 'version 2' : 'version 1')
  })

  test('what differs by Accept is kept apart where the answer says so', async () => {
    const init = [{ headers: { accept: 'text/csv' } }, { headers: { accept: 'application/json' } }]
    const fields = { 'cache-control': 'max-age=60' }
    expect((await twice(fields, 0, init)).worked).toBe(1)
    expect((await twice({ ...fields, vary: 'Accept' }, 0, init)).worked).toBe(2)
  })

  test('an answer to one customer is not given to another, unless it says that it may', async () => {
    const init = ['alice', 'bob'].map((who) => ({ headers: { authorization: `Bearer ${who}` } }))
    expect((await twice({ 'cache-control': 'max-age=60' }, 0, init)).worked).toBe(2)
    expect((await twice({ 'cache-control': 'public, max-age=60' }, 0, init)).worked).toBe(1)
  })

  test('a renewal renews the fields as well', async () => {
    const { worked } = await onTinyNetwork(
      {
        policy: { cache: true },
        b: answering({ 'cache-control': 'no-cache', etag: '"1"' }, { 'cache-control': 'max-age=60' }),
      },
      async (ask) => {
        for (let i = 0; i < 4; i++) await ask()
      },
    )
    // Asked, renewed, and then fresh for a minute.
    expect(worked.b).toBe(2)
  })

  test('what changes an address forgets what was stored of it', async () => {
    const { worked } = await onTinyNetwork(
      { policy: { cache: true }, b: answering({ 'cache-control': 'max-age=60' }) },
      async (ask) => {
        for (const method of ['GET', 'GET', 'HEAD', 'GET', 'PUT', 'GET']) await ask('/', { method })
      },
    )
    // GET, HEAD, PUT, GET.
    expect(worked.b).toBe(4)
  })

  test('stale-while-revalidate: given once more, asked for meanwhile, and new from then on', async () => {
    const fields = { 'cache-control': 'max-age=10, stale-while-revalidate=5' }
    const { result, worked, policies } = await onTinyNetwork(
      { policy: { cache: true }, b: answering(fields) },
      async (ask, { clock }) => {
        const heard = [await ask()]
        for (const waitS of [12, 1, 20]) {
          await clock.sleep(waitS * S)
          heard.push(await ask())
        }
        return heard
      },
    )
    expect(result.map(({ text }) => text)).toEqual(['version 1', 'version 1', 'version 2', 'version 3'])
    expect(worked.b).toBe(3)
    expect(policies.map(({ what }) => what)).toEqual(['miss', 'stale', 'miss', 'hit', 'miss'])
  })

  test.each([
    ['must-revalidate', 'max-age=10, stale-while-revalidate=5, must-revalidate'],
    ['s-maxage', 's-maxage=10, stale-while-revalidate=5'],
  ])('stale-while-revalidate counts for nothing beside %s', async (_, field) => {
    expect(await twice({ 'cache-control': field }, 12)).toMatchObject({ worked: 2, text: 'version 2' })
  })

  test('who asks with no-cache hears the callee, and everybody after them what it said', async () => {
    const { result, worked } = await onTinyNetwork(
      { policy: { cache: true }, b: answering({ 'cache-control': 'max-age=60' }) },
      async (ask) => [
        await ask(),
        await ask('/', { headers: { 'cache-control': 'no-cache' } }),
        await ask(),
        await ask('/other', { headers: { 'cache-control': 'only-if-cached' } }),
      ],
    )
    expect(result.map(({ is, text }) => [is, text])).toEqual([
      [200, 'version 1'],
      [200, 'version 2'],
      [200, 'version 2'],
      [504, ''],
    ])
    expect(worked.b).toBe(2)
  })

  test('two variants of one address are kept beside each other', async () => {
    const { worked } = await onTinyNetwork(
      { policy: { cache: true }, b: answering({ 'cache-control': 'max-age=60', vary: 'accept' }) },
      async (ask) => {
        for (const accept of ['a/a', 'b/b', 'a/a', 'b/b']) await ask('/', { headers: { accept } })
      },
    )
    expect(worked.b).toBe(2)
  })

  test('who brings a validator of their own asks the callee', async () => {
    const { result } = await onTinyNetwork(
      { policy: { cache: true }, b: answering({ 'cache-control': 'max-age=60', etag: '"1"' }) },
      async (ask) => [await ask(), await ask('/', { headers: { 'if-none-match': '"1"' } })],
    )
    expect(result.map(({ is }) => is)).toEqual([200, 304])
  })
})

describe('fallback', () => {
  test('answers with the last good answer and says how old it is', async () => {
    const { result, policies } = await onTinyNetwork(
      {
        policy: { fallback: 'last-good' },
        b: inTurn(() => new Response('good', { headers: { age: '5' } }), busy),
      },
      async (ask, { clock, network }) => {
        const heard = [await ask()]
        await clock.sleep(10 * S)
        heard.push(await ask())
        network.setDown('b', true)
        heard.push(await ask(), await ask('/never-answered'))
        return heard
      },
    )
    expect(result).toMatchObject([
      { text: 'good', age: '5' },
      { is: 200, text: 'good', age: '15' },
      { is: 200, text: 'good', age: '15' },
      { is: 'ECONNREFUSED' },
    ])
    expect(policies).toMatchObject([{ detail: { ageS: 15 } }, { detail: { ageS: 15 } }])
  })

  test.each([
    ['another customer', { headers: { authorization: 'Bearer bob' } }],
    ['another form', { headers: { accept: 'text/csv' } }],
    ['what is no GET', { method: 'POST', body: 'x' }],
  ])('has nothing for %s', async (_, init) => {
    const { result } = await onTinyNetwork(
      { policy: { fallback: 'last-good' }, b: inTurn(() => new Response('alice’s'), busy) },
      async (ask) => {
        await ask('/', { headers: { authorization: 'Bearer alice', accept: 'text/html' } })
        return ask('/', init)
      },
    )
    expect(result).toMatchObject({ is: 503, text: 'busy' })
  })

  test('an answer of the client’s own fault is an answer', async () => {
    const { result } = await onTinyNetwork(
      {
        policy: { fallback: 'last-good' },
        b: inTurn(
          () => new Response('good'),
          () => new Response('gone', { status: 404 }),
        ),
      },
      async (ask) => [await ask(), await ask()],
    )
    expect(result[1]).toMatchObject({ is: 404, text: 'gone' })
  })
})
