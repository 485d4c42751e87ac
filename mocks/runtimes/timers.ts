import type { Clock } from '../simulation/clock.ts'

/** The waits of a clock that runs in real time. Tracked promises need no help there. */
export const REAL_TIME: Pick<Clock, 'sleep' | 'timer' | 'track'> = {
  sleep: (us) => (us <= 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, us / 1000))),
  timer(us) {
    let handle: ReturnType<typeof setTimeout> | undefined
    const rings = new Promise<void>((ring) => {
      handle = setTimeout(ring, us / 1000)
    })
    return { rings, cancel: () => clearTimeout(handle) }
  },
  track: (promise) => promise,
}
