import { describe, expect, it } from 'vitest'
import { FRESH, keepSession, recordReview, reset } from './progress.ts'
import { PROGRESS_KEY } from './progress-key.ts'
import { type KeyValueStorage, openProgressStore } from './progress-storage.ts'
import { startSession } from './session.ts'

/** A storage in memory, with room for so many characters. */
function makeStorage(room = Number.POSITIVE_INFINITY) {
  const kept = new Map<string, string>()
  const storage: KeyValueStorage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => {
      const used = [...kept].reduce((sum, [other, text]) => sum + (other === key ? 0 : text.length), 0)
      if (used + value.length > room) throw new DOMException('full', 'QuotaExceededError')
      kept.set(key, value)
    },
    removeItem: (key) => void kept.delete(key),
  }
  return { kept, storage }
}

const now = () => 42
const review = (question: string) => ({
  session: 's1',
  question,
  version: 1,
  case: 'only',
  attempt: 0,
  atMs: 1,
  confidence: 'sure' as const,
  right: false,
  score: 0.5,
  revealed: false,
  misconceptions: ['choose-one'],
})

describe('progress in storage', () => {
  it('survives a reload, with the session in the middle of a question', () => {
    const { storage } = makeStorage()
    const store = openProgressStore(() => storage, now)
    store.update((progress) => keepSession(recordReview(progress, review('q1')), startSession('s1', []), 5))
    expect(openProgressStore(() => storage, now).read()).toEqual(store.read())
    expect(store.read().reviews).toHaveLength(1)
  })

  it('tells its listeners, until they stop listening', () => {
    const { storage } = makeStorage()
    const store = openProgressStore(() => storage, now)
    let calls = 0
    const stop = store.subscribe(() => calls++)
    store.update((progress) => recordReview(progress, review('q1')))
    stop()
    store.update((progress) => recordReview(progress, review('q2')))
    expect(calls).toBe(1)
  })

  it('unites what two tabs answered', () => {
    const { storage } = makeStorage()
    const [one, other] = [openProgressStore(() => storage, now), openProgressStore(() => storage, now)]
    one.update((progress) => recordReview(progress, review('q1')))
    other.update((progress) => recordReview(progress, review('q2')))
    one.refresh()
    expect(
      one
        .read()
        .reviews.map(({ question }) => question)
        .sort(),
    ).toEqual(['q1', 'q2'])
  })

  it('carries a reset over to the other tab', () => {
    const { storage } = makeStorage()
    const [one, other] = [openProgressStore(() => storage, now), openProgressStore(() => storage, now)]
    one.update((progress) => recordReview(progress, review('q1')))
    other.refresh()
    one.update((progress) => reset(progress, 100))
    other.refresh()
    expect(other.read().reviews).toEqual([])
  })
})

it('what the first version stored is brought up to date, and nothing of it is lost', () => {
  const { kept, storage } = makeStorage()
  const { goals: _, goalsAtMs: __, forgotten: ___, ...first } = recordReview(FRESH, review('q1'))
  kept.set(PROGRESS_KEY, JSON.stringify({ ...first, v: 1 }))
  const store = openProgressStore(() => storage, now)
  expect(store.notice()).toBeUndefined()
  expect(store.read()).toEqual(recordReview(FRESH, review('q1')))
  store.update((progress) => progress)
  expect(JSON.parse(kept.get(PROGRESS_KEY) ?? '')).toMatchObject({ v: 2, reviews: [{ question: 'q1' }] })
})

describe('what cannot be read', () => {
  it.each([
    ['text that is not JSON', '{"v":1,', 'damaged'],
    ['another shape', '{"v":1,"reviews":"none"}', 'damaged'],
    ['unknown fields', JSON.stringify({ ...FRESH, streak: 12 }), 'damaged'],
    ['a newer version', '{"v":3,"cards":[]}', 'newer'],
  ])('%s is kept aside, and the learner is told', (_, text, reason) => {
    const { kept, storage } = makeStorage()
    kept.set(PROGRESS_KEY, text)
    const store = openProgressStore(() => storage, now)
    expect(store.read()).toEqual(FRESH)
    expect(store.notice()).toEqual({ kind: 'set-aside', reason, key: `${PROGRESS_KEY}:set-aside:42` })
    store.update((progress) => recordReview(progress, review('q1')))
    expect(kept.get(`${PROGRESS_KEY}:set-aside:42`)).toBe(text)
    expect(openProgressStore(() => storage, now).read().reviews).toHaveLength(1)
  })

  it('is not written over when there is no room to keep it aside', () => {
    const { kept, storage } = makeStorage(10)
    kept.set(PROGRESS_KEY, 'not JSON at all')
    const store = openProgressStore(() => storage, now)
    store.update((progress) => recordReview(progress, review('q1')))
    expect(store.notice()).toEqual({ kind: 'protected', reason: 'damaged' })
    expect(kept.get(PROGRESS_KEY)).toBe('not JSON at all')
    expect(store.read().reviews).toHaveLength(1)
  })
})

describe('without storage', () => {
  it('progress lasts as long as the page when storage is blocked', () => {
    const blocked = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    const store = openProgressStore(blocked, now)
    store.update((progress) => recordReview(progress, review('q1')))
    expect(store.notice()).toEqual({ kind: 'unavailable' })
    expect(store.read().reviews).toHaveLength(1)
  })

  it('a full storage is reported, and forgotten once there is room again', () => {
    const { storage } = makeStorage(300)
    const store = openProgressStore(() => storage, now)
    for (const question of ['q1', 'q2', 'q3'])
      store.update((progress) => recordReview(progress, review(question)))
    expect(store.notice()).toEqual({ kind: 'full' })
    expect(store.read().reviews).toHaveLength(3)
    store.update((progress) => reset(progress, 100))
    expect(store.notice()).toBeUndefined()
  })
})
