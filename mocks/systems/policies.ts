import * as z from 'zod'
import { Edge } from './faults.ts'
import { ServiceName } from './services.ts'

const Milliseconds = z.number().min(1).max(600_000)

export const Backoff = z.strictObject({
  kind: z.enum(['none', 'constant', 'exponential']).default('none'),
  baseMs: Milliseconds.default(100),
  maxMs: Milliseconds.default(10_000),
  jitter: z.enum(['none', 'full', 'equal', 'decorrelated']).default('none'),
})

export const Retry = z.strictObject({
  /** Attempts in all, the first one included. */
  attempts: z.int().min(1).max(20),
  methods: z.enum(['idempotent', 'all']).default('idempotent'),
  statuses: z.array(z.int().min(400).max(599)).max(20).default([502, 503, 504]),
  backoff: Backoff.prefault({}),
  honourRetryAfter: z.boolean().default(false),
  budget: z.strictObject({ percent: z.int().min(0).max(100), reserve: z.int().min(0).max(1000) }).optional(),
})

export const Breaker = z.strictObject({
  opens: z.discriminatedUnion('after', [
    z.strictObject({ after: z.literal('consecutive'), failures: z.int().min(1).max(1000) }),
    z.strictObject({
      after: z.literal('rate'),
      percent: z.int().min(1).max(100),
      calls: z.int().min(1).max(10_000),
      windowMs: Milliseconds,
    }),
  ]),
  openMs: Milliseconds,
  probes: z.int().min(1).max(100).default(1),
})

export const Places = z.strictObject({
  places: z.int().min(1).max(10_000),
  queue: z.int().min(0).max(100_000),
})

/** What a caller does about failures on an edge. Whatever is left out is not done. */
export const Policy = z.strictObject({
  edge: Edge,
  timeoutMs: Milliseconds.optional(),
  /** How long the caller waits for a connection. Nothing was sent then, so that a retry may repeat whatever it was. */
  connectTimeoutMs: Milliseconds.optional(),
  deadlineMs: Milliseconds.optional(),
  retry: Retry.optional(),
  breaker: Breaker.optional(),
  bulkhead: Places.optional(),
  fallback: z.literal('last-good').optional(),
  hedgeAfterMs: Milliseconds.optional(),
  collapse: z.boolean().optional(),
  cache: z.boolean().optional(),
})
export type Policy = z.infer<typeof Policy>

/** How many instances of a service run, and how calls are spread over them. */
export const Fleet = z.strictObject({
  service: ServiceName,
  instances: z.int().min(1).max(20).default(1),
  balancing: z.enum(['round-robin', 'least-outstanding', 'random-of-two', 'sticky']).default('round-robin'),
  /** How many requests an instance works on at a time, and how many may wait. Unlimited when left out. */
  workers: Places.optional(),
  /**
   * Version 2 of the service beside version 1: so many instances more, which count on from the others, and this share
   * of the calls in percent. 0 is rolled back, 100 rolled out.
   */
  canary: z
    .strictObject({ instances: z.int().min(1).max(20).default(1), percent: z.number().min(0).max(100) })
    .optional(),
})
export type Fleet = z.infer<typeof Fleet>
