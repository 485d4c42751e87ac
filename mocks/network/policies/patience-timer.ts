import type { Clock, Timer } from '../../simulation/clock.ts'

/**
 * A timer for as long as somebody waits: it is taken back by `cancel`, and when `signal` fires because the caller gave up
 * for another reason. Then nobody is left to be told that it rang.
 */
export function patienceTimer(clock: Clock, us: number, signal: AbortSignal | undefined): Timer {
  const timer = clock.timer(us)
  if (signal?.aborted) timer.cancel()
  signal?.addEventListener('abort', timer.cancel, { once: true })
  return {
    rings: timer.rings,
    cancel() {
      signal?.removeEventListener('abort', timer.cancel)
      timer.cancel()
    },
  }
}
