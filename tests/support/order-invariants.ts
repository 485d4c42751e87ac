import * as z from 'zod'
import type { SystemData } from '#mocks/systems/system.ts'

const Order = z.object({
  id: z.string(),
  state: z.string(),
  lines: z.array(z.object({ isbn: z.string(), quantity: z.int() })),
})
const Saga = z.object({ id: z.string(), state: z.string() })
const Reservation = z.object({
  id: z.string(),
  order: z.string(),
  state: z.string(),
  lines: z.array(z.object({ isbn: z.string(), quantity: z.int() })),
})
const Payment = z.object({ id: z.string(), order: z.string(), state: z.string() })
const Stock = z.object({ isbn: z.string(), reserved: z.int(), available: z.int().optional() })

/**
 * What must be true of a bookshop at rest, whatever happened to it: nothing is half done, and nobody holds copies or
 * money for an order that is not there. Says what is not true; `placed` is how many orders are confirmed beside the
 * seeded ones.
 */
export function brokenInvariants(data: SystemData, before: SystemData, placed: number): string[] {
  const read = <T>(schema: z.ZodType<T>, from: SystemData, party: string, table: string) =>
    Object.values(from[party]?.[table] ?? {}).map((record) => schema.parse(record))
  const seeded = new Set(read(Order, before, 'orders', 'orders').map(({ id }) => id))
  const orders = read(Order, data, 'orders', 'orders').filter(({ id }) => !seeded.has(id))
  const confirmed = new Set(orders.filter(({ state }) => state === 'confirmed').map(({ id }) => id))
  const seededReservations = new Set(
    read(Reservation, before, 'inventory', 'reservations').map(({ id }) => id),
  )
  const reservations = read(Reservation, data, 'inventory', 'reservations')
  const held = reservations.filter(({ id, state }) => state === 'held' && !seededReservations.has(id))
  const payments = read(Payment, data, 'payments', 'payments')
  const seededPayments = new Set(read(Payment, before, 'payments', 'payments').map(({ id }) => id))
  const setAside = payments.filter(({ id, state }) => state === 'authorised' && !seededPayments.has(id))

  const broken: string[] = []
  const says = (isTrue: boolean, otherwise: string) => isTrue || broken.push(otherwise)
  says(confirmed.size === placed, `${confirmed.size} orders are confirmed, and ${placed} were placed`)
  for (const { id, state } of orders) says(state !== 'pending', `order ${id} is pending`)
  for (const { id, state } of read(Saga, data, 'orders', 'sagas'))
    says(state === 'done' || state === 'undone', `saga ${id} goes ${state}`)
  for (const [what, records] of [
    ['reservation', held],
    ['payment', setAside],
  ] as const) {
    for (const { id, order } of records)
      says(confirmed.has(order), `${what} ${id} is for ${order}, which is not there`)
    for (const order of confirmed) {
      const count = records.filter((record) => record.order === order).length
      says(count === 1, `order ${order} has ${count} of a ${what}`)
    }
  }
  for (const { isbn, reserved } of read(Stock, data, 'inventory', 'stock')) {
    const wasReserved =
      read(Stock, before, 'inventory', 'stock').find((stock) => stock.isbn === isbn)?.reserved ?? 0
    const copies = held.flatMap(({ lines }) => lines).filter((line) => line.isbn === isbn)
    const sum = copies.reduce((total, { quantity }) => total + quantity, 0)
    says(
      reserved === wasReserved + sum,
      `${isbn} has ${reserved} copies reserved, and ${wasReserved + sum} are held`,
    )
  }
  return broken
}
