import { describe, expect, test } from 'vitest'
import type { RunEvent } from '#mocks/log/events.ts'
import { watchShop } from '#mocks/runtimes/live-client.ts'
import { openBookshop } from '#mocks/runtimes/open.ts'
import { recordingOf } from '#mocks/runtimes/recording.ts'
import { runScenario, stepScenario } from '#mocks/runtimes/virtual.ts'
import { openSocket } from '#mocks/runtimes/web-socket.ts'
import { ServerMessage as Said, type ServerMessage } from '#mocks/services/gateway/live-messages.ts'
import { MOST_MISTAKES, MOST_SUBSCRIPTIONS } from '#mocks/services/gateway/live-socket.ts'
import { createRandom } from '#mocks/simulation/random.ts'
import { Architecture, type ScenarioInput, Settings } from '#mocks/systems/scenario.ts'
import { PUBLIC_HOST } from '#mocks/systems/topology.ts'
import { mint } from './support/minted.ts'
import { withBookshop } from './support/virtual.ts'

const URL = `https://${PUBLIC_HOST}/v1/live`
const ISBN = '9780441478125'
type Workload = NonNullable<ScenarioInput['workload']>

const talk = (says: readonly (string | object)[], closesAfterMs = 5_000, headers = {}): Workload[number] => ({
  method: 'GET',
  url: URL,
  headers,
  webSocket: {
    protocols: ['bookshop.live.v1'],
    says: says.map((say) => ({ afterMs: 0, text: typeof say === 'string' ? say : JSON.stringify(say) })),
    closesAfterMs,
  },
})
const order = (atMs: number, headers = {}): Workload[number] => ({
  method: 'POST',
  url: `https://${PUBLIC_HOST}/v1/orders`,
  headers: { 'content-type': 'application/json', 'idempotency-key': `"${atMs}"`, ...headers },
  body: JSON.stringify({ lines: [{ isbn: ISBN, quantity: 1 }] }),
  atMs,
  waits: false,
})
const subscribe = (id: string, topic: string, more = {}) => ({ type: 'subscribe', id, topic, ...more })

const framesOf = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.kind === 'frame' ? [event] : []))
/** What the server said, and the codes with which either side closed. */
function heard(events: readonly RunEvent[]) {
  const own = framesOf(events).filter(({ sender, from }) => sender !== from)
  return {
    messages: own.flatMap(({ content }) =>
      content && 'text' in content ? [Said.parse(JSON.parse(content.text))] : [],
    ),
    closes: framesOf(events).flatMap(({ code, sender }) => (code === undefined ? [] : [[sender, code]])),
  }
}
const named = (messages: readonly ServerMessage[]) =>
  messages.map((message) =>
    message.type === 'event'
      ? `${message.subscription} ${message.event}`
      : message.type === 'error'
        ? `${message.id ?? ''} ${message.problem.status}`
        : message.type,
  )

describe.each(Architecture.options)('a WebSocket at /v1/live: %s', (system) => {
  const edge = system === 'monolith' ? 'monolith' : 'gateway'
  const run = (workload: Workload, more: Partial<ScenarioInput> = {}) =>
    runScenario({ v: 1, system, workload, ...more })

  test('the handshake is as RFC 6455 wants it, and the same run gives the same log', async () => {
    const workload = [
      talk([subscribe('mine', 'orders'), subscribe('this', 'stock', { of: ISBN })], 25_000),
      order(1_000),
      order(2_000, { authorization: `Bearer ${await mint('alice')}` }),
    ]
    const { exchanges, events } = await run(workload)
    const fields = new Map(exchanges[0]?.response?.fields)
    const asked = events.find((event) => event.kind === 'request')
    const wishes = new Map(asked?.kind === 'request' ? asked.message.fields : [])
    expect(exchanges[0]?.response?.status).toBe(101)
    const { createHash } = await import('node:crypto')
    const proof = createHash('sha1')
      .update(`${wishes.get('sec-websocket-key')}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64')
    expect(fields.get('sec-websocket-accept')).toBe(proof)
    expect(fields.get('sec-websocket-protocol')).toBe('bookshop.live.v1')
    const { messages, closes } = heard(events)
    expect(named(messages).sort()).toEqual(
      [
        'subscribed',
        'subscribed',
        'mine order.placed',
        'this stock.reserved',
        'mine order.confirmed',
        'this stock.reserved',
      ].sort(),
    )
    expect(closes).toEqual([
      ['client', 1000],
      [edge, 1000],
    ])
    // It asks whether the client is there, and the client says so.
    expect(framesOf(events).map(({ opcode }) => opcode)).toEqual(expect.arrayContaining(['ping', 'pong']))
    // While it happens: the order was placed a second after the start.
    const news = framesOf(events).find(
      ({ content }) => content && 'text' in content && content.text.includes('order.placed'),
    )
    expect(news?.atUs).toBeGreaterThan(1_000_000)
    expect(news?.atUs).toBeLessThan(1_200_000)
    expect((await run(workload)).events).toEqual(events)
  })

  test('a message that can not be understood is answered with a problem; too many end it with 1008', async () => {
    const wrong = [
      'no JSON',
      '{"type":"subscribe","type":"ping"}',
      { type: 'dance' },
      subscribe('a', 'weather'),
      subscribe('a', 'stock', { of: '123' }),
      { type: 'unsubscribe', id: 'a' },
      { type: 'authenticate', token: 'made.up.one' },
      { ...subscribe('a', 'orders'), colour: 'red' },
      '['.repeat(1_000),
    ]
    const { events } = await run([talk([...wrong, { type: 'ping' }])])
    expect(named(heard(events).messages)).toEqual([
      ' 400',
      ' 400',
      ' 422',
      'a 422',
      'a 422',
      'a 404',
      ' 401',
      'a 422',
      ' 400',
      'pong',
    ])
    expect(wrong.length).toBe(MOST_MISTAKES - 1)
    const more = await run([talk([...wrong, 'one more', { type: 'ping' }])])
    expect(heard(more.events).closes).toEqual([
      [edge, 1008],
      ['client', 1008],
    ])
    const long = await run([talk([JSON.stringify({ type: 'ping', x: 'x'.repeat(9_000) })])])
    expect(heard(long.events).closes[0]).toEqual([edge, 1009])
  })

  test('there are so many subscriptions and no more, and each ends when it is told to', async () => {
    const many = Array.from({ length: MOST_SUBSCRIPTIONS + 1 }, (_, at) => subscribe(`s${at}`, 'stock'))
    const { events } = await run([
      talk(
        [...many, subscribe('s0', 'stock'), ...many.slice(1).map(({ id }) => ({ type: 'unsubscribe', id }))],
        4_000,
      ),
      order(2_000),
    ])
    const names = named(heard(events).messages)
    expect(names.filter((name) => name === `s${MOST_SUBSCRIPTIONS} 409`)).toHaveLength(1)
    expect(names.filter((name) => name === 's0 409')).toHaveLength(1)
    expect(names.filter((name) => name.endsWith('stock.reserved'))).toEqual(['s0 stock.reserved'])
  })

  test('who speaks is proven at the handshake or in a message, and hears of their own orders alone', async () => {
    const alice = { authorization: `Bearer ${await mint('alice')}` }
    const { events, exchanges } = await run([
      talk([{ type: 'authenticate', token: await mint('alice') }, subscribe('a', 'orders')], 3_000),
      order(1_000, alice),
      order(1_500),
    ])
    expect(named(heard(events).messages)).toEqual([
      'authenticated',
      'subscribed',
      'a order.placed',
      'a order.confirmed',
    ])
    expect(exchanges.map(({ response }) => response?.status)).toEqual([101, 201, 201])
    const forged = await run([talk([], 0, { authorization: 'Bearer made.up.one' })])
    expect(forged.exchanges[0]?.response?.status).toBe(401)
    const closed = await run([talk([subscribe('a', 'orders')])], { settings: { auth: 'required' } })
    expect(named(heard(closed.events).messages)).toEqual(['a 401'])
  })

  test('a client that lost its connection goes on after the last event, and nothing is told twice', async () => {
    const { result } = await withBookshop({ architecture: system }, async ({ fetch, setDown }, clock) => {
      const told: string[] = []
      const ends: number[] = []
      let connections = 0
      const watching = watchShop({
        open: () => {
          connections++
          return openSocket(new Request(URL), { fetch, random: createRandom(connections) })
        },
        wishes: [{ id: 'a', topic: 'orders' }],
        hear: (message) => message.type === 'event' && told.push(`${message.id} ${message.event}`),
        ended: ({ code }) => ends.push(code),
        sleep: clock.sleep,
      })
      const place = async (key: string) => {
        const { status } = await fetch(
          new Request(`https://${PUBLIC_HOST}/v1/orders`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', 'idempotency-key': key },
            body: JSON.stringify({ lines: [{ isbn: ISBN, quantity: 1 }] }),
          }),
        )
        return status
      }
      await clock.sleep(1_000_000)
      const statuses = [await place('one')]
      await clock.sleep(1_000_000)
      setDown('gateway', true)
      await clock.sleep(3_000_000)
      setDown('gateway', false)
      statuses.push(await place('two'))
      await clock.sleep(9_000_000)
      watching.leave()
      await watching.over
      return { told, ends, statuses }
    })
    expect(result.statuses).toEqual([201, 201])
    expect(result.told.map((each) => each.replace(/^\d+ /, ''))).toEqual([
      'order.placed',
      'order.confirmed',
      'order.placed',
      'order.confirmed',
    ])
    expect(new Set(result.told).size).toBe(4)
    expect(result.ends[0]).toBe(1006)
    expect(result.ends.at(-1)).toBe(1000)
  })

  test('who leaves has everything stop: no timer, no stream and no span is left', async () => {
    const steps = stepScenario({ v: 1, system, workload: [talk([subscribe('a', 'stock')], 2_000)] })
    while (await steps.next());
    // When the client speaks, and when it closes; nothing else had anything to say.
    expect(steps.timersRung()).toBe(2)
    const { events } = await steps.finished()
    const open = new Set<string>()
    for (const event of events)
      if (event.kind === 'span') open[event.phase === 'started' ? 'add' : 'delete'](event.spanId ?? '')
    expect([...open]).toEqual([])
  })
})

test('events whose source is gone end the connection with 1011', async () => {
  const { events } = await runScenario({
    v: 1,
    workload: [talk([subscribe('a', 'stock')], 60_000)],
    faults: [{ kind: 'down', service: 'notifications' }],
  })
  expect(heard(events).closes[0]).toEqual(['gateway', 1011])
})

test('a slow reader has the events wait where they are kept, and misses none', async () => {
  const { events, exchanges } = await runScenario({
    v: 1,
    workload: [
      talk([subscribe('a', 'stock')], 60_000),
      ...Array.from({ length: 6 }, (_, at) => order(1_000 + at)),
    ],
    faults: [{ kind: 'slow-body', edge: { from: 'client', to: 'gateway' }, ms: 2_000 }],
  })
  const placed = exchanges.filter(({ response }) => response?.status === 201).length
  expect(placed).toBe(3)
  const told = named(heard(events).messages).filter((name) => name === 'a stock.reserved')
  expect(told).toHaveLength(placed)
})

test('what was said over a live connection is a scenario that can be run again', async () => {
  const shop = await openBookshop({ runtime: 'in-page', settings: Settings.parse({ latency: 'none' }) })
  const socket = await shop.openSocket(URL.replace('https', 'wss'), ['bookshop.live.v1'])
  socket.send(JSON.stringify(subscribe('a', 'stock')))
  expect(await socket.next()).toMatchObject({ opcode: 'text' })
  socket.send(new Uint8Array([1]))
  expect(await socket.next()).toEqual({ opcode: 'close', code: 1003, reason: 'Messages are JSON, as text.' })
  expect(() => recordingOf(shop.events())).toThrow('bytes')
  shop.reset()
  const again = await shop.openSocket(URL.replace('https', 'wss'))
  again.send('{"type":"ping"}')
  expect(await again.next()).toEqual({ opcode: 'text', text: '{"type":"pong"}' })
  again.close(1000)
  expect(await again.next()).toMatchObject({ code: 1000 })
  const replay = await runScenario(recordingOf(shop.events()))
  expect(named(heard(replay.events).messages)).toEqual(['pong'])
})
