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
