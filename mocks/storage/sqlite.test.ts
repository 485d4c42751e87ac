import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqlite, type SqliteBackend, UnusableFile } from './sqlite.ts'
import { openStore } from './store.ts'

let folder: string
let file: string
const opened: SqliteBackend[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sqlite-test-'))
  file = join(folder, 'store.sqlite')
})
afterEach(() => {
  for (const backend of opened.splice(0)) backend.close()
  rmSync(folder, { recursive: true })
})

function backend() {
  const backend = openSqlite(file)
  opened.push(backend)
  return backend
}
function reopened() {
  opened.pop()?.close()
  return backend()
}

test('a new file holds nothing, so that the store writes its seed', async () => {
  expect(await backend().load()).toBeUndefined()
  await openStore<{ books: { title: string } }>({
    party: 'catalog',
    seed: { books: { a: { title: 'A' } } },
    backend: opened[0] as SqliteBackend,
  })
  expect(await reopened().load()).toEqual({ books: { a: { title: 'A' } } })
})

test('a store without a seed is remembered as empty, not as new', async () => {
  await backend().commit([])
  expect(await reopened().load()).toEqual({})
})

test('what a store committed is there when the file is opened again, sequences too', async () => {
  type T = { orders: { lines: number[] } }
  const options = { party: 'orders', seed: { orders: { '1': { lines: [1] } } } }
  const store = await openStore<T>({ ...options, backend: backend() })
  await store.transact({}, (tx) => {
    tx.put('orders', `o${tx.next('order')}`, { lines: [2, 3] })
    tx.delete('orders', '1')
  })
  const again = await openStore<T>({ ...options, backend: reopened() })
  expect(await again.snapshot()).toEqual({ orders: { o1: { lines: [2, 3] } } })
  expect(await again.transact({}, (tx) => tx.next('order'))).toBe(2)
})

test('any name and any key are kept as they are', async () => {
  const table = 'a "table"; DROP TABLE x'
  await backend().commit([
    { table, key: "it's __proto__", after: { text: 'ß ☕ \u0000 "' } },
    { table, key: '__proto__', after: 1 },
  ])
  const kept = await reopened().load()
  expect(Object.entries(kept?.[table] ?? {})).toEqual([
    ['__proto__', 1],
    ["it's __proto__", { text: 'ß ☕ \u0000 "' }],
  ])
})

test('a commit that fails changes nothing, and the next one works', async () => {
  const cyclic: Record<string, unknown> = {}
  cyclic.self = cyclic
  const sqlite = backend()
  await sqlite.commit([{ table: 'a', key: '1', after: 'old' }])
  await expect(
    sqlite.commit([
      { table: 'a', key: '1', after: 'new' },
      { table: 'b', key: '1', after: 'made in vain' },
      { table: 'b', key: '2', after: cyclic },
    ]),
  ).rejects.toThrow(/circular/i)
  await sqlite.commit([{ table: 'b', key: '3', after: 'later' }])
  expect(await reopened().load()).toEqual({ a: { '1': 'old' }, b: { '3': 'later' } })
})

test('a cleared file is like a new one, and goes on working', async () => {
  const sqlite = backend()
  await sqlite.commit([{ table: 'a', key: '1', after: 'old' }])
  sqlite.clear()
  expect(await sqlite.load()).toBeUndefined()
  await sqlite.commit([{ table: 'a', key: '2', after: 'new' }])
  expect(await reopened().load()).toEqual({ a: { '2': 'new' } })
})

test('the file belongs to one process: whoever opens it as well is told so', () => {
  backend()
  expect(() => openSqlite(file)).toThrow(UnusableFile)
  expect(() => openSqlite(file)).toThrow(/open in another process/)
})

test('a file that is something else is refused and left alone', () => {
  writeFileSync(
    file,
    'This is a letter, and it is long enough to be looked at by anybody who likes letters. '.repeat(20),
  )
  expect(() => openSqlite(file)).toThrow(/can not be used as a store: .*Delete it, or choose another folder/)
})

test('a file of a later version is refused', () => {
  const later = new DatabaseSync(file)
  later.exec('PRAGMA user_version = 2')
  later.close()
  expect(() => openSqlite(file)).toThrow(/layout is version 2/)
})
