import { created, json } from '../../http/answer.ts'
import { idempotentInOneTransaction } from '../../http/idempotency.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { Store } from '../../storage/store.ts'
import type { PaymentsDomain } from './domain.ts'
import { authorise, findPayments, readPayment, voidOrder, voidPayment } from './schema.ts'
import type { PaymentsTables } from './store.ts'

export interface PaymentsOptions extends ServiceWorld {
  domain: PaymentsDomain
  store: Store<PaymentsTables>
}

const FRESH = { 'cache-control': 'no-store' }

/** The HTTP face of payments: setting money aside, and giving it free. */
export function createPayments({ domain, store, ...world }: PaymentsOptions) {
  const once = idempotentInOneTransaction({ store, table: 'paymentKeys', required: false })
  return createService(
    { name: 'payments', title: 'Payments', description: 'Money set aside on cards.' },
    world,
  )
    .on(authorise, ({ body, content, request, call, href }) =>
      once(request, content, call, async (call) => {
        const payment = await domain.authorise(body, call)
        return created(href(`/payments/${payment.id}`), payment, FRESH)
      }),
    )
    .on(findPayments, async ({ query, call }) =>
      json({ items: await domain.paidFor(query.order, call) }, { fields: FRESH }),
    )
    .on(readPayment, async ({ params, call }) => json(await domain.read(params.id, call), { fields: FRESH }))
    .on(voidPayment, async ({ params, call }) => json(await domain.void(params.id, call), { fields: FRESH }))
    .on(voidOrder, async ({ params, call }) => {
      const { voiding, isNew } = await domain.voidOrder(params.order, call)
      return json(voiding, { status: isNew ? 201 : 200, fields: FRESH })
    })
    .handler()
}
