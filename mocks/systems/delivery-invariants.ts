import * as z from 'zod'

/** What is read of the records, and no more. */
const Total = z.object({ amount: z.number() })
export const DeliveredOrder = z.object({
  id: z.string(),
  state: z.string(),
  total: Total,
  payment: z.string().optional(),
  shipment: z.string().optional(),
  delivery: z.unknown().optional(),
})
export const BookedPayment = z.object({
  id: z.string(),
  order: z.string(),
  amount: Total,
  state: z.string(),
  asked: z.string().optional(),
})
export const BookedEntry = z.object({
  id: z.string(),
  payment: z.string(),
  what: z.enum(['capture', 'refund']),
  amount: Total,
  lines: z.array(z.object({ account: z.string(), cents: z.number() })),
})
export const SentShipment = z.object({ id: z.string(), order: z.string(), state: z.string() })
export const BankRecord = z.object({
  id: z.string(),
  reference: z.string(),
  state: z.string(),
  amount: Total,
})

interface Books {
  readonly orders: readonly z.infer<typeof DeliveredOrder>[]
  readonly payments: readonly z.infer<typeof BookedPayment>[]
  readonly ledger: readonly z.infer<typeof BookedEntry>[]
  readonly shipments: readonly z.infer<typeof SentShipment>[]
  readonly bank: readonly z.infer<typeof BankRecord>[]
}

/**
 * What must be true of money that was taken and of parcels: the ledger balances and says what payments say, what is
 * delivered is charged and sent once, and the bank's book is ours. One sentence for each violation.
 */
export function violationsOfDeliveries({ orders, payments, ledger, shipments, bank }: Books): string[] {
  const found: string[] = []
  const orderOf = new Map(orders.map((order) => [order.id, order]))
  const stateOf = (order: string) => orderOf.get(order)?.state ?? 'not there'

  const booked = Map.groupBy(ledger, ({ payment }) => payment)
  for (const { id, lines } of ledger) {
    const sum = lines.reduce((all, { cents }) => all + cents, 0)
    if (sum !== 0) found.push(`The lines of entry ${id} add up to ${sum}.`)
  }
  for (const { id, amount, state, asked } of payments) {
    const entries = booked.get(id) ?? []
    const expected = { captured: ['capture'], refunded: ['capture', 'refund'] }[state] ?? []
    const are = entries.map(({ what }) => what).sort()
    if (are.join() !== expected.join())
      found.push(`Payment ${id} is ${state}, and the ledger has [${are.join(', ')}] of it.`)
    for (const entry of entries)
      if (entry.amount.amount !== amount.amount)
        found.push(`Payment ${id} is of ${amount.amount}, and ${entry.amount.amount} are booked.`)
    if (asked !== undefined && ['requested', 'authorised', 'captured'].includes(state))
      found.push(`Nobody knows what the bank said to the ${asked} of payment ${id}.`)
  }

  const taken = ledger
    .flatMap(({ lines }) => lines)
    .reduce((sum, { account, cents }) => sum + (account === 'bank' ? cents : 0), 0)
  const captured = new Set(payments.filter(({ state }) => state === 'captured').map(({ id }) => id))
  const charged = orders
    .filter(
      ({ state, delivery, payment }) => state === 'confirmed' && (delivery || captured.has(payment ?? '')),
    )
    .reduce((sum, { total }) => sum + total.amount, 0)
  if (taken !== charged) found.push(`The bank owes us ${taken}, and what was handed over costs ${charged}.`)

  const stay = shipments.filter(({ state }) => state !== 'cancelled')
  const sentFor = Map.groupBy(stay, ({ order }) => order)
  for (const { id, order, state } of stay) {
    // The parcels from before the lesson were sent without a word in the order.
    if (id.startsWith('seeded-')) continue
    if (stateOf(order) !== 'confirmed' || !orderOf.get(order)?.delivery)
      found.push(`Shipment ${id} is ${state} for ${order}, which is ${stateOf(order)}.`)
  }
  for (const { id, state, delivery, payment, shipment } of orders) {
    if (state !== 'confirmed' || !delivery) continue
    if (!captured.has(payment ?? '')) found.push(`Order ${id} is delivered, and was not charged.`)
    const [parcel, ...more] = sentFor.get(id) ?? []
    if (!parcel) found.push(`Order ${id} is confirmed, and nothing is sent.`)
    else if (more.length > 0) found.push(`Order ${id} is sent ${more.length + 1} times.`)
    else if (parcel.state === 'pending') found.push(`Order ${id} is confirmed, and shipping does not know.`)
    else if (parcel.id !== shipment)
      found.push(`Order ${id} knows shipment ${shipment}, and ${parcel.id} is the one that is sent.`)
  }

  // Where payments decides by itself, the bank knows only the seeded ones, and nobody tells it of them.
  if (bank.some(({ id }) => !id.startsWith('bank-'))) {
    const atBank = Map.groupBy(bank, ({ reference }) => reference)
    const known = new Set(payments.map(({ id }) => id))
    for (const { id, state, amount } of payments) {
      const [theirs, ...more] = atBank.get(id) ?? []
      const says = theirs?.state ?? 'not there'
      if (more.length > 0) found.push(`The bank has payment ${id} ${more.length + 1} times.`)
      if (says !== (state === 'declined' ? 'not there' : state))
        found.push(`Payment ${id} is ${state}, and at the bank it is ${says}.`)
      if (theirs && theirs.amount.amount !== amount.amount)
        found.push(`Payment ${id} is of ${amount.amount}, and at the bank of ${theirs.amount.amount}.`)
    }
    for (const { id, reference, state } of bank)
      if (!known.has(reference))
        found.push(`The bank has ${id} as ${state}, and we know of no payment ${reference}.`)
  }
  return found
}
