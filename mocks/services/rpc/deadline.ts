import { Problem } from '../../http/problem.ts'
import type { Clock } from '../../simulation/clock.ts'

/** When a caller stops waiting. */
export interface Deadline {
  /** What is left of it, in ms; undefined when the caller set none. Throws DeadlinePassed when nothing is. */
  leftMs(): number | undefined
  /** What `work` brings, or DeadlinePassed when the caller waits no longer. Throws CallerGone. */
  within<T>(work: Promise<T>): Promise<T>
  /** Waits, and no longer than the deadline allows. Throws DeadlinePassed, CallerGone. */
  sleep(ms: number): Promise<void>
  /** Fires when the caller has gone: what is asked of others on its behalf is given up. */
  readonly signal: AbortSignal
}

/** Nobody waits for this answer any more. */
export class DeadlinePassed extends Error {
  override name = 'DeadlinePassed'
}

/** The caller reads no further: nothing that was begun for it need be ended. */
export class CallerGone extends Error {
  override name = 'CallerGone'
}

/** A deadline so many ms from now, without `ms` there is none; when `signal` fires nobody waits any more. */
export function createDeadline(clock: Clock, ms: number | undefined, signal: AbortSignal): Deadline {
  const untilUs = ms === undefined ? undefined : clock.nowUs() + Math.round(ms * 1000)
  const leftUs = () => (untilUs === undefined ? Number.POSITIVE_INFINITY : untilUs - clock.nowUs())
  const passed = () => new DeadlinePassed(`The ${ms} ms that you gave this call are over.`)
  const gone = Promise.withResolvers<never>()
  gone.promise.catch(() => {})
  const leave = () => gone.reject(new CallerGone('The caller has gone.'))
  signal.addEventListener('abort', leave, { once: true })
  return {
    leftMs() {
      if (untilUs === undefined) return undefined
      // Less than a millisecond can not be handed on.
      if (leftUs() < 1000) throw passed()
      return leftUs() / 1000
    },
    async within(work) {
      if (untilUs === undefined) return Promise.race([work, gone.promise])
      const timer = clock.timer(Math.max(0, leftUs()))
      try {
        return await Promise.race([work, gone.promise, timer.rings.then(() => Promise.reject(passed()))])
      } catch (error) {
        // Whoever was asked stops at the same moment, and may say so first.
        const isOver = leftUs() < 1000 && error instanceof Problem && error.status >= 500
        throw isOver ? passed() : error
      } finally {
        timer.cancel()
      }
    },
    async sleep(ms) {
      const timer = clock.timer(Math.min(ms * 1000, Math.max(0, leftUs())))
      try {
        await Promise.race([timer.rings, gone.promise])
      } finally {
        timer.cancel()
      }
      if (leftUs() <= 0) throw passed()
    },
    signal,
  }
}
