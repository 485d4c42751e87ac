import { expect, test } from 'vitest'
import { pageViewOf } from './page-view.ts'
import { runScenario } from './virtual.ts'

const ORIGIN = 'https://reader.example'
const API = 'https://api.bookshop.example/v1'

/** What a page would see of the answer to one request. */
async function seen(request: {
  method: string
  url: string
  headers?: Record<string, string>
  body?: string
}) {
  const { exchanges } = await runScenario({ v: 1, workload: [request] })
  const [exchange] = exchanges
  if (!exchange?.response) throw new Error('The bookshop answers.')
  return pageViewOf(exchange.request, exchange.response, ORIGIN)
}

test('a read with fields that trace it is asked about first; fields that nobody exposes are withheld', async () => {
  const view = await seen({ method: 'GET', url: `${API}/books?limit=2` })
  expect(view.preflight).toEqual({ method: 'GET', asks: ['traceparent'] })
  const withheld = view.fields.filter((field) => field.withheld).map(({ name }) => name.toLowerCase())
  expect(withheld).toContain('vary')
  for (const name of ['link', 'content-type', 'cache-control']) expect(withheld).not.toContain(name)
  expect(view.added).toContainEqual(['origin', ORIGIN])
  expect(view.refused).toBe(undefined)
})

test('an order is asked about by method and by the fields that no form could set', async () => {
  const view = await seen({
    method: 'POST',
    url: `${API}/orders`,
    headers: { 'content-type': 'application/json', 'idempotency-key': '"k"' },
    body: '{"lines":[{"isbn":"9780441478125","quantity":1}]}',
  })
  expect(view.preflight).toEqual({ method: 'POST', asks: ['content-type', 'idempotency-key', 'traceparent'] })
})

test('a field that the API does not let scripts set is refused before anything is sent', async () => {
  const view = await seen({ method: 'GET', url: `${API}/books`, headers: { 'x-of-my-own': '1' } })
  expect(view.refused).toContain('x-of-my-own')
  expect(view.fields.every(({ withheld }) => withheld !== undefined)).toBe(true)
})

test('where a redirect leads is all that a script learns of it', () => {
  const content = { bytes: 0, text: '' }
  const view = pageViewOf(
    { method: 'GET', url: `${API}/x`, fields: [], content },
    {
      status: 303,
      fields: [
        ['location', '/v1/y'],
        ['set-cookie', 'a=b'],
      ],
      content,
    },
    ORIGIN,
  )
  expect(view.redirect).toContain('/v1/y')
  expect(view.fields.find(({ name }) => name === 'set-cookie')?.withheld).toContain('cookie')
})
