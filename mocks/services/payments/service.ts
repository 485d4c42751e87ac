import { created, json, noContent } from '../../http/answer.ts'
import type { Call } from '../../http/call.ts'
import type { CloudEvent } from '../../http/events/cloud-event.ts'
import { idempotent, idempotentInOneTransaction } from '../../http/idempotency.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { Store } from '../../storage/store.ts'
import { FRESH } from './acquired.ts'
import type { PaymentsDomain } from './domain.ts'
import {
  authorise,
  capturePayment,
  findEntries,
  findPayments,
  hearEvent,
  readEntry,
  readPayment,
  refundPayment,
  voidOrder,
  voidPayment,
} from './schema.ts'
import type { PaymentsTables } from './store.ts'

export interface PaymentsOptions extends ServiceWorld {
  domain: PaymentsDomain
  store: Store<PaymentsTables>
  /** Whether a bank moves the money: a request is then more than one transaction. */
  asksBank?: boolean
  /** Takes in events of the broker; without it nothing follows of them. */
  hear?: ((event: CloudEvent, call: Call) => Promise<void>) | undefined
}

/** The HTTP face of payments: setting money aside, taking it, and giving it back. */
export function createPayments({ domain, store, asksBank = false, hear, ...world }: PaymentsOptions) {
  const keys = { store, table: 'paymentKeys', required: false } as const
  const inOne = idempotentInOneTransaction(keys)
  const inSeveral = idempotent({ ...keys, goOn: domain.goOn })
  const once: typeof inOne = (request, content, call, run) =>
    asksBank ? inSeveral(request, content, call, () => run(call)) : inOne(request, content, call, run)

  return createService(
    { name: 'payments', title: 'Payments', description: 'Money on cards: set aside, taken, given back.' },
    world,
  )
    .on(authorise, ({ body, content, request, call, href }) => {
      const authorised = async (id: string | undefined, within = call) => {
        const key = id === undefined ? undefined : { id, address: href('/payments') }
        const payment = await domain.authorise(body, within, key)
        return created(href(`/payments/${payment.id}`), payment, FRESH)
      }
      return asksBank
        ? inSeveral(request, content, call, authorised)
        : inOne(request, content, call, (within) => authorised(undefined, within))
    })
    .on(findPayments, async ({ query, call }) =>
      json({ items: await domain.paidFor(query.order, call) }, { fields: FRESH }),
    )
    .on(readPayment, async ({ params, call }) => json(await domain.read(params.id, call), { fields: FRESH }))
    .on(voidPayment, async ({ params, call }) => json(await domain.void(params.id, call), { fields: FRESH }))
    .on(capturePayment, ({ params, content, request, call, href }) =>
      once(request, content, call, async (call) => {
        const { entry, isNew } = await domain.capture(params.id, call)
        return isNew ? created(href(`/ledger/${entry.id}`), entry, FRESH) : json(entry, { fields: FRESH })
      }),
    )
    .on(refundPayment, ({ params, content, request, call, href }) =>
      once(request, content, call, async (call) => {
        const { entry, isNew } = await domain.refund(params.id, call)
        return isNew ? created(href(`/ledger/${entry.id}`), entry, FRESH) : json(entry, { fields: FRESH })
      }),
    )
    .on(findEntries, async ({ query, call }) =>
      json({ items: await domain.entriesOf(query.order, call) }, { fields: FRESH }),
    )
    .on(readEntry, async ({ params, call }) =>
      json(await domain.readEntry(params.entry, call), { fields: FRESH }),
    )
    .on(voidOrder, async ({ params, call }) => {
      const { voiding, isNew } = await domain.voidOrder(params.order, call)
      return json(voiding, { status: isNew ? 201 : 200, fields: FRESH })
    })
    .on(hearEvent, async ({ body, call }) => {
      await hear?.(body, call)
      return noContent
    })
    .handler()
}
