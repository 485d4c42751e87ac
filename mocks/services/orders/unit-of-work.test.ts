import { beforeEach, describe, expect, test } from 'vitest'
import { type Call, GUEST } from '../../http/call.ts'
import { memoryBackend, openStore, type Store } from '../../storage/store.ts'
import type { OrderRecord, OrdersTables } from './store.ts'
import { oneTransaction, rememberedSaga } from './unit-of-work.ts'
import { type Plans, plansOver, type Work } from './work.ts'

const call: Call = { caller: GUEST, arrivedAt: '2026-01-05T09:00:00.000Z' }
const order: OrderRecord = {
  id: 'o',
  customer: 'guest',
  state: 'pending',
  lines: [],
  total: { amount: 0, currency: 'EUR' },
  placedAt: call.arrivedAt,
}
const work: Work = { does: 'place', order }

let store: Store<OrdersTables>
let told: string[]
beforeEach(async () => {
  store = await openStore<OrdersTables>({ party: 'orders', seed: {}, backend: memoryBackend })
  told = []
})

/** Plans whose steps tell what they do; what is named fails. `open` is whether the step takes part in a transaction. */
function plans(failing: readonly string[]): Plans {
  const tells =
    (what: string) =>
    async (_: string, { open }: Call) => {
      if (failing.includes(what)) throw new Error(`${what} failed`)
      told.push(open ? `${what} inside` : what)
    }
  return plansOver({
    events: { emit() {}, announce() {} },
    stock: {
      reserve: async (id, _, call) => tells('reserve')(id, call).then(() => 'r'),
      heldFor: async () => undefined,
      keep: tells('keep'),
      release: tells('release'),
    },
    payments: {
      authorise: async (id, _, __, call) => tells('authorise')(id, call).then(() => 'p'),
      paidFor: async () => undefined,
      capture: async (id, _, call) => tells('capture')(id, call),
      takenFor: async () => undefined,
      refund: async (id, _, call) => tells('refund')(id, call),
      void: tells('void'),
    },
    shipments: {
      create: async (id, _, __, call) => tells('ship')(id, call).then(() => 's'),
      waitingFor: async () => undefined,
      confirm: tells('confirm'),
      cancel: tells('keep here'),
    },
  })
}
const orders = async () => Object.values((await store.snapshot()).orders ?? {})
const confirmed = { ...order, state: 'confirmed', reservation: 'r', payment: 'p' }

describe('a saga that is only remembered', () => {
  const carry = (...failing: string[]) =>
    rememberedSaga({ store, plans: plans(failing) })
      .carryOut(work, call)
      .catch((error: Error) => error.message)

  test('that goes well undoes nothing', async () => {
    expect(await carry()).toEqual(confirmed)
    expect(told).toEqual(['reserve', 'authorise'])
    expect(await orders()).toEqual([confirmed])
  })

  test('undoes the steps that were done, last one first, and fails as the step did', async () => {
    expect(await carry('authorise')).toBe('authorise failed')
    expect(told).toEqual(['reserve', 'release'])
    expect(await orders()).toEqual([])
  })

  test('goes on undoing when one undo fails', async () => {
    expect(await carry('authorise', 'release')).toBe('authorise failed')
    expect(await orders()).toEqual([])
  })
})

describe('one transaction', () => {
  const carry = (does: Work['does'], ...failing: string[]) =>
    oneTransaction({ store, plans: plans(failing) })
      .carryOut({ does, order: { ...order, id: 'o' } }, call)
      .catch((error: Error) => error.message)

  test('has every step take part, and calls no undo', async () => {
    expect(await carry('place')).toEqual(confirmed)
    expect(told).toEqual(['reserve inside', 'authorise inside'])
    expect(await orders()).toEqual([confirmed])
  })

  test('that fails leaves nothing, and calls no undo either', async () => {
    expect(await carry('place', 'authorise')).toBe('authorise failed')
    expect(told).toEqual(['reserve inside'])
    expect(await orders()).toEqual([])
  })

  test('cancels once: whoever comes second changes nothing', async () => {
    await carry('place')
    expect(await carry('cancel')).toMatchObject({ state: 'cancelled', cancelledAt: call.arrivedAt })
    expect(await carry('cancel')).toBeUndefined()
  })
})
