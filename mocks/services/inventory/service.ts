import { created, json, noContent } from '../../http/answer.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { InventoryDomain } from './domain.ts'
import { readReservation, readStock, release, reserve } from './schema.ts'

const FRESH = { 'cache-control': 'no-store' }

/** The HTTP face of inventory: how many copies there are, and holding some of them. */
export function createInventory({ domain, ...world }: ServiceWorld & { domain: InventoryDomain }) {
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
    .on(reserve, async ({ body, call, href }) => {
      const reservation = await domain.reserve(body, call)
      return created(href(`/reservations/${reservation.id}`), reservation, FRESH)
    })
    .on(readReservation, async ({ params, call }) =>
      json(await domain.read(params.id, call), { fields: FRESH }),
    )
    .on(release, async ({ params, call }) => {
      await domain.release(params.id, call)
      return noContent
    })
    .handler()
}
