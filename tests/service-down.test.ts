import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { needsToken } from '#mocks/http/needs.ts'
import { responseCheck } from '#mocks/http/openapi.contract.ts'
import { examplePath } from '#mocks/http/openapi.ts'
import { ProblemDocument } from '#mocks/http/problem.ts'
import { changesOf } from '#mocks/log/views/changes.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { BLOCKS } from '#mocks/systems/blocks/all.ts'
import { SERVICES_APART } from '#mocks/systems/map.ts'
import document from '#mocks/systems/openapi.json' with { type: 'json' }
import { publicOperations, rootOperations } from '#mocks/systems/public-api.ts'
import { type Architecture, SERVICE_NAMES, type ServiceName } from '#mocks/systems/scenario.ts'
import { PUBLIC_HOST } from '#mocks/systems/topology.ts'
import { mint } from './support/minted.ts'
import { exampleContent, requiredFields } from './support/workload.ts'

/** Signed in as ada, where a token is needed. */
const asAda = { authorization: `Bearer ${await mint('ada')}` }

/** What refuses in problem documents; rpc has errors of its own. */
const AT_ROOT = rootOperations.filter(({ path }) => path === '/graphql')
const ASKED = [...publicOperations, ...AT_ROOT]
const workload = ASKED.map((operation) => {
  const { type, ...content } = exampleContent(operation) ?? {}
  return {
    method: operation.method,
    url: `https://${PUBLIC_HOST}${AT_ROOT.includes(operation) ? '' : '/v1'}${examplePath(operation)}`,
    headers: {
      ...requiredFields(operation),
      'idempotency-key': operation.id,
      ...(needsToken(operation.needs) ? asAda : {}),
      ...(type === undefined ? {} : { 'content-type': type }),
    },
    ...content,
  }
})

/** The status of each public operation while one service is down; `undefined` where no answer comes at all. */
async function statusesWithout(system: Architecture, service?: ServiceName) {
  const faults = service ? [{ kind: 'down' as const, service }] : []
  const run = await runScenario({ v: 1, system, faults, workload })
  const check = responseCheck(document)
  const statuses: Record<string, number | undefined> = {}
  for (const [i, { response, request, traceId }] of run.exchanges.entries()) {
    const operation = ASKED[i]
    if (!operation) throw new Error('more exchanges than operations')
    statuses[operation.id] = response?.status
    if (!response) continue
    const text = 'text' in response.content ? response.content.text : ''
    const isJson = response.fields.some(
      ([name, value]) => name === 'content-type' && /[/+]json\b/.test(value),
    )
    const json: unknown = text && isJson ? JSON.parse(text) : undefined
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
          !/(Keys|Outbox)$/.test(table) && JSON.stringify(before) !== JSON.stringify(after),
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
  // Nobody was there: it is certain that nothing was done, and the rest is undone at once.
  'placeOrder without inventory': ['sagas: undone'],
  'placeOrder without payments': ['releases', 'reservations: released', 'sagas: undone'],
  'cancelOrder without inventory': ['payments: voided', 'sagas: forward', 'voids'],
  'cancelOrder without payments': ['sagas: forward'],
}

/** Whom an operation needs besides its own service. */
const NEEDS: Readonly<Record<string, readonly ServiceName[]>> = {
  placeOrder: ['catalog', 'inventory', 'payments'],
  cancelOrder: ['inventory', 'payments'],
  putItem: ['catalog'],
  recommend: ['catalog'],
  listQuotes: ['carrier'],
  trackShipment: ['carrier'],
}

/** The operations that can not be answered while a service is down. */
function lostWithout(service: ServiceName): readonly string[] {
  // What auth itself offers is not asked here. A guest's request never needs it.
  if (service === 'auth') return publicOperations.flatMap(({ id, needs }) => (needsToken(needs) ? id : []))
  const own = service === 'gateway' ? [] : BLOCKS[service].publicOperations.map(({ id }) => id)
  const needing = Object.keys(NEEDS).filter((id) => NEEDS[id]?.includes(service))
  return [...own, ...needing].filter((id) => ASKED.some((asked) => asked.id === id))
}

describe('a service is down, and every answer is one that the public document describes', () => {
  let up: Readonly<Record<string, number | undefined>>
  beforeAll(async () => {
    up = await statusesWithout('microservices')
  })
  /** No answer to anything. */
  const nothing = () => Object.fromEntries(Object.keys(up).map((id) => [id, undefined]))
  const without = (service: ServiceName) => ({
    ...up,
    ...Object.fromEntries(lostWithout(service).map((id) => [id, 503])),
  })

  test('with every service up, each operation does what its example says', () => {
    expect(Object.keys(up)).toEqual(ASKED.map(({ id }) => id))
    for (const [id, status] of Object.entries(up)) expect(status, id).toBeLessThan(300)
    for (const id of Object.keys(NEEDS)) expect(Object.keys(up)).toContain(id)
  })

  for (const service of SERVICE_NAMES) {
    test(`microservices without ${service}`, async () => {
      const statuses = await statusesWithout('microservices', service)
      expect(statuses).toEqual(service === 'gateway' ? nothing() : without(service))
    })

    test(`the monolith without ${service}: its modules are all or nothing, what runs apart is not`, async () => {
      const statuses = await statusesWithout('monolith', service)
      expect(statuses).toEqual(SERVICES_APART.includes(service) ? without(service) : nothing())
    })
  }
})
