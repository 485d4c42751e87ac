import { get } from 'node:http'
import { EventSource } from 'eventsource'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startServers } from '#mocks/runtimes/supervisor.ts'
import { Architecture } from '#mocks/systems/scenario.ts'
import { processOf } from '#mocks/systems/topology.ts'

type Servers = Awaited<ReturnType<typeof startServers>>
const PATIENCE_MS = 60_000
const KINDS = ['placed', 'confirmed', 'cancelled'] as const

const running = new Map<Architecture, Servers>()
beforeAll(async () => {
  for (const system of Architecture.options)
    running.set(system, await startServers({ system, port: 0, seed: 7 }))
}, PATIENCE_MS)
afterAll(async () => {
  for (const servers of running.values()) await servers.stop()
}, PATIENCE_MS)

/** Watches an order as a page would: a standard EventSource, which asks, waits and comes back by itself. */
function watch(url: string) {
  const heard: string[] = []
  /** The Last-Event-ID of each connection. */
  const asked: (string | null)[] = []
  const { promise: closed, resolve: close } = Promise.withResolvers<void>()
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const source = new EventSource(url, {
    fetch: (input, init) => {
      asked.push(new Headers(init.headers).get('last-event-id'))
      return fetch(input, init)
    },
  })
  for (const kind of KINDS)
    source.addEventListener(kind, ({ lastEventId }) => {
      heard.push(`${lastEventId} ${kind}`)
      begin()
    })
  source.addEventListener('error', () => source.readyState === EventSource.CLOSED && close())
  return { source, heard, asked, begun, closed }
}

test.each(Architecture.options)(
  'an EventSource hears of each change when it happens, and stays away after the last: %s',
  async (system) => {
    const servers = running.get(system)
    if (!servers) throw new Error('The servers do not run.')
    const api = `${servers.addresses[processOf(system, 'gateway')]}/v1/orders/7`
    const { heard, asked, begun, closed } = watch(`${api}/events?wait=20`)
    await begun
    const cancelled = await fetch(`${api}/cancellation`, { method: 'PUT' })
    expect(cancelled.status).toBe(201)
    await closed
    expect(heard).toEqual(['1 placed', '2 confirmed', '3 cancelled'])
    // It came, it came back after the stream had ended, and was told to stay away.
    expect(asked).toEqual([null, '3'])
  },
  PATIENCE_MS,
)

test.each(Architecture.options)(
  'an EventSource whose connection breaks comes back and hears the rest: %s',
  async (system) => {
    const servers = running.get(system)
    if (!servers) throw new Error('The servers do not run.')
    const gateway = processOf(system, 'gateway')
    const faults = [{ kind: 'cut-body', edge: { from: 'client', to: gateway }, strikes: { first: 1 } }]
    const wish = await fetch(`${servers.control}/faults`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(faults),
    })
    expect(wish.ok).toBe(true)
    const api = `${servers.addresses[gateway]}/v1/orders/5`
    // The first connection is cut in the middle of the news.
    const { heard, asked, begun, closed } = watch(`${api}/events?wait=20`)
    await begun
    expect((await fetch(`${api}/cancellation`, { method: 'PUT' })).status).toBe(201)
    await closed
    expect(heard).toEqual(['1 placed', '2 confirmed', '3 cancelled'])
    expect(asked).toEqual([null, '2', '3'])
  },
  PATIENCE_MS,
)

test.each(Architecture.options)(
  'a WebSocket of the engine speaks with the shop, and is told when the shop goes away: %s',
  async (system) => {
    const servers = running.get(system)
    const api = servers?.addresses[processOf(system, 'gateway')]
    if (!servers || !api) throw new Error('The servers do not run.')
    const messages: { type: string; event?: string; problem?: { status: number } }[] = []
    const { promise: told, resolve: tell } = Promise.withResolvers<void>()
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
    const open = async () => {
      const socket = new WebSocket(`${api.replace('http', 'ws')}/v1/live`, 'bookshop.live.v1')
      const closed = new Promise<{ code: number }>((resolve) => {
        socket.onclose = ({ code }) => resolve({ code })
      })
      await new Promise((resolve, reject) => {
        socket.onopen = resolve
        socket.onerror = reject
      })
      expect(socket.protocol).toBe('bookshop.live.v1')
      return { socket, closed }
    }
    const { socket, closed } = await open()
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data)
      messages.push(message)
      if (message.type === 'subscribed') begin()
      if (message.event === 'stock.reserved') tell()
    }
    socket.send('nonsense')
    socket.send(JSON.stringify({ type: 'subscribe', id: 'a', topic: 'stock', of: '9780441478125' }))
    await begun
    const placed = await fetch(`${api}/v1/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': '"live"' },
      body: JSON.stringify({ lines: [{ isbn: '9780441478125', quantity: 1 }] }),
    })
    expect(placed.status).toBe(201)
    await told
    expect(messages.find(({ type }) => type === 'error')?.problem?.status).toBe(400)
    socket.send(new Uint8Array([1, 2, 3]))
    expect((await closed).code).toBe(1003)

    // Where the broker delivers is no business of the public port.
    const forged = await fetch(`${api}/events/notifications`, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents+json' },
      body: '{}',
    })
    expect(forged.status).toBe(404)

    // Anybody may ask in the wrong way, and is told so.
    const asked = (headers: Record<string, string>) =>
      new Promise<{ status: number | undefined; fields: Record<string, unknown> }>((resolve, reject) => {
        get(`${api}/v1/live?wait=0`, { headers }, (answer) => {
          resolve({ status: answer.statusCode, fields: answer.headers })
          answer.destroy()
        }).on('error', reject)
      })
    const wish = {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-key': btoa('sixteen bytes ok'),
    }
    const old = await asked({ ...wish, 'sec-websocket-version': '8' })
    expect(old).toMatchObject({ status: 426, fields: { 'sec-websocket-version': '13' } })
    const now = { ...wish, 'sec-websocket-version': '13' }
    expect((await asked({ ...now, 'sec-websocket-key': 'short' })).status).toBe(400)
    expect((await asked({ ...now, authorization: 'Bearer made.up.one' })).status).toBe(401)
    // A wish for something else is ignored: events come as the answer to a GET.
    expect(await asked({ connection: 'Upgrade', upgrade: 'h2c' })).toMatchObject({
      status: 200,
      fields: { 'content-type': 'text/event-stream' },
    })

    const last = await open()
    running.delete(system)
    await servers.stop()
    expect((await last.closed).code).toBe(1001)
  },
  PATIENCE_MS,
)
