import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Backend, Change, Snapshot } from './store.ts'

/** Version of the layout: one SQL table for each table of the store, `key` and the record as JSON text. */
const LAYOUT = 1
const SQLITE_BUSY = 5

/** A store's file could not be used; the message says why and what to do. */
export class UnusableFile extends Error {
  override name = 'UnusableFile'
}

/** A backend that keeps a store in one SQLite file, until it is closed. */
export interface SqliteBackend extends Backend {
  /** Forgets everything, as if the file were new. */
  clear(): void
  close(): void
}

/**
 * Opens an SQLite file as the backend of one store. The file is locked for this process alone: share nothing.
 * What was committed survives a process that is killed. Throws UnusableFile when another process has it open,
 * or when it is no store of ours.
 */
export function openSqlite(file: string): SqliteBackend {
  const database = open(file)
  const puts = new Map<string, StatementSync>()

  const putInto = (table: string) => {
    let put = puts.get(table)
    if (!put) {
      database.exec(
        `CREATE TABLE IF NOT EXISTS ${quoted(table)} (key TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT`,
      )
      put = database.prepare(
        `INSERT INTO ${quoted(table)} VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET record = excluded.record`,
      )
      puts.set(table, put)
    }
    return put
  }
  const apply = ({ table, key, after }: Change) => {
    const put = putInto(table)
    if (after === undefined) database.prepare(`DELETE FROM ${quoted(table)} WHERE key = ?`).run(key)
    else put.run(key, JSON.stringify(after))
  }

  return {
    async load() {
      return layoutOf(database) === 0 ? undefined : allRecords(database)
    },
    async commit(changes) {
      database.exec('BEGIN IMMEDIATE')
      try {
        for (const change of changes) apply(change)
        database.exec(`PRAGMA user_version = ${LAYOUT}`)
        database.exec('COMMIT')
      } catch (error) {
        // A table that this transaction made is gone again, and so is the statement that writes to it.
        puts.clear()
        if (database.isTransaction) database.exec('ROLLBACK')
        throw error
      }
    },
    clear() {
      puts.clear()
      const drops = tablesOf(database).map((table) => `DROP TABLE ${quoted(table)};`)
      database.exec(`BEGIN IMMEDIATE; ${drops.join(' ')} PRAGMA user_version = 0; COMMIT`)
    },
    close: () => database.close(),
  }
}

function open(file: string): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(file)
    // In this order: with an exclusive lock, the write-ahead log needs no memory shared between processes.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL')
    const layout = layoutOf(database)
    if (layout > LAYOUT) throw new Error(`its layout is version ${layout}, and this program knows ${LAYOUT}`)
    return database
  } catch (error) {
    database?.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) {
      throw new UnusableFile(
        `${file} is open in another process. End that one, or choose another folder with --data.`,
      )
    }
    const why = error instanceof Error ? error.message : String(error)
    throw new UnusableFile(
      `${file} can not be used as a store: ${why}. Delete it, or choose another folder with --data.`,
    )
  }
}

/** 0 for a file that nothing was ever committed to. */
function layoutOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version ?? 0)
}

function allRecords(database: DatabaseSync): Snapshot {
  return Object.fromEntries(tablesOf(database).map((table) => [table, recordsOf(database, table)]))
}

function tablesOf(database: DatabaseSync): string[] {
  const rows = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all()
  return rows.map(({ name }) => String(name))
}

function recordsOf(database: DatabaseSync, table: string): Record<string, unknown> {
  const rows = database.prepare(`SELECT key, record FROM ${quoted(table)} ORDER BY key`).all()
  return Object.fromEntries(rows.map(({ key, record }) => [String(key), JSON.parse(String(record))]))
}

/** A name as an SQL identifier. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
