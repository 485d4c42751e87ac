import type { Clock } from '../simulation/clock.ts'

/** Real time, counted from now. Waits are timers; tracked promises need no help. */
export function createLiveClock(): Clock {
  const start = performance.now()
  return {
    epochMs: Math.floor(Date.now()),
    nowUs: () => Math.round((performance.now() - start) * 1000),
    sleep: (us) => (us <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, us / 1000))),
    track: (promise) => promise,
  }
}
