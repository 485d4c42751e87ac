// The quiz loads this at once, so it takes the small build of zod.
import * as z from 'zod/mini'
import type { Progress } from './progress.ts'

const id = z.string().check(z.minLength(1), z.maxLength(120))
const ids = z.array(id).check(z.maxLength(50))
const time = z.number().check(z.gte(0), z.lte(8.64e15))
const count = z.int().check(z.gte(0), z.lte(1000))
const confidence = z.exactOptional(z.enum(['guess', 'think', 'sure']))

const answer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('single'), option: id }),
  z.strictObject({ kind: z.literal('select'), options: ids }),
  z.strictObject({ kind: z.literal('order'), steps: ids }),
  z.strictObject({ kind: z.literal('predict'), values: z.record(id, z.number()) }),
])

const session = z.strictObject({
  id,
  queue: z.array(z.strictObject({ question: id, case: id, attempt: count })).check(z.maxLength(1000)),
  draft: z.strictObject({
    answer: z.exactOptional(answer),
    confidence,
    state: z.enum(['open', 'answered', 'revealed']),
  }),
  outcomes: z.array(z.strictObject({ question: id, attempt: count, right: z.boolean() })),
})

const review = z.strictObject({
  session: id,
  question: id,
  version: count,
  case: id,
  attempt: count,
  atMs: time,
  confidence,
  right: z.boolean(),
  score: z.number().check(z.gte(0), z.lte(1)),
  revealed: z.boolean(),
  misconceptions: ids,
})

/** What may be in storage. Strict: whatever was not written by this version is set aside, never guessed at. */
export const StoredProgress: z.ZodMiniType<Progress> = z.strictObject({
  v: z.literal(1),
  resetAtMs: time,
  reviews: z.array(review),
  session: z.exactOptional(session),
  sessionAtMs: time,
})
