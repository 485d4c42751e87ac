import { useCallback, useEffect, useState } from 'react'
import type { PreparedQuestion } from '#learner/prepare.ts'
import { type BankPage, loadBankPage } from './bank-page.ts'

/** The part of the bank that has been loaded. */
export interface Bank {
  readonly questions: readonly PreparedQuestion[]
  readonly misconceptions: BankPage['misconceptions']
  readonly sources: BankPage['sources']
  /** Whether the last attempt to load something failed. */
  readonly failed: boolean
  /** Tries again to load what failed. */
  readonly retry: () => void
}

/** Loads the questions of these concept pages, the first one first, and keeps what was loaded before. */
export function useBank(wanted: readonly string[]): Bank {
  const [pages, setPages] = useState<ReadonlyMap<string, BankPage>>(new Map())
  const [failed, setFailed] = useState(false)
  const [attempt, setAttempt] = useState(0)
  const names = [...new Set(wanted)].join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is made when one is asked for
  useEffect(() => {
    let stopped = false
    const load = async () => {
      for (const slug of names.split(' ').filter((name) => name !== '')) {
        const page = await loadBankPage(slug)
        if (stopped) return
        setPages((before) => (before.has(slug) ? before : new Map([...before, [slug, page]])))
      }
      setFailed(false)
    }
    load().catch(() => !stopped && setFailed(true))
    return () => {
      stopped = true
    }
  }, [names, attempt])
  const all = [...pages.values()]
  return {
    questions: all.flatMap(({ questions }) => questions),
    misconceptions: all.flatMap(({ misconceptions }) => misconceptions),
    sources: all.flatMap(({ sources }) => sources),
    failed,
    retry: useCallback(() => setAttempt((count) => count + 1), []),
  }
}
