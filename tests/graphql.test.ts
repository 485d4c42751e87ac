import { auditServer } from 'graphql-http'
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
