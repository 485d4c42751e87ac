import type { Party } from '../log/events.ts'

/** The first wait before a process is started again, in ms; it doubles while the process keeps ending. */
const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 30_000
/** Whoever ran for so long is well again, in ms. */
const CALM_MS = 10_000

/** Starts a process again that ended by itself, after a wait, as an orchestrator does (in Kubernetes: CrashLoopBackOff). */
export function createRestarts(start: (party: Party) => Promise<unknown>, now: () => number) {
  const crashes = new Map<Party, { waitMs: number; upAtMs: number; timer?: NodeJS.Timeout }>()
  return {
    /** Begins to wait; how long, in ms. */
    died(party: Party): number {
      const { waitMs, upAtMs, timer } = crashes.get(party) ?? { waitMs: 0, upAtMs: 0 }
      clearTimeout(timer)
      const isCalm = waitMs === 0 || now() - upAtMs > CALM_MS
      const next = isCalm ? FIRST_WAIT_MS : Math.min(waitMs * 2, LONGEST_WAIT_MS)
      const started = () => void crashes.set(party, { waitMs: next, upAtMs: now() })
      crashes.set(party, {
        waitMs: next,
        upAtMs: now(),
        timer: setTimeout(() => void start(party).then(started, started), next),
      })
      return next
    },
    /** Lets all rest that wait: somebody else decides. */
    cancel() {
      for (const { timer } of crashes.values()) clearTimeout(timer)
    },
  }
}
