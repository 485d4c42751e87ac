import { assert } from 'chai'
import { type Ask, contractOf, type Promised, problemIn, type Refusal, sending } from '../../http/contract.ts'
import { hearingPromises, hearingRefusals } from '../../http/events/hearing.contract.ts'
import { mannerlyRefusals, mannersOf } from '../../http/manners.contract.ts'
import { EXAMPLE_EVENT } from './example-event.ts'
import document from './openapi.json' with { type: 'json' }
import { Count, Release, Reservation, ReservationList, Stock, StockList } from './schema.ts'
import { SEEDED_RESERVATIONS, SEEDED_STOCK } from './seed.ts'

const LE_GUIN = '9780441478125'
const DISPOSSESSED = '9780060512750'
/** One copy is left of this one. */
const LAST_COPY = '9780156235501'
/** A valid ISBN-13 of which no stock is kept. */
const UNKNOWN = '9780306406157'

const reservationOf = (lines: unknown, more: object = {}) =>
  sending('POST', { order: 'a test', lines, ...more })

/** The stock of a book, as callers see it. */
export async function stockOf(send: Ask, isbn: string, base = ''): Promise<Stock> {
  return Stock.parse((await send(`${base}/stock/${isbn}`)).json)
}

/** What inventory promises about stock, at whatever path it is mounted. */
export function stockPromises(base: string): readonly Promised[] {
  return [
    {
      promise: 'reads the stock of a book, which adds up',
      async check({ send }) {
        const { status, headers, json } = await send(`${base}/stock/9780156453806`)
        assert.equal(status, 200)
        assert.equal(headers.get('cache-control'), 'no-store')
        assert.deepEqual(Stock.parse(json), { isbn: '9780156453806', onHand: 6, reserved: 2, available: 4 })
      },
    },
    {
      promise:
        'reads the stock of several books at once: each once, in this order, without those that are not sold',
      async check({ send }) {
        const isbns = [DISPOSSESSED, UNKNOWN, LE_GUIN, DISPOSSESSED]
        const { status, headers, json } = await send(`${base}/stock?isbn=${isbns.join(',')}`)
        assert.equal(status, 200)
        assert.equal(headers.get('cache-control'), 'no-store')
        assert.deepEqual(StockList.parse(json).items, [
          await stockOf(send, DISPOSSESSED, base),
          await stockOf(send, LE_GUIN, base),
        ])
      },
    },
  ]
}

/** What inventory refuses about stock, at whatever path it is mounted. */
export function stockRefusals(base: string): readonly Refusal[] {
  return [
    { when: 'the stock of a book that is not sold', path: `${base}/stock/${UNKNOWN}`, problem: 'not-found' },
    { when: 'the stock of something that is no ISBN', path: `${base}/stock/dune`, problem: 'not-found' },
    ...['', 'isbn=', 'isbn=dune', `isbn=${LE_GUIN},`, `isbn=${Array(51).fill(LE_GUIN).join(',')}`].map(
      (query): Refusal => ({
        when: `the stock of several books by ?${query.slice(0, 40)}`,
        path: `${base}/stock?${query}`,
        problem: 'invalid-parameter',
      }),
    ),
  ]
}

/** The stock of every book, as callers see it. */
export async function everyStock(send: Ask, base: string): Promise<unknown> {
  const all: unknown[] = []
  for (const isbn of Object.keys(SEEDED_STOCK)) all.push(await stockOf(send, isbn, base))
  return all
}

const reservationPromises: readonly Promised[] = [
  {
    promise: 'holds copies, which others can no longer have',
    async check({ send }) {
      const before = await stockOf(send, LE_GUIN)
      const { status, headers, json } = await send(
        '/reservations',
        reservationOf([{ isbn: LE_GUIN, quantity: 2 }]),
      )
      assert.equal(status, 201)
      const reservation = Reservation.parse(json)
      assert.deepInclude(reservation, {
        order: 'a test',
        lines: [{ isbn: LE_GUIN, quantity: 2 }],
        state: 'held',
      })
      assert.equal(headers.get('location'), `/reservations/${reservation.id}`)
      assert.deepEqual((await send(headers.get('location') ?? '')).json, json)
      assert.deepEqual(await stockOf(send, LE_GUIN), {
        ...before,
        reserved: before.reserved + 2,
        available: before.available - 2,
      })
    },
  },
  {
    promise: 'gives copies back once, however often it is asked to',
    async check({ send }) {
      const before = await stockOf(send, DISPOSSESSED)
      const held = await send('/reservations', reservationOf([{ isbn: DISPOSSESSED, quantity: 3 }]))
      const address = held.headers.get('location') ?? ''
      for (const _ of ['once', 'twice', 'a third time']) {
        assert.equal((await send(address, { method: 'DELETE' })).status, 204)
        assert.deepEqual(await stockOf(send, DISPOSSESSED), before)
      }
      assert.equal(Reservation.parse((await send(address)).json).state, 'released')
    },
  },
  {
    promise: 'holds all lines or none',
    async check({ send }) {
      const before = [await stockOf(send, LE_GUIN), await stockOf(send, LAST_COPY)]
      const lines = [
        { isbn: LE_GUIN, quantity: 1 },
        { isbn: LAST_COPY, quantity: 2 },
      ]
      const { status, json } = await send('/reservations', reservationOf(lines))
      assert.equal(status, 409)
      assert.deepNestedInclude(json, { 'errors[0].pointer': '#/lines/1/quantity' })
      assert.deepEqual([await stockOf(send, LE_GUIN), await stockOf(send, LAST_COPY)], before)
    },
  },
  {
    promise: 'sells the last copy once, to one of many who ask at the same time',
    async check({ send }) {
      const asked = Array.from({ length: 6 }, () =>
        send('/reservations', reservationOf([{ isbn: LAST_COPY, quantity: 1 }])),
      )
      const statuses = (await Promise.all(asked)).map(({ status }) => status)
      assert.deepEqual(statuses.sort(), [201, 409, 409, 409, 409, 409])
      assert.deepInclude(await stockOf(send, LAST_COPY), { available: 0 })
    },
  },
  {
    promise: 'counts two lines of one book together',
    async check({ send }) {
      const line = { isbn: LE_GUIN, quantity: 2 }
      assert.equal((await send('/reservations', reservationOf([line, line]))).status, 409)
      assert.equal((await stockOf(send, LE_GUIN)).available, 3)
    },
  },
]

const undoPromises: readonly Promised[] = [
  {
    promise: 'holds copies once for one Idempotency-Key, and answers the same again',
    async check({ send }) {
      const before = await stockOf(send, LE_GUIN)
      const asking = { ...reservationOf([{ isbn: LE_GUIN, quantity: 1 }]) }
      asking.headers = { ...Object.fromEntries(new Headers(asking.headers)), 'idempotency-key': '"once"' }
      const replies = await Promise.all(Array.from({ length: 3 }, () => send('/reservations', asking)))
      assert.deepEqual(
        replies.map(({ status }) => status),
        [201, 201, 201],
      )
      assert.lengthOf([...new Set(replies.map(({ text }) => text))], 1)
      assert.equal((await stockOf(send, LE_GUIN)).reserved, before.reserved + 1)
    },
  },
  {
    promise: 'finds what is held for an order',
    async check({ send }) {
      const found = async (order: string) =>
        ReservationList.parse((await send(`/reservations?order=${order}`)).json).items
      assert.deepEqual(
        (await found('7')).map(({ id, state }) => [id, state]),
        [['seeded-7', 'held']],
      )
      assert.deepEqual(await found('nobody'), [])
    },
  },
  {
    promise:
      'gives an order up: what is held is free, the same is answered again, and what comes late is refused',
    async check({ send }) {
      const before = await stockOf(send, LE_GUIN)
      const lines = [{ isbn: LE_GUIN, quantity: 2 }]
      const held = Reservation.parse((await send('/reservations', reservationOf(lines))).json)
      const first = await send('/releases/a%20test', { method: 'PUT' })
      assert.equal(first.status, 201)
      assert.deepInclude(Release.parse(first.json), { order: 'a test', reservations: [held.id] })
      assert.deepEqual(await stockOf(send, LE_GUIN), before)
      const again = await send('/releases/a%20test', { method: 'PUT' })
      assert.equal(again.status, 200)
      assert.equal(again.text, first.text)
      problemIn(await send('/reservations', reservationOf(lines)), 'order-given-up')
      assert.deepEqual(await stockOf(send, LE_GUIN), before)
    },
  },
  {
    promise: 'gives an order up before anything is held for it, so that a late request holds nothing',
    async check({ send }) {
      const before = await stockOf(send, LE_GUIN)
      const { json } = await send('/releases/a%20test', { method: 'PUT' })
      assert.deepEqual(Release.parse(json).reservations, [])
      const late = await send('/reservations', reservationOf([{ isbn: LE_GUIN, quantity: 1 }]))
      problemIn(late, 'order-given-up')
      assert.deepEqual(await stockOf(send, LE_GUIN), before)
    },
  },
]

const expiryPromises: readonly Promised[] = [
  {
    promise: 'holds copies for a time, and for good when the order is committed',
    async check({ send }) {
      const lines = [{ isbn: LE_GUIN, quantity: 1 }]
      const held = Reservation.parse((await send('/reservations', reservationOf(lines, { ttlS: 900 }))).json)
      assert.isString(held.expiresAt)
      const { expiresAt: _, ...firm } = held
      for (const _ of ['once', 'twice']) {
        const { status, json } = await send('/commitments/a%20test', { method: 'PUT' })
        assert.equal(status, 200)
        assert.deepEqual(json, firm)
      }
      assert.deepEqual((await send(`/reservations/${held.id}`)).json, firm)
      await send('/releases/a%20test', { method: 'PUT' })
      problemIn(await send('/commitments/a%20test', { method: 'PUT' }), 'order-given-up')
    },
  },
]

const countOf = (onHand: unknown, fields: Record<string, string> = {}) => sending('PUT', { onHand }, fields)

const countPromises: readonly Promised[] = [
  {
    promise: 'writes a count, without looking at what was read',
    async check({ send }) {
      const { status, json } = await send(`/counts/${LE_GUIN}`, countOf(9))
      assert.equal(status, 200)
      assert.deepEqual(Count.parse(json), { isbn: LE_GUIN, onHand: 9, reserved: 0 })
      assert.deepEqual((await send(`/counts/${LE_GUIN}`)).json, json)
      assert.deepInclude(await stockOf(send, LE_GUIN), { onHand: 9, available: 9 })
    },
  },
  {
    promise:
      'writes a count that was read, once: the second writer of the same version gets 412 and the new tag',
    async check({ send }) {
      const read = await send(`/counts/${LE_GUIN}`)
      const etag = read.headers.get('etag') ?? ''
      assert.match(etag, /^"[0-9a-f]+"$/)
      assert.equal((await send(`/counts/${LE_GUIN}`, { headers: { 'if-none-match': etag } })).status, 304)
      assert.equal((await send(`/counts/${LE_GUIN}`, countOf(2, { 'if-match': etag }))).status, 200)
      const second = await send(`/counts/${LE_GUIN}`, countOf(2, { 'if-match': etag }))
      problemIn(second, 'precondition-failed')
      const now = await send(`/counts/${LE_GUIN}`)
      assert.deepInclude(now.json, { onHand: 2 })
      assert.equal(second.headers.get('etag'), now.headers.get('etag'))
      for (const several of [`"nothing", ${now.headers.get('etag')}`, '*'])
        assert.equal((await send(`/counts/${LE_GUIN}`, countOf(2, { 'if-match': several }))).status, 200)
    },
  },
  {
    promise: 'never counts less than it has promised, whatever version was read',
    async check({ send }) {
      await send('/reservations', reservationOf([{ isbn: LE_GUIN, quantity: 2 }]))
      const refused = await send(`/counts/${LE_GUIN}`, countOf(1))
      assert.deepEqual(problemIn(refused, 'out-of-stock').errors?.[0]?.pointer, '#/onHand')
      // A precondition counts only where the request would succeed without it (RFC 9110 §13.2.1).
      problemIn(await send(`/counts/${LE_GUIN}`, countOf(1, { 'if-match': '"old"' })), 'out-of-stock')
      assert.equal((await send(`/counts/${LE_GUIN}`, countOf(2))).status, 200)
    },
  },
]

const countRefusals: readonly Refusal[] = [
  {
    when: 'committing an order for which nothing is held',
    path: '/commitments/nobody',
    init: { method: 'PUT' },
    problem: 'not-found',
  },
  { when: 'the count of a book that is not sold', path: `/counts/${UNKNOWN}`, problem: 'not-found' },
  {
    when: 'a count of a book that is not sold',
    path: `/counts/${UNKNOWN}`,
    init: countOf(1),
    problem: 'not-found',
  },
  {
    when: 'a count of another version',
    path: `/counts/${LE_GUIN}`,
    init: countOf(1, { 'if-match': '"old"' }),
    problem: 'precondition-failed',
  },
  {
    when: 'a count of a version by a weak tag, which is not enough to overwrite',
    path: `/counts/${LE_GUIN}`,
    init: countOf(1, { 'if-match': 'W/"39169382e729d95cef"' }),
    problem: 'precondition-failed',
  },
  ...[-1, 0.5, '3', null, 1_000_001].map(
    (onHand): Refusal => ({
      when: `a count of ${JSON.stringify(onHand)}`,
      path: `/counts/${LE_GUIN}`,
      init: countOf(onHand),
      problem: 'invalid-content',
      names: ['#/onHand'],
    }),
  ),
]

const bad = (when: string, lines: unknown, names: string[], more: object = {}): Refusal => ({
  when,
  path: '/reservations',
  init: reservationOf(lines, more),
  problem: 'invalid-content',
  names,
})

const reservationRefusals: readonly Refusal[] = [
  {
    when: 'more copies than there are',
    path: '/reservations',
    init: reservationOf([{ isbn: LE_GUIN, quantity: 4 }]),
    problem: 'out-of-stock',
    names: ['#/lines/0/quantity'],
  },
  {
    when: 'copies of an unknown book',
    path: '/reservations',
    init: reservationOf([{ isbn: UNKNOWN, quantity: 1 }]),
    problem: 'unknown-book',
    names: ['#/lines/0/isbn'],
  },
  bad('no lines', [], ['#/lines']),
  bad('lines of another type', 'all', ['#/lines']),
  bad('zero copies', [{ isbn: LE_GUIN, quantity: 0 }], ['#/lines/0/quantity']),
  bad('less than no copies', [{ isbn: LE_GUIN, quantity: -1 }], ['#/lines/0/quantity']),
  bad('half a copy', [{ isbn: LE_GUIN, quantity: 0.5 }], ['#/lines/0/quantity']),
  bad('copies as text', [{ isbn: LE_GUIN, quantity: '1' }], ['#/lines/0/quantity']),
  bad(
    'several wrong places',
    [{ isbn: '1', quantity: 0, colour: 'red' }],
    ['#/lines/0/isbn', '#/lines/0/quantity', '#/lines/0/colour', '#/order'],
    { order: '' },
  ),
  { when: 'reservations of no order', path: '/reservations', problem: 'invalid-parameter', names: ['order'] },
  {
    when: 'reservations of an order without a name',
    path: '/reservations?order=',
    problem: 'invalid-parameter',
    names: ['order'],
  },
  { when: 'reading a reservation that does not exist', path: '/reservations/nothing', problem: 'not-found' },
  {
    when: 'releasing a reservation that does not exist',
    path: '/reservations/nothing',
    init: { method: 'DELETE' },
    problem: 'not-found',
  },
]

/** What inventory promises its callers. */
export const inventoryContract = contractOf({
  name: 'inventory',
  document,
  promises: [
    ...stockPromises(''),
    ...countPromises,
    ...reservationPromises,
    ...undoPromises,
    ...expiryPromises,
    ...hearingPromises('/events/inventory', EXAMPLE_EVENT),
    ...mannersOf('inventory', document),
  ],
  refusals: [
    ...stockRefusals(''),
    ...countRefusals,
    ...reservationRefusals,
    ...hearingRefusals('/events/inventory', EXAMPLE_EVENT),
    ...mannerlyRefusals(document),
  ],
  async everything(send) {
    const reservations: unknown[] = []
    for (const id of Object.keys(SEEDED_RESERVATIONS))
      reservations.push((await send(`/reservations/${id}`)).json)
    return { stock: await everyStock(send, ''), reservations }
  },
})
