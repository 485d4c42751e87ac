// The quiz loads this at once, so it takes the small build of zod.
import * as z from 'zod/mini'
import type { Progress } from './progress.ts'
import { DEFAULT_GOALS } from './review/goals.ts'

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
  tookMs: z.exactOptional(time),
  right: z.boolean(),
  score: z.number().check(z.gte(0), z.lte(1)),
  revealed: z.boolean(),
  misconceptions: ids,
})

const goals = z.strictObject({
  retention: z.number().check(z.gte(0.85), z.lte(0.95)),
  dailyCap: z.int().check(z.gte(5), z.lte(100)),
  targetMs: z.exactOptional(time),
})

const common = {
  resetAtMs: time,
  reviews: z.array(review),
  session: z.exactOptional(session),
  sessionAtMs: time,
}

/** The version before there were goals. */
const FirstProgress = z.strictObject({ v: z.literal(1), ...common })
const PresentProgress: z.ZodMiniType<Progress> = z.strictObject({
  v: z.literal(2),
  ...common,
  forgotten: z.record(id, time),
  goals,
  goalsAtMs: time,
})

/** The version that is written today. */
export const VERSION = 2

/** What may be in storage. Strict: whatever no version wrote is set aside, never guessed at; an older version is brought up to date. */
export const StoredProgress: z.ZodMiniType<Progress> = z.union([
  PresentProgress,
  z.pipe(
    FirstProgress,
    z.transform(
      (first): Progress => ({ ...first, v: VERSION, forgotten: {}, goals: DEFAULT_GOALS, goalsAtMs: 0 }),
    ),
  ),
])
