import { assert } from 'chai'
import * as z from 'zod'
import { type Ask, as, contractOf, type Promised, type Refusal, sending } from '../../http/contract.ts'
import { mannerlyRefusals, mannersOf } from '../../http/manners.contract.ts'
import document from './openapi.json' with { type: 'json' }
import { GraphqlResponse, LIMITS } from './schema.ts'

const LE_GUIN = '9780441478125'
const DUNE = '9780441013593'
/** A valid ISBN-13 that is not in the catalogue. */
const UNKNOWN = '9780306406157'
const STRICT = { accept: 'application/graphql-response+json' }

/** Sends an operation, and brings the response. */
async function ask(
  send: Ask,
  query: string,
  { variables, headers = {} }: { variables?: unknown; headers?: Record<string, string> } = {},
): Promise<{ status: number; type: string | null } & GraphqlResponse> {
  const {
    status,
    headers: fields,
    json,
  } = await send(
    '/graphql',
    sending('POST', { query, ...(variables === undefined ? {} : { variables }) }, headers),
  )
  return { status, type: fields.get('content-type'), ...GraphqlResponse.parse(json) }
}

/** The code of each error of a response. */
const codesOf = ({ errors = [] }: GraphqlResponse) => errors.map(({ extensions }) => extensions?.code)

const Books = z.object({
  books: z.object({
    nodes: z.array(z.object({ isbn: z.string() })),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  }),
})

const asking: readonly Promised[] = [
  {
    promise: 'answers with what was asked for, in its shape, and no more',
    async check({ send }) {
      const { status, type, data, errors } = await ask(
        send,
        'query ($isbn: ID!) { it: book(isbn: $isbn) { title price { amount } stock { available } recommendations(first: 1) { because times book { title stock { onHand } } } } }',
        { variables: { isbn: LE_GUIN } },
      )
      assert.equal(status, 200)
      assert.equal(type, 'application/json')
      assert.isUndefined(errors)
      assert.deepEqual(data, {
        it: {
          title: 'The Left Hand of Darkness',
          price: { amount: 1099 },
          stock: { available: 3 },
          recommendations: [
            {
              because: 'bought together',
              times: 2,
              book: { title: 'The Dispossessed', stock: { onHand: 6 } },
            },
          ],
        },
      })
    },
  },
  {
    promise: 'answers the same to GET, with variables in the address',
    async check({ send }) {
      const query = 'query One($isbn: ID!) { book(isbn: $isbn) { title } } query Other { me { customer } }'
      const parameters = { query, operationName: 'One', variables: JSON.stringify({ isbn: DUNE }) }
      const { status, headers, json } = await send(`/graphql?${new URLSearchParams(parameters)}`)
      assert.equal(status, 200)
      assert.equal(headers.get('cache-control'), 'private, no-store')
      assert.deepEqual(json, { data: { book: { title: 'Dune' } } })
    },
  },
  {
    promise: 'lists every book once, page by page',
    async check({ send }) {
      const seen: string[] = []
      let after: string | null = null
      do {
        const variables: unknown = { after }
        const { data } = await ask(
          send,
          'query ($after: String) { books(first: 50, after: $after, sort: PRICE_DESC) { nodes { isbn } pageInfo { hasNextPage endCursor } } }',
          { variables },
        )
        const { nodes, pageInfo } = Books.parse(data).books
        seen.push(...nodes.map(({ isbn }) => isbn))
        assert.equal(pageInfo.hasNextPage, pageInfo.endCursor !== null)
        after = pageInfo.endCursor
      } while (after !== null)
      assert.isAtLeast(seen.length, 51)
      assert.equal(new Set(seen).size, seen.length)
    },
  },
  {
    promise: 'answers null for what does not exist, which is no error',
    async check({ send }) {
      const { data, errors } = await ask(
        send,
        `{ a: book(isbn: "${UNKNOWN}") { title } b: book(isbn: "dune") { title } c: order(id: "nothing") { id } d: order(id: "../2") { id } e: cart(id: "seeded-cart-of-alice") { id } }`,
      )
      assert.deepEqual(data, { a: null, b: null, c: null, d: null, e: null })
      assert.isUndefined(errors)
    },
  },
  {
    promise: 'shows each their own orders and carts, with the books as they are now',
    async check({ send }) {
      const query =
        '{ me { customer orders(first: 1) { nodes { id state lines { title quantity book { isbn } } } } } cart(id: "seeded-cart") { lines { title quantity book { stock { available } } } } }'
      const guest = await ask(send, query)
      assert.deepNestedInclude(guest.data, { 'me.customer': 'guest' })
      assert.deepNestedInclude(guest.data, { 'cart.lines[0].title': 'Dune' })
      assert.isNumber(
        z
          .object({
            cart: z.object({
              lines: z
                .array(z.object({ book: z.object({ stock: z.object({ available: z.number() }) }) }))
                .length(2),
            }),
          })
          .parse(guest.data).cart.lines[0]?.book.stock.available,
      )
      const alice = await ask(send, '{ me { customer orders { nodes { customer } } } }', {
        headers: as('alice', 'orders:read'),
      })
      const { me } = z
        .object({
          me: z.object({
            customer: z.string(),
            orders: z.object({ nodes: z.array(z.object({ customer: z.string() })).min(1) }),
          }),
        })
        .parse(alice.data)
      assert.equal(me.customer, 'alice')
      assert.deepEqual([...new Set(me.orders.nodes.map(({ customer }) => customer))], ['alice'])
    },
  },
  {
    promise: 'describes itself',
    async check({ send }) {
      const { data, errors } = await ask(
        send,
        '{ __schema { queryType { name } types { name fields { name type { name ofType { name ofType { name } } } } } } }',
        { headers: STRICT },
      )
      assert.isUndefined(errors)
      assert.include(JSON.stringify(data), 'BookConnection')
    },
  },
]

const changing: readonly Promised[] = [
  {
    promise: 'places an order once per key, and cancels it',
    async check({ send }) {
      const place = (quantity = 1) =>
        ask(
          send,
          'mutation ($order: NewOrder!) { placeOrder(order: $order, idempotencyKey: "graph") { id state total { amount } lines { title } } }',
          { variables: { order: { lines: [{ isbn: LE_GUIN, quantity }], expectedTotal: 1099 } } },
        )
      const first = await place()
      assert.isUndefined(first.errors)
      const { placeOrder } = z
        .object({ placeOrder: z.object({ id: z.string(), state: z.string() }) })
        .parse(first.data)
      assert.equal(placeOrder.state, 'CONFIRMED')
      assert.deepEqual((await place()).data, first.data)
      assert.deepEqual(codesOf(await place(2)), ['IDEMPOTENCY_KEY_REUSED'])
      const cancel = `mutation { cancelOrder(id: "${placeOrder.id}") { refunded { amount } order { state } } }`
      for (const _ of ['once', 'twice'])
        assert.deepEqual((await ask(send, cancel)).data, {
          cancelOrder: { refunded: { amount: 1099 }, order: { state: 'CANCELLED' } },
        })
    },
  },
  {
    promise: 'does the parts of a mutation one after another; what fails is null, and says where and why',
    async check({ send }) {
      const { status, type, data, errors } = await ask(
        send,
        `mutation {
          many: placeOrder(order: { lines: [{ isbn: "${LE_GUIN}", quantity: 20 }] }, idempotencyKey: "many") { id }
          wrong: placeOrder(order: { lines: [{ isbn: "${LE_GUIN}", quantity: 0 }] }, idempotencyKey: "wrong") { id }
          poor: placeOrder(order: { lines: [{ isbn: "${DUNE}", quantity: 1 }], card: tok_declined }, idempotencyKey: "poor") { id }
          none: cancelOrder(id: "nothing") { cancelledAt }
          fine: placeOrder(order: { lines: [{ isbn: "${DUNE}", quantity: 1 }] }, idempotencyKey: "fine") { state }
        }`,
        { headers: STRICT },
      )
      assert.equal(status, 200)
      assert.equal(type, STRICT.accept)
      assert.deepEqual(data, {
        many: null,
        wrong: null,
        poor: null,
        none: null,
        fine: { state: 'CONFIRMED' },
      })
      assert.deepEqual(
        errors?.map(({ path, extensions }) => [path?.join('.'), extensions?.code]),
        [
          ['many', 'OUT_OF_STOCK'],
          ['wrong', 'INVALID_CONTENT'],
          ['poor', 'PAYMENT_DECLINED'],
          ['none', 'NOT_FOUND'],
        ],
      )
      assert.deepNestedInclude(errors?.[1], { 'extensions.errors[0].pointer': '#/lines/0/quantity' })
    },
  },
]

/** Something that the edge does not begin with, and the code that it says why with. */
const refused = (when: string, query: string, code: string, variables?: unknown): Promised => ({
  promise: `refuses ${when}: 400 to whoever speaks the protocol of today, 200 to older clients`,
  async check({ send }) {
    const strict = await ask(send, query, { variables, headers: STRICT })
    assert.equal(strict.status, 400)
    assert.equal(strict.type, STRICT.accept)
    const legacy = await ask(send, query, { variables, headers: { accept: 'application/json' } })
    assert.equal(legacy.status, 200)
    for (const response of [strict, legacy]) {
      assert.notProperty(response, 'data')
      assert.include(codesOf(response), code)
    }
  },
})

const nested = (levels: number) =>
  `{ book(isbn: "${LE_GUIN}") ${'{ recommendations(first: 1) { book '.repeat(levels)}{ title }${' } }'.repeat(levels)} }`
/** Fragments that each spread the next one twice: 2^40 fields, if one counted them one by one. */
const bomb = `{ book(isbn: "${LE_GUIN}") { ...f0 } } ${Array.from({ length: 40 }, (_, i) => `fragment f${i} on Book { recommendations(first: 1) { book { ${i === 39 ? 'title' : `a: title ...f${i + 1}`} } } b: recommendations(first: 1) { book { ${i === 39 ? 'title' : `...f${i + 1}`} } } }`).join(' ')}`

const limits: readonly Promised[] = [
  refused('a document that is none', '{ books {', 'INVALID_OPERATION'),
  refused('an empty document', '', 'INVALID_OPERATION'),
  refused('a field that nobody has', '{ books { colour } }', 'INVALID_OPERATION'),
  refused(
    'variables that do not fit',
    'query ($n: Int!) { books(first: $n) { nodes { isbn } } }',
    'INVALID_OPERATION',
    { n: 'many' },
  ),
  refused(
    'a document with several operations and no name',
    'query A { me { customer } } query B { me { customer } }',
    'INVALID_OPERATION',
  ),
  refused(
    'fragments in a circle',
    '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }',
    'INVALID_OPERATION',
  ),
  refused('what is too deep', nested(5), 'OPERATION_TOO_COSTLY'),
  refused(
    'what could be too much',
    'query ($n: Int!) { books(first: $n) { nodes { recommendations(first: 10) { book { stock { available } } } } } }',
    'OPERATION_TOO_COSTLY',
    { n: 50 },
  ),
  refused(
    'the same under too many names',
    `{ ${Array.from({ length: LIMITS.aliases + 1 }, (_, i) => `a${i}: me { customer }`).join(' ')} }`,
    'OPERATION_TOO_COSTLY',
  ),
  refused(
    'too long a document',
    `{ me { customer } } #${'x'.repeat(LIMITS.characters)}`,
    'INVALID_OPERATION',
  ),
  refused('too many words', `{ ${'me { customer } '.repeat(LIMITS.tokens / 4)} }`, 'INVALID_OPERATION'),
  refused('fragments that multiply', bomb, 'INVALID_OPERATION'),
  refused(
    'a description that is asked for without end',
    `{ __schema { types { ${'fields { type { '.repeat(4)} name ${'} }'.repeat(4)} } } }`,
    'INVALID_OPERATION',
  ),
  {
    promise: 'gives what is just within the limits',
    async check({ send }) {
      for (const query of [
        nested(4),
        '{ books(first: 50) { nodes { recommendations(first: 8) { book { title } } } } }',
        `{ ${Array.from({ length: LIMITS.aliases }, (_, i) => `a${i}: me { customer }`).join(' ')} }`,
      ])
        assert.isUndefined((await ask(send, query, { headers: STRICT })).errors, query)
    },
  },
  {
    promise: 'says of an argument that it can not use which one it is, and answers the rest',
    async check({ send }) {
      const { status, data, errors } = await ask(
        send,
        '{ a: books(first: 0) { nodes { isbn } } b: books(after: "nonsense") { nodes { isbn } } me { customer } }',
        { headers: STRICT },
      )
      assert.equal(status, 200)
      assert.deepEqual(data, { a: null, b: null, me: { customer: 'guest' } })
      assert.sameDeepMembers(errors?.map(({ path, extensions }) => [path, extensions?.code]) ?? [], [
        [['a'], 'INVALID_PARAMETER'],
        [['b'], 'INVALID_PARAMETER'],
      ])
    },
  },
]

/** The events of an answer of the edge, as whoever reads a stream gets them (WHATWG HTML §9.2.6). */
const eventsIn = (text: string) =>
  text
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => {
      const [, name, data] = /^event: (\w+)\ndata: ?(.*)$/.exec(event) ?? []
      return [name, data ? GraphqlResponse.parse(JSON.parse(data)) : undefined] as const
    })

const STREAM = { accept: 'text/event-stream' }

const subscribing: readonly Promised[] = [
  {
    promise: 'tells whoever subscribed that an order was cancelled',
    async check({ send }) {
      const query = 'subscription { orderChanged(id: "7") { id state lines { book { title } } } }'
      const changed = send('/graphql', sending('POST', { query }, STREAM))
      // Whoever subscribes is heard before the order changes, or hears of the state that it did not know.
      await ask(send, '{ order(id: "7") { state } }')
      await ask(send, 'mutation { cancelOrder(id: "7") { cancelledAt } }')
      const known = 'subscription { orderChanged(id: "7", from: CONFIRMED) { state } }'
      const late = await send(`/graphql?${new URLSearchParams({ query: known })}`, { headers: STREAM })
      for (const { status, headers } of [await changed, late]) {
        assert.equal(status, 200)
        assert.equal(headers.get('content-type'), STREAM.accept)
      }
      const [next, complete] = eventsIn((await changed).text)
      assert.equal(next?.[0], 'next')
      assert.deepNestedInclude(next?.[1], { 'data.orderChanged.state': 'CANCELLED' })
      assert.deepEqual(complete, ['complete', undefined])
      assert.deepEqual(eventsIn(late.text), [
        ['next', { data: { orderChanged: { state: 'CANCELLED' } } }],
        ['complete', undefined],
      ])
    },
  },
  {
    promise: 'answers whatever else is asked for as a stream with one result, refusals as well',
    async check({ send }) {
      for (const [query, code] of [
        ['{ me { customer } }', undefined],
        ['{ nobody }', 'INVALID_OPERATION'],
        ['subscription { orderChanged(id: "nothing") { id } }', 'NOT_FOUND'],
        ['subscription { orderChanged(id: "8") { id } }', 'NOT_FOUND'],
      ] as const) {
        const { status, text } = await send('/graphql', sending('POST', { query }, STREAM))
        assert.equal(status, 200)
        const [next, complete, ...more] = eventsIn(text)
        assert.equal(next?.[1]?.errors?.[0]?.extensions?.code, code, query)
        assert.equal(complete?.[0], 'complete')
        assert.isEmpty(more)
      }
    },
  },
]

/** What the edge promises, wherever it is mounted: its path is the same. */
export const graphqlPromises: readonly Promised[] = [
  ...asking,
  ...changing,
  ...limits,
  ...subscribing,
  {
    promise: 'answers in the media type that a client likes best',
    async check({ send }) {
      for (const [accept, type] of [
        ['*/*', 'application/json'],
        ['application/*', 'application/json'],
        ['application/json;q=0.5, application/graphql-response+json', 'application/graphql-response+json'],
        ['application/graphql-response+json;q=0.5, application/json', 'application/json'],
        ['application/json;q=0, */*', 'application/graphql-response+json'],
      ] as const) {
        const response = await ask(send, '{ me { customer } }', { headers: { accept } })
        assert.equal(response.type, type, accept)
      }
    },
  },
]

const badRequest = (when: string, body: unknown, ...names: string[]): Refusal => ({
  when,
  path: '/graphql',
  init: sending('POST', body),
  problem: 'malformed-request',
  names,
})

/** What is no request of GraphQL over HTTP. */
export const graphqlRefusals: readonly Refusal[] = [
  badRequest('no query', {}, '#/query'),
  badRequest('a query that is no text', { query: { book: true } }, '#/query'),
  badRequest('variables in a list', { query: '{ me { customer } }', variables: [] }, '#/variables'),
  badRequest('several requests at once', [{ query: '{ me { customer } }' }], '#'),
  { when: 'GET without a query', path: '/graphql', problem: 'malformed-request', names: ['#/query'] },
  {
    when: 'GET with variables that are not JSON',
    path: '/graphql?query=%7Bme%7Bcustomer%7D%7D&variables=%7B',
    problem: 'malformed-request',
    names: ['variables'],
  },
  {
    when: 'GET with two queries',
    path: '/graphql?query=a&query=b',
    problem: 'invalid-parameter',
    names: ['query'],
  },
  {
    when: 'GET with a mutation',
    path: `/graphql?${new URLSearchParams({ query: `mutation { placeOrder(order: { lines: [{ isbn: "${LE_GUIN}", quantity: 1 }] }, idempotencyKey: "get") { id } }` })}`,
    problem: 'method-not-allowed',
    fields: { allow: 'POST' },
  },
  {
    when: 'a subscription whose answer may not be a stream',
    path: '/graphql',
    init: sending('POST', { query: 'subscription { orderChanged(id: "7", from: CANCELLED) { id } }' }),
    problem: 'not-acceptable',
  },
  { when: 'a path below the edge', path: '/graphql/books', problem: 'not-found' },
]

/** What the GraphQL edge promises its callers. */
export const graphqlContract = contractOf({
  name: 'graphql',
  document,
  promises: [...graphqlPromises, ...mannersOf('graphql', document)],
  refusals: [...graphqlRefusals, ...mannerlyRefusals(document)],
  everything: async (send) =>
    (
      await ask(
        send,
        '{ me { orders(first: 15) { nodes { id state lines { isbn quantity } } } } books(first: 50) { nodes { isbn stock { reserved } } } }',
      )
    ).data,
})
