import {
  type Card,
  createEmptyCard,
  type FSRS,
  fsrs,
  GenSeedStrategyWithCardId,
  Rating,
  State,
  StrategyMode,
} from 'ts-fsrs'
import type { Review } from '../progress.ts'
import type { Goals } from './goals.ts'

/** What is known of how well one question is remembered. */
export interface Memory {
  readonly question: string
  /** When it comes up again, in milliseconds since 1970. */
  readonly dueMs: number
  readonly lastMs: number
  /** After how many days it would be known with a chance of 90 percent. */
  readonly stabilityDays: number
  /** Whether it has left the first short steps. */
  readonly settled: boolean
  /** How often it was forgotten after it had settled. */
  readonly lapses: number
  readonly last: Pick<Review, 'right' | 'confidence'>
}

const DAY_MS = 86_400_000
/** The longest interval, in days, where the learner names no date. */
const MAX_INTERVAL_DAYS = 365
/** Fewer right answers than this say nothing about how fast somebody is. */
const ENOUGH = 5

/** Takes in answers one by one, in the order in which they were given, and knows how well each question is remembered. */
export interface Remembering {
  readonly memories: ReadonlyMap<string, Memory>
  add(review: Review): void
}

/**
 * Runs the free spaced repetition scheduler (FSRS-6, Ye 2022–2025) over what is answered. Nothing needs to be kept but
 * the answers themselves, so two tabs, an import and a change of goals all lead to the same memory.
 */
export function createRemembering(goals: Goals): Remembering {
  const pace = createPace()
  const schedulerAt = createSchedulers(goals)
  const cards = new Map<string, Card>()
  const memories = new Map<string, Memory>()
  return {
    memories,
    add(review) {
      const { question, atMs, right, confidence } = review
      const known: Card = cards.get(question) ?? createEmptyCard<Card>(new Date(atMs))
      // A clock that was set back must not make time run backwards.
      const now = new Date(Math.max(atMs, known.last_review?.getTime() ?? 0))
      // The question's name seeds the spread of its intervals.
      const named = { ...known, question }
      const { card } = schedulerAt(now.getTime()).next(named, now, ratingOf(review, pace))
      cards.set(question, card)
      memories.set(question, {
        question,
        dueMs: notBeyond(card.due.getTime(), now.getTime(), goals),
        lastMs: now.getTime(),
        stabilityDays: card.stability,
        settled: card.state === State.Review,
        lapses: card.lapses,
        last: { right, ...(confidence ? { confidence } : {}) },
      })
    },
  }
}

/** How well each question is remembered, by its id, after all that was answered. */
export function memoriesOf(reviews: readonly Review[], goals: Goals): ReadonlyMap<string, Memory> {
  const remembering = createRemembering(goals)
  for (const review of reviews) remembering.add(review)
  return remembering.memories
}

/** The chance that a question is known at a time, from 0 to 1. */
export function retrievability({ stabilityDays, lastMs }: Memory, nowMs: number): number {
  const days = Math.max(0, nowMs - lastMs) / DAY_MS
  return CURVE.forgetting_curve(days, stabilityDays)
}

const CURVE = fsrs()

/** The scheduler may go a day beyond its own limit, to keep better answers apart from worse ones. */
function notBeyond(dueMs: number, nowMs: number, { targetMs }: Goals): number {
  return targetMs !== undefined && targetMs > nowMs ? Math.min(dueMs, targetMs) : dueMs
}

/** Intervals are spread a little, always in the same way for the same question, so that what was learnt together parts. */
function createSchedulers({ retention, targetMs }: Goals): (nowMs: number) => FSRS {
  const byLimit = new Map<number, FSRS>()
  return (nowMs) => {
    const left = targetMs === undefined ? MAX_INTERVAL_DAYS : Math.floor((targetMs - nowMs) / DAY_MS)
    const limit = Math.min(MAX_INTERVAL_DAYS, left > 0 ? left : MAX_INTERVAL_DAYS)
    const known = byLimit.get(limit)
    if (known) return known
    const scheduler = fsrs({
      request_retention: retention,
      maximum_interval: limit,
      enable_fuzz: true,
      enable_short_term: true,
      learning_steps: ['1m', '10m'],
      relearning_steps: ['10m'],
    })
    // biome-ignore lint/correctness/useHookAtTopLevel: the scheduler's own name, no React
    scheduler.useStrategy(StrategyMode.SEED, GenSeedStrategyWithCardId('question'))
    byLimit.set(limit, scheduler)
    return scheduler
  }
}

/** Knows how long a learner usually takes for a right answer. */
function createPace() {
  const took: number[] = []
  return {
    /** Whether an answer came faster than half of the right ones before it; then it is counted itself. */
    isQuick(ms: number | undefined): boolean {
      if (ms === undefined) return false
      const sorted = took.toSorted((a, b) => a - b)
      const median = sorted[Math.floor(sorted.length / 2)]
      took.push(ms)
      return sorted.length >= ENOUGH && median !== undefined && ms < median
    },
  }
}

/** How an answer counts is told by what was done, not by asking: wrong, a guess, right, right and sure and quick. */
function ratingOf(
  { right, revealed, confidence, tookMs }: Review,
  pace: ReturnType<typeof createPace>,
): Rating.Again | Rating.Hard | Rating.Good | Rating.Easy {
  if (!right || revealed) return Rating.Again
  const quick = pace.isQuick(tookMs)
  if (confidence === 'guess') return Rating.Hard
  return confidence === 'sure' && quick ? Rating.Easy : Rating.Good
}
