import { useEffect, useRef, useState } from 'react'
import { CalloutNumber } from '#components/ui/callout.tsx'
import { cx } from '#components/ui/cx.ts'
import type { Words } from '#learner/words.ts'
import { plainText, RichText } from './rich-text.tsx'

interface StepText {
  readonly id: string
  readonly text: string
}

type Move = 'earlier' | 'later' | 'take' | 'leave'

/** Takes steps out of a pool and puts them in order, by buttons: no dragging, and the focus stays with the step. */
export function OrderInput({
  describedBy,
  steps,
  words,
  taken,
  onTaken,
}: {
  describedBy: string
  steps: readonly StepText[]
  words: Words
  taken: readonly string[]
  onTaken: (taken: readonly string[]) => void
}) {
  const [said, setSaid] = useState('')
  const root = useRef<HTMLFieldSetElement>(null)
  const follow = useRef<readonly string[]>([])
  const mine = taken.flatMap((id) => steps.find((step) => step.id === id) ?? [])
  const pool = steps.filter(({ id }) => !taken.includes(id))
  const order = taken.join()

  // The button that was pressed may be gone or at the edge: the focus goes to the first one that is still there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the order is what the effect waits for
  useEffect(() => {
    const button = follow.current
      .map((id) => root.current?.querySelector<HTMLElement>(`[data-move="${id}"]`))
      .find(Boolean)
    follow.current = []
    button?.focus()
  }, [order])

  const move = (step: StepText, how: Move) => {
    const at = taken.indexOf(step.id)
    const rest = taken.filter((id) => id !== step.id)
    const to = how === 'take' ? taken.length : how === 'earlier' ? at - 1 : at + 1
    const next = how === 'leave' ? rest : [...rest.slice(0, to), step.id, ...rest.slice(to)]
    const name = plainText(step.text, words)
    setSaid(
      how === 'leave'
        ? `${name}: taken out.`
        : `${name}: now ${next.indexOf(step.id) + 1} of ${next.length}.`,
    )
    const after = pool[pool.indexOf(step) + 1] ?? pool[pool.indexOf(step) - 1]
    follow.current =
      how === 'take'
        ? [`take/${after?.id}`, `earlier/${step.id}`, `leave/${step.id}`]
        : how === 'leave'
          ? [`take/${step.id}`]
          : [`${how}/${step.id}`, `${how === 'earlier' ? 'later' : 'earlier'}/${step.id}`]
    onTaken(next)
  }

  return (
    <fieldset ref={root} aria-describedby={describedBy} className="min-w-0">
      <legend className="sr-only">Put the steps in order</legend>
      <p role="status" className="sr-only">
        {said}
      </p>
      <h3 className="mb-2 font-sans font-semibold text-base tracking-normal">Your order</h3>
      {mine.length === 0 ? (
        <p className="border-[1.5px] border-hairline-strong border-dashed px-3.5 py-4 text-ink-soft text-sm">
          Empty so far. Add steps from the list below, the first one first.
        </p>
      ) : (
        <ol aria-label="Your order" className="grid gap-2">
          {mine.map((step, at) => (
            <li
              key={step.id}
              className="flex flex-wrap items-center gap-x-3 gap-y-1 border-[1.5px] border-ink bg-glue-wash py-1.5 pr-1.5 pl-3"
            >
              <CalloutNumber number={at + 1} tone="lit" />
              <span className="min-w-[12rem] flex-1 leading-snug [overflow-wrap:anywhere]">
                <RichText text={step.text} words={words} />
              </span>
              <span className="ml-auto flex gap-1">
                {at > 0 && <MoveButton how="earlier" step={step} words={words} onMove={move} />}
                {at < mine.length - 1 && <MoveButton how="later" step={step} words={words} onMove={move} />}
                <MoveButton how="leave" step={step} words={words} onMove={move} />
              </span>
            </li>
          ))}
        </ol>
      )}
      <h3 className="mt-5 mb-2 font-sans font-semibold text-base tracking-normal">Steps to choose from</h3>
      {pool.length === 0 ? (
        <p className="text-ink-soft text-sm">Every step is in your order.</p>
      ) : (
        <ul aria-label="Steps to choose from" className="grid gap-2">
          {pool.map((step) => (
            <li
              key={step.id}
              className="flex items-center gap-3 border-[1.5px] border-hairline-strong bg-paper-raised py-1.5 pr-1.5 pl-3.5"
            >
              <span className="min-w-0 flex-1 leading-snug [overflow-wrap:anywhere]">
                <RichText text={step.text} words={words} />
              </span>
              <MoveButton how="take" step={step} words={words} onMove={move} />
            </li>
          ))}
        </ul>
      )}
    </fieldset>
  )
}

const MOVES: Record<Move, { name: string; path: string }> = {
  earlier: { name: 'Move up', path: 'M8 13V3M3.500 7.500L8 3l4.500 4.500' },
  later: { name: 'Move down', path: 'M8 3v10M3.500 8.500L8 13l4.500-4.500' },
  leave: { name: 'Take out', path: 'M4 4l8 8M12 4l-8 8' },
  take: { name: 'Add', path: 'M8 3v10M3 8h10' },
}

function MoveButton({
  how,
  step,
  words,
  onMove,
}: {
  how: Move
  step: StepText
  words: Words
  onMove: (step: StepText, how: Move) => void
}) {
  const { name, path } = MOVES[how]
  return (
    <button
      type="button"
      data-move={`${how}/${step.id}`}
      aria-label={`${name}: ${plainText(step.text, words)}`}
      title={name}
      onClick={() => onMove(step, how)}
      className={cx(
        'inline-flex h-10 shrink-0 items-center justify-center gap-2 border-[1.5px] border-ink bg-paper-raised font-semibold text-sm hover:bg-paper-sunk',
        how === 'take' ? 'px-3' : 'w-10',
      )}
    >
      <svg aria-hidden viewBox="0 0 16 16" className="size-4 fill-none stroke-2 stroke-current">
        <path d={path} strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      {how === 'take' && name}
    </button>
  )
}
