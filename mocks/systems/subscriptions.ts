import type { ServiceName } from './map.ts'

/** Which services hear which topics. The broker is configured with it, as one would with a file. */
export const SUBSCRIPTIONS: readonly { readonly group: ServiceName; readonly topics: readonly string[] }[] = [
  { group: 'notifications', topics: ['catalog', 'covers', 'orders', 'payments', 'stock'] },
  { group: 'order-history', topics: ['orders', 'payments'] },
]
