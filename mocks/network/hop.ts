import type { NetworkFailure, Party } from '../log/events.ts'
import type { TraceContext } from '../log/trace-context.ts'
import type { Upgrade } from '../log/web-socket.ts'
import type { Life } from '../simulation/life.ts'

/** One message on its way: who sends it to whom, and the span under which it travels. */
export interface Outgoing {
  readonly from: Party
  readonly to: Party
  readonly request: Request
  readonly content: Uint8Array
  readonly span: TraceContext
  /** Which instance of the callee it goes to, once that is decided. */
  readonly instance?: number
  /** Stands for what that instance keeps in its memory: another one after each of its deaths. */
  readonly memory?: object
  /** Which version of the callee that instance runs, where more than one does. */
  readonly version?: number
  /** When nobody waits for the answer any more, on the sender's clock. */
  readonly deadlineUs?: number
  /** Where the sender asks to speak WebSocket: what it will say then. */
  readonly upgrade?: Upgrade | undefined
  /** Fires when the sender gives up. Its reason is what the sender then hears, if that is a NetworkError. */
  readonly signal?: AbortSignal
  /** The life of the process that sends it: when it is killed, nobody waits for the answer. */
  readonly life?: Life
  /** The life of the process that works on it, once it has arrived. */
  readonly served?: Life
  /** Tells the caller that the connection stands. False: it was given up meanwhile, and nothing may be sent over it. */
  readonly connected?: () => boolean
}

/** What carries a message to its callee and brings the answer back. Throws NetworkError when no answer comes. */
export type Hop = (outgoing: Outgoing) => Promise<Response>

/** One layer of a hop. A hop is a list of these around the callee, outermost first. */
export type Wrapper = (next: Hop) => Hop

/** Puts wrappers around a hop, the first one outermost. */
export function wrap(wrappers: readonly Wrapper[], innermost: Hop): Hop {
  return wrappers.reduceRight((next, wrapper) => wrapper(next), innermost)
}

/** Failures after which the callee certainly knows nothing of the request. */
const NEVER_SENT: ReadonlySet<NetworkFailure> = new Set(['ECONNREFUSED', 'CIRCUIT_OPEN', 'BULKHEAD_FULL'])

/** No HTTP response came. It is a TypeError, because that is what `fetch` throws. */
export class NetworkError extends TypeError {
  override name = 'NetworkError'
  readonly failure: NetworkFailure
  /** Whether the callee may have got the request. If not, it may be sent again, whatever it is. */
  readonly sent: boolean

  constructor(failure: NetworkFailure, detail: string, { sent = !NEVER_SENT.has(failure) } = {}) {
    super(detail)
    this.failure = failure
    this.sent = sent
  }
}

/** Why the sender does not wait for the answer any more: it gave up, or it was killed. Undefined while it waits. */
export function givenUp({ signal, life, from }: Outgoing): NetworkError | undefined {
  if (life?.isOver) return killed(from)
  return signal?.aborted ? reasonOf(signal) : undefined
}

/** What is left of a call whose sender was killed. */
export function killed(party: Party): NetworkError {
  return new NetworkError('ABORTED', `${party} was killed before the answer came.`)
}

/** Why the caller gave up, as it is told: its own policies give their reason. */
export function reasonOf({ reason }: AbortSignal): NetworkError {
  return reason instanceof NetworkError
    ? reason
    : new NetworkError('ABORTED', 'The caller gave up before the answer came.')
}
