import type { Call } from '../../http/call.ts'
import { type Page, pageOf } from '../../http/pagination.ts'
import { Problem } from '../../http/problem.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import type { NotificationsTables, StoredDelivery, StoredKey, StoredWebhook } from './store.ts'
import type { WebhookCourier } from './webhook-courier.ts'
import type { Delivery, NewWebhook, Webhook } from './webhook-schema.ts'

/** How many webhooks one owner may have. */
const MOST = 10
/** For how long a key signs on after a newer one has come, in ms. */
const OVERLAP_MS = 24 * 3_600_000

export interface WebhooksOptions {
  store: Store<NotificationsTables>
  newId: (kind: string, sequence: number) => string
  /** A text that nobody can guess. */
  secret: (kind: string, sequence: number) => string
  courier: WebhookCourier
  /** Whether an address is one of the bookshop's own services. */
  isOurs: (url: URL) => boolean
}

type Tx = Transaction<NotificationsTables>

/** Who is told of events at which address. Each webhook belongs to whoever registered it; nobody else learns of it. */
export function createWebhooks({ store, newId, secret, courier, isOurs }: WebhooksOptions) {
  const newKey = (tx: Tx, createdAt: string): StoredKey => {
    const number = tx.next('webhookKey')
    return { id: newId('webhook key', number), secret: secret('webhook key', number), createdAt }
  }
  return {
    /** Registers an address, and brings the first key. Throws invalid-content, too-many-webhooks. */
    register({ url, types }: NewWebhook, call: Call): Promise<StoredWebhook> {
      const { customer } = call.caller
      if (isOurs(new URL(url)))
        throw new Problem('invalid-content', {
          detail: 'The address is one of the bookshop itself. Give one of yours.',
          errors: [{ pointer: '#/url', detail: 'must not be a service of the bookshop' }],
        })
      return store.transact(call, (tx) => {
        if (ownedBy(tx, customer).length >= MOST)
          throw new Problem('too-many-webhooks', `You have ${MOST} webhooks. Remove one first.`)
        const webhook: StoredWebhook = {
          id: newId('webhook', tx.next('webhook')),
          owner: customer,
          url,
          types: [...new Set(types)],
          state: 'active',
          createdAt: call.arrivedAt,
          keys: [newKey(tx, call.arrivedAt)],
        }
        tx.put('webhooks', webhook.id, webhook)
        return webhook
      })
    },

    /** The caller's webhooks. */
    list(call: Call): Promise<readonly StoredWebhook[]> {
      return store.transact(call, (tx) => ownedBy(tx, call.caller.customer))
    },

    /** One of the caller's. Throws not-found. */
    read(id: string, call: Call): Promise<StoredWebhook> {
      return store.transact(call, (tx) => owned(tx, id, call))
    },

    /** Takes a webhook away with all of its deliveries. Throws not-found. */
    remove(id: string, call: Call): Promise<void> {
      return store.transact(call, (tx) => {
        owned(tx, id, call)
        tx.delete('webhooks', id)
        for (const delivery of deliveriesOf(tx, id)) tx.delete('webhookDeliveries', delivery.id)
      })
    },

    /** Adds a key; the one before it signs on for a day. Throws not-found. */
    rotate(id: string, call: Call): Promise<StoredKey> {
      return store.transact(call, (tx) => {
        const webhook = owned(tx, id, call)
        const arrived = Date.parse(call.arrivedAt)
        const expiresAt = new Date(arrived + OVERLAP_MS).toISOString()
        const earlier = webhook.keys
          .filter((key) => key.expiresAt === undefined || Date.parse(key.expiresAt) > arrived)
          .slice(-1)
          .map((key) => ({ ...key, expiresAt: key.expiresAt ?? expiresAt }))
        const key = newKey(tx, call.arrivedAt)
        tx.put('webhooks', id, { ...webhook, keys: [...earlier, key] })
        return key
      })
    },

    /** One key. Throws not-found. */
    readKey(id: string, key: string, call: Call): Promise<StoredKey> {
      return store.transact(call, (tx) => keyOf(owned(tx, id, call), key))
    },

    /** Has a key sign no more. Throws not-found, key-in-use. */
    withdraw(id: string, key: string, call: Call): Promise<void> {
      return store.transact(call, (tx) => {
        const webhook = owned(tx, id, call)
        if (keyOf(webhook, key).expiresAt === undefined)
          throw new Problem(
            'key-in-use',
            'This is the newest key, and without it nothing can be signed. Get a new one first.',
          )
        tx.put('webhooks', id, { ...webhook, keys: webhook.keys.filter((each) => each.id !== key) })
      })
    },

    /** One page of a webhook's deliveries, the newest first. Throws not-found. */
    deliveries(
      id: string,
      {
        state,
        limit,
        cursor,
      }: { state?: Delivery['state'] | undefined; limit: number; cursor?: string | undefined },
      call: Call,
    ): Promise<Page<StoredDelivery>> {
      return store.transact(call, (tx) => {
        owned(tx, id, call)
        const wanted = deliveriesOf(tx, id).filter(
          (delivery) => state === undefined || delivery.state === state,
        )
        return pageOf(
          wanted.sort((a, b) => b.number - a.number),
          {
            order: 'newest first',
            cursor,
            limit,
            place: (delivery) => [delivery.number, delivery.id],
            after: (delivery, [number]) => delivery.number < Number(number),
          },
        )
      })
    },

    /** One delivery. Throws not-found. */
    delivery(webhook: string, id: string, call: Call): Promise<StoredDelivery> {
      return store.transact(call, (tx) => deliveryOf(tx, owned(tx, webhook, call), id))
    },

    /** Sends an event again. Throws not-found, delivery-state. */
    redeliver(webhook: string, id: string, call: Call): Promise<StoredDelivery> {
      return store.transact(call, (tx) => {
        const { state } = owned(tx, webhook, call)
        const delivery = deliveryOf(tx, owned(tx, webhook, call), id)
        if (delivery.state === 'pending')
          throw new Problem(
            'delivery-state',
            'The delivery is under way. Wait until it is delivered or dead.',
          )
        if (state === 'gone')
          throw new Problem('delivery-state', 'The endpoint is gone: it answered 410. Register a new one.')
        return courier.again(tx, delivery)
      })
    },
  }
}
export type Webhooks = ReturnType<typeof createWebhooks>

/** A webhook as its owner sees it: without secrets. */
export function shownWebhook({ owner: _, keys, ...webhook }: StoredWebhook): Webhook {
  return { ...webhook, keys: keys.map(shownKey) }
}

/** A key without its secret. */
export function shownKey({ secret: _, ...key }: StoredKey): Webhook['keys'][number] {
  return key
}

/** A delivery as its owner sees it. */
export function shownDelivery({ number: _, triesLeft: __, attempts, ...delivery }: StoredDelivery): Delivery {
  return { ...delivery, attempts: [...attempts] }
}

const ownedBy = (tx: Tx, owner: string) => tx.list('webhooks').filter((webhook) => webhook.owner === owner)
const deliveriesOf = (tx: Tx, webhook: string) =>
  tx.list('webhookDeliveries').filter((delivery) => delivery.webhook === webhook)

/** Somebody else's is not there, so that nobody finds out which ids exist. */
function owned(tx: Tx, id: string, { caller }: Call): StoredWebhook {
  const webhook = tx.get('webhooks', id)
  if (webhook?.owner !== caller.customer) throw new Problem('not-found', `You have no webhook ${id}.`)
  return webhook
}

function keyOf({ id, keys }: StoredWebhook, key: string): StoredKey {
  const found = keys.find((each) => each.id === key)
  if (!found) throw new Problem('not-found', `The webhook ${id} has no key ${key}.`)
  return found
}

function deliveryOf(tx: Tx, { id: webhook }: StoredWebhook, id: string): StoredDelivery {
  const delivery = tx.get('webhookDeliveries', id)
  if (delivery?.webhook !== webhook)
    throw new Problem('not-found', `The webhook ${webhook} has no delivery ${id}. The oldest are forgotten.`)
  return delivery
}
