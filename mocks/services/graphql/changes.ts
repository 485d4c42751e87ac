import type { Call } from '../../http/call.ts'
import type { Order, Orders } from './ports.ts'

export interface ChangeOptions {
  orders: Pick<Orders, 'read' | 'watch'>
  call: Call
  /** Fires when nobody listens any more. */
  signal: AbortSignal
}

/**
 * An order each time it is in another state, until it can change no more or the watch is over. The state that the
 * listener knows is told only when it is not the present one. Throws not-found.
 */
export async function changesOf(
  { id, known }: { id: string; known: Order['state'] | undefined },
  { orders, call, signal }: ChangeOptions,
): Promise<AsyncGenerator<Order>> {
  // Watched before it is looked at, so that no change falls in between.
  const watch = await orders.watch(id, call)
  if (signal.aborted) watch.cancel()
  signal.addEventListener('abort', watch.cancel, { once: true })
  const first = await orders.read(id, call)
  return changes(known ?? first.state)

  async function* changes(before: Order['state']): AsyncGenerator<Order> {
    let told = before
    try {
      while (await watch.next()) {
        const now = await orders.read(id, call)
        if (now.state === told) continue
        told = now.state
        yield now
      }
    } finally {
      watch.cancel()
    }
  }
}
