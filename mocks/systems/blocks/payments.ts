import { createPaymentsChoreography } from '../../services/payments/choreography.ts'
import { bankOver } from '../../services/payments/clients.ts'
import { createPaymentsDomain } from '../../services/payments/domain.ts'
import { paymentsOperations } from '../../services/payments/schema.ts'
import { createPayments } from '../../services/payments/service.ts'
import { type PaymentsTables, paymentsSeed } from '../../services/payments/store.ts'
import { type Block, type Monolith, once, remote, type Surroundings } from './block.ts'
import { outboxOf } from './outbox.ts'

/** Whom payments asks to move money. The bank is somebody else, so it is asked over the network in both architectures. */
function acquirerOf(place: Surroundings | Monolith) {
  return place.settings.acquirer === 'bank' ? bankOver(remote(place, 'bank')) : undefined
}

/** Payments as a module of the monolith. */
export const paymentsOf = once((monolith) => {
  const store = monolith.storeOf<PaymentsTables>(paymentsSeed)
  const outbox = outboxOf(monolith, store, 'paymentsOutbox', 'payments')
  monolith.runs(outbox)
  return createPaymentsDomain({
    store,
    newId: monolith.newId,
    events: outbox.events,
    acquirer: acquirerOf(monolith),
  })
})

export const payments: Block = {
  operations: paymentsOperations,
  publicOperations: [],
  seed: paymentsSeed,
  async service(surroundings) {
    const { open, newId, world, settings } = surroundings
    const store = await open<PaymentsTables>(paymentsSeed)
    const outbox = outboxOf(surroundings, store, 'paymentsOutbox', 'payments')
    const domain = createPaymentsDomain({
      store,
      newId,
      events: outbox.events,
      acquirer: acquirerOf(surroundings),
    })
    const { acquirer, inbox, saga } = settings
    const choreography = createPaymentsChoreography({ store, domain, events: outbox.events, inbox })
    const hear = saga === 'choreographed' ? choreography.hear : undefined
    return {
      store,
      handler: createPayments({ domain, store, asksBank: acquirer === 'bank', hear, ...world }),
      start: outbox.start,
      stop: outbox.stop,
    }
  },
  face: (monolith) =>
    createPayments({
      domain: paymentsOf(monolith),
      store: monolith.storeOf<PaymentsTables>(paymentsSeed),
      asksBank: monolith.settings.acquirer === 'bank',
      ...monolith.world,
    }),
}
