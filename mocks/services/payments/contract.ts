import { assert } from 'chai'
import { contractOf, type Promised, problemIn, type Refusal, sending } from '../../http/contract.ts'
import { hearingPromises, hearingRefusals } from '../../http/events/hearing.contract.ts'
import { mannerlyRefusals, mannersOf } from '../../http/manners.contract.ts'
import { EXAMPLE_EVENT } from './example-event.ts'
import document from './openapi.json' with { type: 'json' }
import { LedgerEntry, LedgerEntryList, type NewPayment, Payment, PaymentList, Voiding } from './schema.ts'
import { SEEDED_PAYMENTS } from './seed.ts'

const PAYMENT: NewPayment = { order: 'a test', amount: { amount: 1099, currency: 'EUR' }, card: 'tok_visa' }
const paying = (more: object = {}, headers: Record<string, string> = {}) =>
  sending('POST', { ...PAYMENT, ...more }, headers)

const promises: readonly Promised[] = [
  {
    promise: 'sets money aside, where it can be read',
    async check({ send }) {
      const { status, headers, json } = await send('/payments', paying())
      assert.equal(status, 201)
      const payment = Payment.parse(json)
      assert.deepInclude(payment, { ...PAYMENT, state: 'authorised' })
      assert.equal(headers.get('location'), `/payments/${payment.id}`)
      assert.deepEqual((await send(`/payments/${payment.id}`)).json, json)
    },
  },
  {
    promise: 'gives money free, and twice is once',
    async check({ send }) {
      const before = Payment.parse((await send('/payments/seeded-7')).json)
      assert.equal(before.state, 'authorised')
      for (const _ of ['once', 'twice']) {
        const { status, json } = await send('/payments/seeded-7/void', { method: 'PUT' })
        assert.equal(status, 200)
        assert.deepEqual(json, { ...before, state: 'voided' })
        assert.deepEqual((await send('/payments/seeded-7')).json, json)
      }
    },
  },
  {
    promise: 'authorises twice without an Idempotency-Key and once with one',
    async check({ send }) {
      const ids = async (headers: Record<string, string>) => {
        const [first, second] = [
          await send('/payments', paying({}, headers)),
          await send('/payments', paying({}, headers)),
        ]
        return new Set([Payment.parse(first.json).id, Payment.parse(second.json).id]).size
      }
      assert.equal(await ids({}), 2)
      assert.equal(await ids({ 'idempotency-key': '"once"' }), 1)
    },
  },
  {
    promise: 'authorises once, however many ask with one key at the same time',
    async check({ send }) {
      const asking = paying({}, { 'idempotency-key': 'together' })
      const replies = await Promise.all(Array.from({ length: 3 }, () => send('/payments', asking)))
      assert.deepEqual(
        replies.map(({ status }) => status),
        [201, 201, 201],
      )
      assert.lengthOf([...new Set(replies.map(({ text }) => text))], 1)
    },
  },
  {
    promise: 'finds what was set aside for an order',
    async check({ send }) {
      const found = async (order: string) =>
        PaymentList.parse((await send(`/payments?order=${order}`)).json).items
      assert.deepEqual(
        (await found('7')).map(({ id, state }) => [id, state]),
        [['seeded-7', 'authorised']],
      )
      assert.deepEqual(await found('nobody'), [])
    },
  },
  {
    promise:
      'gives an order up: its money is free, the same is answered again, and what comes late is refused',
    async check({ send }) {
      const paid = Payment.parse((await send('/payments', paying())).json)
      const first = await send('/voids/a%20test', { method: 'PUT' })
      assert.equal(first.status, 201)
      assert.deepInclude(Voiding.parse(first.json), { order: 'a test', payments: [paid.id] })
      assert.equal(Payment.parse((await send(`/payments/${paid.id}`)).json).state, 'voided')
      const again = await send('/voids/a%20test', { method: 'PUT' })
      assert.equal(again.status, 200)
      assert.equal(again.text, first.text)
      problemIn(await send('/payments', paying()), 'order-given-up')
    },
  },
  {
    promise:
      'gives an order up before anything is set aside for it, so that a late request sets nothing aside',
    async check({ send }) {
      const { json } = await send('/voids/a%20test', { method: 'PUT' })
      assert.deepEqual(Voiding.parse(json).payments, [])
      problemIn(await send('/payments', paying()), 'order-given-up')
      assert.deepEqual(PaymentList.parse((await send('/payments?order=a%20test')).json).items, [])
    },
  },
  {
    promise: 'takes the money once, and books it where Location says',
    async check({ send }) {
      const first = await send('/payments/seeded-8/captures', { method: 'POST' })
      assert.equal(first.status, 201)
      const entry = LedgerEntry.parse(first.json)
      assert.deepInclude(entry, { payment: 'seeded-8', order: '8', what: 'capture' })
      assert.equal(
        entry.lines.reduce((sum, { cents }) => sum + cents, 0),
        0,
      )
      assert.deepInclude(entry.lines, { account: 'bank', cents: 1099 })
      assert.equal((await send(first.headers.get('location') ?? '')).text, first.text)
      assert.equal(Payment.parse((await send('/payments/seeded-8')).json).state, 'captured')
      const again = await send('/payments/seeded-8/captures', { method: 'POST' })
      assert.deepEqual([again.status, again.text], [200, first.text])
      assert.deepEqual(LedgerEntryList.parse((await send('/ledger?order=8')).json).items, [entry])
    },
  },
  {
    promise: 'gives back what was taken, once, and voids it no more',
    async check({ send }) {
      problemIn(await send('/payments/seeded-1/void', { method: 'PUT' }), 'payment-state')
      const first = await send('/payments/seeded-1/refunds', { method: 'POST' })
      assert.equal(first.status, 201)
      const entry = LedgerEntry.parse(first.json)
      assert.deepInclude(entry, { payment: 'seeded-1', what: 'refund' })
      assert.deepInclude(entry.lines, { account: 'bank', cents: -699 })
      const again = await send('/payments/seeded-1/refunds', { method: 'POST' })
      assert.deepEqual([again.status, again.text], [200, first.text])
      assert.equal(Payment.parse((await send('/payments/seeded-1')).json).state, 'refunded')
      problemIn(await send('/payments/seeded-1/captures', { method: 'POST' }), 'payment-state')
      const booked = LedgerEntryList.parse((await send('/ledger?order=1')).json).items
      assert.deepEqual(
        booked.map(({ what }) => what),
        ['capture', 'refund'],
      )
    },
  },
  {
    promise: 'answers a repeated capture or refund with the same key as the first time',
    async check({ send }) {
      for (const path of ['/payments/seeded-9/captures', '/payments/seeded-9/refunds']) {
        const asking = { method: 'POST', headers: { 'idempotency-key': path } }
        const first = await send(path, asking)
        assert.equal(first.status, 201)
        const again = await send(path, asking)
        assert.deepEqual([again.status, again.text], [201, first.text])
      }
    },
  },
  {
    promise: 'gives back what was taken when the order is given up',
    async check({ send }) {
      await send('/payments/seeded-8/captures', { method: 'POST' })
      assert.equal((await send('/voids/8', { method: 'PUT' })).status, 201)
      assert.equal(Payment.parse((await send('/payments/seeded-8')).json).state, 'refunded')
    },
  },
  {
    promise: 'captures nothing of a card that has expired since',
    async check({ send }) {
      const { id } = Payment.parse((await send('/payments', paying({ card: 'tok_expires' }))).json)
      problemIn(await send(`/payments/${id}/captures`, { method: 'POST' }), 'payment-declined')
      assert.equal(Payment.parse((await send(`/payments/${id}`)).json).state, 'authorised')
      assert.deepEqual(LedgerEntryList.parse((await send('/ledger?order=a%20test')).json).items, [])
    },
  },
  {
    promise: 'answers 422 when an Idempotency-Key comes with other content',
    async check({ send }) {
      const key = { 'idempotency-key': 'again' }
      await send('/payments', paying({}, key))
      problemIn(await send('/payments', paying({ order: 'another' }, key)), 'idempotency-key-reused')
    },
  },
]

const bad = (when: string, more: object, names: string[]): Refusal => ({
  when,
  path: '/payments',
  init: paying(more),
  problem: 'invalid-content',
  names,
})

const refusals: readonly Refusal[] = [
  {
    when: 'a card that is declined',
    path: '/payments',
    init: paying({ card: 'tok_declined' }),
    problem: 'payment-declined',
  },
  bad('a card that is none', { card: '4242424242424242' }, ['#/card']),
  bad('a negative amount', { amount: { amount: -1, currency: 'EUR' } }, ['#/amount/amount']),
  bad('an amount with a fraction', { amount: { amount: 10.99, currency: 'EUR' } }, ['#/amount/amount']),
  bad('an amount that is too large to be counted', { amount: { amount: 1e21, currency: 'EUR' } }, [
    '#/amount/amount',
  ]),
  bad('another currency', { amount: { amount: 1, currency: 'USD' } }, ['#/amount/currency']),
  bad('an unknown field inside the amount', { amount: { amount: 1, currency: 'EUR', tip: 1 } }, [
    '#/amount/tip',
  ]),
  bad('an order without a name', { order: '' }, ['#/order']),
  {
    when: 'an empty Idempotency-Key',
    path: '/payments',
    init: paying({}, { 'idempotency-key': '""' }),
    problem: 'malformed-request',
  },
  {
    when: 'an Idempotency-Key without end',
    path: '/payments',
    init: paying({}, { 'idempotency-key': 'k'.repeat(201) }),
    problem: 'malformed-request',
  },
  {
    when: 'refunding what was not captured',
    path: '/payments/seeded-7/refunds',
    init: { method: 'POST' },
    problem: 'payment-state',
  },
  {
    when: 'capturing what was voided',
    path: '/payments/seeded-3/captures',
    init: { method: 'POST' },
    problem: 'payment-state',
  },
  { when: 'reading an entry that does not exist', path: '/ledger/nothing', problem: 'not-found' },
  { when: 'the ledger of no order', path: '/ledger', problem: 'invalid-parameter', names: ['order'] },
  { when: 'payments for no order', path: '/payments', problem: 'invalid-parameter', names: ['order'] },
  { when: 'reading a payment that does not exist', path: '/payments/nothing', problem: 'not-found' },
  {
    when: 'voiding a payment that does not exist',
    path: '/payments/nothing/void',
    init: { method: 'PUT' },
    problem: 'not-found',
  },
]

/** What payments promises its callers. */
export const paymentsContract = contractOf({
  name: 'payments',
  document,
  promises: [
    ...promises,
    ...hearingPromises('/events/payments', EXAMPLE_EVENT),
    ...mannersOf('payments', document),
  ],
  refusals: [
    ...refusals,
    ...hearingRefusals('/events/payments', EXAMPLE_EVENT),
    ...mannerlyRefusals(document),
  ],
  async everything(send) {
    const all: unknown[] = []
    for (const id of Object.keys(SEEDED_PAYMENTS)) all.push((await send(`/payments/${id}`)).json)
    return all
  },
})
