import type { Answer } from './grading.ts'
import { seededOrder } from './seeded-order.ts'

/** How sure a learner was. Optional, and never needed to go on. */
export type Confidence = 'guess' | 'think' | 'sure'

/** A question that is to be asked: which case of it, and the how manieth try in this session (from 0). */
export interface Turn {
  readonly question: string
  readonly case: string
  readonly attempt: number
}

/** What the learner has put down for the current turn. It survives a reload, submitted or not. */
export interface Draft {
  readonly answer?: Answer
  readonly confidence?: Confidence
  /** `answered`: graded. `revealed`: the learner asked for the answer instead of giving one. */
  readonly state: 'open' | 'answered' | 'revealed'
}

/** How one turn ended. */
export interface Outcome {
  readonly question: string
  readonly attempt: number
  readonly right: boolean
}

/** One sitting: what is still to be asked, first comes first, and what has been. */
export interface Session {
  readonly id: string
  readonly queue: readonly Turn[]
  readonly draft: Draft
  readonly outcomes: readonly Outcome[]
}

/** What a session needs to know of a question: its name, its cases, how hard it is. */
export interface Askable {
  readonly id: string
  readonly difficulty: 'easy' | 'medium' | 'hard'
  /** What it tests; questions of one objective and page are siblings. */
  readonly objective: string
  readonly page: string
  readonly cases: readonly { readonly id: string }[]
}

/** How often a question is asked in one session at most: when it was missed, it comes once more at the end. */
export const MAX_ATTEMPTS = 2

const OPEN: Draft = { state: 'open' }
const LEVELS = { easy: 0, medium: 1, hard: 2 }

/**
 * Starts a session, as planned or with easier questions first, each level in the session's own order.
 * `lastCase` says which case of a question the learner met before, so that another one is drawn.
 */
export function startSession(
  id: string,
  questions: readonly Askable[],
  lastCase: (question: string) => string | undefined = () => undefined,
  order: 'as planned' | 'easier first' = 'easier first',
): Session {
  const inOrder =
    order === 'as planned'
      ? questions
      : [...seededOrder(questions, id, (question) => question.id)].sort(
          (a, b) => LEVELS[a.difficulty] - LEVELS[b.difficulty],
        )
  const queue = inOrder.map((question) => turnOf(id, question, 0, lastCase(question.id)))
  return { id, queue, draft: OPEN, outcomes: [] }
}

/** Keeps what the learner is putting down. */
export function draftAnswer(session: Session, draft: Pick<Draft, 'answer' | 'confidence'>): Session {
  return session.draft.state === 'open' ? { ...session, draft: { ...draft, state: 'open' } } : session
}

/** Closes the current turn with a verdict. A turn that is already closed stays as it is. */
export function closeTurn(session: Session, state: 'answered' | 'revealed', right: boolean): Session {
  const [turn] = session.queue
  if (!turn || session.draft.state !== 'open') return session
  const { question, attempt } = turn
  return {
    ...session,
    draft: { ...session.draft, state },
    outcomes: [...session.outcomes, { question, attempt, right }],
  }
}

/**
 * Goes on to the next turn. After a miss a sibling is asked now, where there is one that was not asked yet, and the
 * missed question comes again at the end, as another case where it has several.
 */
export function nextTurn(session: Session, questions: readonly Askable[]): Session {
  const [turn, ...rest] = session.queue
  if (!turn || session.draft.state === 'open') return session
  const question = questions.find(({ id }) => id === turn.question)
  const missed = session.outcomes.at(-1)?.right === false
  if (!missed || !question) return { ...session, queue: rest, draft: OPEN }
  const again =
    turn.attempt + 1 < MAX_ATTEMPTS ? [turnOf(session.id, question, turn.attempt + 1, turn.case)] : []
  const sibling = turn.attempt === 0 ? siblingOf(question, session, rest, questions) : []
  const others = rest.filter((one) => !sibling.includes(one))
  return { ...session, queue: [...sibling, ...others, ...again], draft: OPEN }
}

/** A question of the same objective that this session has not asked: one that waits, else one from outside of it. */
function siblingOf(
  { id, page, objective }: Askable,
  session: Session,
  waiting: readonly Turn[],
  questions: readonly Askable[],
): readonly Turn[] {
  const siblings = questions.filter(
    (one) => one.id !== id && one.page === page && one.objective === objective,
  )
  const next = waiting.find(
    ({ question, attempt }) => attempt === 0 && siblings.some((one) => one.id === question),
  )
  if (next) return [next]
  const known = new Set([...session.outcomes, ...waiting].map(({ question }) => question))
  const fresh = seededOrder(siblings, session.id, (one) => one.id).find((one) => !known.has(one.id))
  return fresh ? [turnOf(session.id, fresh, 0, undefined)] : []
}

function turnOf(session: string, { id, cases }: Askable, attempt: number, last: string | undefined): Turn {
  const order = seededOrder(cases, `${session}/${id}/${attempt}`, (one) => one.id)
  const drawn = order.find((one) => one.id !== last) ?? order[0]
  return { question: id, case: drawn?.id ?? '', attempt }
}

/** How a session went: right at the first try, right at the second, still to practise. Lists of question ids. */
export interface Tally {
  readonly first: readonly string[]
  readonly second: readonly string[]
  readonly missed: readonly string[]
}

/** Sums a session up. Each question that was asked is in exactly one of the three lists. */
export function tally({ outcomes }: Session): Tally {
  const best = new Map<string, 'first' | 'second' | 'missed'>()
  for (const { question, attempt, right } of outcomes) {
    if (right) best.set(question, attempt === 0 ? 'first' : 'second')
    else if (!best.has(question)) best.set(question, 'missed')
  }
  const of = (kind: 'first' | 'second' | 'missed') =>
    [...best].filter(([, how]) => how === kind).map(([question]) => question)
  return { first: of('first'), second: of('second'), missed: of('missed') }
}
