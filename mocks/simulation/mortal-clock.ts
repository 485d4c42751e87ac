import type { Clock } from './clock.ts'
import type { Life } from './life.ts'

/**
 * A clock for what a process does by itself: when the life ends in which somebody began to wait, a timer is taken back,
 * and whoever sleeps does not wake up. `lifeNow` is asked at the beginning of each wait.
 */
export function mortalClock(clock: Clock, lifeNow: () => Life): Clock {
  const timer: Clock['timer'] = (us) => {
    const inner = clock.timer(us)
    const forget = lifeNow().atEnd(inner.cancel)
    return {
      rings: inner.rings.then(forget),
      cancel() {
        forget()
        inner.cancel()
      },
    }
  }
  return {
    ...clock,
    timer,
    sleep: (us) => lifeNow().hush(clock.sleep(us)),
  }
}
