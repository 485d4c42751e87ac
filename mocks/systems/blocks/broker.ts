import { createCourier } from '../../services/broker/courier.ts'
import { createBrokerDomain } from '../../services/broker/domain.ts'
import { brokerOperations } from '../../services/broker/schema.ts'
import { createBroker } from '../../services/broker/service.ts'
import { type BrokerTables, brokerSeed } from '../../services/broker/store.ts'
import { GROUPS, subscriptionsFor } from '../subscriptions.ts'
import type { Block } from './block.ts'

/** The broker stays a process of its own in both architectures: it is something that one runs, not builds. */
export const broker: Block = {
  operations: brokerOperations,
  publicOperations: [],
  seed: brokerSeed([]),
  async service({ settings, world, newId, open, originOf, send, clock, log, inTrace }) {
    const isOneProcess = originOf('orders') === originOf('inventory')
    const subscriptions = subscriptionsFor(settings, { isOneProcess }).map(({ group, topics }) => ({
      group,
      topics: [...topics],
      endpoint: `${originOf(group)}/events/${group}`,
      ordering: settings.ordering,
    }))
    const store = await open<BrokerTables>(brokerSeed(subscriptions))
    const courier = createCourier({
      store,
      clock,
      send,
      log,
      inTrace,
      attempts: settings.deliveryAttempts,
      ...world,
    })
    const domain = createBrokerDomain({ store, courier, newId })
    // What an earlier life of the process kept may name other addresses.
    await domain.configure(subscriptions, GROUPS)
    return { store, handler: createBroker({ domain, ...world }), start: courier.start, stop: courier.stop }
  },
}
