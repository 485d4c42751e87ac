import { expect, test } from 'vitest'
import { emptyDraft } from './draft.ts'
import { recordFirstRun } from './record.ts'
import {
  durationOf,
  type Entry,
  nextId,
  reduce,
  type Session,
  selectedHop,
  shownEntry,
  startSession,
  viewOf,
} from './session.ts'

const recorded = await recordFirstRun()

const live = (id: number, part: Partial<Entry> = {}): Entry => ({
  ...recorded,
  id,
  source: 'live',
  outcome: { kind: 'waiting' },
  events: [],
  ...part,
})

function play(...actions: Parameters<typeof reduce>[1][]): Session {
  return actions.reduce(reduce, startSession(recorded))
}

test('a session starts with the recorded run, its request in the editor', () => {
  const session = play()
  expect(shownEntry(session)).toBe(recorded)
  expect(session.draft).toMatchObject({ method: 'POST', url: 'https://api.bookshop.example/v1/orders' })
  expect(selectedHop(session)?.number).toBe(1)
})

test('what is sent is shown; its events and its end complete it, and nobody else’s events do', () => {
  const session = play(
    { type: 'sent', entry: live(2, { traceId: recorded.traceId }) },
    { type: 'events', events: recorded.events },
    { type: 'sent', entry: live(3, { traceId: 'f'.repeat(32) }) },
    { type: 'events', events: recorded.events.slice(0, 1) },
    { type: 'ended', id: 3, outcome: { kind: 'cancelled' }, say: 'given up' },
  )
  const [first, second, third] = session.entries
  expect(first).toBe(recorded)
  expect(second?.events).toHaveLength(recorded.events.length + 1)
  expect(third).toMatchObject({ events: [], outcome: { kind: 'cancelled' } })
  expect(session).toMatchObject({ shown: 3, sending: undefined, announcement: 'given up' })
})

test('what the bookshop does after somebody gave up still belongs to that entry', () => {
  const session = play(
    { type: 'sent', entry: live(2) },
    { type: 'ended', id: 2, outcome: { kind: 'cancelled' }, say: '' },
    { type: 'events', events: recorded.events },
  )
  const entry = shownEntry(session)
  expect(entry.outcome).toEqual({ kind: 'cancelled' })
  expect(viewOf(entry).hops).toHaveLength(5)
})

test('an entry that ended is not changed by a later one, by a switch or by a block that falls', () => {
  const ended = play(
    { type: 'sent', entry: live(2) },
    { type: 'ended', id: 2, outcome: { kind: 'cancelled' }, say: '' },
  )
  const later = [
    { type: 'fresh', architecture: 'monolith', down: [], say: '' } as const,
    { type: 'sent', entry: live(3, { traceId: 'e'.repeat(32) }) } as const,
    { type: 'down', down: ['payments'], say: '' } as const,
  ].reduce(reduce, ended)
  expect(later.entries[1]).toBe(ended.entries[1])
  expect(later.entries).toHaveLength(3)
})

test('showing an earlier entry brings its answer and its request back', () => {
  const request = { ...recorded.request, method: 'PUT' }
  const session = play(
    { type: 'sent', entry: live(2, { request }) },
    { type: 'drafted', draft: emptyDraft('GET', 'x') },
    { type: 'shown', id: 1 },
    { type: 'shown', id: 2 },
    { type: 'shown', id: 99 },
  )
  expect(session.shown).toBe(2)
  expect(session.draft.method).toBe('PUT')
})

test('a fresh bookshop stands still until something is sent or shown', () => {
  const fresh = { type: 'fresh', architecture: 'monolith', down: [], say: 'fresh' } as const
  expect(play(fresh)).toMatchObject({ idle: true, architecture: 'monolith', bookshop: 2 })
  expect(play(fresh, { type: 'sent', entry: live(2) }).idle).toBe(false)
  expect(play(fresh, { type: 'shown', id: 1 }).idle).toBe(false)
})

test('one selected hop for all views; whoever picks one reads its messages', () => {
  const third = viewOf(recorded).hops[2]
  const session = play({ type: 'hop', hop: third?.spanId ?? '' })
  expect(selectedHop(session)).toBe(third)
  expect(session.tab).toBe('wire')
  expect(selectedHop(play({ type: 'hop', hop: 'of another entry' }))?.number).toBe(1)
})

test('an example fills the editor and says what it shows, until an earlier request comes back', () => {
  const draft = emptyDraft('GET', '/v1/books')
  const session = play(
    { type: 'attempted' },
    { type: 'example', draft, lesson: { title: 'List', shows: 'Pages.' } },
  )
  expect(session).toMatchObject({ draft, attempted: false, announcement: 'In the editor: List. Pages.' })
  expect(reduce(session, { type: 'drafted', draft }).lesson?.title).toBe('List')
  expect(reduce(session, { type: 'shown', id: 1 }).lesson).toBeUndefined()
})

test('a replay shows its first exchange; an empty one changes nothing', () => {
  const session = play({ type: 'replayed', entries: [live(5), live(6)], say: '' })
  expect(session).toMatchObject({ shown: 5 })
  expect(nextId(session)).toBe(7)
  const start = startSession(recorded)
  expect(reduce(start, { type: 'replayed', entries: [], say: '' })).toBe(start)
})

test('the time is that of the client’s own hop, and unknown while it is under way', () => {
  expect(durationOf(viewOf(recorded))).toBeGreaterThan(0)
  expect(durationOf(viewOf(live(2)))).toBeUndefined()
})
