import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { order, predict, select, single } from './make-question.ts'
import {
  type Askable,
  closeTurn,
  draftAnswer,
  MAX_ATTEMPTS,
  nextTurn,
  type Session,
  startSession,
  tally,
} from './session.ts'

const questions = [single, select, order, predict]

/** Goes through a whole session, answering rightly where `rights` says so. */
function goThrough(
  session: Session,
  rights: (turn: number) => boolean,
  bank: readonly Askable[] = questions,
): Session {
  let now = session
  for (let turn = 0; now.queue.length > 0; turn++) {
    now = nextTurn(closeTurn(now, 'answered', rights(turn)), bank)
    if (turn > questions.length * MAX_ATTEMPTS) throw new Error('the session does not end')
  }
  return now
}

describe('a session', () => {
  it('asks every question once, easier ones first', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (id) => {
        const asked = startSession(id, questions).queue.map(({ question }) => question)
        expect(asked.toSorted()).toEqual(['order', 'predict', 'select', 'single'])
        expect(asked.slice(2)).toEqual(['predict', 'order'])
      }),
    )
  })

  it('is the same again for the same id: a reload loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (id) => {
        expect(startSession(id, questions)).toEqual(startSession(id, questions))
      }),
    )
  })

  it('brings a missed question again at the end, as another case', () => {
    const started = startSession('s', [predict, single])
    const begun =
      started.queue[0]?.question === 'single'
        ? nextTurn(closeTurn(started, 'answered', true), questions)
        : started
    const first = begun.queue[0]
    const after = nextTurn(closeTurn(begun, 'answered', false), questions)
    const again = after.queue.at(-1)
    expect(again).toMatchObject({ question: 'predict', attempt: 1 })
    expect(again?.case).not.toBe(first?.case)
  })

  it('asks a sibling right after a miss, from the line or from outside, and each only once', () => {
    const sibling = { ...single, id: 'sibling' }
    const other = { ...select, objective: 'Something else.' }
    const miss = (session: Session, bank: readonly Askable[]) =>
      nextTurn(closeTurn(session, 'answered', false), bank)
    const waits = startSession('s', [single, other, sibling], undefined, 'as planned')
    expect(miss(waits, [single, other, sibling]).queue.map(({ question }) => question)).toEqual([
      'sibling',
      'select',
      'single',
    ])
    const outside = startSession('s', [single, other], undefined, 'as planned')
    const now = miss(outside, [single, other, sibling])
    expect(now.queue.map(({ question }) => question)).toEqual(['sibling', 'select', 'single'])
    expect(miss(now, [single, other, sibling]).queue.map(({ question }) => question)).toEqual([
      'select',
      'single',
      'sibling',
    ])
  })

  it('keeps the order of a plan', () => {
    const planned = [predict, single, order]
    expect(startSession('s', planned, undefined, 'as planned').queue.map(({ question }) => question)).toEqual(
      planned.map(({ id }) => id),
    )
  })

  it('draws another case than the one that was met before', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.constantFrom('up', 'down'), (id, met) => {
        expect(startSession(id, [predict], () => met).queue[0]?.case).not.toBe(met)
      }),
    )
  })

  it('ends, whatever the answers are, and counts every question once', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.boolean()), (luck) => {
        const done = goThrough(startSession('s', questions), () => luck.next().value === true)
        const { first, second, missed } = tally(done)
        expect([...first, ...second, ...missed].toSorted()).toEqual(['order', 'predict', 'select', 'single'])
      }),
    )
  })

  it('sorts by the best try', () => {
    const apart = [single, { ...order, objective: 'Something else.' }]
    const done = goThrough(startSession('s', apart), (turn) => turn === 0 || turn === 2, apart)
    expect(tally(done)).toEqual({ first: ['single'], second: ['order'], missed: [] })
  })
})

describe('a turn', () => {
  const open = startSession('s', questions)

  it('does not go on before it is closed', () => {
    expect(nextTurn(open, questions)).toBe(open)
  })

  it('is closed once', () => {
    const closed = closeTurn(open, 'answered', true)
    expect(closeTurn(closed, 'answered', false)).toBe(closed)
  })

  it('keeps its answer when it is closed, and takes no other one', () => {
    const drafted = draftAnswer(open, { answer: { kind: 'single', option: 'a' }, confidence: 'sure' })
    const closed = closeTurn(drafted, 'answered', true)
    expect(closed.draft).toEqual({
      answer: { kind: 'single', option: 'a' },
      confidence: 'sure',
      state: 'answered',
    })
    expect(draftAnswer(closed, {})).toBe(closed)
  })
})
