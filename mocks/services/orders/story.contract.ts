import { assert } from 'chai'
import type { Ask, Promised, Refusal } from '../../http/contract.ts'
import { readStream } from '../../http/events/event-stream.contract.ts'

/** What a client hears of an order, as `id event`. */
async function heard(send: Ask, path: string, headers: Record<string, string> = {}): Promise<string[]> {
  const { status, text, headers: fields } = await send(path, { headers })
  assert.equal(status, 200, text)
  assert.equal(fields.get('content-type'), 'text/event-stream')
  assert.match(fields.get('cache-control') ?? '', /no-store/)
  const { events, retryMs } = readStream(text)
  assert.isAbove(retryMs ?? 0, 0, 'the stream says when to come back')
  return events.map(({ id, event }) => `${id} ${event}`)
}

/** What watchOrder promises, at whatever path it is mounted. */
export function storyPromises(base: string): readonly Promised[] {
  const of = (id: number, query = '') => `${base}/orders/${id}/events${query}`
  return [
    {
      promise:
        'tells what became of an order and ends by itself when there is nothing more to come (watchOrder)',
      async check({ send }) {
        assert.deepEqual(await heard(send, of(3)), ['1 placed', '2 confirmed', '3 cancelled'])
        const { text } = await send(of(3))
        assert.deepEqual(readStream(text).events.at(-1)?.data, {
          order: '3',
          state: 'cancelled',
          at: '2025-11-09T20:01:00.000Z',
        })
      },
    },
    {
      promise: 'goes on after the last event that a client of an order saw (watchOrder)',
      async check({ send }) {
        assert.deepEqual(await heard(send, of(3), { 'last-event-id': '1' }), ['2 confirmed', '3 cancelled'])
        assert.deepEqual(await heard(send, of(3, '?after=2')), ['3 cancelled'])
        assert.deepEqual(await heard(send, of(3, '?after=2'), { 'last-event-id': '1' }), [
          '2 confirmed',
          '3 cancelled',
        ])
      },
    },
    {
      promise:
        'answers 204 to a client of an order who has seen everything, so that it does not come back (watchOrder)',
      async check({ send }) {
        const { status, text } = await send(of(3), { headers: { 'last-event-id': '3' } })
        assert.equal(status, 204)
        assert.equal(text, '')
      },
    },
    {
      promise: 'tells of a change to an order while it is watched (watchOrder)',
      async check({ send }) {
        const watching = heard(send, of(7, '?wait=20'))
        const { status } = await send(`${base}/orders/7/cancellation`, { method: 'PUT' })
        assert.equal(status, 201)
        assert.deepEqual(await watching, ['1 placed', '2 confirmed', '3 cancelled'])
      },
    },
    {
      promise: 'lets a client of an order go when its time is up (watchOrder)',
      async check({ send }) {
        assert.deepEqual(await heard(send, of(7, '?wait=0')), ['1 placed', '2 confirmed'])
        assert.deepEqual(await heard(send, of(7, '?wait=1&after=2')), [])
      },
    },
    {
      promise: 'has several watch one order, each from where they are (watchOrder)',
      async check({ send }) {
        const watching = [heard(send, of(7, '?wait=20')), heard(send, of(7, '?wait=20&after=2'))]
        await send(`${base}/orders/7/cancellation`, { method: 'PUT' })
        assert.deepEqual(await Promise.all(watching), [
          ['1 placed', '2 confirmed', '3 cancelled'],
          ['3 cancelled'],
        ])
      },
    },
  ]
}

/** What watchOrder refuses. */
export function storyRefusals(base: string): readonly Refusal[] {
  const path = `${base}/orders/7/events`
  return [
    {
      when: 'a Last-Event-ID that nobody gave',
      path,
      init: { headers: { 'last-event-id': 'yesterday' } },
      problem: 'malformed-request',
    },
    {
      when: 'a stream that is open for hours',
      path: `${path}?wait=7200`,
      problem: 'invalid-parameter',
      names: ['wait'],
    },
    { when: 'watching another customer’s order', path: `${base}/orders/2/events`, problem: 'not-found' },
  ]
}
