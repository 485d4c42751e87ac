import type { Call } from '../../http/call.ts'
import type { Send } from '../../http/client.ts'
import { CLOUD_EVENT, type CloudEvent } from '../../http/events/cloud-event.ts'
import type { InTrace } from '../../http/events/outbox.ts'
import { sendWithin, type Waits } from '../../http/events/patience.ts'
import { contentDigest } from '../../http/signatures/content-digest.ts'
import { signMessage } from '../../http/signatures/message-signature.ts'
import { formatTraceparent, type TraceContext } from '../../log/trace-context.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import type { News } from './live.ts'
import type { NotificationsTables, StoredDelivery, StoredWebhook } from './store.ts'
import { SIGNATURE_TAG, SIGNED_COMPONENTS } from './webhook-schema.ts'

/** How long an endpoint may take to answer, in microseconds. */
const PATIENCE_US = 5_000_000
/** Waits between attempts, in seconds; after the last one a delivery is dead. */
const WAITS_S = [1, 4, 16, 64]
/** The longest that an endpoint may have us wait with Retry-After, in seconds. */
const LONGEST_S = 3_600
/** How many deliveries that are over are kept for each webhook. */
const KEPT = 100
/** How many deliveries of one webhook are under way at a time. */
const PARALLEL = 4

export interface WebhookCourierOptions {
  store: Store<NotificationsTables>
  newId: (kind: string, sequence: number) => string
  /** A text that nobody can guess. */
  secret: (kind: string, sequence: number) => string
  /** Sends a request as notifications. */
  send: Send
  /** Where an address leads: the bookshop's own world has names that no name server knows. */
  resolve: (url: string) => string
  clock: Waits
  now: () => Date
  inTrace: InTrace
  /** Told of every error that nobody foresaw. */
  report?: (error: unknown) => void
}

type Tx = Transaction<NotificationsTables>
type Attempt = StoredDelivery['attempts'][number]

/** What an attempt is made of. */
interface Prepared {
  readonly webhook: StoredWebhook
  readonly delivery: StoredDelivery
  readonly nonce: string
}

/**
 * Brings events to endpoints that belong to somebody else, at least once: each attempt is signed anew (RFC 9421), with a
 * nonce and a time of its own. What fails is tried again later and later, and in the end it is a dead letter. A delivery
 * is written down in the transaction in which its event is handled, so that no crash loses it.
 */
export function createWebhookCourier(options: WebhookCourierOptions) {
  const { store, newId, secret, send, resolve, clock, now, inTrace, report } = options
  const working = new Set<Promise<void>>()
  /** Deliveries under way, and those that wait for their turn, by webhook. */
  const turns = new Map<string, { underWay: number; readonly waiting: (() => void)[] }>()
  let stopped = true
  let stopping = Promise.withResolvers<void>()

  function work({ id, webhook }: Pick<StoredDelivery, 'id' | 'webhook'>) {
    if (stopped) return
    const ended: Promise<void> = bring(id, webhook)
      .catch((error: unknown) => report?.(error))
      .finally(() => working.delete(ended))
    working.add(ended)
  }

  async function inTurn<R>(webhook: string, act: () => Promise<R>): Promise<R> {
    const turn = turns.get(webhook) ?? { underWay: 0, waiting: [] }
    turns.set(webhook, turn)
    if (turn.underWay < PARALLEL) turn.underWay++
    else await new Promise<void>((resolve) => turn.waiting.push(resolve))
    try {
      return await act()
    } finally {
      const next = turn.waiting.shift()
      if (next) next()
      else turn.underWay--
    }
  }

  async function bring(id: string, webhook: string): Promise<void> {
    for (;;) {
      const waitS = await inTurn(webhook, async () => (stopped ? undefined : tryOnce(id)))
      if (waitS === undefined) return
      await Promise.race([clock.sleep(waitS * 1_000_000), stopping.promise])
      if (stopped) return
    }
  }

  /** One attempt; gives for how many seconds to wait until the next one, or undefined when there will be none. */
  async function tryOnce(id: string): Promise<number | undefined> {
    const prepared = await store.transact({}, (tx) => prepare(tx, id))
    if (!prepared) return undefined
    const { type } = prepared.delivery.event
    return inTrace(`send ${type} to a webhook`, async (trace) => {
      const sentAt = now()
      const answer = await post(prepared, sentAt, trace).catch(() => undefined)
      const attempt: Attempt = {
        sentAt: sentAt.toISOString(),
        nonce: prepared.nonce,
        ...(answer ? { status: answer.status } : { failure: 'no answer' }),
      }
      return store.transact({ trace }, (tx) => note(tx, id, attempt, retryAfterS(answer)))
    })
  }

  function prepare(tx: Tx, id: string): Prepared | undefined {
    const delivery = tx.get('webhookDeliveries', id)
    const webhook = delivery && tx.get('webhooks', delivery.webhook)
    // It was removed meanwhile.
    if (!webhook || delivery.state !== 'pending') return undefined
    return { webhook, delivery, nonce: secret('webhook nonce', tx.next('webhookNonce')) }
  }

  async function post({ webhook, delivery, nonce }: Prepared, sentAt: Date, trace: TraceContext) {
    const body = JSON.stringify(delivery.event)
    const url = resolve(webhook.url)
    const headers = new Headers({
      'content-type': CLOUD_EVENT,
      'content-digest': contentDigest(body),
      traceparent: formatTraceparent(trace),
    })
    const fields = signMessage(
      { method: 'POST', url, headers },
      {
        keys: webhook.keys.filter(
          ({ expiresAt }) => expiresAt === undefined || Date.parse(expiresAt) > sentAt.getTime(),
        ),
        covers: SIGNED_COMPONENTS,
        created: Math.floor(sentAt.getTime() / 1000),
        nonce,
        tag: SIGNATURE_TAG,
      },
    )
    for (const [name, value] of Object.entries(fields)) headers.set(name, value)
    // A redirect could lead anywhere: the signature is for this address, and so was the look at it.
    const request = new Request(url, { method: 'POST', headers, body, redirect: 'manual' })
    return sendWithin(PATIENCE_US, clock, send, request)
  }

  /** Writes down how an attempt went; gives for how many seconds to wait. */
  function note(tx: Tx, id: string, attempt: Attempt, retryAfter: number): number | undefined {
    const delivery = tx.get('webhookDeliveries', id)
    const webhook = delivery && tx.get('webhooks', delivery.webhook)
    if (!webhook) return undefined
    const { status = 0 } = attempt
    const isGone = status === 410
    const triesLeft = isGone ? 0 : delivery.triesLeft - 1
    const isTaken = status >= 200 && status < 300
    const state = isTaken ? 'delivered' : triesLeft === 0 ? 'dead' : 'pending'
    if (isGone) tx.put('webhooks', webhook.id, { ...webhook, state: 'gone' })
    tx.put('webhookDeliveries', id, {
      ...delivery,
      triesLeft,
      state,
      attempts: [...delivery.attempts, attempt],
    })
    if (state === 'pending')
      return Math.max(WAITS_S[WAITS_S.length - triesLeft] ?? 0, Math.min(retryAfter, LONGEST_S))
    forgetOldest(tx, webhook.id)
    return undefined
  }

  return {
    /** Has an event sent to whoever registered for it, as a part of the transaction in which it is handled. */
    enqueue(tx: Tx, { event, news }: { event: CloudEvent; news: News }, call: Call): void {
      const wants = ({ state, types, owner }: StoredWebhook) =>
        state === 'active' &&
        types.some((type) => type === event.type) &&
        (news.customer === undefined || news.customer === owner)
      for (const webhook of tx.list('webhooks').filter(wants)) {
        const number = tx.next('webhookDelivery')
        const delivery: StoredDelivery = {
          id: newId('webhook delivery', number),
          number,
          webhook: webhook.id,
          event: { ...event, data: news.data },
          state: 'pending',
          triesLeft: WAITS_S.length + 1,
          attempts: [],
          createdAt: call.arrivedAt,
        }
        tx.put('webhookDeliveries', delivery.id, delivery)
        tx.afterCommit(() => work(delivery))
      }
    },

    /** Has a delivery that is over tried again from the beginning. */
    again(tx: Tx, delivery: StoredDelivery): StoredDelivery {
      const pending: StoredDelivery = { ...delivery, state: 'pending', triesLeft: WAITS_S.length + 1 }
      tx.put('webhookDeliveries', delivery.id, pending)
      tx.afterCommit(() => work(pending))
      return pending
    },

    /** Goes on where an earlier life of the process stopped. */
    async start() {
      stopped = false
      stopping = Promise.withResolvers()
      const pending = await store.transact({}, (tx) =>
        tx.list('webhookDeliveries').filter(({ state }) => state === 'pending'),
      )
      for (const delivery of pending.toSorted((a, b) => a.number - b.number)) work(delivery)
    },
    /** Resolves when no attempt is under way any more. */
    async stop() {
      stopped = true
      stopping.resolve()
      await Promise.all(working)
    },
  }
}
export type WebhookCourier = ReturnType<typeof createWebhookCourier>

/** What an endpoint asks for in seconds (RFC 9110 §10.2.3); a date counts for nothing here. */
function retryAfterS(answer: Response | undefined): number {
  const field = answer?.headers.get('retry-after') ?? ''
  return /^\d{1,9}$/.test(field) ? Number(field) : 0
}

function forgetOldest(tx: Tx, webhook: string): void {
  const over = tx
    .list('webhookDeliveries')
    .filter((each) => each.webhook === webhook && each.state !== 'pending')
  for (const { id } of over.toSorted((a, b) => b.number - a.number).slice(KEPT))
    tx.delete('webhookDeliveries', id)
}
