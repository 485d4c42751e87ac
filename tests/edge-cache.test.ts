import { describe, expect, test } from 'vitest'
import { type Exchange, runScenario } from '#mocks/runtimes/virtual.ts'
import { Architecture, type ScenarioInput } from '#mocks/systems/scenario.ts'
import { mint } from './support/minted.ts'

const BOOK = 'https://api.bookshop.example/v1/books/9780441478125'
/** Has the cache forget answers, as whoever runs the shop. */
const purging = async (atS: number, ...addresses: string[]) => ({
  method: 'POST',
  url: 'https://api.bookshop.example/v1/purges',
  headers: {
    'content-type': 'application/json',
    authorization: `Bearer ${await mint('ada', 'cache:purge')}`,
  },
  body: JSON.stringify({ addresses }),
  atMs: atS * 1000,
})
const asking = (atS: number, headers: Record<string, string> = {}, url = BOOK) => ({
  method: 'GET',
  url,
  headers,
  atMs: atS * 1000,
})
const field = ({ response }: Exchange, name: string) => response?.fields.find(([each]) => each === name)?.[1]

/** What the cache at the edge did, and what clients saw. */
async function run(
  system: Architecture,
  settings: ScenarioInput['settings'],
  workload: NonNullable<ScenarioInput['workload']>,
) {
  const { exchanges, events } = await runScenario({
    v: 1,
    system,
    settings: { latency: 'none', ...settings },
    workload,
  })
  return {
    exchanges,
    statuses: exchanges.map(({ response }) => response?.status),
    ages: exchanges.map((exchange) => field(exchange, 'age') ?? null),
    did: events.flatMap((event) => (event.kind === 'policy' && event.policy === 'cache' ? [event.what] : [])),
    inside: events.filter((event) => event.kind === 'request' && event.from !== 'client').length,
  }
}

describe.each(Architecture.options)('the cache at the edge of the %s', (system) => {
  test('gives a book again while it is fresh, once more while it asks anew, and then as it is now', async () => {
    const settings = { edgeCache: 'shared', bookFreshness: 'minute' } as const
    const { did, ages, exchanges, inside } = await run(
      system,
      settings,
      [0, 30, 70, 71, 200].map((s) => asking(s)),
    )
    expect(did).toEqual(['miss', 'hit', 'stale', 'revalidated', 'hit', 'revalidated'])
    expect(ages).toEqual([null, '30', '70', '1', '0'])
    expect(field(exchanges[1] as Exchange, 'cache-control')).toContain('stale-while-revalidate=30')
    expect(inside).toBe(system === 'monolith' ? 0 : 3)
  })

  test('asks each time for what must be asked for', async () => {
    const { did } = await run(system, { edgeCache: 'shared' }, [asking(0), asking(1)])
    expect(did).toEqual(['miss', 'revalidated'])
  })

  test('gives who has the right copy a 304, and who asks with no-cache what is there now', async () => {
    const settings = { edgeCache: 'shared', bookFreshness: 'minute' } as const
    const { statuses, did } = await run(system, settings, [
      asking(0),
      asking(1, { 'if-none-match': '*' }),
      asking(2, { 'cache-control': 'no-cache' }),
    ])
    expect(statuses).toEqual([200, 304, 200])
    expect(did).toEqual(['miss', 'revalidated'])
  })

  test('keeps no personal answer, unless it was told to keep everything', async () => {
    const orders = [0, 5].map((s) => asking(s, {}, 'https://api.bookshop.example/v1/orders'))
    expect((await run(system, { edgeCache: 'shared' }, orders)).did).toEqual(['miss', 'miss'])
    const everything = await run(system, { edgeCache: 'everything' }, orders)
    expect(everything.did).toEqual(['miss', 'hit'])
    expect(field(everything.exchanges[1] as Exchange, 'cache-control')).toBe('public, max-age=60')
  })

  test('forgets what it is told to forget, and nothing else', async () => {
    const settings = { edgeCache: 'shared', bookFreshness: 'minute' } as const
    const pages = ['?limit=1', '?limit=2'].map((query) => BOOK.replace('/9780441478125', query))
    const filling = [BOOK, ...pages].map((url) => asking(0, {}, url))
    const path = (url: string) => url.replace('https://api.bookshop.example', '')
    const asked = async (...addresses: string[]) => {
      const again = [BOOK, ...pages].map((url) => asking(2, {}, url))
      const { did, exchanges } = await run(system, settings, [
        ...filling,
        await purging(1, ...addresses),
        ...again,
      ])
      const content = exchanges[3]?.response?.content
      return {
        did: did.slice(3),
        purged: content && 'text' in content ? JSON.parse(content.text).purged : content,
      }
    }
    expect(await asked(path(BOOK))).toEqual({
      did: ['purged', 'miss', 'hit', 'hit'],
      purged: [{ address: path(BOOK), answers: 1 }],
    })
    expect(await asked('/v1/books?*')).toEqual({
      did: ['purged', 'hit', 'miss', 'miss'],
      purged: [{ address: '/v1/books?*', answers: 2 }],
    })
    expect((await asked('/v1/books', '/v1/book')).did).toEqual(['purged', 'purged', 'hit', 'hit', 'hit'])
  })

  test('is not there unless somebody puts it there', async () => {
    expect((await run(system, {}, [asking(0), asking(1)])).did).toEqual([])
  })
})
