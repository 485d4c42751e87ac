import type { Answer } from '../../http/answer.ts'
import type { Call } from '../../http/call.ts'
import { idempotent, type Keyed } from '../../http/idempotency.ts'
import { honouring } from '../../http/prefer.ts'
import type { Clock } from '../../simulation/clock.ts'
import type { Store } from '../../storage/store.ts'
import { orderAccepted, orderCreated } from './client-keys.ts'
import type { OrdersDomain } from './domain.ts'
import type { NewOrder } from './schema.ts'
import type { OrderRecord, OrdersTables } from './store.ts'

export interface PlacingOptions {
  domain: OrdersDomain
  store: Store<OrdersTables>
  /** Whether an order without an Idempotency-Key is refused. */
  idempotencyKey: 'required' | 'optional'
  /** Goes on with what a request left open whose key is repeated. */
  goOn?: ((work: string, call: Call) => Promise<void>) | undefined
  timer: Clock['timer']
}

/** Who wants an order placed: what it was asked with, and what the client's paths start with. */
export interface Asking {
  readonly request: Keyed
  readonly content: string
  readonly prefix: string
  /** They get an answer before the outcome is known, after so many seconds at most: because they prefer it, or because nobody here can tell. */
  readonly async?: { readonly waitS: number; readonly isPreferred: boolean } | undefined
}

/** The longest that somebody is kept waiting who would rather not wait, in seconds. */
const LONGEST_WAIT_S = 10

/** Places an order once per Idempotency-Key, however it was asked for. Make one for each life of a process. */
export function createPlacing({ domain, store, idempotencyKey, goOn, timer }: PlacingOptions) {
  const once = idempotent({
    store,
    table: 'orderKeys',
    required: idempotencyKey === 'required',
    ...(goOn ? { goOn } : {}),
  })
  return (order: NewOrder, { request, content, prefix, async }: Asking, call: Call): Promise<Answer> =>
    once(request, content, call, async (id) => {
      const key = id === undefined ? undefined : { id, prefix }
      const placed = (begun?: (order: OrderRecord) => void) => domain.place(order, call, { key, begun })
      return async ? inTime(placed, async, prefix) : orderCreated(await placed(), prefix)
    })

  /**
   * 201 or the refusal if the outcome is known in time, else 202. Whatever comes of it then is written to the order, and
   * to the key: who repeats the request with it hears.
   */
  function inTime(
    placed: (begun: (order: OrderRecord) => void) => Promise<OrderRecord>,
    { waitS, isPreferred }: NonNullable<Asking['async']>,
    prefix: string,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const patience = { cancel: () => {} }
      placed((pending) => {
        const accepted = orderAccepted(pending, prefix)
        const late = () => resolve(isPreferred ? honouring(accepted, 'respond-async') : accepted)
        if (waitS === 0) return late()
        const { rings, cancel } = timer(Math.min(waitS, LONGEST_WAIT_S) * 1_000_000)
        patience.cancel = cancel
        void rings.then(late)
      })
        .finally(() => patience.cancel())
        .then((order) => {
          const answer = orderCreated(order, prefix)
          resolve(waitS > 0 ? honouring(answer, `wait=${waitS}`) : answer)
        }, reject)
    })
  }
}
export type Placing = ReturnType<typeof createPlacing>
