import { expect, test } from 'vitest'
import { Breaker, Fleet, Policy, Retry } from './policies.ts'

test('nobody does anything about failures by itself', () => {
  expect(Policy.parse({ edge: {} })).toEqual({ edge: { from: '*', to: '*' } })
})

test('a retry that says only how often repeats what may be repeated, at once and without patience', () => {
  expect(Retry.parse({ attempts: 3 })).toEqual({
    attempts: 3,
    methods: 'idempotent',
    statuses: [502, 503, 504],
    backoff: { kind: 'none', baseMs: 100, maxMs: 10_000, jitter: 'none' },
    honourRetryAfter: false,
  })
})

test('a breaker closes after one probe, and a service is one instance, unless they say otherwise', () => {
  expect(Breaker.parse({ opens: { after: 'consecutive', failures: 3 }, openMs: 1 }).probes).toBe(1)
  expect(Fleet.parse({ service: 'orders' })).toEqual({
    service: 'orders',
    instances: 1,
    balancing: 'round-robin',
  })
})
