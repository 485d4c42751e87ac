import type { Session } from '#learner/session.ts'

/** How one question of a session stands, for its peg. */
export type PegState = 'right' | 'recovered' | 'missed' | 'open'

/** One peg of the row: a question of the session. */
export interface Peg {
  readonly question: string
  readonly state: PegState
  readonly current: boolean
}

/** A peg for each question, in the order of the first tries. */
export function pegsOf({ outcomes, queue }: Session): readonly Peg[] {
  const questions = new Set([...outcomes, ...queue].map(({ question }) => question))
  return [...questions].map((question) => {
    const tries = outcomes.filter((outcome) => outcome.question === question)
    const last = tries.at(-1)
    const state = !last ? 'open' : !last.right ? 'missed' : last.attempt === 0 ? 'right' : 'recovered'
    return { question, state, current: queue[0]?.question === question }
  })
}

/** Where the learner is, in words: `Question 3 of 12`, or `Second try 1 of 4`. */
export function sayPlace(session: Session): string {
  const [turn] = session.queue
  if (!turn) return ''
  const answered = session.outcomes.filter(({ attempt }) => attempt === turn.attempt)
  // A turn that is closed stands in both lists.
  const ahead = session.queue
    .slice(session.draft.state === 'open' ? 0 : 1)
    .filter(({ attempt }) => attempt === turn.attempt)
  const place = answered.length + (session.draft.state === 'open' ? 1 : 0)
  return `${turn.attempt === 0 ? 'Question' : 'Second try'} ${place} of ${answered.length + ahead.length}`
}
