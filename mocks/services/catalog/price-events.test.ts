import { expect, test } from 'vitest'
import { type Call, GUEST } from '../../http/call.ts'
import type { Happening } from '../../http/events/outbox.ts'
import { memoryBackend, openStore } from '../../storage/store.ts'
import { createCatalogDomain } from './domain.ts'
import { type CatalogTables, catalogSeed } from './store.ts'

const call: Call = { caller: GUEST, arrivedAt: '2026-01-05T09:00:00.000Z' }
const DUNE = '9780441013593'

test('a book that costs something else is told of, and no other change of a book is', async () => {
  const store = await openStore<CatalogTables>({
    party: 'catalog',
    seed: catalogSeed,
    backend: memoryBackend,
  })
  const told: Happening[] = []
  const events = { emit: (_: unknown, happening: Happening) => void told.push(happening), announce() {} }
  const domain = createCatalogDomain({ store, events })
  const before = await domain.read(DUNE, call)
  await domain.revise(DUNE, (book) => ({ ...book, title: 'Dune, again' }), call)
  expect(told).toEqual([])
  const price = { amount: before.price.amount + 100, currency: 'EUR' as const }
  await domain.revise(DUNE, (book) => ({ ...book, price }), call)
  await domain.revise(DUNE, (book) => ({ ...book, price }), call)
  expect(told).toEqual([
    {
      type: 'example.bookshop.price.changed',
      subject: DUNE,
      data: { isbn: DUNE, before: before.price, price },
    },
  ])
})
