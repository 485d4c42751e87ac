import { expect, test } from 'vitest'
import type { RunEvent } from '../log/events.ts'
import { createEventRing } from './event-ring.ts'

const envelope = (seq: number) => ({ v: 1, seq, atUs: seq, run: 'test' }) as const
const small = (seq: number): RunEvent => ({ ...envelope(seq), kind: 'process', party: 'orders', state: 'up' })
const large = (seq: number, bytes: number): RunEvent => ({
  ...envelope(seq),
  kind: 'response',
  from: 'gateway',
  to: 'orders',
  message: { status: 200, fields: [], content: { bytes, text: '' } },
})
const seqs = (events: readonly RunEvent[]) => events.map(({ seq }) => seq)

test('the newest events are kept, in order, however many come', () => {
  const ring = createEventRing({ maxEvents: 3, maxBytes: 100 })
  for (let seq = 0; seq < 100; seq++) {
    ring.sink(small(seq))
    expect(seqs(ring.events())).toEqual([seq - 2, seq - 1, seq].filter((kept) => kept >= 0))
  }
})

test('large messages push older ones out, and the newest one stays', () => {
  const ring = createEventRing({ maxEvents: 10, maxBytes: 100 })
  for (const [seq, bytes] of [60, 40, 1].entries()) ring.sink(large(seq, bytes))
  expect(seqs(ring.events())).toEqual([1, 2])
  ring.sink(large(3, 500))
  expect(seqs(ring.events())).toEqual([3])
})

test('a cleared ring starts again', () => {
  const ring = createEventRing({ maxEvents: 3, maxBytes: 100 })
  ring.sink(large(0, 90))
  ring.clear()
  ring.sink(large(1, 90))
  expect(seqs(ring.events())).toEqual([1])
})
