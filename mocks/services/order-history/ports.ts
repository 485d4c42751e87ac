import type { Call } from '../../http/call.ts'

export interface Broker {
  /** Has a topic delivered again from its first event on. Throws dependency-unavailable. */
  deliverAgain(topic: string, call: Call): Promise<void>
}
