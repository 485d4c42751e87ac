import { createPaymentsDomain } from '../../services/payments/domain.ts'
import { paymentsOperations } from '../../services/payments/schema.ts'
import { createPayments } from '../../services/payments/service.ts'
import { type PaymentsTables, paymentsSeed } from '../../services/payments/store.ts'
import { type Block, once } from './block.ts'
import { outboxOf } from './outbox.ts'

/** Payments as a module of the monolith. */
export const paymentsOf = once((monolith) => {
  const store = monolith.storeOf<PaymentsTables>(paymentsSeed)
  const outbox = outboxOf(monolith, store, 'paymentsOutbox', 'payments')
  monolith.runs(outbox)
  return createPaymentsDomain({ store, newId: monolith.newId, events: outbox.events })
})

export const payments: Block = {
  operations: paymentsOperations,
  publicOperations: [],
  seed: paymentsSeed,
  async service(surroundings) {
    const { open, newId, world } = surroundings
    const store = await open<PaymentsTables>(paymentsSeed)
    const outbox = outboxOf(surroundings, store, 'paymentsOutbox', 'payments')
    const domain = createPaymentsDomain({ store, newId, events: outbox.events })
    return {
      store,
      handler: createPayments({ domain, store, ...world }),
      start: outbox.start,
      stop: outbox.stop,
    }
  },
  face: (monolith) =>
    createPayments({
      domain: paymentsOf(monolith),
      store: monolith.storeOf<PaymentsTables>(paymentsSeed),
      ...monolith.world,
    }),
}
