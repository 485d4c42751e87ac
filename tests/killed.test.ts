import { describe, expect, test } from 'vitest'
import { spansOf } from '#mocks/log/views/spans.ts'
import { ordering } from '#mocks/services/orders/contract.ts'
import { Settings } from '#mocks/systems/scenario.ts'
import { withBookshop } from './support/virtual.ts'

const API = 'https://api.bookshop.example/v1'
const architectures = ['microservices', 'monolith'] as const

describe('a process that is killed', () => {
  test.each(architectures)(
    '%s: resets the connections of its callers at that moment',
    async (architecture) => {
      const { result, events } = await withBookshop({ architecture }, async (system, clock) => {
        system.setFaults([{ kind: 'slow', service: 'gateway', ms: 100 }])
        const order = system.fetch(new Request(`${API}/orders`, ordering('k'))).catch((error: Error) => error)
        await clock.sleep(25_000)
        system.setDown('gateway', true)
        const failure = await order
        // Nobody hears what the slow work comes to.
        await clock.sleep(1_000_000)
        return failure
      })
      expect(result).toMatchObject({ failure: 'ECONNRESET' })
      for (const span of spansOf(events)) expect(span.endUs).toBeDefined()
      const edge = architecture === 'monolith' ? 'monolith' : 'gateway'
      const [served] = spansOf(events).filter(({ role, party }) => role === 'serve' && party === edge)
      expect(served).toMatchObject({ endUs: 25_000, error: expect.stringContaining('killed') })
    },
  )

  test('ends what it was asking for, and sends nothing afterwards', async () => {
    const { events } = await withBookshop({ architecture: 'microservices' }, async (system, clock) => {
      system.setFaults([{ kind: 'slow', service: 'payments', ms: 200 }])
      const order = system.fetch(new Request(`${API}/orders`, ordering('k')))
      await clock.sleep(100_000)
      system.setDown('orders', true)
      expect((await order).status).toBe(503)
      await clock.sleep(1_000_000)
    })
    const down = events.find((event) => event.kind === 'process' && event.state === 'down')
    const mine = spansOf(events).filter(({ party }) => party === 'orders')
    expect(mine.length).toBeGreaterThan(1)
    for (const { startUs, endUs, error } of mine) {
      expect(startUs).toBeLessThanOrEqual(down?.atUs ?? 0)
      expect(endUs).toBeLessThanOrEqual(down?.atUs ?? 0)
      if (endUs === down?.atUs) expect(error).toContain('killed')
    }
  })

  test('has what it committed when it starts anew, and forgets the rest', async () => {
    await withBookshop({ architecture: 'microservices' }, async (system) => {
      const ask = (path: string, init?: RequestInit) => system.fetch(new Request(API + path, init))
      const first = await ask('/orders', ordering('k'))
      system.setDown('orders', true)
      await expect(ask('/orders/7')).resolves.toMatchObject({ status: 503 })
      system.setDown('orders', false)
      expect((await ask(`/orders/${(await first.json()).id}`)).status).toBe(200)
      const again = await ask('/orders', ordering('k'))
      expect([again.status, again.headers.get('location')]).toEqual([201, first.headers.get('location')])
    })
  })

  test.each(architectures)(
    '%s: in the midst of an order, at any moment, leaves a key that can be used again',
    async (architecture) => {
      for (let ms = 0; ms < 90; ms += 3) {
        await withBookshop({ architecture }, async (system, clock) => {
          const place = () => system.fetch(new Request(`${API}/orders`, ordering('k')))
          const first = place().catch(() => undefined)
          await clock.sleep(ms * 1000)
          system.setDown('orders', true)
          await first
          system.setDown('orders', false)
          // It may still be at work on what it left open.
          let again = await place()
          for (let tries = 0; again.status === 409 && tries < 10; tries++) {
            await clock.sleep(1_000_000)
            again = await place()
          }
          expect(again.status).toBe(201)
          const orders = Object.values(
            (await system.data())[architecture === 'monolith' ? 'monolith' : 'orders']?.orders ?? {},
          )
          expect(orders).toHaveLength(13)
        })
      }
    },
  )

  test('leaves its line behind: who starts anew has an empty one', async () => {
    const settings = Settings.parse({
      latency: 'none',
      fleets: [{ service: 'catalog', workers: { places: 1, queue: 5 } }],
    })
    await withBookshop({ architecture: 'microservices', settings }, async (system, clock) => {
      system.setFaults([{ kind: 'slow', service: 'catalog', ms: 10_000 }])
      const read = () => system.fetch(new Request(`${API}/books?limit=1`)).then(({ status }) => status)
      const stuck = [read(), read(), read()]
      await clock.sleep(1000)
      system.setDown('catalog', true)
      expect(await Promise.all(stuck)).toEqual([503, 503, 503])
      system.setDown('catalog', false)
      const before = clock.nowUs()
      system.setFaults([])
      expect(await read()).toBe(200)
      expect(clock.nowUs()).toBe(before)
      await clock.sleep(20_000_000)
    })
  })

  test('says nothing any more: its timeouts, retries and hedges end with it', async () => {
    const settings = Settings.parse({
      policies: [
        {
          edge: { from: 'orders' },
          timeoutMs: 300,
          hedgeAfterMs: 200,
          bulkhead: { places: 1, queue: 5 },
          retry: { attempts: 5, methods: 'all', backoff: { kind: 'constant', baseMs: 400 } },
        },
      ],
    })
    for (let ms = 20; ms < 1500; ms += 60) {
      const { events } = await withBookshop(
        { architecture: 'microservices', settings },
        async (system, clock) => {
          system.setFaults([{ kind: 'slow', service: 'catalog', ms: 900 }])
          const orders = ['a', 'b'].map((key) => system.fetch(new Request(`${API}/orders`, ordering(key))))
          await clock.sleep(ms * 1000)
          system.setDown('orders', true)
          await Promise.all(orders)
          await clock.sleep(10_000_000)
        },
      )
      const died = events.findIndex((event) => event.kind === 'process' && event.state === 'down')
      expect(died).toBeGreaterThan(0)
      const said = events
        .slice(died)
        .filter((event) => event.kind === 'policy' && event.party === 'orders')
        .filter(({ atUs }) => atUs > (events[died]?.atUs ?? 0))
      expect(said).toEqual([])
    }
  })
})
