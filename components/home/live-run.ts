/** What the first minute needs to run anything: one module, so that a page can fetch it when a person means to. */
import { formatTraceparent } from '#mocks/log/trace-context.ts'
import type { LiveBookshop } from '#mocks/runtimes/live.ts'
import { newTrace } from '#mocks/runtimes/new-trace.ts'
import type { AskedRequest } from './order-line.ts'
import { type Take, takeOf } from './take.ts'

export { openBookshop } from '#mocks/runtimes/open.ts'
export { encodeRun } from '#mocks/systems/link.ts'
export { replay } from './replay.ts'

/** Sends a request to a live bookshop, waits for its end, and reads from the log what happened. */
export async function sendLive(
  shop: LiveBookshop,
  { method, url, headers, body }: AskedRequest,
): Promise<Take> {
  const trace = newTrace()
  const request = new Request(url, {
    method,
    headers: { ...headers, traceparent: formatTraceparent(trace) },
    ...(body === undefined ? {} : { body }),
  })
  // A refused connection rejects, as fetch does; the log knows why.
  await shop.send(request).then(
    (response) => response.arrayBuffer(),
    () => undefined,
  )
  return takeOf(shop.events(), trace.traceId, { architecture: shop.architecture(), source: 'live' })
}

/** A seed for one visitor's own bookshop: what it numbers differs from the recording, and a replay can repeat it. */
export function ownSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
}
