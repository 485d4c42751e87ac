import { expect, it } from 'vitest'
import { backupOf, readBackup } from './backup.ts'
import { FRESH, recordReview } from './progress.ts'

const answered = recordReview(FRESH, {
  session: 's',
  question: 'q',
  version: 1,
  case: 'only',
  attempt: 0,
  atMs: 5,
  right: true,
  score: 1,
  revealed: false,
  misconceptions: [],
})

it('what was exported can be imported', () => {
  expect(readBackup(backupOf(answered, 7))).toEqual({ ok: true, progress: answered })
})

it('an export of the first version can be imported', () => {
  const { goals: _, goalsAtMs: __, forgotten: ___, ...first } = answered
  const text = JSON.stringify({ kind: 'blocks-and-glue progress', progress: { ...first, v: 1 } })
  expect(readBackup(text)).toEqual({ ok: true, progress: answered })
})

it.each([
  ['no JSON', 'front;back', /not JSON/],
  ['something else', '{"kind":"collection"}', /something else/],
  ['a list', '[]', /something else/],
  [
    'damaged',
    JSON.stringify({ kind: 'blocks-and-glue progress', progress: { v: 2, reviews: 'none' } }),
    /damaged/,
  ],
  ['newer', JSON.stringify({ kind: 'blocks-and-glue progress', progress: { v: 9 } }), /newer version/],
])('%s is refused politely', (_, text, why) => {
  const read = readBackup(text)
  expect(read.ok).toBe(false)
  expect(read).toHaveProperty('why', expect.stringMatching(why))
})
