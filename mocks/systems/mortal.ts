import type { Clock } from '../simulation/clock.ts'
import type { Life } from '../simulation/life.ts'
import type { Store, Tables } from '../storage/store.ts'
import type { Surroundings } from './build.ts'

/** What a process hears of everything that it waits for when it is killed: nobody is left to act on it. */
export class Killed extends Error {
  override name = 'Killed'
  constructor() {
    super('The process was killed.')
  }
}
const killed = () => new Killed()

/**
 * The same surroundings for one life of a process: when it is killed, everything that it waits for fails at that moment,
 * and nothing that it does afterwards is committed or sent.
 */
export function mortal(surroundings: Surroundings, life: Life): Surroundings {
  const { open, send, clock, world, inTrace } = surroundings
  return {
    ...surroundings,
    open: async (seed) => mortalStore(await open(seed), life),
    send: (request) => (life.isOver ? Promise.reject(killed()) : life.guard(send(request), killed)),
    clock: mortalClock(clock, life),
    // What a dead process stumbles over is nobody's business.
    world: {
      ...world,
      report: (error) => {
        if (!life.isOver) world.report?.(error)
      },
    },
    inTrace: (name, work) =>
      life.isOver ? Promise.reject(killed()) : inTrace(name, (trace) => life.guard(work(trace), killed)),
  }
}

function mortalStore<T extends Tables>(store: Store<T>, life: Life): Store<T> {
  const mustLive = () => {
    if (life.isOver) throw killed()
  }
  return {
    transact: (unit, work) =>
      life.guard(
        store.transact(unit, async (tx, open) => {
          mustLive()
          const result = await work(tx, open)
          // Killed in the midst of it: what it wrote is rolled back.
          mustLive()
          return result
        }),
        killed,
      ),
    // A look from outside: what was committed is there, whoever lives.
    snapshot: () => store.snapshot(),
  }
}

function mortalClock(clock: Clock, life: Life): Clock {
  const timer: Clock['timer'] = (us) => {
    const inner = clock.timer(us)
    const forget = life.atEnd(inner.cancel)
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
    // A timer that is taken back never rings: whoever is dead must hear that it is over.
    sleep: (us) => (us <= 0 ? clock.sleep(us) : life.guard(timer(us).rings, killed)),
    track: (promise) => clock.track(promise),
  }
}
