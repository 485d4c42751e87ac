import type { Clock } from '../simulation/clock.ts'
import { REAL_TIME } from './timers.ts'

/** Real time, counted from now. Waits are timers; tracked promises need no help. */
export function createLiveClock(): Clock {
  const start = performance.now()
  return {
    ...REAL_TIME,
    epochMs: Math.floor(Date.now()),
    nowUs: () => Math.round((performance.now() - start) * 1000),
  }
}
