import type { Life } from '../simulation/life.ts'
import { mortalClock } from '../simulation/mortal-clock.ts'
import type { Store, Tables } from '../storage/store.ts'
import type { Surroundings } from './build.ts'

/** Ends what a process has under way when it is killed: a transaction rolls back, a span closes. */
class Killed extends Error {
  override name = 'Killed'
  constructor() {
    super('The process was killed.')
  }
}
const killed = () => new Killed()
const NEVER = new Promise<never>(() => {})

/**
 * The same surroundings for one life of a process: when it is killed, nothing that it waits for ever comes, so that it
 * does nothing more; what it had under way is not committed, and not sent.
 */
export function mortal(surroundings: Surroundings, life: Life): Surroundings {
  const { open, send, clock, world, inTrace } = surroundings
  return {
    ...surroundings,
    open: async (seed) => mortalStore(await open(seed), life),
    send: (request) => life.hush(life.isOver ? NEVER : send(request)),
    clock: mortalClock(clock, () => life),
    // What a dead process stumbles over is nobody's business.
    world: {
      ...world,
      report: (error) => {
        if (!life.isOver) world.report?.(error)
      },
    },
    inTrace: (name, work) => life.hush(inTrace(name, (trace) => life.guard(work(trace), killed))),
  }
}

function mortalStore<T extends Tables>(store: Store<T>, life: Life): Store<T> {
  const mustLive = () => {
    if (life.isOver) throw killed()
  }
  return {
    transact: (unit, work) =>
      life.hush(
        store.transact(unit, async (tx, open) => {
          mustLive()
          const result = await work(tx, open)
          // Killed in the midst of it: what it wrote is rolled back.
          mustLive()
          return result
        }),
      ),
    // A look from outside: what was committed is there, whoever lives.
    snapshot: () => store.snapshot(),
  }
}
