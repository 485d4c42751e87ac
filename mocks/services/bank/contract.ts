import { assert } from 'chai'
import { type Ask, contractOf, type Promised, problemIn, type Refusal, sending } from '../../http/contract.ts'
import { mannerlyRefusals, mannersOf } from '../../http/manners.contract.ts'
import document from './openapi.json' with { type: 'json' }
import { Authorisation, AuthorisationList, type NewAuthorisation } from './schema.ts'
import { SEEDED_AUTHORISATIONS } from './seed.ts'

const WANTED: NewAuthorisation = {
  reference: 'a test',
  amount: { amount: 1099, currency: 'EUR' },
  card: 'tok_visa',
}
const asking = (key: string, more: object = {}) =>
  sending('POST', { ...WANTED, ...more }, { 'idempotency-key': key })

const authorised = async (send: Ask, key: string, more: object = {}) =>
  Authorisation.parse((await send('/authorisations', asking(key, more))).json)
const change = (send: Ask, id: string, to: 'capture' | 'void' | 'refund') =>
  send(`/authorisations/${id}/${to}`, { method: 'PUT' })

/** Moves an authorisation twice: the second time is no news. */
async function moves(send: Ask, id: string, to: 'capture' | 'void' | 'refund', state: string) {
  for (const _ of ['once', 'twice']) {
    const { status, json } = await change(send, id, to)
    assert.equal(status, 200)
    assert.equal(Authorisation.parse(json).state, state)
    assert.deepEqual((await send(`/authorisations/${id}`)).json, json)
  }
}

const promises: readonly Promised[] = [
  {
    promise: 'sets money aside, where it can be read',
    async check({ send }) {
      const { status, headers, json } = await send('/authorisations', asking('aside'))
      assert.equal(status, 201)
      const authorisation = Authorisation.parse(json)
      assert.deepInclude(authorisation, { ...WANTED, state: 'authorised' })
      assert.equal(headers.get('location'), `/authorisations/${authorisation.id}`)
      assert.deepEqual((await send(`/authorisations/${authorisation.id}`)).json, json)
    },
  },
  {
    promise: 'authorises once for each key, and tells by the reference what there is',
    async check({ send }) {
      const found = async () =>
        AuthorisationList.parse((await send('/authorisations?reference=a+test')).json).items
      assert.deepEqual(await found(), [])
      const first = await authorised(send, 'same')
      assert.deepEqual(await authorised(send, 'same'), first)
      assert.deepEqual(await found(), [first])
      await authorised(send, 'another')
      assert.lengthOf(await found(), 2)
      problemIn(
        await send('/authorisations', asking('same', { reference: 'else' })),
        'idempotency-key-reused',
      )
    },
  },
  {
    promise: 'captures what is authorised and refunds what is captured, once each',
    async check({ send }) {
      const { id } = await authorised(send, 'captured')
      problemIn(await change(send, id, 'refund'), 'payment-state')
      await moves(send, id, 'capture', 'captured')
      problemIn(await change(send, id, 'void'), 'payment-state')
      await moves(send, id, 'refund', 'refunded')
      problemIn(await change(send, id, 'capture'), 'payment-state')
    },
  },
  {
    promise: 'gives free what was not captured, and captures it no more',
    async check({ send }) {
      const { id } = await authorised(send, 'voided')
      await moves(send, id, 'void', 'voided')
      problemIn(await change(send, id, 'capture'), 'payment-state')
      problemIn(await change(send, id, 'refund'), 'payment-state')
    },
  },
  {
    promise: 'refuses the capture of a card whose authorisation expires, and still gives the money free',
    async check({ send }) {
      const { id } = await authorised(send, 'expires', { card: 'tok_expires' })
      problemIn(await change(send, id, 'capture'), 'payment-declined')
      await moves(send, id, 'void', 'voided')
    },
  },
]

const bad = (when: string, more: object, names: string[]): Refusal => ({
  when,
  path: '/authorisations',
  init: asking('bad', more),
  problem: 'invalid-content',
  names,
})

const refusals: readonly Refusal[] = [
  {
    when: 'a card that is declined',
    path: '/authorisations',
    init: asking('declined', { card: 'tok_declined' }),
    problem: 'payment-declined',
  },
  {
    when: 'an authorisation without an Idempotency-Key',
    path: '/authorisations',
    init: sending('POST', WANTED),
    problem: 'idempotency-key-missing',
  },
  bad('a card that is none', { card: '4242424242424242' }, ['#/card']),
  bad('a negative amount', { amount: { amount: -1, currency: 'EUR' } }, ['#/amount/amount']),
  bad('another currency', { amount: { amount: 1, currency: 'USD' } }, ['#/amount/currency']),
  bad('no reference', { reference: '' }, ['#/reference']),
  {
    when: 'a search without a reference',
    path: '/authorisations',
    problem: 'invalid-parameter',
    names: ['reference'],
  },
  { when: 'an authorisation that does not exist', path: '/authorisations/nothing', problem: 'not-found' },
  ...(['capture', 'void', 'refund'] as const).map(
    (to): Refusal => ({
      when: `${to} of an authorisation that does not exist`,
      path: `/authorisations/nothing/${to}`,
      init: { method: 'PUT' },
      problem: 'not-found',
    }),
  ),
]

/** What the bank promises merchants. */
export const bankContract = contractOf({
  name: 'bank',
  document,
  promises: [...promises, ...mannersOf('bank', document)],
  refusals: [...refusals, ...mannerlyRefusals(document)],
  async everything(send) {
    const all: unknown[] = []
    for (const id of Object.keys(SEEDED_AUTHORISATIONS)) all.push((await send(`/authorisations/${id}`)).json)
    return all
  },
})
