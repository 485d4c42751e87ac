import { useSyncExternalStore } from 'react'
import { cameTo, type Place, type Reading, readingFrom, textOf, UNREAD } from '#learner/reading.ts'

const KEY = 'blocks-and-glue:reading'
const listeners = new Set<() => void>()
let known: { readonly text: string | null; readonly reading: Reading } | undefined

/** What is stored now; the same object until it changes. Without storage nothing was read. */
function read(): Reading {
  let text: string | null = null
  try {
    text = window.localStorage.getItem(KEY)
  } catch {
    return known?.reading ?? UNREAD
  }
  if (known?.text !== text || !known) known = { text, reading: readingFrom(text) ?? UNREAD }
  return known.reading
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

/** What this browser knows about somebody's reading; nothing while the page is not alive yet. */
export function useReading(): Reading {
  return useSyncExternalStore(subscribe, read, () => UNREAD)
}

/** Keeps where the reader is. Where nothing can be stored, nothing is kept: reading goes on as before. */
export function keepPlace(place: Place): void {
  try {
    const before = readingFrom(window.localStorage.getItem(KEY))
    if (!before) return
    const after = cameTo(before, place)
    if (after === before) return
    window.localStorage.setItem(KEY, textOf(after))
    for (const listener of listeners) listener()
  } catch {
    // Storage is refused or full.
  }
}
