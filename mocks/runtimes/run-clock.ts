import type { Clock } from '../simulation/clock.ts'
import { REAL_TIME } from './timers.ts'

/**
 * Real time, counted from the start of a run that several processes share: each reads the machine's clock for
 * itself, and their times can be compared. `epochMs` is when the run started.
 */
export function createRunClock(epochMs: number): Clock {
  return {
    ...REAL_TIME,
    epochMs,
    // Finer than Date.now(), so that a callee's span does not begin before its caller's.
    nowUs: () => Math.round((performance.timeOrigin + performance.now() - epochMs) * 1000),
  }
}
