import { expect, test } from 'vitest'
import { callsBetween } from '#content/scenarios/evidence.ts'
import { placeOrder } from '#content/scenarios/requests.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import type { Fault } from '#mocks/systems/faults.ts'

const AT_PAYMENTS = { edge: { from: 'orders', to: 'payments' } } as const
const asked = async (faults: Fault[]) => {
  const run = await runScenario({
    v: 1,
    settings: {
      paymentKey: 'order',
      policies: [{ ...AT_PAYMENTS, timeoutMs: 500, retry: { attempts: 2, methods: 'all' } }],
    },
    faults,
    workload: [placeOrder('once')],
  })
  const lookups = run.events.filter(
    (event) => event.kind === 'request' && event.to === 'payments' && event.message.method === 'GET',
  )
  return {
    status: run.exchanges[0]?.response?.status,
    calls: callsBetween(run, 'orders', 'payments'),
    lookups: lookups.length,
  }
}

test('a refused connection is a known outcome: nothing was done, and nothing needs to be looked up', async () => {
  expect(await asked([{ kind: 'down', service: 'payments' }])).toEqual({ status: 503, calls: 2, lookups: 0 })
})
