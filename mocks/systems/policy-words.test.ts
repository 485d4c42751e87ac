import { expect, test } from 'vitest'
import { Policy } from './policies.ts'
import { describePolicy } from './policy-words.ts'

test('a policy says what its caller does', () => {
  const policy = Policy.parse({
    edge: { from: 'orders', to: 'payments' },
    connectTimeoutMs: 50,
    timeoutMs: 500,
    retry: {
      attempts: 2,
      backoff: { kind: 'exponential', jitter: 'full' },
      budget: { percent: 10, reserve: 1 },
    },
  })
  expect(describePolicy(policy)).toBe(
    'orders → payments: waits 50 ms for a connection, gives up after 500 ms, makes up to 2 attempts with exponential backoff and full jitter within a budget',
  )
  expect(describePolicy(Policy.parse({ edge: {} }))).toBe('anybody → anybody: does nothing special')
})
