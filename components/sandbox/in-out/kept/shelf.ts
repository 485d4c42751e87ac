import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { Entry } from '../../session.ts'
import { markEntries } from './mark.ts'

/** How many requests are kept with their answers; the oldest make room. */
const MAX_ENTRIES = 500

interface Shelves extends DBSchema {
  collections: { key: number; value: unknown }
  entries: { key: number; value: unknown }
}

let opened: Promise<IDBPDatabase<Shelves>> | undefined

function open(): Promise<IDBPDatabase<Shelves>> {
  if (!opened) {
    opened = openDB<Shelves>('blocks-and-glue-sandbox', 1, {
      upgrade(database) {
        database.createObjectStore('collections', { autoIncrement: true })
        database.createObjectStore('entries', { autoIncrement: true })
      },
    })
    opened.catch(() => {
      opened = undefined
    })
  }
  return opened
}

/** Something that was kept, as it was found: whoever takes it has to look what it is. */
interface Found {
  readonly id: number
  readonly value: unknown
}

async function all(store: 'collections' | 'entries'): Promise<readonly Found[]> {
  const database = await open()
  const [ids, values] = await Promise.all([database.getAllKeys(store), database.getAll(store)])
  return ids.map((id, index) => ({ id, value: values[index] }))
}

/** The collections of this browser, the oldest first. */
export const readCollections = (): Promise<readonly Found[]> => all('collections')

/** Keeps a collection, in the place of an older version of it if its number is given. Brings the number. */
export async function keepCollection(collection: object, id?: number): Promise<number> {
  const database = await open()
  // Its keys are numbers that the store itself gives, so an old one goes to its old place.
  return id === undefined
    ? database.add('collections', collection)
    : database.put('collections', collection, id)
}

/** Forgets a collection. */
export async function dropCollection(id: number): Promise<void> {
  await (await open()).delete('collections', id)
}

/** Keeps a request with its answer and everything behind it, for later visits. */
export async function keepEntry(entry: Entry): Promise<void> {
  const database = await open()
  const { store, done } = database.transaction('entries', 'readwrite')
  await store.add(entry)
  const surplus = (await store.count()) - MAX_ENTRIES
  let cursor = surplus > 0 ? await store.openCursor() : null
  for (let left = surplus; cursor && left > 0; left--) {
    await cursor.delete()
    cursor = await cursor.continue()
  }
  await done
  markEntries(true)
}

/** What was sent on earlier visits, the oldest first. */
export const readEntries = (): Promise<readonly Found[]> => all('entries')

/** Forgets what was sent. */
export async function dropEntries(): Promise<void> {
  await (await open()).clear('entries')
  markEntries(false)
}
