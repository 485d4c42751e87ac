import { describe, expect, test } from 'vitest'
import { spansOf } from '#mocks/log/views/spans.ts'
import { ordering } from '#mocks/services/orders/contract.ts'
import { violationsOf } from '#mocks/systems/invariants.ts'
import { Settings } from '#mocks/systems/scenario.ts'
import type { System } from '#mocks/systems/system.ts'
import { withBookshop } from './support/virtual.ts'

const API = 'https://api.bookshop.example/v1'
const settings = Settings.parse({ policies: [{ edge: { from: 'orders', to: 'payments' }, timeoutMs: 200 }] })
const S = 1_000_000

/** An order of which nobody can tell whether it is paid: every reply of payments is lost. */
async function leftOpen(system: System) {
  system.setFaults([
    { kind: 'lose-reply', edge: { from: 'orders', to: 'payments' }, strikes: { percent: 100 } },
  ])
  const first = await system.fetch(new Request(`${API}/orders`, ordering('k')))
  expect([first.status, first.headers.get('retry-after')]).toEqual([503, '5'])
  const [pending] = Object.values((await system.data()).orders?.sagas ?? {})
  expect(pending).toMatchObject({
    state: 'forward',
    steps: [
      { name: 'reserve', state: 'done' },
      { name: 'authorise', state: 'started' },
    ],
  })
}
const stateOf = async (system: System): Promise<string[]> =>
  Object.values((await system.data()).orders?.orders ?? {}).flatMap((order) =>
    typeof order === 'object' && order && 'state' in order && !('cancelledAt' in order)
      ? [String(order.state)]
      : [],
  )
const ask = (system: System, path: string, init?: RequestInit) => system.fetch(new Request(API + path, init))

describe('an order of which nobody can tell how it stands', () => {
  test('is tried again in the background, each time under a trace of its own, and rests after nine tries', async () => {
    const { events } = await withBookshop(
      { architecture: 'microservices', settings },
      async (system, clock) => {
        await leftOpen(system)
        await clock.sleep(1000 * S)
        expect(await stateOf(system)).toContain('pending')
      },
    )
    const tries = spansOf(events).filter(({ role, party }) => role === 'work' && party === 'orders')
    const own = tries.filter(({ name }) => name.startsWith('go on with'))
    expect(
      own.map(({ startUs }) => Math.round(startUs / S)).map((s, i, all) => s - (all[i - 1] ?? 0)),
    ).toEqual(
      [expect.any(Number), 2, 4, 8, 16, 32, 60, 60, 60].map((wait) =>
        typeof wait === 'number' ? expect.toSatisfy((s: number) => Math.abs(s - wait) <= 1) : wait,
      ),
    )
    expect(new Set(own.map(({ traceId }) => traceId)).size).toBe(9)
  })

  test.each<[string, (system: System) => Promise<void>]>([
    [
      'the order is read',
      async (system) => {
        const [, id = ''] =
          /place (\w+)/.exec(Object.keys((await system.data()).orders?.sagas ?? {})[0] ?? '') ?? []
        expect(await (await ask(system, `/orders/${id}`)).json()).toMatchObject({ state: 'pending' })
      },
    ],
    [
      'orders starts anew',
      async (system) => {
        system.setDown('orders', true)
        system.setDown('orders', false)
      },
    ],
  ])('that rests goes on when %s', async (_, wakes) => {
    await withBookshop({ architecture: 'microservices', settings }, async (system, clock) => {
      await leftOpen(system)
      await clock.sleep(1000 * S)
      system.setFaults([])
      await wakes(system)
      await clock.sleep(1 * S)
      expect(await stateOf(system)).not.toContain('pending')
      expect(violationsOf(await system.data())).toEqual([])
      expect((await ask(system, '/orders', ordering('k'))).status).toBe(201)
    })
  })

  test('is answered 409 to who repeats the key while nobody can tell, and 201 when somebody can', async () => {
    await withBookshop({ architecture: 'microservices', settings }, async (system, clock) => {
      await leftOpen(system)
      const told = await ask(system, '/orders', ordering('k'))
      expect([told.status, told.headers.get('retry-after')]).toEqual([409, '1'])
      await clock.sleep(1000 * S)
      system.setFaults([])
      const last = await ask(system, '/orders', ordering('k'))
      expect(last.status).toBe(201)
      expect(await (await ask(system, '/orders', ordering('k'))).text()).toBe(await last.text())
      expect(violationsOf(await system.data())).toEqual([])
    })
  })

  test('that was not paid is undone, and the key may be used anew', async () => {
    await withBookshop({ architecture: 'microservices', settings }, async (system) => {
      system.setFaults([
        { kind: 'lose-request', edge: { from: 'orders', to: 'payments' }, strikes: { first: 1 } },
      ])
      expect((await ask(system, '/orders', ordering('k'))).status).toBe(503)
      expect(violationsOf(await system.data())).toEqual([])
      expect((await ask(system, '/orders', ordering('k'))).status).toBe(201)
    })
  })

  test('is undone for good: a payment that comes late is refused', async () => {
    const { events } = await withBookshop(
      { architecture: 'microservices', settings },
      async (system, clock) => {
        system.setFaults([{ kind: 'slow', service: 'payments', ms: 300 }])
        const order = ask(system, '/orders', ordering('k'))
        // The question comes when payments is quick again, and overtakes the request that it is about.
        await clock.sleep(150_000)
        system.setFaults([])
        expect((await order).status).toBe(503)
        await clock.sleep(10 * S)
        expect(violationsOf(await system.data())).toEqual([])
      },
    )
    const late = events.filter(
      (event) =>
        event.kind === 'span' &&
        event.phase === 'ended' &&
        event.attributes['http.response.status_code'] === 409,
    )
    expect(late.length).toBeGreaterThan(0)
  })
})
