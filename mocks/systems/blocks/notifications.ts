import { createNotificationsDomain } from '../../services/notifications/domain.ts'
import { isLoopback } from '../../services/notifications/endpoint-rules.ts'
import { hearEvent, notificationsOperations, watchLive } from '../../services/notifications/schema.ts'
import { createNotifications } from '../../services/notifications/service.ts'
import { type NotificationsTables, notificationsSeed } from '../../services/notifications/store.ts'
import { createWebhookCourier } from '../../services/notifications/webhook-courier.ts'
import { webhookOperations } from '../../services/notifications/webhook-schema.ts'
import { createWebhooks } from '../../services/notifications/webhooks.ts'
import type { Store } from '../../storage/store.ts'
import { isOutside, SERVICE_NAMES } from '../map.ts'
import { PUBLIC_HOST } from '../topology.ts'
import type { Block, Monolith, Surroundings } from './block.ts'

/** The same in both architectures: it hears from the broker, and sends to servers that belong to somebody else. */
function builtOver(place: Surroundings | Monolith, store: Store<NotificationsTables>) {
  const { settings, newId, world, clock, secrets, send, inTrace, originOf, publicOrigin } = place
  const secret = secrets.token
  const courier = createWebhookCourier({
    store,
    newId,
    secret,
    send,
    clock,
    inTrace,
    ...world,
    // Where the partner's name leads: in a world of real processes no name server knows it.
    resolve: (url) => url.replace(/^https:\/\/partner\.example(?=[/?]|$)/, originOf('partner')),
  })
  const own = SERVICE_NAMES.filter((name) => !isOutside(name)).map(originOf)
  const isOurs = (url: URL) =>
    [...own, publicOrigin, `https://${PUBLIC_HOST}`].some((origin) => {
      if (!URL.canParse(origin)) return false
      const { hostname, host, port } = new URL(origin)
      return host === url.host || (isLoopback(hostname) && isLoopback(url.hostname) && port === url.port)
    })
  const webhooks = createWebhooks({ store, newId, secret, courier, isOurs })
  const fixUs = settings.notificationsFixS * 1_000_000
  const isFixed = () => fixUs > 0 && clock.nowUs() >= fixUs
  const domain = createNotificationsDomain({ store, newId, inbox: settings.inbox, isFixed, courier })
  return { handler: createNotifications({ domain, webhooks, clock, ...world }), courier }
}

export const notifications: Block = {
  operations: notificationsOperations,
  publicOperations: [watchLive, ...webhookOperations],
  seed: notificationsSeed,
  hears: hearEvent.path,
  async service(surroundings) {
    const store = await surroundings.open<NotificationsTables>(notificationsSeed)
    const { handler, courier } = builtOver(surroundings, store)
    return { store, handler, start: courier.start, stop: courier.stop }
  },
  face(monolith) {
    const { handler, courier } = builtOver(monolith, monolith.storeOf<NotificationsTables>(notificationsSeed))
    monolith.runs(courier)
    return handler
  },
}
