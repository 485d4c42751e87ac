import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RunEvent } from '../log/events.ts'
import { createRunLog } from '../log/log.ts'
import { hopsOf, spansOf } from '../log/views/spans.ts'
import { macrotask } from '../runtimes/macrotask.ts'
import { createRandom } from '../simulation/random.ts'
import { createVirtualClock } from '../simulation/virtual-clock.ts'
import { NetworkError, wrap } from './hop.ts'
import { readContent, requestWith, responseWith, wireContent } from './message.ts'
import { createNetwork, type Network } from './network.ts'

const TRACE = { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` }

/** Runs `work` as party `a` on a network with one other party, `b`, 10 ms away. */
async function onNetwork<R>(
  serve: (request: Request, clock: ReturnType<typeof createVirtualClock>['clock']) => Promise<Response>,
  work: (
    send: (request: Request) => Promise<Response>,
    network: Network,
    clock: ReturnType<typeof createVirtualClock>['clock'],
  ) => Promise<R>,
) {
  const { clock, run } = createVirtualClock({ settle: macrotask })
  const events: RunEvent[] = []
  const log = createRunLog({ run: 'test', nowUs: clock.nowUs, sinks: [(event) => events.push(event)] })
  const network = createNetwork({
    clock,
    random: createRandom(7),
    log,
    links: [{ from: 'a', to: 'b', name: 'a→b', oneWay: { kind: 'constant', us: 10_000 } }],
    partyAt: (host) => (host === 'c.test' ? 'c' : host === 'b.test' ? 'b' : undefined),
    serve: (_, request) => serve(request, clock),
  })
  const result = await run(work(network.fetchAs('a'), network, clock))
  return {
    result,
    events,
    hops: hopsOf(events, 'a'.repeat(32)),
    spans: spansOf(events, 'a'.repeat(32)),
    endUs: clock.nowUs(),
  }
}
const yes = async () => new Response('yes')
const asking = (init: RequestInit = {}, url = 'https://b.test/') =>
  new Request(url, { ...init, headers: { ...TRACE, ...Object.fromEntries(new Headers(init.headers)) } })

describe('an answer', () => {
  test('takes the way there and back, and the log knows each of its moments', async () => {
    const { hops, endUs } = await onNetwork(
      async (_, clock) => {
        await clock.sleep(5_000)
        return new Response('yes')
      },
      (send) => send(asking()),
    )
    expect(endUs).toBe(25_000)
    expect(hops).toMatchObject([{ sentUs: 0, arrivedUs: 10_000, answeredUs: 15_000, endUs: 25_000 }])
  })

  test('has the fields that a server’s HTTP stack adds', async () => {
    const { result } = await onNetwork(
      async () => new Response('žluť'),
      (send) => send(asking()),
    )
    expect(result.headers.get('content-length')).toBe('6')
    expect(result.headers.get('date')).toBe('Mon, 05 Jan 2026 09:00:00 GMT')
    expect(await result.text()).toBe('žluť')
  })

  test('to HEAD has no content, whatever the service gives', async () => {
    const { result, hops } = await onNetwork(yes, (send) => send(asking({ method: 'HEAD' })))
    expect(await result.text()).toBe('')
    expect(hops[0]?.response?.content).toEqual({ bytes: 0, text: '' })
  })

  test.each([204, 304])('%i has neither content nor content-length', async (status) => {
    const { result } = await onNetwork(
      async () => new Response(null, { status }),
      (send) => send(asking()),
    )
    expect(result.status).toBe(status)
    expect(result.headers.has('content-length')).toBe(false)
  })

  test('carries any bytes, and the log keeps them', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const { result, hops } = await onNetwork(
          async (request) => new Response(await request.arrayBuffer()),
          async (send) =>
            new Uint8Array(await (await send(asking({ method: 'POST', body: bytes.slice() }))).arrayBuffer()),
        )
        expect([...result]).toEqual([...bytes])
        const { content } = hops[0]?.response ?? { content: wireContent(new Uint8Array()) }
        expect(content.bytes).toBe(bytes.length)
        const kept = 'text' in content ? Buffer.from(content.text) : Buffer.from(content.base64, 'base64')
        expect([...kept]).toEqual([...bytes])
      }),
      { numRuns: 40 },
    ))
})

describe('on the wire', () => {
  test('the request names the attempt’s span, its host and its length, and no fragment', async () => {
    const { hops, spans } = await onNetwork(yes, (send) =>
      send(asking({ method: 'POST', body: 'ü' }, 'https://b.test/path?q=1#place')),
    )
    const attempt = spans.find(({ role }) => role === 'attempt')
    expect(hops[0]?.request.url).toBe('https://b.test/path?q=1')
    expect(hops[0]?.request.fields).toEqual(
      expect.arrayContaining([
        ['host', 'b.test'],
        ['content-length', '2'],
        ['traceparent', `00-${'a'.repeat(32)}-${attempt?.spanId}-01`],
      ]),
    )
  })

  test('the callee is told its own span, so that its calls hang below it', async () => {
    let told = ''
    const { spans } = await onNetwork(
      async (request) => {
        told = request.headers.get('traceparent') ?? ''
        return new Response()
      },
      (send) => send(asking()),
    )
    expect(told).toBe(`00-${'a'.repeat(32)}-${spans.find(({ role }) => role === 'serve')?.spanId}-01`)
  })

  test('without a traceparent, or with a malformed one, a new trace starts at the root', async () => {
    const { events } = await onNetwork(yes, async (send) => {
      await send(new Request('https://b.test/'))
      await send(new Request('https://b.test/', { headers: { traceparent: 'nonsense' } }))
    })
    const roots = spansOf(events).filter(({ role }) => role === 'call')
    expect(new Set(roots.map(({ traceId }) => traceId)).size).toBe(2)
    for (const root of roots) expect(root).not.toHaveProperty('parentSpanId')
  })
})

describe('no answer', () => {
  test('where nobody listens: the connection is refused after one way, the callee never works', async () => {
    const { result, hops, spans, endUs } = await onNetwork(yes, (send, network) => {
      network.setDown('b', true)
      return send(asking()).catch((error: unknown) => error)
    })
    expect(result).toBeInstanceOf(NetworkError)
    expect(result).toBeInstanceOf(TypeError)
    expect(hops[0]?.failure).toEqual({
      failure: 'ECONNREFUSED',
      detail: 'Connection refused: nothing listens at b.test.',
    })
    expect(spans.map(({ role }) => role)).toEqual(['call', 'attempt'])
    expect(endUs).toBe(20_000)
  })

  test('being down and up again is told to the log, each once', async () => {
    const { events, result } = await onNetwork(yes, async (send, network) => {
      for (const down of [true, true, false, false]) network.setDown('b', down)
      return [network.isDown('b'), (await send(asking())).status]
    })
    expect(events.filter(({ kind }) => kind === 'process')).toMatchObject([
      { state: 'down' },
      { state: 'up' },
    ])
    expect(result).toEqual([false, 200])
  })

  test('from a service that crashes: the connection breaks, and every span is closed with the error', async () => {
    const { result, hops, spans } = await onNetwork(
      () => Promise.reject(new RangeError('out of memory')),
      (send) => send(asking()).catch((error: unknown) => error),
    )
    expect(result).toBeInstanceOf(Error)
    expect(hops[0]?.failure?.failure).toBe('ECONNRESET')
    expect(spans.map(({ endUs, error }) => [endUs !== undefined, error])).toEqual([
      [true, 'out of memory'],
      [true, 'out of memory'],
      [true, 'out of memory'],
    ])
  })

  test.each(['https://c.test/', 'https://nowhere.test/'])('at %s, where there is no way to', async (url) => {
    const { result } = await onNetwork(yes, (send) => send(new Request(url)).catch((error: unknown) => error))
    expect(result).toMatchObject({ name: 'NetworkError', failure: 'ECONNREFUSED' })
    expect(String(result)).toContain(new URL(url).host)
  })
})

describe('a caller who gives up', () => {
  test('hears nothing more, and the callee works on to its end', async () => {
    const { result, hops, spans } = await onNetwork(
      async (_, clock) => {
        await clock.sleep(50_000)
        return new Response('too late')
      },
      async (send, _, clock) => {
        const controller = new AbortController()
        const answer = send(asking({ signal: controller.signal })).catch((error: unknown) => error)
        await clock.sleep(30_000)
        controller.abort()
        const error = await answer
        await clock.sleep(100_000)
        return error
      },
    )
    expect(result).toMatchObject({ failure: 'ABORTED' })
    expect(hops[0]).toMatchObject({ endUs: 30_000, answeredUs: 60_000, failure: { failure: 'ABORTED' } })
    expect(hops[0]).not.toHaveProperty('response')
    expect(spans.every(({ endUs }) => endUs !== undefined)).toBe(true)
  })

  test('before it was even sent, gives up at once, and nothing fails unseen behind it', async () => {
    const { result, hops } = await onNetwork(yes, async (send, network, clock) => {
      network.setDown('b', true)
      const error = await send(asking({ signal: AbortSignal.abort() })).catch((error: unknown) => error)
      await clock.sleep(100_000)
      return error
    })
    expect(result).toMatchObject({ failure: 'ABORTED' })
    expect(hops[0]).toMatchObject({ failure: { failure: 'ABORTED' }, endUs: 0 })
    expect(hops[0]).not.toHaveProperty('arrivedUs')
  })
})

describe('messages', () => {
  test('whose content is at hand can be read in every way, as often as one likes', async () => {
    const bytes = new TextEncoder().encode('{"a":1}')
    for (const message of [responseWith(200, [], bytes), requestWith('https://b.test/', 'POST', [], bytes)]) {
      expect(await message.text()).toBe('{"a":1}')
      expect(await message.json()).toEqual({ a: 1 })
      expect(new Uint8Array(await message.arrayBuffer())).toEqual(bytes)
      expect(await message.bytes()).toEqual(bytes)
    }
  })

  test('without content have none', async () => {
    const { clock } = createVirtualClock({ settle: macrotask })
    expect(await readContent(new Response(null), clock)).toHaveLength(0)
    expect(await readContent(new Request('https://b.test/'), clock)).toHaveLength(0)
  })

  test('wrappers go round a hop, the first one outermost', async () => {
    const order: string[] = []
    const noting =
      (name: string) =>
      (next: Parameters<Parameters<typeof wrap>[0][number]>[0]) =>
      (outgoing: Parameters<typeof next>[0]) => {
        order.push(name)
        return next(outgoing)
      }
    const hop = wrap([noting('outer'), noting('inner')], async () => {
      order.push('callee')
      return new Response()
    })
    await hop({
      from: 'a',
      to: 'b',
      request: new Request('https://b.test/'),
      content: new Uint8Array(),
      span: { traceId: '', spanId: '' },
    })
    expect(order).toEqual(['outer', 'inner', 'callee'])
  })
})
