import { expect, test } from 'vitest'
import { decide } from './decide.ts'
import { FACTS, type Said, UNSAID } from './facts.ts'
import { toMarkdown } from './to-markdown.ts'

/** Everything that can be said. */
const ALL = FACTS.reduce<Said[]>(
  (sets, { id, values }) => sets.flatMap((said) => values.map(({ value }) => ({ ...said, [id]: value }))),
  [UNSAID],
)
const READY = { tidied: 'tried', boundaries: 'seen', operations: 'there' } as const

test('refuses by default', () => {
  expect(decide(UNSAID).kind).toBe('stay')
})

test.each([{ waiting: 'weekly', teams: 'few' }, { load: 'measured' }, { isolation: 'yes' }])(
  'a reason alone leads to preparing, and with everything in place to one service: %o',
  (reason) => {
    expect(decide({ ...UNSAID, ...reason }).kind).toBe('prepare')
    expect(decide({ ...UNSAID, ...reason, ...READY }).kind).toBe('one-service')
  },
)

test.each(['tidied', 'boundaries', 'operations'] as const)(
  'nothing is pulled out while %s is missing',
  (id) => {
    const decision = decide({ ...UNSAID, load: 'measured', ...READY, [id]: UNSAID[id] })
    expect(decision.kind).toBe('prepare')
    expect(decision.next).toHaveLength(1)
  },
)

test('neither many teams nor being ready is a reason', () => {
  expect(decide({ ...UNSAID, ...READY, teams: 'many' }).kind).toBe('stay')
  expect(decide({ ...UNSAID, ...READY, teams: 'one', waiting: 'weekly' }).kind).toBe('stay')
})

test('whatever is said gets reasons, next steps, and a condition for deciding again', () => {
  expect(ALL).toHaveLength(3 * 2 ** 6)
  for (const said of ALL) {
    const { because, next, until } = decide(said)
    expect(Math.min(because.length, next.length, until.length)).toBeGreaterThan(0)
  }
})

test('the record holds every fact, the decision and the name of the system', () => {
  const text = toMarkdown({ ...UNSAID, load: 'measured' }, ' Till ')
  expect(text).toMatch(/^# Till: not yet/)
  expect(text.match(/^- .*measured/gm)).toHaveLength(2)
  expect(toMarkdown(UNSAID, '')).toMatch(/^# The system: stay/)
})
