import type { Call } from '../../http/call.ts'
import type { Order, Orders } from './ports.ts'

/** How often an order is looked at, in microseconds. */
const EVERY_US = 500_000
/** For how long, in microseconds. Longer than that, something on the way may take a silent connection for a dead one. */
const PATIENCE_US = 25_000_000

/**
 * The next change of an order: brings it as soon as it is in another state than the one that is known, and ends.
 * Ends without it when nothing changes for 25 seconds. Throws not-found.
 */
export async function nextChange(
  { id, known }: { id: string; known: Order['state'] | undefined },
  { orders, sleep, call }: { orders: Pick<Orders, 'read'>; sleep: (us: number) => Promise<void>; call: Call },
): Promise<AsyncGenerator<Order>> {
  const first = await orders.read(id, call)
  return changed(first, known ?? first.state)

  async function* changed(found: Order, before: Order['state']): AsyncGenerator<Order> {
    let now = found
    for (let waitedUs = 0; now.state === before && waitedUs < PATIENCE_US; waitedUs += EVERY_US) {
      await sleep(EVERY_US)
      now = await orders.read(id, call)
    }
    if (now.state !== before) yield now
  }
}
