import { Problem } from '../../http/problem.ts'
import type { Clock } from '../../simulation/clock.ts'

/** When a caller stops waiting. */
export interface Deadline {
  /** What is left of it, in ms; undefined when the caller set none. Throws DeadlinePassed when nothing is. */
  leftMs(): number | undefined
  /** What `work` brings, or DeadlinePassed when the caller waits no longer. The work itself goes on: nobody can stop it. */
  within<T>(work: Promise<T>): Promise<T>
  /** Waits, and no longer than the deadline allows. Throws DeadlinePassed. */
  sleep(ms: number): Promise<void>
}

/** Nobody waits for this answer any more. */
export class DeadlinePassed extends Error {
  override name = 'DeadlinePassed'
}

/** A deadline so many ms from now; without `ms` there is none. */
export function createDeadline(clock: Clock, ms: number | undefined): Deadline {
  if (ms === undefined)
    return { leftMs: () => undefined, within: (work) => work, sleep: (ms) => clock.sleep(ms * 1000) }
  const untilUs = clock.nowUs() + Math.round(ms * 1000)
  const leftUs = () => untilUs - clock.nowUs()
  const passed = () => new DeadlinePassed(`The ${ms} ms that you gave this call are over.`)
  const deadline: Deadline = {
    leftMs() {
      // Less than a millisecond can not be handed on.
      if (leftUs() < 1000) throw passed()
      return leftUs() / 1000
    },
    async within(work) {
      const timer = clock.timer(Math.max(0, leftUs()))
      try {
        return await Promise.race([work, timer.rings.then(() => Promise.reject(passed()))])
      } catch (error) {
        // Whoever was asked stops at the same moment, and may say so first.
        const isOver = leftUs() < 1000 && error instanceof Problem && error.status >= 500
        throw isOver ? passed() : error
      } finally {
        timer.cancel()
      }
    },
    sleep: (ms) => deadline.within(clock.sleep(ms * 1000)),
  }
  return deadline
}
