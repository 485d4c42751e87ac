import type { Party } from '../log/events.ts'
import type { RunLog } from '../log/log.ts'
import type { Clock } from '../simulation/clock.ts'
import type { Random } from '../simulation/random.ts'

/** A way from a caller to a callee; `*` stands for anybody. */
export interface Edge {
  readonly from: Party
  readonly to: Party
}

/** Whether a pattern covers the way from one party to another. */
export function covers(pattern: Edge, from: Party, to: Party): boolean {
  return (pattern.from === '*' || pattern.from === from) && (pattern.to === '*' || pattern.to === to)
}

/** What faults can do to real connections, beyond what the caller is told. */
export interface Wire {
  /** Opens a connection to where a request would go and resets it (TCP RST). Resolves when it is closed. */
  reset(request: Request): Promise<void>
}

/** What a wrapper is handed of the world. The random stream is its own: no other wrapper draws from it. */
export interface HopWorld {
  readonly clock: Clock
  readonly log: RunLog
  readonly random: Random
  /** Absent where messages do not go over real connections. */
  readonly wire?: Wire
}
