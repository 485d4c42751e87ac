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
  let rung = 0
  const sleepers = createEventHeap<() => void>()
  const tracked: { settled: Promise<void>; release: () => void }[] = []

  const clock: Clock = {
    nowUs: () => nowUs,
    epochMs,
    sleep(us) {
      if (us <= 0) return Promise.resolve()
      return new Promise((wake) => void sleepers.push(nowUs + Math.round(us), wake))
    },
    timer(us) {
      let cancel = () => {}
      const rings = new Promise<void>((ring) => {
        cancel = sleepers.push(nowUs + Math.max(0, Math.round(us)), () => {
          rung++
          ring()
        })
      })
      return { rings, cancel: () => cancel() }
    },
    track(promise) {
      return new Promise((resolve, reject) => {
        const release = () => void promise.then(resolve, reject)
        tracked.push({ settled: promise.then(nothing, nothing), release })
      })
    },
  }

  /** Lets one thing happen that was waited for; false when nobody waits for anything. */
  async function step(): Promise<boolean> {
    const open = tracked.shift()
    if (open) {
      await open.settled
      open.release()
    } else {
      const next = sleepers.pop()
      if (!next) return false
      nowUs = next.at
      next.value()
    }
    await settle()
    return true
  }

  /** Moves `task` on, one thing at a time, and then whatever is still under way: work that nobody waits for any more. */
  function stepper<T>(task: Promise<T>) {
    let begun = false
    let ended = false
    const end = () => {
      ended = true
    }
    task.then(end, end)
    return {
      result: task,
      /** Whether the task itself has ended. */
      ended: () => ended,
      /** Lets one thing happen; false when there is nothing left. Throws StalledRun if the task can not go on. */
      async next(): Promise<boolean> {
        if (!begun) {
          begun = true
          await settle()
          return true
        }
        if (await step()) return true
        if (!ended) throw new StalledRun(nowUs)
        return false
      },
    }
  }

  return {
    clock,
    stepper,
    /** Runs `task` to its end, jumping over every wait. Throws StalledRun if it can not end. */
    async run<T>(task: Promise<T>): Promise<T> {
      const steps = stepper(task)
      do await steps.next()
      while (!steps.ended())
      return task
    },
    /** Lets everything come to its end that is still under way: work that nobody waits for any more. */
    async drain() {
      while (await step());
    },
    /** How many tasks sleep: 0 after a clean run. */
    sleeping: () => sleepers.size(),
    /** How many timers rang, because nobody took them back. */
    rung: () => rung,
  }
}

const nothing = () => {}
