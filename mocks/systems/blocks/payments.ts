import { createPaymentsDomain } from '../../services/payments/domain.ts'
import { paymentsOperations } from '../../services/payments/schema.ts'
import { createPayments } from '../../services/payments/service.ts'
import { type PaymentsTables, paymentsSeed } from '../../services/payments/store.ts'
import { type Block, once } from './block.ts'

/** Payments as a module of the monolith. */
export const paymentsOf = once(({ storeOf, newId }) =>
  createPaymentsDomain({ store: storeOf<PaymentsTables>(paymentsSeed), newId }),
)

export const payments: Block = {
  operations: paymentsOperations,
  publicOperations: [],
  seed: paymentsSeed,
  async service({ open, newId, world }) {
    const store = await open<PaymentsTables>(paymentsSeed)
    return {
      store,
      handler: createPayments({ domain: createPaymentsDomain({ store, newId }), store, ...world }),
    }
  },
  face: (monolith) =>
    createPayments({
      domain: paymentsOf(monolith),
      store: monolith.storeOf<PaymentsTables>(paymentsSeed),
      ...monolith.world,
    }),
}
