import { expect, test } from 'vitest'
import { changesOf } from '#mocks/log/views/changes.ts'
import { hopsOf } from '#mocks/log/views/spans.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import type { Architecture, Fault, ScenarioInput } from '#mocks/systems/scenario.ts'
import { drawerNotesOf, stockNoteOf, storyOf } from './story.ts'

const HEADERS = { 'content-type': 'application/json', 'idempotency-key': '"k"' }

async function tell(
  method: string,
  path: string,
  options: {
    system?: Architecture
    faults?: Fault[]
    settings?: ScenarioInput['settings']
    lines?: number
  } = {},
) {
  const { system = 'microservices', faults = [], settings = {}, lines = 1 } = options
  const body =
    method === 'POST'
      ? JSON.stringify({
          lines: ['9780441478125', '9780547773742'].slice(0, lines).map((isbn) => ({ isbn, quantity: 1 })),
        })
      : undefined
  const request = {
    method,
    url: `https://api.bookshop.example${path}`,
    ...(body ? { headers: HEADERS, body } : {}),
  }
  const { events, exchanges } = await runScenario({ v: 1, system, settings, faults, workload: [request] })
  const trace = exchanges[0]?.traceId ?? ''
  return { story: storyOf(hopsOf(events, trace)), changes: changesOf(events, trace) }
}

test('an order: who was asked for what', async () => {
  const { story, changes } = await tell('POST', '/v1/orders')
  expect(story).toBe(
    'Gateway asked orders to place the order. Orders asked catalog for the book and its price, inventory to hold the copies and payments to set the money aside.',
  )
  expect(stockNoteOf(changes)).toBe('stock 3 → 2')
  expect(drawerNotesOf(changes)).toEqual({
    // The order, its saga, the client's key, and two events for the broker.
    orders: '5 changed',
    inventory: 'stock 3 → 2',
    // The payment, its key, and an event.
    payments: '3 changed',
  })
})

test('the same question asked twice is told once', async () => {
  const { story } = await tell('POST', '/v1/orders', { lines: 2 })
  expect(story).toContain('catalog for the book and its price (2 times), inventory')
})

test('an order without payments: what failed, and what was undone', async () => {
  const { story, changes } = await tell('POST', '/v1/orders', {
    faults: [{ kind: 'down', service: 'payments' }],
  })
  expect(story).toContain('inventory to give the copies back')
  expect(story).toMatch(
    /Payments did not answer orders: Connection refused.* Orders answered gateway with 503\.$/,
  )
  expect(stockNoteOf(changes)).toBe('stock still 3')
})

test('one process, a service alone, and nobody there', async () => {
  expect((await tell('POST', '/v1/orders', { system: 'monolith' })).story).toBe(
    'One process did everything: no call left the monolith.',
  )
  expect((await tell('GET', '/nowhere')).story).toBe('Gateway answered by itself and asked nobody.')
  expect(
    (await tell('GET', '/v1/books', { faults: [{ kind: 'down', service: 'gateway' }] })).story,
  ).toContain('never arrived at gateway. Connection refused')
  expect(storyOf([])).toBe('')
})

test('a call that nobody described is told by its method and path', async () => {
  expect((await tell('DELETE', '/v1/books')).story).toBe(
    'Gateway asked catalog for DELETE /books. Catalog answered gateway with 405.',
  )
})

test('what goes wrong again and again is told once, with how often', async () => {
  const { story } = await tell('POST', '/v1/orders', {
    settings: { policies: [{ edge: { from: 'orders' }, retry: { attempts: 3 } }] },
    faults: [
      { kind: 'error', edge: { from: 'orders', to: 'catalog' }, strikes: { percent: 100 }, status: 503 },
    ],
  })
  expect(story).toContain('Catalog answered orders with 503 (3 times). Orders answered gateway with 503.')
})
