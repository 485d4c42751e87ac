import { FRESH, merge, type Progress } from './progress.ts'
import { PROGRESS_KEY } from './progress-key.ts'
import { StoredProgress, VERSION } from './progress-schema.ts'

/** The part of the Web Storage API that progress needs. */
export type KeyValueStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** Something about storage that the learner should know. */
export type StorageNotice =
  /** What was stored could not be read; it is kept under `key`, untouched. */
  | { readonly kind: 'set-aside'; readonly reason: 'newer' | 'damaged'; readonly key: string }
  /** The unreadable text could not be kept anywhere else, so nothing is written over it. */
  | { readonly kind: 'protected'; readonly reason: 'newer' | 'damaged' }
  /** There is no storage: private windows and blocked site data. */
  | { readonly kind: 'unavailable' }
  /** The last change could not be saved. */
  | { readonly kind: 'full' }

export interface ProgressStore {
  /** What is known now. The same object until something changes. */
  read(): Progress
  /** What the learner should know about storage, if anything. */
  notice(): StorageNotice | undefined
  /** Changes what is known, and saves it together with what other tabs saved meanwhile. */
  update(change: (progress: Progress) => Progress): void
  /** Takes in what another tab saved. */
  refresh(): void
  /** Calls back after every change; returns how to stop. */
  subscribe(listener: () => void): () => void
}

/**
 * Opens the one place where progress is kept. `storage` is handed in as a function because merely touching
 * `localStorage` throws where site data is blocked. Nothing here throws: without storage, progress lasts as long
 * as the page, and the notice says so.
 */
export function openProgressStore(storage: () => KeyValueStorage, nowMs: () => number): ProgressStore {
  let known: Progress = FRESH
  let notice: StorageNotice | undefined
  let mayWrite = true
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of listeners) listener()
  }

  /** What is stored now, merged into what is known. Sets unreadable text aside. */
  function takeIn() {
    let text: string | null
    try {
      text = storage().getItem(PROGRESS_KEY)
    } catch {
      notice = { kind: 'unavailable' }
      return
    }
    if (text === null) return
    const stored = parse(text)
    if (stored.ok) known = merge(known, stored.progress)
    else setAside(text, stored.reason)
  }

  function setAside(text: string, reason: 'newer' | 'damaged') {
    const key = `${PROGRESS_KEY}:set-aside:${nowMs()}`
    try {
      storage().setItem(key, text)
      storage().removeItem(PROGRESS_KEY)
      notice = { kind: 'set-aside', reason, key }
    } catch {
      mayWrite = false
      notice = { kind: 'protected', reason }
    }
  }

  takeIn()
  return {
    read: () => known,
    notice: () => notice,
    update(change) {
      if (mayWrite) takeIn()
      known = change(known)
      if (mayWrite && notice?.kind !== 'unavailable') {
        try {
          storage().setItem(PROGRESS_KEY, JSON.stringify(known))
          if (notice?.kind === 'full') notice = undefined
        } catch {
          notice = { kind: 'full' }
        }
      }
      changed()
    },
    refresh() {
      const before = JSON.stringify(known)
      if (mayWrite) takeIn()
      if (JSON.stringify(known) !== before) changed()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

function parse(text: string): { ok: true; progress: Progress } | { ok: false; reason: 'newer' | 'damaged' } {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, reason: 'damaged' }
  }
  const read = StoredProgress.safeParse(value)
  if (read.success) return { ok: true, progress: read.data }
  const version = typeof value === 'object' && value !== null && 'v' in value ? value.v : undefined
  return { ok: false, reason: typeof version === 'number' && version > VERSION ? 'newer' : 'damaged' }
}
