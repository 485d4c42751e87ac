import {
  buildClientSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  printSchema,
  validateSchema,
} from 'graphql'
import { auditServer } from 'graphql-http'
import { createClient } from 'graphql-sse'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { type FinishedRun, runScenario } from '#mocks/runtimes/virtual.ts'
import { GraphqlResponse } from '#mocks/services/graphql/schema.ts'
import { Architecture, type ScenarioInput, Settings } from '#mocks/systems/scenario.ts'
import { withBookshop } from './support/virtual.ts'

const URL_OF_EDGE = 'https://api.bookshop.example/graphql'

const asking = (query: string): NonNullable<ScenarioInput['workload']>[number] => ({
  method: 'POST',
  url: URL_OF_EDGE,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query }),
})

/** How many requests went from whom to whom, without those of the background. */
function callsOf({ events, exchanges }: FinishedRun): Record<string, number> {
  const calls: Record<string, number> = {}
  for (const event of events)
    if (event.kind === 'request' && event.traceId === exchanges[0]?.traceId) {
      const edge = `${event.from} → ${event.to}`
      calls[edge] = (calls[edge] ?? 0) + 1
    }
  return calls
}

function answerOf({ exchanges }: FinishedRun): GraphqlResponse {
  const content = exchanges[0]?.response?.content
  return GraphqlResponse.parse(content && 'text' in content ? JSON.parse(content.text) : undefined)
}

describe('what the edge asks of other services', () => {
  const PAGE = '{ books(first: 24) { nodes { title stock { available } } } }'
  const AGAIN =
    '{ books(first: 6, q: "le guin") { nodes { stock { available } again: stock { onHand } recommendations { book { title stock { available } } } } } }'
  const ask = (query: string, graphqlBatching: 'on' | 'off', more: Partial<ScenarioInput> = {}) =>
    runScenario({ v: 1, ...more, settings: { graphqlBatching }, workload: [asking(query)] })

  test('without batching: one call for the list and one for each item', async () => {
    expect(callsOf(await ask(PAGE, 'off'))).toEqual({
      'client → gateway': 1,
      'gateway → graphql': 1,
      'graphql → catalog': 1,
      'graphql → inventory': 24,
    })
  })

  test('with batching: one call for the list and one for all items', async () => {
    expect(callsOf(await ask(PAGE, 'on'))).toMatchObject({ 'graphql → catalog': 1, 'graphql → inventory': 1 })
  })

  test('what was asked for before is not asked for again in the same request', async () => {
    const [on, off] = [await ask(AGAIN, 'on'), await ask(AGAIN, 'off')]
    expect(answerOf(on)).toEqual(answerOf(off))
    const each = (run: FinishedRun) =>
      run.events.flatMap((event) =>
        event.kind === 'request' && event.to === 'inventory'
          ? new URL(event.message.url).pathname + new URL(event.message.url).search
          : [],
      )
    const isbns = each(on).flatMap((path) => path.replace('/stock?isbn=', '').split(','))
    expect(new Set(isbns).size).toBe(isbns.length)
    expect(each(off).length).toBeGreaterThan(isbns.length)
  })

  test.each(['on', 'off'] as const)('batching %s: no HTTP inside the monolith', async (batching) => {
    const run = await ask(PAGE, batching, { system: 'monolith' })
    expect(callsOf(run)).toEqual({ 'client → monolith': 1 })
    expect(answerOf(run)).toEqual(answerOf(await ask(PAGE, batching)))
  })

  test('who asks nothing of a service does not need it', async () => {
    const down = { faults: [{ kind: 'down' as const, service: 'inventory' as const }] }
    const { data, errors } = answerOf(await ask('{ book(isbn: "9780441478125") { title } }', 'on', down))
    expect([data, errors]).toEqual([{ book: { title: 'The Left Hand of Darkness' } }, undefined])
  })

  test('what does not come is null, the rest is there, and each place says why', async () => {
    const run = await ask(PAGE, 'on', { faults: [{ kind: 'down', service: 'inventory' }] })
    expect(run.exchanges[0]?.response?.status).toBe(200)
    const { data, errors } = answerOf(run)
    const Page = z.object({
      books: z.object({ nodes: z.array(z.object({ title: z.string(), stock: z.null() })) }),
    })
    expect(Page.parse(data).books.nodes).toHaveLength(24)
    expect(errors?.map(({ path }) => path)).toEqual(
      Array.from({ length: 24 }, (_, at) => ['books', 'nodes', at, 'stock']),
    )
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'DEPENDENCY_UNAVAILABLE',
      type: 'https://api.bookshop.example/problems/dependency-unavailable',
      dependency: 'inventory',
    })
  })
})

describe('the same graph, whatever is behind it', () => {
  const OPERATIONS = [
    '{ books(first: 7, q: "the", sort: YEAR_DESC) { nodes { isbn title authors year pages subjects price { amount currency } stock { onHand reserved available } } pageInfo { hasNextPage endCursor } } }',
    '{ book(isbn: "9780441478125") { recommendations(first: 4) { because times book { title stock { available } } } } }',
    '{ me { customer orders(first: 3) { nodes { id customer state placedAt total { amount } lines { isbn quantity unitPrice { amount } book { title } } } pageInfo { endCursor } } } }',
    '{ order(id: "7") { state } other: order(id: "8") { state } cart(id: "seeded-cart") { total { amount } updatedAt lines { title book { price { amount } } } } }',
    'mutation { placeOrder(order: { lines: [{ isbn: "9780441478125", quantity: 2 }, { isbn: "9780441013593", quantity: 1 }] }, idempotencyKey: "a") { id state placedAt } }',
    'mutation { placeOrder(order: { lines: [{ isbn: "9780441478125", quantity: 2 }, { isbn: "9780441013593", quantity: 1 }] }, idempotencyKey: "a") { id state placedAt } }',
    'mutation { placeOrder(order: { lines: [{ isbn: "9780441478125", quantity: 9 }] }, idempotencyKey: "a") { id } }',
    'mutation { placeOrder(order: { lines: [{ isbn: "dune", quantity: 0 }] }, idempotencyKey: "b") { id } }',
    'mutation { placeOrder(order: { lines: [] }, idempotencyKey: "c") { id } }',
    'mutation { placeOrder(order: { lines: [{ isbn: "9780306406157", quantity: 1 }] }, idempotencyKey: "d") { id } }',
    'mutation { placeOrder(order: { lines: [{ isbn: "9780441478125", quantity: 20 }] }, idempotencyKey: "e") { id } }',
    'mutation { placeOrder(order: { lines: [{ isbn: "9780441013593", quantity: 1 }], card: tok_declined }, idempotencyKey: "f") { id } }',
    'mutation { placeOrder(order: { lines: [{ isbn: "9780441013593", quantity: 1 }], expectedTotal: 1 }, idempotencyKey: "g") { id } }',
    'mutation { placeOrder(order: { lines: [{ isbn: "9780441013593", quantity: 1 }] }, idempotencyKey: "") { id } }',
    'mutation { placeOrder(order: { lines: [{ isbn: "9780441013593", quantity: 1 }], delivery: { recipient: "Ursula Kroeber", address: { street: "Anarres Street 7", postcode: "10115", city: "Berlin", country: "DE" } } }, idempotencyKey: "h") { total { amount } delivery { recipient address { street postcode city country } } } }',
    'mutation { placeOrder(order: { lines: [{ isbn: "9780441013593", quantity: 1 }], delivery: { recipient: "Ursula Kroeber", address: { street: "", postcode: "10115", city: "Berlin", country: "Germany" } } }, idempotencyKey: "i") { id } }',
    'mutation { cancelOrder(id: "9") { refunded { amount } cancelledAt order { id state } } }',
    'mutation { cancelOrder(id: "8") { cancelledAt } }',
    '{ books(after: "x") { nodes { isbn } } me { orders(after: "x") { nodes { id } } } }',
  ]

  test('every answer is the same, byte for byte, with batching and without', async () => {
    const answers = async (system: Architecture, graphqlBatching: 'on' | 'off') => {
      const workload = OPERATIONS.map((query, at) => ({ ...asking(query), atMs: at * 997 }))
      const { exchanges } = await runScenario({ v: 1, system, settings: { graphqlBatching }, workload })
      return exchanges.map(({ response }) => [response?.status, response?.content])
    }
    const expected = await answers('microservices', 'on')
    expect(expected.every(([status]) => status === 200)).toBe(true)
    for (const system of Architecture.options)
      for (const batching of ['on', 'off'] as const) expect(await answers(system, batching)).toEqual(expected)
  })

  test('a key is the same key by REST and by GraphQL', async () => {
    const order = { lines: [{ isbn: '9780441478125', quantity: 1 }], payment: { card: 'tok_visa' } }
    const byRest = {
      method: 'POST',
      url: 'https://api.bookshop.example/v1/orders',
      headers: { 'content-type': 'application/json', 'idempotency-key': '"both"' },
      body: JSON.stringify(order),
    }
    const byGraph = asking(
      'mutation { placeOrder(order: { lines: [{ isbn: "9780441478125", quantity: 1 }] }, idempotencyKey: "both") { id } }',
    )
    for (const system of Architecture.options) {
      const { exchanges } = await runScenario({ v: 1, system, workload: [byGraph, byRest] })
      const [graph, rest] = exchanges.map(({ response }) =>
        response && 'text' in response.content ? JSON.parse(response.content.text) : undefined,
      )
      expect(graph.data.placeOrder.id).toBe(rest.id)
    }
  })

  test('tools can read the whole description', async () => {
    const run = await runScenario({ v: 1, workload: [asking(getIntrospectionQuery())] })
    const { data } = z.object({ data: z.custom<IntrospectionQuery>() }).parse(answerOf(run))
    expect(validateSchema(buildClientSchema(data))).toEqual([])
    expect(printSchema(buildClientSchema(data))).toContain('orderChanged')
  })
})

describe.each(Architecture.options)('an audit by graphql-http: %s', (architecture) => {
  test('every MUST, SHOULD and MAY of GraphQL over HTTP is met', async () => {
    const { result } = await withBookshop(
      { architecture, settings: Settings.parse({ latency: 'none' }) },
      (system) =>
        auditServer({
          url: URL_OF_EDGE,
          fetchFn: (url: string, init?: RequestInit) => system.fetch(new Request(url, init)),
        }),
    )
    expect(result.length).toBeGreaterThan(50)
    expect(
      result.flatMap((audit) => (audit.status === 'ok' ? [] : `${audit.name}: ${audit.reason}`)),
    ).toEqual([])
  })
})

describe('subscriptions', () => {
  const ORDER = 'https://api.bookshop.example/v1/orders/7/cancellation'
  const subscribing = (from: string) => ({
    ...asking(`subscription { orderChanged(id: "7", from: ${from}) { state } }`),
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    atMs: 0,
    waits: false as const,
  })

  test('answer when the order changes, and not before', async () => {
    const run = await runScenario({
      v: 1,
      settings: { latency: 'none' },
      workload: [subscribing('CONFIRMED'), { method: 'PUT', url: ORDER, atMs: 3_200, waits: false }],
    })
    const [answered] = run.exchanges
    // At once: nobody looks again and again.
    expect(answered?.endUs).toBe(3_200_000)
    expect(answered?.response?.content).toMatchObject({
      text: 'event: next\ndata: {"data":{"orderChanged":{"state":"CANCELLED"}}}\n\nevent: complete\ndata:\n\n',
    })
  })

  test('stay open from change to change, and tell at once what was not known', async () => {
    const run = await runScenario({
      v: 1,
      settings: { latency: 'none' },
      workload: [subscribing('PENDING'), { method: 'PUT', url: ORDER, atMs: 3_200, waits: false }],
    })
    expect(run.exchanges[0]?.response?.content).toMatchObject({
      text: ['CONFIRMED', 'CANCELLED']
        .map((state) => `event: next\ndata: {"data":{"orderChanged":{"state":"${state}"}}}\n\n`)
        .concat('event: complete\ndata:\n\n')
        .join(''),
    })
    const cameAt = run.events.flatMap((event) =>
      event.kind === 'chunk' && event.from === 'client' && event.content ? event.atUs / 1_000 : [],
    )
    expect(cameAt).toEqual([0, 3_200, 3_200])
  })

  test('end without a word when nothing changes', async () => {
    const run = await runScenario({
      v: 1,
      settings: { latency: 'none' },
      workload: [subscribing('CONFIRMED')],
    })
    expect(run.exchanges[0]).toMatchObject({ response: { content: { text: 'event: complete\ndata:\n\n' } } })
    expect((run.exchanges[0]?.endUs ?? 0) / 1_000).toBeCloseTo(60_000, -1)
  })

  test('end with the reason when orders goes down meanwhile', async () => {
    const { result } = await withBookshop(
      { architecture: 'microservices', settings: Settings.parse({ latency: 'none' }) },
      async (system, clock) => {
        const { url, method, headers, body = '' } = subscribing('CONFIRMED')
        const answer = system.fetch(new Request(url, { method, headers, body }))
        await clock.sleep(1_200_000)
        system.setDown('orders', true)
        return (await answer).text()
      },
    )
    expect(result).toMatch(
      /^event: next\ndata: \{"errors":\[\{"message":"orders does not answer.*"code":"DEPENDENCY_UNAVAILABLE".*\n\nevent: complete\ndata:\n\n$/,
    )
  })

  test('are understood by the client of graphql-sse', async () => {
    const { result } = await withBookshop(
      { architecture: 'monolith', settings: Settings.parse({ latency: 'none' }) },
      async (system, clock) => {
        const client = createClient({
          url: URL_OF_EDGE,
          retryAttempts: 0,
          fetchFn: (url: string, init?: RequestInit) => system.fetch(new Request(url, init)),
        })
        const results: unknown[] = []
        const heard = new Promise<void>((resolve, reject) => {
          client.subscribe(
            { query: 'subscription { orderChanged(id: "7") { id state } }' },
            { next: (value) => void results.push(value), error: reject, complete: resolve },
          )
        })
        await clock.sleep(1_000_000)
        await system.fetch(new Request(ORDER, { method: 'PUT' }))
        // The client reads the stream in its own time.
        await clock.sleep(1_000_000)
        await clock.track(heard)
        return results
      },
    )
    expect(result).toEqual([{ data: { orderChanged: { id: '7', state: 'CANCELLED' } } }])
  })
})
