import { expect, test } from 'vitest'
import { type Call, GUEST } from '../../http/call.ts'
import { createHome } from './home.ts'

const call: Call = { caller: GUEST, arrivedAt: '2026-01-05T09:00:00.000Z' }
const ITEMS = {
  items: [{ isbn: '9780441478125', title: 'One', price: { amount: 1, currency: 'EUR' } }],
  next: 'more',
}
const up = async () =>
  new Response(JSON.stringify(ITEMS), { headers: { 'content-type': 'application/json' } })
const down = () => Promise.reject(new Error('refused'))

function home(books: () => Promise<Response>, recommendations: () => Promise<Response>, required = false) {
  const source = (service: string, send: () => Promise<Response>) => ({ service, origin: 'https://x', send })
  return createHome({
    books: source('catalog', books),
    recommendations: source('recommendations', recommendations),
    coupling: required ? 'required' : 'optional',
  })(call)
}
const pageOf = ({ content }: { content?: unknown }) => JSON.parse(String(content))

test('the page has both parts, and nothing of them that it does not show', async () => {
  const answer = await home(up, up, true)
  expect(pageOf(answer)).toEqual({ books: ITEMS.items, recommendations: ITEMS.items, warnings: [] })
  expect(answer.fields['cache-control']).toBe('no-cache')
})

test('without recommendations it says so, and nobody keeps it; where they are required there is no page', async () => {
  const answer = await home(up, down)
  expect(answer.status).toBe(200)
  expect(pageOf(answer)).toMatchObject({ books: ITEMS.items, recommendations: [] })
  expect(pageOf(answer).warnings).toMatchObject([{ part: 'recommendations' }])
  expect(answer.fields['cache-control']).toBe('no-store')
  await expect(home(up, down, true)).rejects.toMatchObject({
    problem: 'upstream-failed',
    status: 502,
    details: { dependency: 'recommendations' },
  })
})

test('without books there is no page at all', async () => {
  await expect(home(down, up)).rejects.toMatchObject({
    problem: 'dependency-unavailable',
    details: { dependency: 'catalog' },
  })
})
