import { watchShop } from '#mocks/runtimes/live-client.ts'
import { openBookshop } from '#mocks/runtimes/open.ts'
import { type Architecture, Settings } from '#mocks/systems/scenario.ts'

/** What a page saw that watched the shop over its own WebSocket. */
interface Seen {
  readonly runtime: string
  readonly messages: readonly string[]
  readonly stock: readonly number[]
  readonly closes: readonly number[]
}

declare global {
  /** Put into a page of the site by tests/live-socket.spec.ts. */
  var watchFromPage: (architecture: Architecture) => Promise<Seen>
}

const ISBN = '9780441478125'

/** Watches an order over the page's `WebSocket`, and the stock over a stream of messages, as scripts of a page do. */
globalThis.watchFromPage = async (architecture) => {
  const shop = await openBookshop({ architecture, settings: Settings.parse({ latency: 'none' }) })
  const messages: string[] = []
  const closes: number[] = []
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const { promise: told, resolve: tell } = Promise.withResolvers<void>()
  const watching = watchShop({
    open: () => shop.openSocket('wss://api.bookshop.example/v1/live', ['bookshop.live.v1']),
    wishes: [{ id: 'mine', topic: 'orders' }],
    hear(message) {
      messages.push(message.type === 'event' ? message.event : message.type)
      if (message.type === 'subscribed') begin()
      if (message.type === 'event' && message.event === 'order.confirmed') tell()
    },
    ended: ({ code }) => closes.push(code),
    sleep: (us) => new Promise((resolve) => setTimeout(resolve, us / 1000)),
  })
  await begun
  const leaving = new AbortController()
  const message = JSON.stringify({ isbns: [ISBN], changes: 0, within: '60s' })
  const stream = await shop.send(
    new Request('https://api.bookshop.example/bookshop.inventory.v1.InventoryService/WatchStock', {
      method: 'POST',
      headers: { 'content-type': 'application/connect+json' },
      body: `\u0000\u0000\u0000\u0000${String.fromCharCode(message.length)}${message}`,
      signal: leaving.signal,
    }),
  )
  const stock: number[] = []
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader()
  const read = async () => {
    const { value = '' } = (await reader?.read()) ?? {}
    for (const [, left] of value.matchAll(/"available":(\d+)/g)) stock.push(Number(left))
  }
  await read()
  await shop.send(
    new Request('https://api.bookshop.example/v1/orders', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': '"one"' },
      body: JSON.stringify({ lines: [{ isbn: ISBN, quantity: 1 }] }),
    }),
  )
  await read()
  leaving.abort()
  await told
  watching.leave()
  await watching.over
  return { runtime: shop.runtime, messages, stock, closes }
}
