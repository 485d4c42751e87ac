import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { responseCheck } from '#mocks/http/openapi.contract.ts'
import { examplePath } from '#mocks/http/openapi.ts'
import { ProblemDocument } from '#mocks/http/problem.ts'
import { changesOf } from '#mocks/log/views/changes.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { SERVICES_APART } from '#mocks/systems/map.ts'
import document from '#mocks/systems/openapi.json' with { type: 'json' }
import { publicOperations } from '#mocks/systems/public-api.ts'
import { type Architecture, SERVICE_NAMES, type ServiceName } from '#mocks/systems/scenario.ts'
import { PUBLIC_HOST } from '#mocks/systems/topology.ts'

const workload = publicOperations.map((operation) => ({
  method: operation.method,
  url: `https://${PUBLIC_HOST}/v1${examplePath(operation)}`,
  headers: {
    'idempotency-key': operation.id,
    ...(operation.example.body === undefined ? {} : { 'content-type': 'application/json' }),
  },
  ...(operation.example.body === undefined ? {} : { body: JSON.stringify(operation.example.body) }),
}))

/** The status of each public operation while one service is down; `undefined` where no answer comes at all. */
async function statusesWithout(system: Architecture, service: ServiceName) {
  const run = await runScenario({ v: 1, system, faults: [{ kind: 'down', service }], workload })
  const check = responseCheck(document)
  const statuses: Record<string, number | undefined> = {}
  for (const [i, { response, request, traceId }] of run.exchanges.entries()) {
    const operation = publicOperations[i]
    if (!operation) throw new Error('more exchanges than operations')
    statuses[operation.id] = response?.status
    if (!response) continue
    const text = 'text' in response.content ? response.content.text : ''
    const json: unknown = text ? JSON.parse(text) : undefined
    const { pathname, search } = new URL(request.url)
    check(request.method, pathname + search, {
      status: response.status,
      headers: new Headers([...response.fields].map(([n, v]) => [n, v])),
      text,
      json,
    })
    if (response.status === 503) {
      expect(ProblemDocument.parse(json).dependency).toBe(service)
      expect(response.fields).toContainEqual(['retry-after', '5'])
      const changed = changesOf(run.events, traceId).filter(
        ({ table, before, after }) =>
          !table.endsWith('Keys') && JSON.stringify(before) !== JSON.stringify(after),
      )
      // Nobody can tell what became of the step that got no answer, so what was done stays, and is written down.
      const left = changed.map(({ table, after }) => {
        const { state } = z.object({ state: z.string().optional() }).parse(after)
        return state ? `${table}: ${state}` : table
      })
      expect(left.sort()).toEqual(LEFT[`${operation.id} without ${service}`] ?? [])
    }
  }
  return statuses
}

/** What a request leaves behind that orders will go on with when it can. */
const LEFT: Readonly<Record<string, readonly string[]>> = {
  'placeOrder without inventory': ['orders: pending', 'sagas: forward'],
  'placeOrder without payments': ['orders: pending', 'reservations: held', 'sagas: forward', 'stock'],
  'cancelOrder without inventory': ['payments: voided', 'sagas: forward', 'voids'],
  'cancelOrder without payments': ['sagas: forward'],
}

const UP = {
  listBooks: 200,
  readBook: 200,
  callProcedure: 200,
  readStock: 200,
  placeOrder: 201,
  listOrders: 200,
  readOrder: 200,
  cancelOrder: 201,
  readCancellation: 200,
  createCart: 201,
  readCart: 200,
  readItem: 200,
  putItem: 201,
  deleteItem: 204,
  listQuotes: 200,
  trackShipment: 200,
}

/** No answer to anything. */
const NOTHING = Object.fromEntries(Object.keys(UP).map((id) => [id, undefined]))

describe('a service is down, and every answer is one that the public document describes', () => {
  const lost: Readonly<Record<ServiceName, readonly (keyof typeof UP)[] | 'all'>> = {
    gateway: 'all',
    catalog: ['listBooks', 'readBook', 'callProcedure', 'placeOrder', 'putItem'],
    inventory: ['readStock', 'placeOrder', 'cancelOrder'],
    orders: ['placeOrder', 'listOrders', 'readOrder', 'cancelOrder', 'readCancellation'],
    payments: ['placeOrder', 'cancelOrder'],
    cart: ['createCart', 'readCart', 'readItem', 'putItem', 'deleteItem'],
    shipping: ['listQuotes', 'trackShipment'],
    bank: [],
    carrier: ['listQuotes', 'trackShipment'],
    // Events wait in the outboxes, and nobody who asks notices.
    broker: [],
    notifications: [],
  }
  const without = (gone: readonly (keyof typeof UP)[]) =>
    Object.fromEntries(
      Object.entries(UP).map(([id, status]) => [id, gone.some((each) => each === id) ? 503 : status]),
    )
  for (const service of SERVICE_NAMES) {
    test(`microservices without ${service}`, async () => {
      const statuses = await statusesWithout('microservices', service)
      const gone = lost[service]
      expect(statuses).toEqual(gone === 'all' ? NOTHING : without(gone))
    })

    test(`the monolith without ${service}: its modules are all or nothing, third parties are not`, async () => {
      const statuses = await statusesWithout('monolith', service)
      const gone = lost[service]
      expect(statuses).toEqual(SERVICES_APART.includes(service) && gone !== 'all' ? without(gone) : NOTHING)
    })
  }
})
