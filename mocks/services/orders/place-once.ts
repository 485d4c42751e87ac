import type { Answer } from '../../http/answer.ts'
import type { Call } from '../../http/call.ts'
import { idempotent, type Keyed } from '../../http/idempotency.ts'
import type { Store } from '../../storage/store.ts'
import { orderCreated } from './client-keys.ts'
import type { OrdersDomain } from './domain.ts'
import type { NewOrder } from './schema.ts'
import type { OrdersTables } from './store.ts'

export interface PlacingOptions {
  domain: OrdersDomain
  store: Store<OrdersTables>
  /** Whether an order without an Idempotency-Key is refused. */
  idempotencyKey: 'required' | 'optional'
  /** Goes on with what a request left open whose key is repeated. */
  goOn?: ((work: string, call: Call) => Promise<void>) | undefined
}

/** Who wants an order placed: what it was asked with, and what the client's paths start with. */
export interface Asking {
  readonly request: Keyed
  readonly content: string
  readonly prefix: string
}

/** Places an order once per Idempotency-Key, however it was asked for. Make one for each life of a process. */
export function createPlacing({ domain, store, idempotencyKey, goOn }: PlacingOptions) {
  const once = idempotent({
    store,
    table: 'orderKeys',
    required: idempotencyKey === 'required',
    ...(goOn ? { goOn } : {}),
  })
  return (order: NewOrder, { request, content, prefix }: Asking, call: Call): Promise<Answer> =>
    once(request, content, call, async (id) =>
      orderCreated(await domain.place(order, call, id === undefined ? undefined : { id, prefix }), prefix),
    )
}
export type Placing = ReturnType<typeof createPlacing>
