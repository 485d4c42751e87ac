import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cx } from '#components/ui/cx.ts'
import { compareTakes } from './compare.ts'
import type { BrowseFailure, Guess, Minute } from './minute.ts'
import styles from './steps.module.css'
import type { Take } from './take.ts'
import {
  brokenWords,
  browsedWords,
  comparisonWords,
  failedWords,
  guessWords,
  MONOLITH_FAIRNESS,
  reservationWords,
  sentWords,
} from './words.ts'

/** The same story in words, run while the site was built: what the page says without JavaScript. */
export interface RecordedWords {
  readonly sent: string
  readonly compared: string
  readonly broken: string
  readonly browsed: string
  readonly failed: string
}

const GUESSES: readonly (readonly [guess: Guess, label: string])[] = [
  ['yes', 'Yes'],
  ['no', 'No'],
]

const FAILURES: readonly (readonly [how: BrowseFailure, label: string])[] = [
  ['catalog-down', 'Take the catalog down'],
  ['monolith-down', 'Take the monolith down'],
]

/** Five steps; each opens when the one before it has been done. What came of the last one is announced beside the drawing. */
export function Steps({
  minute,
  recorded,
  playing,
  onGuess,
  onBreakPayments,
  onAsk,
  onBrowse,
  onFailToBrowse,
}: {
  minute: Minute
  recorded: RecordedWords
  /** A finding waits until the drawing has shown it. */
  playing: boolean
  onGuess: (guess: Guess) => void
  onBreakPayments: () => void
  onAsk: () => void
  onBrowse: () => void
  onFailToBrowse: (how: BrowseFailure) => void
}) {
  const { sent, guess, compared, broken, asked, browsed, browseFailed, shown } = minute
  const settled = (take: Take | undefined) => (take && !(playing && shown === take) ? take : undefined)
  const comparison =
    compared && settled(compared.monolith) && compareTakes(compared.services, compared.monolith)
  const sentDone = settled(sent)
  const brokenDone = settled(broken)
  const browsedDone = settled(browsed)
  const failures = FAILURES.flatMap(([how]) => {
    const take = settled(browseFailed[how])
    return take ? [{ how, take }] : []
  })
  // The step that a person is at: the first one that has not been done. On a phone, only this one keeps its controls.
  const at = browsedDone ? 5 : brokenDone ? 4 : comparison ? 3 : sentDone ? 2 : 1

  return (
    <ol className="mt-6 grid gap-x-5 gap-y-6 sm:mt-5 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-5">
      <Step
        number={1}
        at={at}
        title="Send one order"
        recorded={recorded.sent}
        question="Press Send, and watch which blocks it takes."
        finding={sentDone && sentWords(sentDone)}
      />

      <Step
        number={2}
        at={at}
        title="Make it a monolith"
        recorded={recorded.compared}
        question={
          <>
            A <dfn className="font-semibold not-italic">monolith</dfn> is one program instead of five
            services. Will the answer change?
          </>
        }
        finding={
          comparison &&
          guess && (
            <>
              {guessWords(guess, comparison)}{' '}
              <span className="font-normal">{comparisonWords(comparison)}</span>
            </>
          )
        }
      >
        {(sentDone || compared) && (
          <div className={cx('flex gap-2', styles.controls)}>
            {GUESSES.map(([it, label]) => (
              <Button
                key={it}
                size="sm"
                aria-pressed={guess === it}
                onClick={() => onGuess(it)}
                className={cx('min-w-16', guess === it && styles.chosen)}
              >
                {guess === it && <Tick />}
                {label}
              </Button>
            ))}
          </div>
        )}
        {comparison && guess && (
          <p className={cx('mt-2 text-ink-soft', styles.comment)}>
            Both ran here, from the same start. Status and content were compared.
          </p>
        )}
      </Step>

      <Step
        number={3}
        at={at}
        title="Take payments down"
        recorded={recorded.broken}
        question="The same order again, from five microservices. This time the payments service is not running."
        finding={brokenDone && brokenWords(brokenDone)}
      >
        {(comparison || broken) && (
          <Button size="sm" variant="danger" className={styles.controls ?? ''} onClick={onBreakPayments}>
            Take payments down
          </Button>
        )}
        {brokenDone && (
          <Button size="sm" className="mt-2" aria-expanded={asked} onClick={onAsk}>
            What happened to the reserved copy?
          </Button>
        )}
        {brokenDone && asked && (
          <p className="mt-2">
            A <dfn className="font-semibold not-italic">reservation</dfn> sets a copy aside until it is paid.{' '}
            {reservationWords(brokenDone)}
          </p>
        )}
      </Step>

      <Step
        number={4}
        at={at}
        title="Browse the books"
        recorded={recorded.browsed}
        question="Payments is still down. Can you at least look around?"
        finding={browsedDone && browsedWords(browsedDone)}
      >
        {(brokenDone || browsed) && (
          <Button size="sm" className={styles.controls ?? ''} onClick={onBrowse}>
            Browse books
          </Button>
        )}
      </Step>

      <Step
        number={5}
        at={at}
        title="Make browsing fail"
        recorded={recorded.failed}
        done={failures.length === FAILURES.length}
        question={
          browsedDone
            ? 'Browsing does not need payments, so it works. When would it fail?'
            : 'When would it fail?'
        }
      >
        {(browsedDone || failures.length > 0) && (
          <div className={cx('flex flex-wrap gap-2', styles.controls)}>
            {FAILURES.map(([how, label]) => (
              <Button
                key={how}
                size="sm"
                variant="danger"
                aria-pressed={browseFailed[how] !== undefined}
                onClick={() => onFailToBrowse(how)}
              >
                {browseFailed[how] && <Tick />}
                {label}
              </Button>
            ))}
          </div>
        )}
        {failures.map(({ how, take }) => (
          <p key={how} className="mt-2">
            <strong className="font-semibold">{failedWords(how, take)}</strong>
            {how === 'monolith-down' && ` (${MONOLITH_FAIRNESS})`}
          </p>
        ))}
      </Step>
    </ol>
  )
}

function Step({
  number,
  at,
  title,
  recorded,
  question,
  finding,
  done = Boolean(finding),
  children,
}: {
  number: number
  /** The step that a person is at. */
  at: number
  title: string
  /** What the recorded run showed; said where nothing can be pressed. */
  recorded: string
  question: ReactNode
  /** Stands where the question stood. */
  finding?: ReactNode
  done?: boolean
  children?: ReactNode
}) {
  return (
    <li
      className={cx(
        'relative border-ink border-t-[1.5px] pt-2.5 text-sm leading-normal',
        done && number < at && styles.past,
        number > at && styles.later,
      )}
    >
      {/* The tick of a dimension line; amber once the step has been done. */}
      <span
        aria-hidden
        className={cx(
          'absolute -top-[7px] left-0 size-3 border-[1.5px] border-ink',
          done ? 'bg-glue' : 'bg-paper',
        )}
      />
      <h2 className="flex items-baseline gap-2 text-md leading-snug">
        <span className="tabular-nums">{number}.</span>
        {title}
        {done && <span className="sr-only">(done)</span>}
      </h2>
      <p className="without-js mt-1">{question}</p>
      <p className="without-js mt-1 font-semibold">{recorded}</p>
      {/* As high before as after, so that nothing moves under the pointer. */}
      <div className={cx('needs-js mt-1', styles.slot, number < 4 && styles.three)}>
        {finding ? (
          <p className="font-semibold tabular-nums">{finding}</p>
        ) : (
          <p className={cx(number > at && 'text-ink-soft')}>{question}</p>
        )}
      </div>
      <div className="needs-js">{children}</div>
    </li>
  )
}

/** Marks what has been chosen, beside its colour. */
function Tick() {
  return (
    <svg aria-hidden viewBox="0 0 16 16" className="size-3.5 fill-none stroke-[2.2] stroke-current">
      <path d="M3 8.500l3.500 3.500L13 4.500" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  )
}
