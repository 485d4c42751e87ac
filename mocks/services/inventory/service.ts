import { created, json, noContent } from '../../http/answer.ts'
import type { Call } from '../../http/call.ts'
import { mustMatch, revalidatable, tagOf } from '../../http/conditional.ts'
import type { CloudEvent } from '../../http/events/cloud-event.ts'
import { idempotentInOneTransaction } from '../../http/idempotency.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { Store } from '../../storage/store.ts'
import type { InventoryDomain } from './domain.ts'
import {
  commitOrder,
  findReservations,
  hearEvent,
  listStock,
  readCount,
  readReservation,
  readStock,
  release,
  releaseOrder,
  reserve,
  writeCount,
} from './schema.ts'
import type { InventoryTables } from './store.ts'

export interface InventoryOptions extends ServiceWorld {
  domain: InventoryDomain
  store: Store<InventoryTables>
  /** Whether a count that is written without If-Match is refused; accepted by default. */
  ifMatch?: 'required' | 'optional'
  /** Takes in events of the broker; without it nothing follows of them. */
  hear?: ((event: CloudEvent, call: Call) => Promise<void>) | undefined
}

const FRESH = { 'cache-control': 'no-store' }

/** The HTTP face of inventory: how many copies there are, and holding some of them. */
export function createInventory({ domain, store, ifMatch = 'optional', hear, ...world }: InventoryOptions) {
  const once = idempotentInOneTransaction({ store, table: 'reservationKeys', required: false })
  return createService(
    {
      name: 'inventory',
      title: 'Inventory',
      description: 'Copies in the warehouse, and who they are held for.',
    },
    world,
  )
    .on(readStock, async ({ params, call }) =>
      json(await domain.stockOf(params.isbn, call), { fields: FRESH }),
    )
    .on(listStock, async ({ query, call }) =>
      json({ items: await domain.stocksOf(query.isbn, call) }, { fields: FRESH }),
    )
    .on(readCount, async ({ params, request, call }) =>
      revalidatable(request, await domain.countOf(params.isbn, call)),
    )
    .on(writeCount, async ({ params, body, request, call }) => {
      const count = await domain.writeCount(params.isbn, body.onHand, call, (now) =>
        mustMatch(request, tagOf(now), { required: ifMatch === 'required' }),
      )
      return json(count, { fields: FRESH })
    })
    .on(reserve, ({ body, content, request, call, href }) =>
      once(request, content, call, async (call) => {
        const reservation = await domain.reserve(body, call)
        return created(href(`/reservations/${reservation.id}`), reservation, FRESH)
      }),
    )
    .on(findReservations, async ({ query, call }) =>
      json({ items: await domain.heldFor(query.order, call) }, { fields: FRESH }),
    )
    .on(readReservation, async ({ params, call }) =>
      json(await domain.read(params.id, call), { fields: FRESH }),
    )
    .on(release, async ({ params, call }) => {
      await domain.release(params.id, call)
      return noContent
    })
    .on(commitOrder, async ({ params, call }) =>
      json(await domain.commit(params.order, call), { fields: FRESH }),
    )
    .on(releaseOrder, async ({ params, call }) => {
      const { release, isNew } = await domain.releaseOrder(params.order, call)
      return json(release, { status: isNew ? 201 : 200, fields: FRESH })
    })
    .on(hearEvent, async ({ body, call }) => {
      await hear?.(body, call)
      return noContent
    })
    .handler()
}
