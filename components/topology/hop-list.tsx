import { CalloutNumber } from '#components/ui/callout.tsx'
import { cx } from '#components/ui/cx.ts'
import { describeHop, endOf, isCause, targetOf } from '#components/ui/hop-words.ts'
import { ServiceTag } from '#components/ui/service-tag.tsx'
import type { SpanId } from '#mocks/log/events.ts'
import type { Hop } from '#mocks/log/views/spans.ts'
import { endsAtStep } from './playback.ts'

/** Of a longer run, so many are listed. */
const LISTED = 300

/** The numbered call-outs of a drawing, in words: every hop in the order of departure. With `onSelect` each is a button; without, the selected one is the current one. */
export function HopList({
  hops,
  step,
  selected,
  onSelect,
  className,
}: {
  hops: readonly Hop[]
  /** How many hops have been played so far; all, if absent. */
  step?: number | undefined
  selected?: SpanId | undefined
  onSelect?: ((hop: SpanId) => void) | undefined
  className?: string
}) {
  const ends = endsAtStep(hops)
  return (
    <ol className={cx('text-sm', className)} aria-label="Hops, in the order of departure">
      {hops.slice(0, LISTED).map((hop) => {
        const played = step === undefined || hop.number <= step
        const row = (
          <HopRow
            hop={hop}
            played={played}
            cause={isCause(hop, hops)}
            ended={step === undefined || (ends.get(hop.spanId) ?? 0) <= step}
          />
        )
        return (
          <li
            key={hop.spanId}
            aria-current={!onSelect && hop.spanId === selected ? 'true' : undefined}
            className={cx(
              'border-hairline border-b last:border-b-0',
              hop.spanId === selected && 'bg-glue-wash',
            )}
          >
            {onSelect ? (
              <button
                type="button"
                aria-pressed={hop.spanId === selected}
                onClick={() => onSelect(hop.spanId)}
                className="block w-full px-1 py-1.5 text-left hover:bg-paper-sunk"
              >
                {row}
              </button>
            ) : (
              <div className="px-1 py-1.5">{row}</div>
            )}
          </li>
        )
      })}
      {hops.length > LISTED && <li>And {hops.length - LISTED} more: the trace lists them all.</li>}
    </ol>
  )
}

function HopRow({
  hop,
  played,
  cause,
  ended,
}: {
  hop: Hop
  played: boolean
  /** The trouble began here; whoever passes an error on stays amber. */
  cause: boolean
  ended: boolean
}) {
  const wrong = ended && cause
  return (
    <>
      <span className="sr-only">
        {hop.number}. {describeHop(hop)}
      </span>
      <span aria-hidden className={cx('flex items-start gap-2', !played && 'opacity-70 grayscale')}>
        <CalloutNumber number={hop.number} tone={played ? (wrong ? 'fault' : 'lit') : 'plain'} />
        <span className="min-w-0 grow">
          <span className="flex items-center gap-1.5">
            <ServiceTag party={hop.from} />
            <svg
              aria-hidden
              viewBox="0 0 16 16"
              className="size-3 shrink-0 fill-none stroke-current stroke-[1.5]"
            >
              <path d="M2 8h11M9 4l4 4-4 4" />
            </svg>
            <ServiceTag party={hop.to} />
            {ended && (
              <span className={cx('ml-auto font-semibold tabular-nums', wrong && 'text-fault-text')}>
                {endOf(hop)}
              </span>
            )}
          </span>
          <span className="mt-0.5 block font-mono text-2xs text-ink-soft [overflow-wrap:anywhere]">
            {hop.request.method} {targetOf(hop)}
          </span>
        </span>
      </span>
    </>
  )
}
