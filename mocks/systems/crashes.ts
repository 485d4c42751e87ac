import type { Party } from '../log/events.ts'
import { covers } from '../network/edge.ts'
import type { Network } from '../network/network.ts'
import type { Clock, Timer } from '../simulation/clock.ts'
import type { Random } from '../simulation/random.ts'
import type { Fault } from './faults.ts'
import type { Architecture } from './scenario.ts'
import { processOf } from './topology.ts'

type Crash = Extract<Fault, { kind: 'crash' }>

export interface CrashesOptions {
  network: Network
  architecture: Architecture
  clock: Clock
  random: Random
}

/** Kills processes and starts them anew, as the faults say; called again, the faults of before are over. */
export function createCrashes({ network, architecture, clock, random }: CrashesOptions) {
  const waiting = new Set<Timer>()

  const after = (us: number, act: () => void) => {
    const timer = clock.timer(us)
    waiting.add(timer)
    void timer.rings.then(() => {
      waiting.delete(timer)
      act()
    })
  }

  /** Kills a process that lives, starts it anew after a while, and goes on with `then`. */
  const kill = ({ service, instance, downMs }: Crash, then = () => {}) => {
    const party = processOf(architecture, service)
    if (network.isDown(party)) return then()
    const set = (down: boolean) =>
      instance === undefined
        ? network.setDown(party, down)
        : network.fleet(party).setInstance(instance, down ? 'down' : 'up')
    set(true)
    after(downMs * 1000, () => {
      set(false)
      then()
    })
  }

  const byChance = (crash: Crash, meanMs: number, times: number, stream: Random) => {
    if (times === 0) return
    after(stream.below(2 * meanMs * 1000 + 1), () =>
      kill(crash, () => byChance(crash, meanMs, times - 1, stream)),
    )
  }

  return (faults: readonly Fault[]) => {
    for (const timer of waiting) timer.cancel()
    waiting.clear()
    const atMessages: { crash: Crash; seen: number }[] = []
    faults.forEach((fault, index) => {
      if (fault.kind !== 'crash') return
      const { when } = fault
      if (when.by === 'chance')
        byChance(fault, when.meanMs, when.times, random.fork(`crash ${index} of ${fault.service}`))
      else atMessages.push({ crash: fault, seen: 0 })
    })
    network.watchMessages((moment, from: Party, to: Party) => {
      for (const each of atMessages) {
        const { when } = each.crash
        if (when.by === 'chance' || when.moment !== moment || !covers(when.edge, from, to)) continue
        const number = each.seen++
        if (number >= when.after && number < when.after + when.first) kill(each.crash)
      }
    })
  }
}
