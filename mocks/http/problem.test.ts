import { describe, expect, test } from 'vitest'
import { PROBLEM_BASE, PROBLEMS, Problem, ProblemDocument, problemAnswer } from './problem.ts'

const names = Object.keys(PROBLEMS).filter((name): name is keyof typeof PROBLEMS =>
  Object.hasOwn(PROBLEMS, name),
)

describe.each(names)('%s', (name) => {
  const answer = problemAnswer(new Problem(name, 'What happened.'))
  const document = ProblemDocument.parse(JSON.parse(`${answer.content}`))

  test('is a problem document (RFC 9457) that agrees with its status', () => {
    expect(answer.fields['content-type']).toBe('application/problem+json')
    expect(answer.fields['cache-control']).toBe('no-store')
    expect(document).toEqual({
      type: PROBLEM_BASE + name,
      title: PROBLEMS[name].title,
      status: answer.status,
      detail: 'What happened.',
    })
    expect(answer.status).toBeGreaterThanOrEqual(400)
  })
})

test('titles are different, so that a reader can tell problems apart', () => {
  expect(new Set(Object.values(PROBLEMS).map(({ title }) => title)).size).toBe(names.length)
})

test('errors, the dependency and header fields travel along', () => {
  const errors = [{ pointer: '#/lines/0', detail: 'is wrong' }]
  const answer = problemAnswer(
    new Problem('dependency-unavailable', {
      detail: 'No.',
      errors,
      dependency: 'payments',
      headers: { 'retry-after': '5' },
    }),
  )
  expect(answer.fields['retry-after']).toBe('5')
  expect(JSON.parse(`${answer.content}`)).toMatchObject({ errors, dependency: 'payments' })
})

test('a problem is an error whose message is the detail', () => {
  const problem = new Problem('not-found', 'There is no such book.')
  expect(problem.message).toBe('There is no such book.')
  expect(problem.status).toBe(404)
})
