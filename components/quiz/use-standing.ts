import { useEffect, useState } from 'react'
import { PROGRESS_KEY } from '#learner/progress-key.ts'
import type { Standing } from './standing.ts'

const NOBODY_ASKED: ReadonlyMap<string, Standing> = new Map()

/** Where the learner stands, by page; empty while nothing was answered. Loads what it takes only when something was. */
export function useStanding(): ReadonlyMap<string, Standing> {
  const [standing, setStanding] = useState(NOBODY_ASKED)
  useEffect(() => {
    let stopped = false
    const look = async () => {
      if (window.localStorage.getItem(PROGRESS_KEY) === null) return
      const { loadStanding } = await import('./standing.ts')
      const now = await loadStanding()
      if (!stopped) setStanding(now)
    }
    // Offline, or storage is refused: the pages are shown all the same.
    look().catch(() => undefined)
    return () => {
      stopped = true
    }
  }, [])
  return standing
}
