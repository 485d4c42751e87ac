import { created, json } from '../../http/answer.ts'
import { idempotentInOneTransaction } from '../../http/idempotency.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { Store } from '../../storage/store.ts'
import type { BankDomain } from './domain.ts'
import {
  authorise,
  capture,
  findAuthorisations,
  readAuthorisation,
  refund,
  voidAuthorisation,
} from './schema.ts'
import type { BankTables } from './store.ts'

export interface BankOptions extends ServiceWorld {
  domain: BankDomain
  store: Store<BankTables>
}

const FRESH = { 'cache-control': 'no-store' }

/** The bank's API for merchants. It belongs to somebody else: the bookshop knows it by this contract alone. */
export function createBank({ domain, store, ...world }: BankOptions) {
  const once = idempotentInOneTransaction({ store, table: 'authorisationKeys', required: true })
  return createService(
    { name: 'bank', title: 'Bank', description: "A bank of its own: money on customers' cards." },
    world,
  )
    .on(authorise, ({ body, content, request, call, href }) =>
      once(request, content, call, async (call) => {
        const authorisation = await domain.authorise(body, call)
        return created(href(`/authorisations/${authorisation.id}`), authorisation, FRESH)
      }),
    )
    .on(findAuthorisations, async ({ query, call }) =>
      json({ items: await domain.find(query.reference, call) }, { fields: FRESH }),
    )
    .on(readAuthorisation, async ({ params, call }) =>
      json(await domain.read(params.id, call), { fields: FRESH }),
    )
    .on(capture, async ({ params, call }) => json(await domain.capture(params.id, call), { fields: FRESH }))
    .on(voidAuthorisation, async ({ params, call }) =>
      json(await domain.void(params.id, call), { fields: FRESH }),
    )
    .on(refund, async ({ params, call }) => json(await domain.refund(params.id, call), { fields: FRESH }))
    .handler()
}
