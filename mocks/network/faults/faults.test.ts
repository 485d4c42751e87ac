import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { onTinyNetwork } from '../../../tests/support/tiny-network.ts'
import { createRandom } from '../../simulation/random.ts'
import { createStriker } from './strike.ts'

/** An answer without any fault comes after 10 + 5 + 10 ms. */
const WELL = { is: 200, text: 'yes', atMs: 25 }
const ONCE = { first: 1 }

describe('which messages are struck', () => {
  test('the first few, and then none', () => {
    const strike = createStriker({ first: 2 }, createRandom(7))
    expect([strike(), strike(), strike(), strike()]).toEqual([true, true, false, false])
  })

  test('none of a hundred at 0%, all at 100%, and about a share between them', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.nat(), (percent, seed) => {
        const strike = createStriker({ percent }, createRandom(seed))
        const struck = Array.from({ length: 2000 }, strike).filter(Boolean).length
        // Five and a half standard deviations of the widest share.
        expect(Math.abs(struck - 20 * percent)).toBeLessThanOrEqual(percent % 100 === 0 ? 0 : 123)
      }),
    ))
})

describe('lost', () => {
  test('request: nothing is done, and the caller hears nothing until its operating system gives up', async () => {
    const { result, worked, faults, sleepers } = await onTinyNetwork(
      { faults: [{ kind: 'lose-request', strikes: ONCE }] },
      async (ask) => [await ask(), await ask()],
    )
    expect(result[0]).toMatchObject({ is: 'ETIMEDOUT', atMs: 60_020 })
    expect(result[1]).toMatchObject({ is: 200 })
    expect([worked.b, faults, sleepers]).toEqual([1, ['lose-request'], 0])
  })

  test('handshake: nothing is sent, and without a connect timeout the operating system decides', async () => {
    const { result, worked, faults } = await onTinyNetwork(
      { faults: [{ kind: 'black-hole', strikes: ONCE }] },
      async (ask) => [await ask(), await ask()],
    )
    expect(result[0]).toMatchObject({ is: 'ETIMEDOUT', atMs: 60_020 })
    expect(result[1]).toMatchObject({ is: 200 })
    expect([worked.b, faults]).toEqual([1, ['black-hole']])
  })

  test('reply: the work is done once, and to the caller it looks exactly like a lost request', async () => {
    const hear = (kind: 'lose-request' | 'lose-reply') =>
      onTinyNetwork({ faults: [{ kind, strikes: ONCE }], policy: { timeoutMs: 500 } }, (ask) => ask())
    const [request, reply] = await Promise.all([hear('lose-request'), hear('lose-reply')])
    expect(reply.result).toEqual(request.result)
    expect(reply.result).toMatchObject({ is: 'ETIMEDOUT', atMs: 500 })
    expect([request.worked.b, reply.worked.b]).toEqual([0, 1])
    expect(reply.hops[0]).toMatchObject({ answeredUs: 15_000, failure: { failure: 'ETIMEDOUT' } })
  })
})

test('an error is answered before the request arrives; to HEAD without content', async () => {
  const { result, worked } = await onTinyNetwork(
    { faults: [{ kind: 'error', strikes: { first: 2 }, status: 502 }] },
    async (ask) => [await ask(), await ask('/', { method: 'HEAD' }), await ask()],
  )
  expect(result).toMatchObject([
    { is: 502, text: 'injected error', atMs: 20 },
    { is: 502, text: '', atMs: 40 },
    { is: 200 },
  ])
  expect(worked.b).toBe(1)
})

test('a reset breaks the connection before the request is read', async () => {
  const { result, worked } = await onTinyNetwork({ faults: [{ kind: 'reset', strikes: ONCE }] }, (ask) =>
    ask(),
  )
  expect(result).toMatchObject({ is: 'ECONNRESET', atMs: 20 })
  expect(worked.b).toBe(0)
})

describe('content', () => {
  test('that is cut off is no answer, though the work was done', async () => {
    const { result, worked, events } = await onTinyNetwork(
      { faults: [{ kind: 'cut-body', strikes: ONCE }] },
      (ask) => ask(),
    )
    expect(result).toMatchObject({ is: 'ECONNRESET', text: '' })
    expect(worked.b).toBe(1)
    expect(events.find(({ kind }) => kind === 'fault')).toMatchObject({
      detail: 'The connection broke after 1 of 3 bytes; the work was done.',
    })
  })

  test('that trickles comes late and whole', async () => {
    const { result } = await onTinyNetwork({ faults: [{ kind: 'slow-body', ms: 200 }] }, (ask) => ask())
    expect(result).toMatchObject({ ...WELL, atMs: 225 })
  })

  test('takes its time for every byte, there and back', async () => {
    const { result } = await onTinyNetwork(
      { faults: [{ kind: 'bandwidth', bytesPerSecond: 1000 }], b: async () => new Response('x'.repeat(300)) },
      async (ask) => [await ask('/', { method: 'POST', body: 'y'.repeat(50) }), await ask()],
    )
    expect(result).toMatchObject([{ atMs: 20 + 50 + 300 }, { atMs: 370 + 20 + 300 }])
    expect(result[0]?.text).toHaveLength(300)
  })
})

test('another latency replaces the link’s own, and the last one counts', async () => {
  const { result } = await onTinyNetwork(
    {
      faults: [
        { kind: 'latency', oneWay: { kind: 'constant', us: 70_000 } },
        { kind: 'latency', oneWay: { kind: 'constant', us: 100_000 } },
      ],
    },
    (ask) => ask(),
  )
  expect(result).toMatchObject({ atMs: 205 })
})

test('where traceparent is dropped the callee begins a trace of its own', async () => {
  const { spans, result } = await onTinyNetwork({ faults: [{ kind: 'no-trace-context' }] }, (ask) => ask())
  expect(result).toMatchObject(WELL)
  const traceOf = (wanted: string) => spans.find(({ role }) => role === wanted)?.traceId
  expect(traceOf('call')).toBe(traceOf('attempt'))
  expect(traceOf('serve')).not.toBe(traceOf('attempt'))
  expect(spans.find(({ role }) => role === 'serve')).not.toHaveProperty('parentSpanId')
})

test('a partition loses everything between its sides in both directions, and heals', async () => {
  const { result, worked } = await onTinyNetwork({ policy: { timeoutMs: 100 } }, async (ask, { network }) => {
    network.setPartition(['b', 'c'])
    const inside = await network.fetchAs('b')(new Request('https://c.test/'))
    const cut = await ask()
    network.setPartition(['a'])
    const turnedRound = await ask()
    network.setPartition([])
    return [inside.status, cut.is, turnedRound.is, (await ask()).is]
  })
  expect(result).toEqual([200, 'ETIMEDOUT', 'ETIMEDOUT', 200])
  expect(worked).toEqual({ b: 1, c: 1 })
})

test('faults that are switched off are over, and one that comes back counts anew', async () => {
  const { result } = await onTinyNetwork({}, async (ask, { network }) => {
    const reset = [{ kind: 'reset', edge: { from: 'a', to: '*' }, strikes: ONCE }] as const
    const heard: (string | number)[] = []
    for (const faults of [reset, [], reset]) {
      network.setFaults(faults)
      heard.push((await ask()).is)
    }
    return heard
  })
  expect(result).toEqual(['ECONNRESET', 200, 'ECONNRESET'])
})

test('a fault strikes only the edge that it names', async () => {
  const { result } = await onTinyNetwork({}, async (ask, { network }) => {
    network.setFaults([{ kind: 'reset', edge: { from: 'b', to: 'c' }, strikes: { percent: 100 } }])
    const onward = await network
      .fetchAs('b')(new Request('https://c.test/'))
      .catch(() => 'struck')
    return [(await ask()).is, onward]
  })
  expect(result).toEqual([200, 'struck'])
})
