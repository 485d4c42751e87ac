import { describe, expect, it } from 'vitest'
import { lintBank, lintQuestion } from './lint.ts'
import { readBook, run } from './scenarios.ts'
import { Question, type QuestionInput, type SingleQuestion } from './schema.ts'

const wrong = (id: string, text: string) => ({
  id,
  text,
  right: false,
  why: 'Because.',
  misconception: 'choose-one',
})
const sound = {
  id: 'a-question',
  version: 1,
  page: 'a-page',
  objective: 'Show that the rules bite.',
  kind: 'single',
  difficulty: 'easy',
  stem: 'Which of the colours is on the door?',
  options: [
    { id: 'red', text: 'A bright red', right: true, why: 'Look at it.' },
    wrong('blue', 'A dark blue.'),
    wrong('grey', 'A pale grey.'),
    wrong('pink', 'A warm pink.'),
  ],
  demo: { watch: 'Look.', runs: [{ id: 'one', label: 'One', scenario: run('monolith', [readBook()]) }] },
  takeaway: 'Doors have colours.',
  sources: ['bookshop'],
} satisfies QuestionInput

const problemsOf = (change: Partial<typeof sound>) => lintQuestion(Question.parse({ ...sound, ...change }))
const rewrite = (id: string, text: string) => ({
  options: sound.options.map((option) => (option.id === id ? { ...option, text } : option)),
})

describe('the rules for a question', () => {
  it('a sound question has no problem', () => {
    expect(problemsOf({})).toEqual([])
  })

  it('an option may not refer to the others', () => {
    expect(problemsOf(rewrite('pink', 'All of these'))).toEqual([
      expect.stringContaining('refers to other options'),
    ])
  })

  it('a negated question shows its NOT', () => {
    expect(problemsOf({ stem: 'Which colour is not on the door?' })).toEqual([
      expect.stringContaining('NOT in capitals'),
    ])
    expect(problemsOf({ stem: 'Which colour is NOT on the door?' })).toEqual([])
    expect(problemsOf({ stem: 'It was not painted. Which colour is on the door?' })).toEqual([])
  })

  it('no option stands out by its length', () => {
    expect(problemsOf(rewrite('red', 'A bright red, like a letter box in the rain'))).toEqual([
      expect.stringContaining('more than 1.5×'),
    ])
  })

  it('a single-choice question has three distractors that differ', () => {
    expect(problemsOf(rewrite('pink', 'A dark blue.'))).toEqual([expect.stringContaining('two options say')])
  })

  it('the stem does not repeat words of the right option alone', () => {
    const problems = problemsOf({
      stem: 'The door is painted bright green. Which bright painted thing?',
      ...rewrite('red', 'Painted bright'),
    })
    expect(problems).toEqual([expect.stringContaining('gives the answer away')])
  })

  it('ids are unique inside a question', () => {
    const options = sound.options.map((option) => (option.id === 'pink' ? { ...option, id: 'grey' } : option))
    expect(problemsOf({ options })).toEqual([expect.stringContaining('"grey" is used twice')])
  })
})

describe('the rules for the bank', () => {
  const parsed = Question.parse(sound)

  it('ids are unique', () => {
    expect(lintBank([parsed, parsed])).toContainEqual(expect.stringContaining('two questions have the id'))
  })

  it('the right option is the longest in at most half of the questions', () => {
    const tell = (id: string): SingleQuestion | never => {
      const question = Question.parse({ ...sound, id, ...rewrite('red', 'A bright, bright red') })
      if (question.kind !== 'single') throw new Error('not single')
      return question
    }
    expect(lintBank([tell('one')])).toEqual([expect.stringContaining('the longest')])
  })
})

describe('the schema', () => {
  const refused = (change: object) => Question.safeParse({ ...sound, ...change }).error?.issues[0]?.message

  it('has no place for unknown fields', () => {
    expect(refused({ hint: 'Red.' })).toMatch(/unrecognized key/i)
  })

  it('wants one right option', () => {
    const options = sound.options.map((option) => ({ ...option, right: true, misconception: undefined }))
    expect(refused({ options })).toMatch(/exactly one right option/)
  })

  it('wants a misconception behind each wrong option', () => {
    const bare = sound.options.map(({ id, text, right, why }) => ({ id, text, right, why }))
    expect(refused({ options: bare })).toMatch(/names the misconception/)
  })

  it('wants two runs where runs are compared', () => {
    const checks = [{ label: 'Status', measure: { of: 'status', request: 0 }, expect: 'same' }]
    expect(refused({ demo: { ...sound.demo, checks } })).toMatch(/there is only one/)
  })

  it('wants the request that is drawn to exist', () => {
    expect(refused({ demo: { ...sound.demo, request: 3 } })).toMatch(/has no request 3/)
  })
})
