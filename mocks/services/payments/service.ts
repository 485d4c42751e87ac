import { created, json } from '../../http/answer.ts'
import { idempotent } from '../../http/idempotency.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { Store } from '../../storage/store.ts'
import type { PaymentsDomain } from './domain.ts'
import { authorise, readPayment, voidPayment } from './schema.ts'
import type { PaymentsTables } from './store.ts'

export interface PaymentsOptions extends ServiceWorld {
  domain: PaymentsDomain
  store: Store<PaymentsTables>
}

const FRESH = { 'cache-control': 'no-store' }

/** The HTTP face of payments: setting money aside, and giving it free. */
export function createPayments({ domain, store, ...world }: PaymentsOptions) {
  const once = idempotent({ store, table: 'paymentKeys', required: false })
  return createService(
    { name: 'payments', title: 'Payments', description: 'Money set aside on cards.' },
    world,
  )
    .on(authorise, ({ body, content, request, call, href }) =>
      once(request, content, call, async () => {
        const payment = await domain.authorise(body, call)
        return created(href(`/payments/${payment.id}`), payment, FRESH)
      }),
    )
    .on(readPayment, async ({ params, call }) => json(await domain.read(params.id, call), { fields: FRESH }))
    .on(voidPayment, async ({ params, call }) => json(await domain.void(params.id, call), { fields: FRESH }))
    .handler()
}
