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
  reservationWords,
  sentWords,
} from './words.ts'

/** The same story in words, run while the site was built: what the page says without JavaScript. */
export interface RecordedWords {
  readonly sent: string
  readonly compared: string
  readonly broken: string
  readonly browsed: string
}

/** Four steps; each opens when the one before it has been done. */
export function Steps({
  minute,
  recorded,
  playing,
  onGuess,
  onPullPayments,
  onAsk,
  onBrowse,
  onFailToBrowse,
}: {
  minute: Minute
  recorded: RecordedWords
  /** A finding waits until the drawing has shown it. */
  playing: boolean
  onGuess: (guess: Guess) => void
  onPullPayments: () => void
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
  const failedDone = browseFailed && settled(browseFailed.take)
  // The step that a person is at: the first one that has not been done. On a phone, only this one keeps its controls.
  const at = browsedDone || brokenDone ? 4 : comparison ? 3 : sentDone ? 2 : 1

  return (
    <ol className="mt-6 grid gap-x-6 gap-y-6 sm:mt-8 sm:grid-cols-2 xl:grid-cols-4">
      <Step number={1} at={at} title="Send one order" done={sentDone !== undefined}>
        <p className="without-js">{recorded.sent}</p>
        <div className="needs-js" role="status">
          {sentDone ? (
            <p>{sentWords(sentDone)}</p>
          ) : (
            <p className="text-ink-soft">Press Send on the counter plate, and watch which blocks it takes.</p>
          )}
        </div>
      </Step>

      <Step number={2} at={at} title="Now make it a monolith" done={comparison !== undefined}>
        <p className={styles.question}>The same five blocks, in one process. Will the answer change?</p>
        <p className="without-js mt-2">{recorded.compared}</p>
        {(sentDone || compared) && (
          <div className={cx('needs-js mt-3 flex gap-2', styles.controls)}>
            <Button
              size="sm"
              aria-pressed={guess === 'yes'}
              onClick={() => onGuess('yes')}
              className="min-w-16"
            >
              Yes
            </Button>
            <Button
              size="sm"
              aria-pressed={guess === 'no'}
              onClick={() => onGuess('no')}
              className="min-w-16"
            >
              No
            </Button>
          </div>
        )}
        <div role="status" className="needs-js">
          {comparison && guess && (
            <>
              <p className={cx('mt-3', styles.finding)}>{comparisonWords(comparison)}</p>
              <p className={cx('mt-1 text-ink-soft', styles.comment)}>
                {guessWords(guess, comparison)} Both ran here, from the same full shelves. Status and content
                were compared.
              </p>
            </>
          )}
        </div>
      </Step>

      <Step number={3} at={at} title="Pull payments out" done={brokenDone !== undefined}>
        <p className={styles.question}>Five blocks again, one of them gone. The same order.</p>
        <p className="without-js mt-2">{recorded.broken}</p>
        {(comparison || broken) && (
          <Button
            size="sm"
            variant="danger"
            className={cx('needs-js mt-3', styles.controls)}
            onClick={onPullPayments}
          >
            Pull payments out
          </Button>
        )}
        <div role="status" className="needs-js">
          {brokenDone && <p className={cx('mt-3', styles.finding)}>{brokenWords(brokenDone)}</p>}
        </div>
        {brokenDone && (
          <Button size="sm" className="needs-js mt-3" aria-expanded={asked} onClick={onAsk}>
            What happened to the reserved copy?
          </Button>
        )}
        <div role="status" className="needs-js">
          {brokenDone && asked && (
            <p className="mt-2">
              A <dfn className="font-semibold not-italic">reservation</dfn> sets a copy aside until it is
              paid. {reservationWords(brokenDone)}
            </p>
          )}
        </div>
      </Step>

      <Step number={4} at={at} title="Browse the books" done={browsedDone !== undefined}>
        <p className={styles.question}>Payments is still out. Can you at least look around?</p>
        <p className="without-js mt-2">{recorded.browsed}</p>
        {(brokenDone || browsed) && (
          <Button size="sm" className="needs-js mt-3" onClick={onBrowse}>
            Browse books
          </Button>
        )}
        <div role="status" className="needs-js">
          {browsedDone && <p className={cx('mt-3', styles.finding)}>{browsedWords(browsedDone)}</p>}
        </div>
        {browsedDone && (
          <div className="needs-js mt-3">
            <p>And here is a case where it would not:</p>
            <div className="mt-2 flex flex-wrap gap-2">
              <Button
                size="sm"
                variant="danger"
                aria-pressed={browseFailed?.how === 'catalog-down'}
                onClick={() => onFailToBrowse('catalog-down')}
              >
                Pull the catalog out
              </Button>
              <Button
                size="sm"
                variant="danger"
                aria-pressed={browseFailed?.how === 'monolith-killed'}
                onClick={() => onFailToBrowse('monolith-killed')}
              >
                Kill the monolith
              </Button>
            </div>
          </div>
        )}
        <div role="status" className="needs-js">
          {failedDone && browseFailed && (
            <p className={cx('mt-3', styles.finding)}>{failedWords(browseFailed.how, failedDone)}</p>
          )}
        </div>
      </Step>
    </ol>
  )
}

function Step({
  number,
  at,
  title,
  done,
  children,
}: {
  number: number
  /** The step that a person is at. */
  at: number
  title: string
  done: boolean
  children: ReactNode
}) {
  return (
    <li
      className={cx(
        'relative border-ink border-t-[1.5px] pt-3 text-sm leading-relaxed',
        number < at && styles.past,
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
      <h2 className="flex items-baseline gap-2 text-lg">
        <span className="tabular-nums">{number}.</span>
        {title}
        {done && <span className="sr-only">(done)</span>}
      </h2>
      <div className={cx('mt-1', number > at && 'text-ink-soft')}>{children}</div>
    </li>
  )
}
