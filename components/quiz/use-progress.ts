'use client'

import { useSyncExternalStore } from 'react'
import type { Progress } from '#learner/progress.ts'
import { PROGRESS_KEY } from '#learner/progress-key.ts'
import { openProgressStore, type ProgressStore, type StorageNotice } from '#learner/progress-storage.ts'

let opened: ProgressStore | undefined

/** The learner's progress, opened once per page. Browser only. */
function store(): ProgressStore {
  opened ??= openProgressStore(
    () => window.localStorage,
    () => Date.now(),
  )
  return opened
}

function subscribe(listener: () => void): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    if (key === PROGRESS_KEY || key === null) store().refresh()
  }
  window.addEventListener('storage', onStorage)
  const stop = store().subscribe(listener)
  return () => {
    window.removeEventListener('storage', onStorage)
    stop()
  }
}

/** What is known about the learner; undefined while the page is not alive yet. */
export function useProgress(): {
  progress: Progress | undefined
  notice: StorageNotice | undefined
  update: (change: (progress: Progress) => Progress) => void
} {
  const progress = useSyncExternalStore(
    subscribe,
    () => store().read(),
    () => undefined,
  )
  const notice = useSyncExternalStore(
    subscribe,
    () => store().notice(),
    () => undefined,
  )
  return { progress, notice, update: (change) => store().update(change) }
}

/** Whether the address asks for the question rather than the start: survives a reload, and Back leads to the start. */
export function useAtQuestion(): boolean {
  return useHash() === '#question'
}

/** The concept page that the address asks to be quizzed about, if it names one. */
export function useAbout(): string | undefined {
  return /^#about=([a-z0-9-]{1,80})$/.exec(useHash())?.[1]
}

function useHash(): string {
  return useSyncExternalStore(
    (listener) => {
      window.addEventListener('hashchange', listener)
      window.addEventListener('popstate', listener)
      return () => {
        window.removeEventListener('hashchange', listener)
        window.removeEventListener('popstate', listener)
      }
    },
    () => window.location.hash,
    () => '',
  )
}
