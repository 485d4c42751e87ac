import { createNotificationsDomain } from '../../services/notifications/domain.ts'
import { hearEvent, notificationsOperations, watchLive } from '../../services/notifications/schema.ts'
import { createNotifications } from '../../services/notifications/service.ts'
import { type NotificationsTables, notificationsSeed } from '../../services/notifications/store.ts'
import type { Block } from './block.ts'

export const notifications: Block = {
  operations: notificationsOperations,
  publicOperations: [watchLive],
  seed: notificationsSeed,
  hears: hearEvent.path,
  async service({ settings, open, newId, world, clock }) {
    const store = await open<NotificationsTables>(notificationsSeed)
    const domain = createNotificationsDomain({ store, newId, inbox: settings.inbox })
    return { store, handler: createNotifications({ domain, clock, ...world }) }
  },
  face: ({ settings, storeOf, newId, world, clock }) => {
    const store = storeOf<NotificationsTables>(notificationsSeed)
    return createNotifications({
      domain: createNotificationsDomain({ store, newId, inbox: settings.inbox }),
      clock,
      ...world,
    })
  },
}
