import { expect, test } from 'vitest'
import { createRunLog } from '../log/log.ts'
import { createRandom } from '../simulation/random.ts'
import { createVirtualClock } from '../simulation/virtual-clock.ts'
import { NetworkError } from './hop.ts'
import { tracedAttempt } from './traced.ts'
import { createTracing } from './tracing.ts'

/** A signal that counts who listens to it. */
function watchedSignal() {
  const controller = new AbortController()
  const { signal } = controller
  const listeners = new Set<unknown>()
  const { addEventListener, removeEventListener } = signal
  signal.addEventListener = (type: string, listener: EventListener, options?: AddEventListenerOptions) => {
    listeners.add(listener)
    addEventListener.call(signal, type, listener, options)
  }
  signal.removeEventListener = (type: string, listener: EventListener) => {
    listeners.delete(listener)
    removeEventListener.call(signal, type, listener)
  }
  return { controller, signal, listeners }
}

test.each([
  ['answers', async () => new Response('yes')],
  [
    'fails',
    async () => {
      throw new NetworkError('ECONNRESET', 'gone')
    },
  ],
])('when the callee %s, nobody listens to the caller’s signal any more', async (_, callee) => {
  const { clock, run } = createVirtualClock({ settle: () => new Promise((resolve) => setImmediate(resolve)) })
  const log = createRunLog({ run: 'test', nowUs: clock.nowUs, sinks: [] })
  const attempt = tracedAttempt(createTracing({ log, clock, random: createRandom(1) }))
  const { signal, listeners } = watchedSignal()
  const outgoing = {
    from: 'a',
    to: 'b',
    request: new Request('https://b.test/'),
    content: new Uint8Array(),
    span: { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) },
    signal,
  }
  let heard = 0
  const listening = attempt(() => {
    heard = listeners.size
    return callee()
  })
  await run(listening(outgoing).catch(() => {}))
  expect(heard).toBe(1)
  expect(listeners.size).toBe(0)
})
