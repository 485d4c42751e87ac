import type { Clock } from '../simulation/clock.ts'
import { REAL_TIME } from './timers.ts'

/**
 * Real time, counted from now. Waits are timers; tracked promises need no help. With `epochMs` (milliseconds since 1970)
 * it runs as fast as real time, from another time of day.
 */
export function createLiveClock(epochMs = Math.floor(Date.now())): Clock {
  const start = performance.now()
  return {
    ...REAL_TIME,
    epochMs,
    nowUs: () => Math.round((performance.now() - start) * 1000),
  }
}
