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
  readonly cases: readonly { readonly id: string }[]
}

/** How often a question is asked in one session at most: when it was missed, it comes once more at the end. */
export const MAX_ATTEMPTS = 2

const OPEN: Draft = { state: 'open' }
const LEVELS = { easy: 0, medium: 1, hard: 2 }

/**
 * Starts a session: easier questions first, each level in the session's own order.
 * `lastCase` says which case of a question the learner met before, so that another one is drawn.
 */
export function startSession(
  id: string,
  questions: readonly Askable[],
  lastCase: (question: string) => string | undefined = () => undefined,
): Session {
  const queue = [...seededOrder(questions, id, (question) => question.id)]
    .sort((a, b) => LEVELS[a.difficulty] - LEVELS[b.difficulty])
    .map((question) => turnOf(id, question, 0, lastCase(question.id)))
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

/** Goes on to the next turn. A missed question comes again at the end, as another case where it has several. */
export function nextTurn(session: Session, questions: readonly Askable[]): Session {
  const [turn, ...rest] = session.queue
  if (!turn || session.draft.state === 'open') return session
  const question = questions.find(({ id }) => id === turn.question)
  const missed = session.outcomes.at(-1)?.right === false
  const again = missed && question && turn.attempt + 1 < MAX_ATTEMPTS
  const queue = again ? [...rest, turnOf(session.id, question, turn.attempt + 1, turn.case)] : rest
  return { ...session, queue, draft: OPEN }
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
