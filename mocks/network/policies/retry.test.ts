import { expect, test } from 'vitest'
import type { Clock } from '../../simulation/clock.ts'
import { createRandom } from '../../simulation/random.ts'
import { NetworkError, type Outgoing } from '../hop.ts'
import { retry } from './retry.ts'

const clock: Clock = {
  nowUs: () => 0,
  epochMs: 0,
  sleep: async () => {},
  timer: () => ({ rings: new Promise(() => {}), cancel() {} }),
  track: (promise) => promise,
}
const rules = {
  attempts: 2,
  methods: 'all',
  statuses: [503],
  backoff: { kind: 'none', baseUs: 0, maxUs: 0, jitter: 'none' },
  honourRetryAfter: false,
} as const
const outgoing: Outgoing = {
  from: 'a',
  to: 'b',
  request: new Request('https://b.test/', { method: 'POST', body: 'x' }),
  content: new Uint8Array(),
  span: { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) },
}

/** Whether the callee may know of the request, after these attempts have failed. */
async function sentAfter(...attempts: (NetworkError | Response)[]): Promise<unknown> {
  const failing = retry(rules, { clock, random: createRandom(1), log: { append() {} } })(async () => {
    const next = attempts.shift()
    if (next instanceof Response) return next
    throw next
  })
  return failing(outgoing).catch((error: unknown) => error)
}
const refused = () => new NetworkError('ECONNREFUSED', 'nobody listens')

test('a request whose attempts were all refused was never sent', async () => {
  expect(await sentAfter(refused(), refused())).toMatchObject({ failure: 'ECONNREFUSED', sent: false })
})

test.each([
  ['lost', new NetworkError('ECONNRESET', 'gone')],
  ['answered with a failure', new Response('busy', { status: 503 })],
])('when an earlier attempt was %s, a refused one does not say that nothing was sent', async (_, earlier) => {
  expect(await sentAfter(earlier, refused())).toMatchObject({ failure: 'ECONNREFUSED', sent: true })
})
