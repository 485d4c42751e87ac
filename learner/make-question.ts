import { Question, type QuestionInput } from '#content/questions/schema.ts'
import type { Key, PreparedCase, PreparedQuestion } from './prepare.ts'
import type { Words } from './words.ts'

const demo = {
  watch: 'Look.',
  runs: [
    {
      id: 'one',
      label: 'One',
      scenario: {
        v: 1 as const,
        workload: [{ method: 'GET', url: 'https://api.bookshop.example/v1/books' }],
      },
    },
  ],
}
const common = {
  version: 1,
  page: 'a-page',
  objective: 'Test the grading.',
  stem: 'What happens?',
  difficulty: 'easy' as const,
  takeaway: 'Something happens.',
  sources: ['bookshop'],
}

/** Makes a question ready to be asked, for tests: the keys are handed in, nothing is run. */
export function makeQuestion(
  input: QuestionInput,
  cases: readonly [id: string, key: Key, words?: Words][],
): PreparedQuestion {
  const question = Question.parse(input)
  const made = cases.map(
    ([id, key, words = {}]): PreparedCase => ({
      id,
      key,
      words,
      demo: 'demo' in question ? question.demo : (question.cases[0]?.demo ?? fail('no case')),
    }),
  )
  const [first = fail('no case'), ...rest] = made
  return { ...question, cases: [first, ...rest] }
}

function fail(why: string): never {
  throw new Error(why)
}

const wrong = (id: string, misconception: string) => ({
  id,
  text: `Option ${id}`,
  right: false,
  why: `Not ${id}.`,
  misconception,
})
const right = (id: string) => ({ id, text: `Option ${id}`, right: true, why: `Yes, ${id}.` })

/** A single-choice question: `a` is right. */
export const single = makeQuestion(
  {
    ...common,
    id: 'single',
    kind: 'single',
    options: [right('a'), wrong('b', 'belief-b'), wrong('c', 'belief-c'), wrong('d', 'belief-d')],
    demo,
  },
  [['only', { kind: 'single', option: 'a' }]],
)

/** A select-all question: `a` and `b` are right. */
export const select = makeQuestion(
  {
    ...common,
    id: 'select',
    kind: 'select',
    options: [
      right('a'),
      { ...right('b'), misconception: 'leaves-b-out' },
      wrong('c', 'belief-c'),
      wrong('d', 'belief-d'),
    ],
    demo,
  },
  [['only', { kind: 'select', options: ['a', 'b'] }]],
)

const step = (id: string) => ({
  id,
  text: `Step ${id}`,
  hop: { from: id, to: 'z', method: 'GET' },
  whenRight: `Because ${id}.`,
  whenWrong: `No ${id}.`,
  misconception: `belief-${id}`,
})

/** An ordering question: `p`, `q`, `r` in this order; `x` stays out. */
export const order = makeQuestion(
  {
    ...common,
    id: 'order',
    kind: 'order',
    difficulty: 'hard',
    steps: ['p', 'q', 'r', 'x'].map(step),
    cases: [{ id: 'only', demo }],
  },
  [['only', { kind: 'order', steps: ['p', 'q', 'r'] }]],
)

/** A prediction: 5, give or take 1, and a status; two cases. */
export const predict = makeQuestion(
  {
    ...common,
    id: 'predict',
    kind: 'predict',
    difficulty: 'medium',
    asks: [
      {
        input: 'number',
        id: 'copies',
        label: 'Copies',
        unit: 'copies',
        measure: { of: 'hops', request: 0 },
        min: 0,
        max: 50,
        tolerance: 1,
        whenRight: 'It is {after}.',
        mistakes: [
          {
            value: { word: 'before', minus: 'taken' },
            why: 'You took {taken} off.',
            misconception: 'reservation-sticks',
          },
        ],
        otherwise: { why: 'Count again.', misconception: 'miscounted' },
      },
      {
        input: 'choice',
        id: 'status',
        label: 'Status',
        measure: { of: 'status', request: 0 },
        choices: [
          {
            value: 200,
            text: '`200`',
            whenRight: 'All well.',
            whenWrong: 'Not well.',
            misconception: 'all-well',
          },
          { value: 404, text: '`404`', whenWrong: 'It is there.', misconception: 'not-there' },
          {
            value: 503,
            text: '`503`',
            whenRight: 'Down.',
            whenWrong: 'Not down.',
            misconception: 'all-down',
          },
        ],
      },
    ],
    cases: [
      { id: 'down', demo },
      { id: 'up', demo },
    ],
  },
  [
    ['down', { kind: 'predict', values: { copies: 5, status: 503 } }, { before: 12, taken: 4, after: 5 }],
    ['up', { kind: 'predict', values: { copies: 3, status: 200 } }, { before: 5, taken: 2, after: 3 }],
  ],
)
