import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Index } from './ordered-records.ts'
import { memoryBackend, openStore } from './store.ts'

type Book = { readonly shelf: string; readonly year: number }
type Library = { books: Book }

const index = (descending: boolean): Index<'books', Book & { id?: string }> => ({
  table: 'books',
  group: ({ shelf }) => (shelf === 'lent' ? undefined : shelf),
  place: ({ year, id }) => `${year} ${id}`,
  descending,
})

const shelf = fc.constantFrom('left', 'right', 'lent')
const writes = fc.array(
  fc.record({
    key: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    shelf,
    year: fc.integer({ min: 1900, max: 1905 }),
    gone: fc.boolean(),
  }),
  { maxLength: 8 },
)

test('a range is what sorting and filtering the whole table gives, the transaction’s own writes included', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(writes, { maxLength: 6 }),
      writes,
      fc.boolean(),
      fc.constantFrom('left', 'right'),
      fc.option(fc.tuple(fc.integer({ min: 1899, max: 1906 }), fc.constantFrom('a', 'c', 'z'))),
      fc.integer({ min: 1, max: 4 }),
      async (commits, last, descending, group, from, limit) => {
        const store = await openStore<{ books: Book & { id: string } }>({
          party: 'library',
          seed: { books: { a: { shelf: 'left', year: 1903, id: 'a' } } },
          backend: memoryBackend,
        })
        const by = index(descending)
        const after = from ? from.join(' ') : undefined
        const look = (changes: typeof last) =>
          store.transact({}, (tx) => {
            for (const { key, gone, ...book } of changes)
              if (gone) tx.delete('books', key)
              else tx.put('books', key, { ...book, id: key })
            const sorted = tx
              .list('books')
              .filter((book) => by.group(book) === group)
              .map((book) => ({ book, at: by.place(book) }))
              .filter(({ at }) => after === undefined || (descending ? at < after : at > after))
              .sort((x, y) => (x.at < y.at ? -1 : 1) * (descending ? -1 : 1))
            expect(tx.range(by, { group, after, limit })).toEqual(
              sorted.slice(0, limit).map(({ book }) => book),
            )
          })
        for (const changes of [...commits, last]) await look(changes)
      },
    ),
    { numRuns: 300 },
  ))

test('a transaction that fails leaves the index as it was', async () => {
  const store = await openStore<Library>({
    party: 'library',
    seed: { books: { a: { shelf: 'left', year: 1903 } } },
    backend: memoryBackend,
  })
  const by: Index<'books', Book> = { ...index(false), place: ({ year }) => `${year}` }
  const look = () => store.transact({}, (tx) => tx.range(by, { group: 'left', limit: 5 }))
  expect(await look()).toHaveLength(1)
  const failed = store.transact({}, (tx) => {
    tx.delete('books', 'a')
    throw new Error('no')
  })
  await expect(failed).rejects.toThrow('no')
  expect(await look()).toEqual([{ shelf: 'left', year: 1903 }])
})

test('a record that nothing has changed is looked at once, however often the index is read', async () => {
  const seed = Object.fromEntries(
    Array.from({ length: 1000 }, (_, i) => [`${i}`, { shelf: 'left', year: i }]),
  )
  const store = await openStore<Library>({ party: 'library', seed: { books: seed }, backend: memoryBackend })
  let looked = 0
  const by: Index<'books', Book> = {
    table: 'books',
    group: ({ shelf }) => shelf,
    place: ({ year }) => {
      looked++
      return String(year).padStart(9, '0')
    },
    descending: true,
  }
  const newest = () => store.transact({}, (tx) => tx.range(by, { group: 'left', limit: 2 }))
  await newest()
  expect(looked).toBe(1000)
  for (let i = 1000; i < 1100; i++) {
    await store.transact({}, (tx) => tx.put('books', `${i}`, { shelf: 'left', year: i }))
    expect((await newest()).map(({ year }) => year)).toEqual([i, i - 1])
  }
  expect(looked).toBe(1100)
})
