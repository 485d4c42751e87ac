import fc from 'fast-check'
import { parseList } from 'structured-headers'
import { expect, test } from 'vitest'
import { createRateLimit } from './rate-limit.ts'

const quotas = fc.record({
  requests: fc.integer({ min: 1, max: 5 }),
  windowS: fc.integer({ min: 1, max: 10 }),
})
const read = (field: string) => Object.fromEntries(parseList(field)[0]?.[1] ?? [])

test('in no window does anybody get more than the quota, and nobody is told to wait longer than a window', () => {
  fc.assert(
    fc.property(
      quotas,
      fc.array(fc.record({ waitMs: fc.nat(2_000), who: fc.constantFrom('a', 'b') }), { maxLength: 60 }),
      (quota, requests) => {
        let ms = 0
        const limit = createRateLimit(quota, () => new Date(ms))
        const granted: { who: string; ms: number }[] = []
        for (const { waitMs, who } of requests) {
          ms += waitMs
          try {
            const fields = limit.take(who)
            granted.push({ who, ms })
            expect(read(fields['ratelimit-policy'] ?? '')).toEqual({ q: quota.requests, w: quota.windowS })
            const { r, t } = read(fields.ratelimit ?? '')
            expect(Number(r)).toBeLessThan(quota.requests)
            expect(Number(t)).toBeGreaterThanOrEqual(1)
            expect(Number(t)).toBeLessThanOrEqual(quota.windowS)
          } catch (error) {
            expect(error).toMatchObject({ problem: 'too-many-requests' })
            const { details } = error as { details: { headers: Record<string, string> } }
            expect(read(details.headers.ratelimit ?? '').r).toBe(0)
            expect(Number(details.headers['retry-after'])).toBeLessThanOrEqual(quota.windowS)
          }
        }
        // Windows begin with a request, so two of them may touch: never more than twice the quota in the length of one.
        for (const { who, ms } of granted) {
          const inWindow = granted.filter(
            (other) => other.who === who && other.ms >= ms && other.ms < ms + quota.windowS * 1000,
          )
          expect(inWindow.length).toBeLessThanOrEqual(2 * quota.requests)
        }
      },
    ),
  )
})

test('who waited as long as Retry-After says is let through', () => {
  let ms = 0
  const limit = createRateLimit({ requests: 1, windowS: 7 }, () => new Date(ms))
  limit.take('a')
  expect(() => limit.take('a')).toThrow(expect.objectContaining({ problem: 'too-many-requests' }))
  ms = 7_000
  expect(limit.take('a')).toEqual({ 'ratelimit-policy': '"default";q=1;w=7', ratelimit: '"default";r=0;t=7' })
})
