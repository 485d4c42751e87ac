import { expect, test } from 'vitest'
import { describeFault, Fault, faultsBesideDown, servicesDown } from './faults.ts'
import { describePolicy, Policy } from './policies.ts'

test('every kind of fault has words of its own, and names its edge', () => {
  const edge = { from: 'orders', to: 'payments' }
  const strikes = { first: 2 }
  const faults = [
    { kind: 'down', service: 'payments' },
    { kind: 'instance-down', service: 'orders', instance: 2 },
    { kind: 'slow', service: 'payments', ms: 3000 },
    { kind: 'partition', services: ['payments', 'orders'] },
    { kind: 'latency', edge, oneWay: { kind: 'constant', us: 1000 } },
    { kind: 'bandwidth', edge, bytesPerSecond: 1000 },
    { kind: 'lose-request', edge, strikes },
    { kind: 'lose-reply', edge, strikes: { percent: 30 } },
    { kind: 'error', edge, strikes },
    { kind: 'reset', edge, strikes },
    { kind: 'slow-body', edge, ms: 200 },
    { kind: 'cut-body', edge, strikes },
    { kind: 'no-trace-context', edge: {} },
    { kind: 'stale-discovery', service: 'orders', ms: 500 },
  ].map((fault) => Fault.parse(fault))
  const words = faults.map(describeFault)
  expect(new Set(words).size).toBe(faults.length)
  expect(new Set(faults.map(({ kind }) => kind)).size).toBe(Fault.options.length)
  expect(words[7]).toBe('orders → payments: 30% of the replies are lost after the work was done')
  expect(words[12]).toBe('anybody → anybody: the traceparent field is dropped')
  expect(servicesDown(faults)).toEqual(['payments'])
  expect(faultsBesideDown(faults)).toHaveLength(faults.length - 1)
})

test('a policy says what its caller does', () => {
  const policy = Policy.parse({
    edge: { from: 'orders', to: 'payments' },
    timeoutMs: 500,
    retry: {
      attempts: 2,
      backoff: { kind: 'exponential', jitter: 'full' },
      budget: { percent: 10, reserve: 1 },
    },
  })
  expect(describePolicy(policy)).toBe(
    'orders → payments: gives up after 500 ms, makes up to 2 attempts with exponential backoff and full jitter within a budget',
  )
  expect(describePolicy(Policy.parse({ edge: {} }))).toBe('anybody → anybody: does nothing special')
})
