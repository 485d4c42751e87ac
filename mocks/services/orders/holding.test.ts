import { describe, expect, test } from 'vitest'
import { type Call, GUEST } from '../../http/call.ts'
import { Problem } from '../../http/problem.ts'
import { memoryBackend, openStore } from '../../storage/store.ts'
import { type Counts, holdByWriting } from './holding.ts'
import type { OrdersTables } from './store.ts'

const call: Call = { caller: GUEST, arrivedAt: '2026-01-05T09:00:00.000Z' }
const A = '9780441478125'
const B = '9780060512750'

/** Counts that may change between a read and a write: `meanwhile` happens before each write. */
async function holding({
  ifMatch,
  stock = { [A]: 3, [B]: 1 },
  meanwhile = () => {},
}: {
  ifMatch: boolean
  stock?: Record<string, number>
  meanwhile?: (write: number, stock: Record<string, number>) => void
}) {
  const written: [isbn: string, onHand: number, ifMatch: string | undefined][] = []
  const counts: Counts = {
    read: async (isbn) => ({ onHand: stock[isbn] ?? 0, reserved: 0, etag: `"${stock[isbn]}"` }),
    write: async (isbn, onHand, tag) => {
      written.push([isbn, onHand, tag])
      meanwhile(written.length, stock)
      if (tag !== undefined && tag !== `"${stock[isbn]}"`)
        throw new Problem('precondition-failed', 'Read again.')
      stock[isbn] = onHand
    },
  }
  const store = await openStore<OrdersTables>({ party: 'orders', seed: {}, backend: memoryBackend })
  return { stock, written, port: holdByWriting({ counts, store, ifMatch }) }
}

const lines = (...quantities: [isbn: string, quantity: number][]) =>
  quantities.map(([isbn, quantity]) => ({ isbn, quantity }))
/** What a promise was refused with: the kind of problem, and the places that it names. */
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Problem) => [error.problem, ...(error.details.errors ?? []).map(({ pointer }) => pointer)],
  )

describe.each([false, true])('holding copies by writing counts, If-Match: %s', (ifMatch) => {
  test('takes what is ordered, knows of it, and gives it back once', async () => {
    const { stock, port } = await holding({ ifMatch })
    expect(await port.reserve('7', lines([A, 2], [B, 1]), call)).toBe('7')
    expect(stock).toEqual({ [A]: 1, [B]: 0 })
    expect([await port.heldFor('7', call), await port.heldFor('8', call)]).toEqual(['7', undefined])
    await port.release('7', call)
    await port.release('7', call)
    await port.release('8', call)
    expect(stock).toEqual({ [A]: 3, [B]: 1 })
    expect(await port.heldFor('7', call)).toBeUndefined()
  })

  test('takes all lines or none, and names the line that is too many', async () => {
    const { stock, port } = await holding({ ifMatch })
    expect(await refusal(port.reserve('7', lines([A, 3], [B, 2]), call))).toEqual([
      'out-of-stock',
      '#/lines/1/quantity',
    ])
    expect(stock).toEqual({ [A]: 3, [B]: 1 })
    expect(await port.heldFor('7', call)).toBeUndefined()
  })
})

/** Another buyer takes one copy of A before the first write. */
const another = (write: number, stock: Record<string, number>) => {
  if (write === 1) stock[A] = (stock[A] ?? 0) - 1
}

test('without If-Match the last writer wins, and a copy is sold twice', async () => {
  const { stock, port } = await holding({ ifMatch: false, stock: { [A]: 1 }, meanwhile: another })
  await port.reserve('7', lines([A, 1]), call)
  expect(stock).toEqual({ [A]: 0 })
})

test('with If-Match whoever comes too late reads again, and takes what is left', async () => {
  const { stock, port, written } = await holding({ ifMatch: true, meanwhile: another })
  await port.reserve('7', lines([A, 2]), call)
  expect(stock[A]).toBe(0)
  expect(written).toEqual([
    [A, 1, '"3"'],
    [A, 0, '"2"'],
  ])
})

test('with If-Match whoever comes too late is told when nothing is left', async () => {
  const { stock, port } = await holding({ ifMatch: true, stock: { [A]: 1 }, meanwhile: another })
  expect(await refusal(port.reserve('7', lines([A, 1]), call))).toEqual([
    'out-of-stock',
    '#/lines/0/quantity',
  ])
  expect(stock).toEqual({ [A]: 0 })
})

test('whoever never gets a turn gives up and says that one may try again', async () => {
  const { port, written } = await holding({
    ifMatch: true,
    stock: { [A]: 50 },
    meanwhile: (_, stock) => {
      stock[A] = (stock[A] ?? 0) - 1
    },
  })
  expect(await refusal(port.reserve('7', lines([A, 1]), call))).toEqual(['dependency-unavailable'])
  expect(written).toHaveLength(5)
})
