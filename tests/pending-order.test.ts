import { expect, test } from 'vitest'
import { PROBLEM_BASE, ProblemDocument } from '#mocks/http/problem.ts'
import { ordering } from '#mocks/services/orders/contract.ts'
import { Order, OrderPage } from '#mocks/services/orders/schema.ts'
import { createRandom } from '#mocks/simulation/random.ts'
import { createIds } from '#mocks/systems/ids.ts'
import { withBookshop } from './support/virtual.ts'

const API = 'https://api.bookshop.example/v1'
const SEED = 7
/** The id that the first order of a run gets. */
const ID = createIds(createRandom(SEED))('order', 1)

/** What another client is told `afterUs` microseconds after an order was sent: how it stands, which are listed, whether it can be cancelled. */
async function meanwhile(afterUs: number) {
  const { result } = await withBookshop(
    { architecture: 'microservices', seed: SEED },
    async ({ fetch }, clock) => {
      const ask = async (path: string, init?: RequestInit) =>
        (await fetch(new Request(API + path, init))).json()
      const placing = ask('/orders', ordering('slow'))
      await clock.sleep(afterUs)
      const [read, list, cancelling] = await Promise.all([
        ask(`/orders/${ID}`),
        ask('/orders'),
        ask(`/orders/${ID}/cancellation`, { method: 'PUT' }),
      ])
      expect(Order.parse(await placing).id).toBe(ID)
      return {
        state: Order.safeParse(read).data?.state,
        listed: OrderPage.parse(list).items.map(({ state }) => state),
        cancelling: ProblemDocument.safeParse(cancelling).data?.type ?? 'cancelled',
      }
    },
  )
  return result
}

test('an order that is still being placed can be read, is in no list, and can not be cancelled yet', async () => {
  const seen: Awaited<ReturnType<typeof meanwhile>>[] = []
  for (let afterMs = 0; afterMs < 60; afterMs += 2) seen.push(await meanwhile(afterMs * 1000))
  expect(seen.map(({ state }) => state)).toEqual(expect.arrayContaining([undefined, 'pending', 'confirmed']))
  expect(seen.flatMap(({ listed }) => listed)).not.toContain('pending')
  const told = seen.map(({ cancelling }) => cancelling.replace(PROBLEM_BASE, ''))
  expect(told).toEqual(expect.arrayContaining(['not-found', 'order-state', 'cancelled']))
})
