import { expect, test } from 'vitest'
import { loadDrawing } from '#content/load.ts'
import { hopsOf } from '#mocks/log/views/spans.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { readHttpMessage } from './send-it/http-message.ts'

// What diagrams say about the bookshop, held against runs.

const API = 'Host: api.bookshop.example'

async function exchangeOf(message: string) {
  const run = await runScenario({ v: 1, workload: [readHttpMessage(message)] })
  const [exchange] = run.exchanges
  if (!exchange) throw new Error('Nothing was sent.')
  return { exchange, hops: hopsOf(run.events, exchange.traceId) }
}

test('reading a book takes the requests and responses that are drawn, each with a target of its own', async () => {
  const { source } = loadDrawing('two-exchanges')
  const { hops } = await exchangeOf(`GET /v1/books/9780441478125 HTTP/1.1\n${API}`)
  const asked = [...source.matchAll(/^\s*(\w+)->>(\w+): GET (\S+)…$/gm)].map(([, from, to, path]) => ({
    from,
    to,
    path,
  }))
  expect(asked).toEqual(
    hops.map(({ from, to, request }) => ({
      from,
      to,
      path: new URL(request.url).pathname.replace('9780441478125', ''),
    })),
  )
  const answered = [...source.matchAll(/^\s*(\w+)-->>(\w+): (\d+)$/gm)].map(([, from, to, status]) => ({
    from,
    to,
    status: Number(status),
  }))
  expect(answered).toEqual(
    hops.toReversed().map((hop) => ({ from: hop.to, to: hop.from, status: hop.response?.status })),
  )
})

test('the response to an order has the fields that are drawn', async () => {
  const { source } = loadDrawing('message-parts')
  const [, named = ''] = /answeredFields\["<b>Header fields<\/b><br\/>([^"]+)"/.exec(source) ?? []
  const { exchange } = await exchangeOf(
    `POST /v1/orders HTTP/1.1\n${API}\nContent-Type: application/json\nIdempotency-Key: "drawn"\n\n{"lines": [{"isbn": "9780441478125", "quantity": 1}]}`,
  )
  const names = exchange.response?.fields.map(([name]) => name)
  const drawn = named.split(/,(?:<br\/>)?\s*/)
  expect(drawn.length).toBeGreaterThan(2)
  expect(names).toEqual(expect.arrayContaining(drawn.map((name) => name.toLowerCase())))
  expect(source).toContain(`status code: ${exchange.response?.status}`)
})
