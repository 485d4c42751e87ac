import type { ServiceName } from './map.ts'
import type { Settings } from './scenario.ts'

/** A service, and the topics that it hears. */
interface Hearing {
  readonly group: ServiceName
  readonly topics: readonly string[]
}

/** Which services hear which topics. The broker is configured with it, as one would with a file. */
const ALWAYS: readonly Hearing[] = [
  { group: 'notifications', topics: ['catalog', 'covers', 'orders', 'payments', 'stock'] },
  { group: 'order-history', topics: ['orders', 'payments'] },
  { group: 'cart', topics: ['catalog'] },
]
/** Who takes part in an order that nobody commands: each hears what the others say. */
const TAKING_PART: readonly Hearing[] = [
  { group: 'orders', topics: ['payments', 'shipments', 'stock'] },
  { group: 'inventory', topics: ['orders', 'payments', 'shipments'] },
  { group: 'payments', topics: ['orders', 'stock'] },
  { group: 'shipping', topics: ['orders', 'payments', 'stock'] },
]

/** The groups that the broker is configured with, wanted or not. */
export const GROUPS: readonly ServiceName[] = [...ALWAYS, ...TAKING_PART].map(({ group }) => group)

/** Who hears what. Modules of one process need no events to work with each other. */
export function subscriptionsFor(
  { saga }: Pick<Settings, 'saga'>,
  { isOneProcess }: { isOneProcess: boolean },
) {
  return saga === 'choreographed' && !isOneProcess ? [...ALWAYS, ...TAKING_PART] : ALWAYS
}
