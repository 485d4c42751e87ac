import type { Send } from '../client.ts'

/** The little that background work needs of a clock. */
export interface Waits {
  sleep(us: number): Promise<void>
  timer(us: number): { readonly rings: Promise<void>; cancel(): void }
}

/** Sends a request and gives up after `us` microseconds: whoever works alone in the background must not hang for ever. */
export async function sendWithin(us: number, clock: Waits, send: Send, request: Request): Promise<Response> {
  const giveUp = new AbortController()
  const timer = clock.timer(us)
  void timer.rings.then(() => giveUp.abort())
  try {
    return await send(new Request(request, { signal: giveUp.signal }))
  } finally {
    timer.cancel()
  }
}
