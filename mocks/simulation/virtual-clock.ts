import type { Clock } from './clock.ts'
import { createEventHeap } from './event-heap.ts'

export interface VirtualClockOptions {
  /** Lets every promise that can settle by itself do so; a macrotask of the platform. */
  settle: () => Promise<void>
  /** What the time of day is at the start. */
  epochMs?: number
}

/** A task waits for something that neither the clock nor `track` knows of: the run can not go on. */
export class StalledRun extends Error {
  override name = 'StalledRun'
  constructor(atUs: number) {
    super(
      `The run stands still at ${atUs} µs: a task awaits a promise that the clock does not know. ` +
        'Await only what you were handed (clock, fetch, store), or pass the promise through clock.track.',
    )
  }
}

/** 9 o'clock on a Monday, so that every lesson's output is the same. */
export const VIRTUAL_EPOCH_MS = Date.UTC(2026, 0, 5, 9, 0, 0)

/**
 * A clock that jumps. Time advances only when no tracked promise is open and every task sleeps; tasks that wake
 * at the same microsecond wake in the order in which they fell asleep, tracked promises are released in the
 * order in which they were handed in. So the same tasks always interleave in the same way.
 */
export function createVirtualClock({ settle, epochMs = VIRTUAL_EPOCH_MS }: VirtualClockOptions) {
  let nowUs = 0
  const sleepers = createEventHeap<() => void>()
  const tracked: { settled: Promise<void>; release: () => void }[] = []

  const clock: Clock = {
    nowUs: () => nowUs,
    epochMs,
    sleep(us) {
      if (us <= 0) return Promise.resolve()
      return new Promise((wake) => sleepers.push(nowUs + Math.round(us), wake))
    },
    track(promise) {
      return new Promise((resolve, reject) => {
        const release = () => void promise.then(resolve, reject)
        tracked.push({ settled: promise.then(nothing, nothing), release })
      })
    },
  }

  /** Runs `task` to its end, jumping over every wait. Throws StalledRun if it can not end. */
  async function run<T>(task: Promise<T>): Promise<T> {
    let ended = false
    const end = () => {
      ended = true
    }
    task.then(end, end)
    for (;;) {
      await settle()
      const open = tracked.shift()
      if (open) {
        await open.settled
        open.release()
        continue
      }
      if (ended) return task
      const next = sleepers.pop()
      if (!next) throw new StalledRun(nowUs)
      nowUs = next.at
      next.value()
    }
  }

  return { clock, run, /** How many tasks sleep: 0 after a clean run. */ sleeping: () => sleepers.size() }
}

const nothing = () => {}
