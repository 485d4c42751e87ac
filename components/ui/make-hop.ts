import type { NetworkFailure } from '#mocks/log/events.ts'
import type { Hop } from '#mocks/log/views/spans.ts'

const EMPTY = { bytes: 0, text: '' }

/** Makes a hop for a test; only what the test is about need be given. */
export function makeHop(
  number: number,
  from: string,
  to: string,
  {
    status = 200,
    failure,
    ...rest
  }: { status?: number; failure?: NetworkFailure } & Partial<Omit<Hop, 'failure' | 'response'>> = {},
): Hop {
  return {
    traceId: '0'.repeat(31) + 1,
    spanId: String(number).padStart(16, '0'),
    number,
    depth: 0,
    from,
    to,
    sentUs: number * 1000,
    endUs: number * 1000 + 900,
    request: {
      method: 'GET',
      url: `https://${to}.bookshop.internal/things?n=${number}`,
      fields: [],
      content: EMPTY,
    },
    ...(failure
      ? { failure: { failure, detail: '' } }
      : { response: { status, fields: [], content: EMPTY } }),
    ...rest,
  }
}
