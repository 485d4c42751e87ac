import { DEFAULT_GOALS, type Goals } from './review/goals.ts'
import type { Confidence, Session } from './session.ts'

/** One answer that was given, for good. Identified by session, question and attempt. */
export interface Review {
  readonly session: string
  readonly question: string
  /** The version of the question that was answered. */
  readonly version: number
  readonly case: string
  readonly attempt: number
  /** Milliseconds since 1970, by the learner's clock. */
  readonly atMs: number
  readonly confidence?: Confidence
  /** How long it took from the question to the answer, in milliseconds; absent where that was not measured. */
  readonly tookMs?: number
  readonly right: boolean
  /** From 0 to 1. */
  readonly score: number
  readonly revealed: boolean
  readonly misconceptions: readonly string[]
}

/** Everything that is remembered about a learner. */
export interface Progress {
  readonly v: 2
  /** What is older than this was reset by the learner. */
  readonly resetAtMs: number
  /** The same for single questions, by their ids. */
  readonly forgotten: Readonly<Record<string, number>>
  readonly reviews: readonly Review[]
  /** The session that is under way, or the last one that ended. */
  readonly session?: Session
  /** When the session last changed; 0 when there never was one. */
  readonly sessionAtMs: number
  /** What the learner wants of the review. */
  readonly goals: Goals
  /** When the goals last changed; 0 when they never were. */
  readonly goalsAtMs: number
}

/** A learner of whom nothing is known. */
export const FRESH: Progress = {
  v: 2,
  resetAtMs: 0,
  forgotten: {},
  reviews: [],
  sessionAtMs: 0,
  goals: DEFAULT_GOALS,
  goalsAtMs: 0,
}

/** Adds an answer. The same turn twice is one answer, the later one; a clock that was set back does not lose it. */
export function recordReview(progress: Progress, review: Review): Progress {
  const atMs = Math.max(review.atMs, progress.resetAtMs, progress.forgotten[review.question] ?? 0)
  return { ...progress, reviews: unite(progress.reviews, [{ ...review, atMs }]) }
}

/** Remembers where the learner is. */
export function keepSession(progress: Progress, session: Session, nowMs: number): Progress {
  return { ...progress, session, sessionAtMs: Math.max(nowMs, progress.sessionAtMs + 1, progress.resetAtMs) }
}

/** Remembers what the learner wants of the review. */
export function setGoals(progress: Progress, goals: Goals, nowMs: number): Progress {
  return { ...progress, goals, goalsAtMs: Math.max(nowMs, progress.goalsAtMs + 1) }
}

/** Forgets every answer up to now; what the learner wants of the review stays. */
export function reset(progress: Progress, nowMs: number): Progress {
  const { resetAtMs: before, forgotten, reviews, sessionAtMs } = progress
  const times = [before, sessionAtMs, ...Object.values(forgotten), ...reviews.map(({ atMs }) => atMs)]
  const resetAtMs = Math.max(nowMs, ...times) + 1
  const { v, goals, goalsAtMs } = progress
  return { v, resetAtMs, forgotten: {}, reviews: [], sessionAtMs: 0, goals, goalsAtMs }
}

/** Forgets what was answered to some questions. */
export function forget(progress: Progress, questions: readonly string[], nowMs: number): Progress {
  const answered = progress.reviews.filter(({ question }) => questions.includes(question))
  const atMs = Math.max(nowMs, progress.resetAtMs, ...answered.map((review) => review.atMs)) + 1
  const forgotten = { ...progress.forgotten, ...Object.fromEntries(questions.map((id) => [id, atMs])) }
  return { ...progress, forgotten, reviews: progress.reviews.filter(isKept(progress.resetAtMs, forgotten)) }
}

/** Whether an answer is younger than what was forgotten. */
function isKept(resetAtMs: number, forgotten: Progress['forgotten']) {
  return ({ question, atMs }: Review) => atMs >= Math.max(resetAtMs, forgotten[question] ?? 0)
}

/**
 * Unites what two tabs know: nothing that was answered is lost, nothing that was reset comes back, the later
 * session wins. Commutative, associative and idempotent, so tabs may merge in any order and as often as they like.
 */
export function merge(a: Progress, b: Progress): Progress {
  const resetAtMs = Math.max(a.resetAtMs, b.resetAtMs)
  const forgotten = laterOfEach(a.forgotten, b.forgotten, resetAtMs)
  const reviews = unite(a.reviews, b.reviews).filter(isKept(resetAtMs, forgotten))
  const { goals, goalsAtMs } = later(a, b, 'goalsAtMs', 'goals')
  const { session, sessionAtMs } = later(a, b, 'sessionAtMs', 'session')
  const united = { v: a.v, resetAtMs, forgotten, reviews, goals, goalsAtMs }
  return session && sessionAtMs >= resetAtMs
    ? { ...united, session, sessionAtMs }
    : { ...united, sessionAtMs: 0 }
}

/** The later time for each name; what a reset covers need not be remembered. */
function laterOfEach(
  a: Progress['forgotten'],
  b: Progress['forgotten'],
  resetAtMs: number,
): Progress['forgotten'] {
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].sort()
  const times = names.map((name) => [name, Math.max(a[name] ?? 0, b[name] ?? 0)] as const)
  return Object.fromEntries(times.filter(([, atMs]) => atMs > resetAtMs))
}

function later(
  a: Progress,
  b: Progress,
  at: 'goalsAtMs' | 'sessionAtMs',
  what: 'goals' | 'session',
): Progress {
  if (a[at] !== b[at]) return a[at] > b[at] ? a : b
  // Two tabs in the same millisecond: any rule will do, as long as both choose the same one.
  return JSON.stringify(a[what] ?? null) >= JSON.stringify(b[what] ?? null) ? a : b
}

function unite(a: readonly Review[], b: readonly Review[]): readonly Review[] {
  const byId = new Map<string, Review>()
  for (const review of [...a, ...b]) {
    const id = `${review.session}/${review.question}/${review.attempt}`
    const known = byId.get(id)
    if (!known || compare(review, known) > 0) byId.set(id, review)
  }
  return [...byId.values()].sort(compare)
}

/** By time, then by content: an order that does not depend on who merges. */
function compare(a: Review, b: Review): number {
  const [x, y] = [JSON.stringify(canonical(a)), JSON.stringify(canonical(b))]
  return a.atMs - b.atMs || (x < y ? -1 : x > y ? 1 : 0)
}

function canonical(review: Review) {
  return Object.entries(review).sort(([a], [b]) => (a < b ? -1 : 1))
}

/** The last answer to a question in its present version, if there is one. */
export function lastReview(
  progress: Progress,
  question: { id: string; version: number },
): Review | undefined {
  return progress.reviews.findLast(
    (review) => review.question === question.id && review.version === question.version,
  )
}
