import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunEvent } from '#mocks/log/events.ts'
import { type Servers, startServers } from '#mocks/runtimes/supervisor.ts'
import type { Fault, ServiceName } from '#mocks/systems/scenario.ts'
import type { SystemData } from '#mocks/systems/system.ts'
import { brokenInvariants } from './support/order-invariants.ts'
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

const STEPS = [
  ['looks the price up', 'catalog'],
  ['reserves', 'inventory'],
  ['sets the money aside', 'payments'],
] as const
const MOMENTS = ['before it is done', 'after it is done'] as const
const VICTIMS = [
  'gateway',
  'catalog',
  'inventory',
  'orders',
  'payments',
] as const satisfies readonly ServiceName[]
const KILLS = STEPS.flatMap(([step, callee]) =>
  MOMENTS.flatMap((moment) => VICTIMS.map((victim) => ({ step, callee, moment, victim }))),
)

let servers: Servers
let seeded: SystemData
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
  seeded = await servers.data()
}, PATIENCE_MS)
afterAll(() => servers?.stop(), PATIENCE_MS)

/** Resolves with the first event from now on that fits. */
function next(fits: (event: RunEvent) => boolean): Promise<RunEvent> {
  return new Promise((resolve) => {
    const listen = (event: RunEvent) => {
      if (!fits(event)) return
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
    body: JSON.stringify({ lines: [{ isbn: ISBN, quantity: 1 }] }),
  }).catch(() => undefined)
  await answer?.arrayBuffer().catch(() => undefined)
  return answer?.status
}

test(`${KILLS.length} kills: each service at each step`, () => {
  expect(KILLS.length).toBe(30)
})

describe.each(KILLS)('orders $step, and $moment', ({ callee, moment, victim }) => {
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
      await expect.poll(async () => brokenInvariants(await servers.data(), seeded, 1), LOOK).toEqual([])
      expect(servers.processes().filter(({ state }) => state === 'down')).toEqual([])
    },
    PATIENCE_MS,
  )
})
