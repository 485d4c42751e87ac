import { describe, expect, test } from 'vitest'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { Scenario, type ScenarioInput } from '#mocks/systems/scenario.ts'

const API = 'https://api.bookshop.example/v1'
const put = (isbn: string) => ({
  method: 'PUT',
  url: `${API}/carts/{{0:/id}}/items/${isbn}`,
  headers: { 'content-type': 'application/json' },
  body: '{"quantity": 1}',
})
/** A cart is taken, two books go in, and it is read. */
const VISIT = [
  { method: 'POST', url: `${API}/carts` },
  put('9780441013593'),
  put('9780547928227'),
  { method: 'GET', url: `${API}/carts/{{0:/id}}` },
]

type Settings = NonNullable<ScenarioInput['settings']>
async function visit(
  carts: Settings['carts'],
  balancing: 'round-robin' | 'sticky',
  faults: ScenarioInput['faults'] = [],
) {
  const { exchanges, events } = await runScenario({
    v: 1,
    settings: { carts, fleets: [{ service: 'cart', instances: 3, balancing }] },
    faults,
    workload: VISIT,
  })
  return { statuses: exchanges.map(({ response }) => response?.status), events }
}

/** An instance of cart is killed before the third request of the visit. */
const killed = (instance: number): ScenarioInput['faults'] => [
  {
    kind: 'crash',
    service: 'cart',
    instance,
    downMs: 60_000,
    when: { by: 'message', edge: { from: 'client' }, moment: 'before-request', after: 2 },
  },
]

describe('carts in the memory of each instance', () => {
  test('are unknown to the other instances, and known again when it is the turn of the first', async () => {
    expect((await visit('memory', 'round-robin')).statuses).toEqual([201, 404, 404, 200])
  })

  test('last as long as each caller gets the same instance', async () => {
    expect((await visit('memory', 'sticky')).statuses).toEqual([201, 201, 201, 200])
  })

  test('end with the instance; the log says which one was killed', async () => {
    const { statuses, events } = await visit('memory', 'sticky', killed(1))
    expect(statuses).toEqual([201, 201, 404, 404])
    expect(events).toContainEqual(
      expect.objectContaining({ kind: 'process', party: 'cart#1', state: 'down' }),
    )
  })
})

test('carts in the store of all instances outlive each of them', async () => {
  for (const instance of [1, 2])
    expect((await visit('store', 'round-robin', killed(instance))).statuses).toEqual([201, 201, 201, 200])
})

test('an instance that no fleet has can not be killed', () => {
  expect(Scenario.safeParse({ v: 1, faults: killed(2) }).success).toBe(false)
})
