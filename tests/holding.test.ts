import { describe, expect, test } from 'vitest'
import { copiesInStock, copiesSold } from '#content/scenarios/evidence.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { Settings } from '#mocks/systems/scenario.ts'
import { withBookshop } from './support/virtual.ts'

const API = 'https://api.bookshop.example/v1'
const LAST = '9780156235501'
const HOLDING = ['reservation', 'read-then-write', 'if-match'] as const
const SYSTEMS = ['microservices', 'monolith'] as const

const order = (key: string, card = 'tok_visa', isbn = LAST) => ({
  method: 'POST',
  url: `${API}/orders`,
  headers: { 'content-type': 'application/json', 'idempotency-key': `"${key}"` },
  body: JSON.stringify({ lines: [{ isbn, quantity: 1 }], payment: { card } }),
})
const stock = { method: 'GET', url: `${API}/stock/${LAST}` }

/** Statuses and contents of a run, of one buyer after another. */
const seen = async (system: (typeof SYSTEMS)[number], holding: (typeof HOLDING)[number]) => {
  const workload: ScenarioInput['workload'] = [
    order('declined', 'tok_declined'),
    stock,
    order('first'),
    stock,
    order('second'),
  ].map((request, i) => ({ ...request, atMs: i * 993 }))
  const { exchanges } = await runScenario({ v: 1, system, settings: { holding }, workload })
  return exchanges.map(({ response }) => [response?.status, response?.content])
}

describe.each(HOLDING)('holding copies: %s', (holding) => {
  test('one after another, both architectures say the same, and a declined order gives its copy back', async () => {
    const [apart, together] = [await seen('microservices', holding), await seen('monolith', holding)]
    expect(together).toEqual(apart)
    expect(apart.map(([status]) => status)).toEqual([422, 200, 201, 200, 409])
    expect(apart[1]?.[1]).toMatchObject({ text: expect.stringContaining('"available":1') })
    expect(apart[3]?.[1]).toMatchObject({ text: expect.stringContaining('"available":0') })
  })

  test('in the monolith one transaction sells the last copy once', async () => {
    for (const seed of [1, 2, 3]) {
      const run = await runScenario({
        v: 1,
        seed,
        system: 'monolith',
        settings: { holding },
        workload: ['a', 'b', 'c'].map((key) => ({ ...order(key), waits: false })),
      })
      expect(run.exchanges.map(({ response }) => response?.status).sort()).toEqual([201, 409, 409])
    }
  })
})

test('between services, reading and writing sells it as often as buyers overlap', async () => {
  const run = await runScenario({
    v: 1,
    settings: { holding: 'read-then-write' },
    faults: [{ kind: 'slow', service: 'inventory', ms: 100 }],
    workload: ['a', 'b', 'c'].map((key) => ({ ...order(key), atMs: 0, waits: false })),
  })
  expect([copiesInStock(run, LAST), copiesSold(run, LAST)]).toEqual([1, 3])
})

test('where counts need If-Match, a write without it is told so with 428, and one that has read may write', async () => {
  const settings = Settings.parse({ holding: 'if-match' })
  await withBookshop({ architecture: 'microservices', settings }, async (system) => {
    const url = `https://inventory.bookshop.internal/counts/${LAST}`
    const write = (fields: Record<string, string> = {}) =>
      system.fetch(
        new Request(url, {
          method: 'PUT',
          headers: { 'content-type': 'application/json', ...fields },
          body: '{"onHand":4}',
        }),
      )
    const refused = await write()
    expect(refused.status).toBe(428)
    expect(await refused.json()).toMatchObject({
      type: 'https://api.bookshop.example/problems/precondition-required',
    })
    const etag = (await system.fetch(new Request(url))).headers.get('etag') ?? ''
    expect((await write({ 'if-match': etag })).status).toBe(200)
  })
})

test('counts are no part of the public API', async () => {
  for (const system of SYSTEMS) {
    const { exchanges } = await runScenario({
      v: 1,
      system,
      workload: [{ method: 'GET', url: `${API}/counts/${LAST}` }],
    })
    expect(exchanges[0]?.response?.status).toBe(404)
  }
})
