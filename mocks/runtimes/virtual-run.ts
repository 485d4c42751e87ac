import type { Sink } from '../log/events.ts'
import { createRunLog } from '../log/log.ts'
import type { Clock } from '../simulation/clock.ts'
import { createVirtualClock } from '../simulation/virtual-clock.ts'
import type { Scenario } from '../systems/scenario.ts'
import { createSystem, type System, type SystemOptions } from '../systems/system.ts'
import { macrotask } from './macrotask.ts'

/** What is run, as far as the bookshop knows it: everything of a scenario but what clients send. */
export type Setup = Pick<Scenario, 'system' | 'settings' | 'faults' | 'seed'>

/** A bookshop on the virtual clock, and the hand that moves it on. */
export interface VirtualRun<R> {
  /** Lets one thing happen; false when everything has come to its end. Throws StalledRun. */
  next(): Promise<boolean>
  /** What the work brought, and the bookshop as it was left. Throws when the run has not ended. */
  end(): { readonly result: R; readonly system: System }
  /** How many timers rang so far, because nobody took them back: each one that did should have had something to say. */
  timersRung(): number
}

/**
 * Opens a bookshop on a virtual clock and begins `work` with it. The log starts with `run started` and closes with `run
 * ended`, after all that anybody still did: callers may have given up on work that goes on.
 */
export function beginRun<R>(
  { system: architecture, settings, faults, seed }: Setup,
  { sinks, replace }: { sinks: readonly Sink[] } & Pick<SystemOptions, 'replace'>,
  work: (system: System, clock: Clock) => Promise<R>,
): VirtualRun<R> {
  const { clock, stepper, rung } = createVirtualClock({ settle: macrotask })
  const log = createRunLog({ run: `seed-${seed}`, nowUs: clock.nowUs, sinks })
  const open = async () => {
    log.append({ kind: 'run', phase: 'started', system: architecture, seed, epochMs: clock.epochMs })
    const system = await createSystem({
      architecture,
      settings,
      seed,
      clock,
      log,
      ...(replace ? { replace } : {}),
    })
    system.setFaults(faults)
    return { system, result: await work(system, clock) }
  }

  let steps: ReturnType<typeof stepper<Awaited<ReturnType<typeof open>>>> | undefined
  let ended: Awaited<ReturnType<typeof open>> | undefined
  return {
    async next() {
      if (ended) return false
      steps ??= stepper(open())
      if (await steps.next()) return true
      ended = await steps.result
      log.append({ kind: 'run', phase: 'ended' })
      return false
    },
    end() {
      if (!ended) throw new Error('The run has not ended: something may still happen.')
      return ended
    },
    timersRung: rung,
  }
}
