import { cx } from '#components/ui/cx.ts'
import type { Session } from '#learner/session.ts'
import { type PegState, pegsOf } from './place.ts'

const LOOKS: Record<PegState, string> = {
  right: 'border-glue-edge bg-glue',
  recovered: 'border-glue-edge bg-glue-wash',
  missed: 'border-fault bg-paper-raised',
  open: 'border-hairline-strong bg-paper-raised',
}

/** How far the session has come, a peg for each question: full = right, dot = right at the second try, cross = missed. */
export function Pegs({ session, className }: { session: Session; className?: string }) {
  const pegs = pegsOf(session)
  const number = (...states: PegState[]) => pegs.filter(({ state }) => states.includes(state)).length
  return (
    <div className={className}>
      <p className="sr-only">
        So far {number('right', 'recovered')} right, {number('missed')} missed, {number('open')} not answered
        yet.
      </p>
      <ol aria-hidden className="flex flex-wrap gap-1.5">
        {pegs.map(({ question, state, current }) => (
          <li
            key={question}
            className={cx(
              'grid size-4 place-items-center border-[1.5px]',
              LOOKS[state],
              current && 'outline-2 outline-ink outline-offset-1',
            )}
          >
            {state === 'missed' && (
              <svg aria-hidden viewBox="0 0 16 16" className="size-3 stroke-2 stroke-fault-text">
                <path d="M3 3l10 10M13 3L3 13" />
              </svg>
            )}
            {state === 'recovered' && <span className="size-1.5 rounded-full bg-glue-edge" />}
          </li>
        ))}
      </ol>
    </div>
  )
}
