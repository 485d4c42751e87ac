import type { RunEvent } from '#mocks/log/events.ts'
import { createRunLog } from '#mocks/log/log.ts'
import { macrotask } from '#mocks/runtimes/macrotask.ts'
import type { Clock } from '#mocks/simulation/clock.ts'
import { createVirtualClock } from '#mocks/simulation/virtual-clock.ts'
import { createSystem, type System, type SystemOptions } from '#mocks/systems/system.ts'

/** Runs `work` with a freshly seeded bookshop on the virtual clock, and brings its result and the log. */
export async function withBookshop<R>(
  options: Pick<SystemOptions, 'architecture' | 'replace' | 'settings'> & { seed?: number },
  work: (system: System, clock: Clock) => Promise<R>,
): Promise<{ result: R; events: readonly RunEvent[] }> {
  const { clock, run, drain, sleeping } = createVirtualClock({ settle: macrotask })
  const events: RunEvent[] = []
  const log = createRunLog({ run: 'test', nowUs: clock.nowUs, sinks: [(event) => events.push(event)] })
  const result = await run(
    createSystem({ seed: 7, clock, log, ...options }).then((system) => work(system, clock)),
  )
  // Services may still tell each other what happened.
  await drain()
  if (sleeping() > 0) throw new Error(`${sleeping()} tasks still sleep after the run.`)
  return { result, events }
}
