import { describe, expect, test } from 'vitest'
import { arrival, callOf, fieldsFor, GUEST } from './call.ts'

const now = () => new Date('2026-01-05T09:00:00.000Z')
const callWith = (headers: Record<string, string>) =>
  callOf(new Request('https://orders.test/', { headers }), now)

test('what travels with a call arrives with it at the next service', async () => {
  const call = await callWith({
    ...arrival('2025-12-24T18:30:00.123Z'),
    traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  })
  expect(call).toEqual({
    caller: GUEST,
    arrivedAt: '2025-12-24T18:30:00.123Z',
    trace: { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) },
  })
  expect(await callWith(fieldsFor(call))).toEqual(call)
})

describe('the time of arrival', () => {
  test.each([
    ['among other baggage', 'user=ann;p=1, arrived-at=2025-12-24T18%3A30%3A00.000Z;x=y,z=1'],
    ['alone', 'arrived-at=2025-12-24T18%3A30%3A00Z'],
  ])('is read %s', async (_, baggage) => {
    expect((await callWith({ baggage })).arrivedAt).toBe('2025-12-24T18:30:00.000Z')
  })

  test.each([
    '',
    'arrived-at=',
    'arrived-at=%',
    'arrived-at=%FF',
    'arrived-at=2025-13-45T99%3A00%3A00Z',
    'arrived-at=2025-12-24T18%3A30%3A00Z%',
    'not-arrived-at=2025-12-24T18%3A30%3A00Z',
    'arrived-at=275000',
  ])('is now when the baggage is %j', async (baggage) => {
    expect((await callWith({ baggage })).arrivedAt).toBe('2026-01-05T09:00:00.000Z')
  })
})

test('a presented token is refused and never ignored, whatever it looks like', async () => {
  for (const authorization of ['Bearer x', 'Basic YTpi', 'x']) {
    await expect(callWith({ authorization })).rejects.toThrow(
      expect.objectContaining({ problem: 'invalid-token' }),
    )
  }
})
