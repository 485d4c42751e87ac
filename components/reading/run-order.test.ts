import { expect, test } from 'vitest'
import { loadDrawing } from '#content/load.ts'
import { runOrder } from './run-order.ts'
import { FIRST_CELL } from './two-by-two/cells.ts'
import { runCell } from './two-by-two/run-cell.ts'

// A diagram that shows calls is a claim about the bookshop: these tests hold it against runs.

test('the sequence diagram shows the hops that one order really causes, in their order', async () => {
  const drawn = [...loadDrawing('order-hops').source.matchAll(/^\s*(\w+)->>(\w+): (\d+) (\w+) (\S+)$/gm)].map(
    ([, from, to, number, method, path]) => ({
      from,
      to,
      number: Number(number),
      method,
      path: path?.replace('…', ''),
    }),
  )
  const hops = await runOrder('microservices')
  expect(drawn).toHaveLength(hops.length)
  for (const [index, hop] of hops.entries()) {
    const { path, ...line } = drawn[index] ?? {}
    expect(line).toEqual({ from: hop.from, to: hop.to, number: hop.number, method: hop.request.method })
    expect(new URL(hop.request.url).pathname.startsWith(path ?? 'nothing')).toBe(true)
  }
})

test('in the monolith only the first of them exists', async () => {
  const hops = await runOrder('monolith')
  expect(hops.map(({ from, to }) => `${from}→${to}`)).toEqual(['client→monolith'])
})

test('the calls between services are those that reading a book and placing an order cause', async () => {
  const drawn = [
    ...loadDrawing('one-contract').source.matchAll(/^\s*many(\w+) -- HTTP --> many(\w+)$/gm),
  ].map(([, from, to]) => `${from}→${to}`.toLowerCase())
  const { hops: reading } = await runCell(FIRST_CELL)
  const ordering = await runOrder('microservices')
  const observed = [...reading, ...ordering]
    .filter(({ from }) => from !== 'client')
    .map(({ from, to }) => `${from}→${to}`)
  expect(new Set(drawn)).toEqual(new Set(observed))
})
