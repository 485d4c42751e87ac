import { createChanges } from '../../http/events/event-stream.ts'
import { createChoreography } from '../../services/orders/choreography.ts'
import {
  catalogueOver,
  countsOver,
  hasLeft,
  parcelFor,
  paymentsOver,
  shipmentsOver,
  stockOver,
} from '../../services/orders/clients.ts'
import { createOrdersDomain } from '../../services/orders/domain.ts'
import { type Counts, holdByWriting } from '../../services/orders/holding.ts'
import { createPlacing } from '../../services/orders/place-once.ts'
import type { Carrier, Stock } from '../../services/orders/ports.ts'
import { createSagaLog } from '../../services/orders/saga-log.ts'
import { hearEvent, ordersOperations } from '../../services/orders/schema.ts'
import { createOrders } from '../../services/orders/service.ts'
import { type OrdersTables, ordersSeed } from '../../services/orders/store.ts'
import { createStory, watchable } from '../../services/orders/story.ts'
import { oneTransaction, rememberedSaga } from '../../services/orders/unit-of-work.ts'
import { plansOver } from '../../services/orders/work.ts'
import type { Store } from '../../storage/store.ts'
import type { Settings } from '../scenario.ts'
import { type Block, type Monolith, once, remote } from './block.ts'
import { catalogOf } from './catalog.ts'
import { inventoryOf } from './inventory.ts'
import { outboxOf } from './outbox.ts'
import { paymentsOf } from './payments.ts'
import { shippingOf } from './shipping.ts'

/** Holds copies as the setting says: by a reservation, or by writing counts. */
function holding(
  holding: Settings['holding'],
  { counts, reservations, store }: { counts: Counts; reservations: Stock; store: Store<OrdersTables> },
): Stock {
  if (holding === 'reservation') return reservations
  return holdByWriting({ counts, store, ifMatch: holding === 'if-match' })
}

/** Who watches orders in the monolith hears of changes here. */
const changesOf = once(createChanges)

/**
 * Orders as a module of the monolith: its ports are the other modules, and an order is one transaction. Where the bank moves
 * the money, that would span somebody else's books: then it is a saga here, too, with the outcomes that nobody knows.
 */
const placedOf = once((monolith) => {
  const store = monolith.storeOf<OrdersTables>(ordersSeed)
  const [catalog, inventory] = [catalogOf(monolith), inventoryOf(monolith)]
  const [payments, shipping] = [paymentsOf(monolith), shippingOf(monolith)]
  const outbox = outboxOf(monolith, store, 'ordersOutbox', 'orders')
  monolith.runs(outbox)
  const reservations: Stock = {
    reserve: async (order, lines, call, ttlS) => {
      const wanted = lines.map(({ isbn, quantity }) => ({ isbn, quantity }))
      return (
        await inventory.reserve({ order, lines: wanted, ...(ttlS === undefined ? {} : { ttlS }) }, call)
      ).id
    },
    heldFor: async (order, call) =>
      (await inventory.heldFor(order, call)).find(({ state }) => state === 'held')?.id,
    keep: async (order, call) => void (await inventory.commit(order, call)),
    release: async (order, call) => void (await inventory.releaseOrder(order, call)),
  }
  const counts: Counts = {
    read: (isbn, call) => inventory.countOf(isbn, call),
    // The transaction lets nobody in between, so there is nothing to match.
    write: async (isbn, onHand, _, call) => void (await inventory.writeCount(isbn, onHand, call)),
  }
  const plans = plansOver({
    events: watchable(outbox.events, changesOf(monolith)),
    stock: holding(monolith.settings.holding, { counts, reservations, store }),
    payments: {
      authorise: async (order, amount, card, call) =>
        (await payments.authorise({ order, amount, card }, call)).id,
      paidFor: async (order, call) =>
        (await payments.paidFor(order, call)).find(({ state }) => state === 'authorised')?.id,
      capture: async (_, payment, call) => void (await payments.capture(payment, call)),
      takenFor: async (order, call) =>
        (await payments.paidFor(order, call)).find(({ state }) => state === 'captured')?.id,
      refund: async (_, payment, call) => void (await payments.refund(payment, call)),
      void: async (order, call) => void (await payments.voidOrder(order, call)),
    },
    shipments: {
      create: async (order, delivery, copies, call) =>
        (await shipping.create({ order, speed: 'standard', ...parcelFor(delivery, copies) }, call)).shipment
          .id,
      waitingFor: async (order, call) =>
        (await shipping.sentFor(order, call)).find(({ state }) => state !== 'cancelled')?.id,
      confirm: async (order, call) => void (await shipping.confirm(order, call)),
      cancel: async (order, call) => void (await shipping.cancel(order, call).catch(hasLeft)),
    },
    charging: monolith.settings.charging,
  })
  const { settings, inTrace, clock, world } = monolith
  const sagas = createSagaLog({
    store,
    plans,
    inTrace,
    sleep: clock.sleep,
    now: world.now,
    report: world.report,
  })
  monolith.runs(sagas)
  const domain = createOrdersDomain({
    store,
    newId: monolith.newId,
    catalogue: { bookOf: (isbn, call) => catalog.read(isbn, call) },
    carrier: settings.acquirer === 'bank' ? sagas : oneTransaction({ store, plans }),
    later: sagas,
    wake: sagas.wake,
  })
  return { domain, goOn: sagas.goOn }
})

/** Orders as the other modules see it. */
export const ordersOf = (monolith: Monolith) => placedOf(monolith).domain

/** How orders are placed in the monolith, whoever asks for one. */
export const placingOf = once((monolith) =>
  createPlacing({
    ...placedOf(monolith),
    store: monolith.storeOf<OrdersTables>(ordersSeed),
    idempotencyKey: monolith.settings.idempotencyKey,
    timer: monolith.clock.timer,
  }),
)

/** What became of orders in the monolith, for whoever watches one. */
export const orderStoryOf = once((monolith) =>
  createStory({ store: monolith.storeOf<OrdersTables>(ordersSeed), changes: changesOf(monolith) }),
)

export const orders: Block = {
  operations: ordersOperations,
  publicOperations: ordersOperations.filter(({ id }) => id !== hearEvent.id),
  seed: ordersSeed,
  async service(surroundings) {
    const { settings, world, newId, open, clock, inTrace } = surroundings
    const store = await open<OrdersTables>(ordersSeed)
    const outbox = outboxOf(surroundings, store, 'ordersOutbox', 'orders')
    const changes = createChanges()
    const events = watchable(outbox.events, changes)
    const plans = plansOver({
      events,
      stock: holding(settings.holding, {
        counts: countsOver(remote(surroundings, 'inventory')),
        reservations: stockOver(remote(surroundings, 'inventory')),
        store,
      }),
      payments: paymentsOver({ ...remote(surroundings, 'payments'), key: settings.paymentKey }),
      shipments: shipmentsOver(remote(surroundings, 'shipping')),
      charging: settings.charging,
    })
    const sagas =
      settings.recovery === 'saga-log'
        ? createSagaLog({ store, plans, inTrace, sleep: clock.sleep, now: world.now, report: world.report })
        : undefined
    const commanding = sagas ?? rememberedSaga({ store, plans, undoes: settings.recovery === 'none' })
    const choreography =
      settings.saga === 'choreographed'
        ? createChoreography({
            store,
            plan: plans.place,
            events,
            inbox: settings.inbox,
            watches: settings.recovery === 'saga-log',
            clock,
            inTrace,
            ...world,
          })
        : undefined
    // Cancelling is commanded in either form: whoever cancels wants to hear at once whether the parcel has left.
    const carrier: Carrier = {
      carryOut: (work, ...more) =>
        (work.does === 'place' && choreography ? choreography : commanding).carryOut(work, ...more),
    }
    const domain = createOrdersDomain({
      store,
      newId,
      catalogue: catalogueOver(remote(surroundings, 'catalog')),
      carrier,
      wake(tx, order) {
        sagas?.wake(tx, order)
        choreography?.wake(tx, order)
      },
    })
    const { idempotencyKey } = settings
    const placing = createPlacing({ domain, store, idempotencyKey, goOn: sagas?.goOn, timer: clock.timer })
    return {
      store,
      handler: createOrders({
        domain,
        placing,
        story: createStory({ store, changes }),
        clock,
        hear: choreography?.hear,
        ...world,
      }),
      async start() {
        outbox.start()
        await sagas?.start()
        await choreography?.start()
      },
      async stop() {
        choreography?.stop()
        await sagas?.stop()
        await outbox.stop()
      },
    }
  },
  face: (monolith) =>
    createOrders({
      domain: ordersOf(monolith),
      placing: placingOf(monolith),
      story: orderStoryOf(monolith),
      clock: monolith.clock,
      ...monolith.world,
    }),
}
