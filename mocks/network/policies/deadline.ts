import type { HopWorld } from '../edge.ts'
import { type Hop, NetworkError, type Outgoing, type Wrapper } from '../hop.ts'
import { fieldsOf, requestWith } from '../message.ts'

/**
 * Carries what is left of a deadline, in ms, from hop to hop. HTTP has no standard field for it; gRPC has
 * `grpc-timeout`. It is a duration and not a time of day, so that clocks need not agree.
 */
export const DEADLINE_FIELD = 'request-timeout-ms'

/** The least that is worth sending: the field counts whole milliseconds. */
const LEAST_US = 1000

/** The budget that a request arrived with, in microseconds; undefined when it has none. */
export function remainingOf(headers: Headers): number | undefined {
  const value = headers.get(DEADLINE_FIELD)
  return value !== null && /^\d{1,9}$/.test(value) ? Number(value) * 1000 : undefined
}

/**
 * Gives a call a deadline: its own or the one that it inherited, whichever comes first. When it passes, the caller
 * gives up everything it does for this call: attempts, waits between them, places in line.
 */
export function deadline(ownUs: number | undefined, { clock, log }: HopWorld): Wrapper {
  return (next: Hop): Hop =>
    async (outgoing) => {
      const own = ownUs === undefined ? Number.POSITIVE_INFINITY : clock.nowUs() + ownUs
      const deadlineUs = Math.min(own, outgoing.deadlineUs ?? Number.POSITIVE_INFINITY)
      if (deadlineUs === Number.POSITIVE_INFINITY) return next(outgoing)
      const leftUs = deadlineUs - clock.nowUs()
      if (leftUs < LEAST_US) throw passed(outgoing, log)
      const expiry = new AbortController()
      const timer = clock.timer(leftUs)
      try {
        return await Promise.race([
          next({ ...outgoing, deadlineUs, signal: eitherOf(outgoing.signal, expiry.signal) }),
          timer.rings.then(() => {
            const error = passed(outgoing, log)
            expiry.abort(error)
            throw error
          }),
        ])
      } finally {
        timer.cancel()
      }
    }
}

/** Writes on each attempt what is left when it is sent, so that whoever is called can stop in time. What is too late is not sent. */
export function remaining({ clock, log }: HopWorld): Wrapper {
  return (next: Hop): Hop =>
    async (outgoing) => {
      if (outgoing.deadlineUs === undefined) return next(outgoing)
      const leftUs = outgoing.deadlineUs - clock.nowUs()
      if (leftUs < LEAST_US) throw passed(outgoing, log)
      const { request, content } = outgoing
      const headers = new Headers(request.headers)
      headers.set(DEADLINE_FIELD, String(Math.floor(leftUs / 1000)))
      return next({
        ...outgoing,
        request: requestWith(request.url, request.method, fieldsOf(headers), content),
      })
    }
}

/** A signal that fires with the first of two. */
export function eitherOf(one: AbortSignal | undefined, other: AbortSignal): AbortSignal {
  return one ? AbortSignal.any([one, other]) : other
}

function passed({ from: party, to: peer, span }: Outgoing, log: HopWorld['log']): NetworkError {
  log.append({ kind: 'policy', party, peer, policy: 'deadline', what: 'passed', detail: {}, ...span })
  return new NetworkError(
    'DEADLINE_EXCEEDED',
    'The deadline has passed: nobody waits for this answer any more.',
  )
}
