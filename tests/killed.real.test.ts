import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunEvent } from '#mocks/log/events.ts'
import { type Servers, startServers } from '#mocks/runtimes/supervisor.ts'
import { DELIVERY } from '#mocks/services/orders/contract.ts'
import { violationsOf } from '#mocks/systems/invariants.ts'
import type { Fault, ServiceName } from '#mocks/systems/scenario.ts'
import { control } from './support/real-run.ts'

// Real processes are killed (SIGKILL) at named moments of an order, started again, and the bookshop has to come to the
// same end: the buyer who goes on asking with the same key has one order, and nobody holds anything for another one.

const PATIENCE_MS = 60_000
/** How long a message is held back, so that the kill comes before it goes on, in ms. */
const HOLD_MS = 500
/** How often a state is looked at until it is the wanted one, and for how long at most, in ms. */
const LOOK = { interval: 100, timeout: 40_000 }
const ISBN = '9780141439518'
/** The buyer's name for the one order that is wanted. */
const KEY = '"the-one-order"'

/** Each step of an order that is delivered, whom it is asked of, and which request of orders to them that is. */
const STEPS = [
  ['looks the price up', 'catalog', 1],
  ['reserves', 'inventory', 1],
  ['sets the money aside', 'payments', 1],
  ['has a shipment made', 'shipping', 1],
  ['takes the money', 'payments', 2],
] as const satisfies readonly (readonly [string, ServiceName, number])[]
const MOMENTS = ['before it is done', 'after it is done'] as const
const KILLS = STEPS.flatMap(([step, callee, number]) =>
  MOMENTS.flatMap((moment) =>
    (['gateway', 'orders', callee] as const).map((victim) => ({ step, callee, number, moment, victim })),
  ),
)

let servers: Servers
let seeded: number
const listeners = new Set<(event: RunEvent) => void>()

beforeAll(async () => {
  servers = await startServers({
    system: 'microservices',
    port: 0,
    seed: 7,
    onEvent: (event) => {
      for (const listen of listeners) listen(event)
    },
  })
  seeded = await confirmed()
}, PATIENCE_MS)
afterAll(() => servers?.stop(), PATIENCE_MS)

/** How many orders are confirmed. */
async function confirmed(): Promise<number> {
  const { orders } = await servers.data()
  return Object.values(orders?.orders ?? {}).filter((order) => Object(order).state === 'confirmed').length
}

/** Resolves with the event of this number from now on, counted from 1, that fits. */
function next(number: number, fits: (event: RunEvent) => boolean): Promise<RunEvent> {
  let left = number
  return new Promise((resolve) => {
    const listen = (event: RunEvent) => {
      if (!fits(event) || --left > 0) return
      listeners.delete(listen)
      resolve(event)
    }
    listeners.add(listen)
  })
}

/** Orders one copy; the status, or undefined when the connection broke. */
async function order(): Promise<number | undefined> {
  const answer = await fetch(`${servers.addresses.gateway}/v1/orders`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': KEY },
    body: JSON.stringify({ lines: [{ isbn: ISBN, quantity: 1 }], delivery: DELIVERY }),
  }).catch(() => undefined)
  await answer?.arrayBuffer().catch(() => undefined)
  return answer?.status
}

test(`${KILLS.length} kills: each service at each step`, () => {
  expect(KILLS.length).toBe(30)
})

describe.each(KILLS)('orders $step, and $moment', ({ callee, number, moment, victim }) => {
  test(
    `${victim} is killed`,
    async () => {
      const edge = { from: 'orders', to: callee } as const
      const isBefore = moment === 'before it is done'
      const hold: Fault = isBefore
        ? { kind: 'latency', edge, oneWay: { kind: 'constant', us: HOLD_MS * 1000 } }
        : { kind: 'slow-body', edge, ms: HOLD_MS }
      await control(servers, 'POST', '/reset')
      await control(servers, 'PUT', '/faults', [hold])
      const held = next(
        number,
        (event) =>
          (isBefore ? event.kind === 'request' : event.kind === 'fault') &&
          'from' in event &&
          event.from === 'orders' &&
          event.to === callee,
      )
      const first = order()
      await held
      servers.kill(victim)
      await first
      await control(servers, 'PUT', '/faults', [])

      // A buyer who was not told goes on asking.
      await expect.poll(order, LOOK).toBe(201)
      await expect.poll(async () => violationsOf(await servers.data()), LOOK).toEqual([])
      expect(await confirmed()).toBe(seeded + 1)
      expect(servers.processes().filter(({ state }) => state === 'down')).toEqual([])
    },
    PATIENCE_MS,
  )
})
