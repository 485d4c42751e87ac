import { expect, it } from 'vitest'
import { order, select, single } from '#learner/make-question.ts'
import { closeTurn, nextTurn, startSession } from '#learner/session.ts'
import { pegsOf, sayPlace } from './place.ts'

const questions = [single, select, order]

it('counts first tries and second tries apart', () => {
  const places: string[] = []
  let session = startSession('s', questions)
  while (session.queue.length > 0) {
    const open = sayPlace(session)
    session = closeTurn(session, 'answered', session.queue[0]?.question === 'order')
    expect(sayPlace(session)).toBe(open)
    places.push(open)
    session = nextTurn(session, questions)
  }
  expect(places).toEqual([
    'Question 1 of 3',
    'Question 2 of 3',
    'Question 3 of 3',
    'Second try 1 of 2',
    'Second try 2 of 2',
  ])
})

it('keeps a peg for each question, in place', () => {
  const begun = nextTurn(closeTurn(startSession('s', questions), 'answered', false), questions)
  expect(pegsOf(begun).map(({ state, current }) => [state, current])).toEqual([
    ['missed', false],
    ['open', true],
    ['open', false],
  ])
})
