import type { CSSProperties } from 'react'
import { CalloutNumber } from '#components/ui/callout.tsx'
import { cx } from '#components/ui/cx.ts'
import { EvidenceBadge } from '#components/ui/evidence-badge.tsx'
import { describeHop, endOf, formatMicros, isCause, targetOf, wentWrong } from '#components/ui/hop-words.ts'
import { lookOf } from '#components/ui/service-look.ts'
import { ServiceTag } from '#components/ui/service-tag.tsx'
import type { Micros, SpanId } from '#mocks/log/events.ts'
import type { Hop } from '#mocks/log/views/spans.ts'
import { type Segment, type TraceRow, ticksOf, toRows } from './trace-rows.ts'
import styles from './trace-waterfall.module.css'

/** Every hop of one request, drawn to scale: where did the time go? With `onSelect` each row is a button. */
export function TraceWaterfall({
  hops,
  selected,
  onSelect,
  className,
}: {
  hops: readonly Hop[]
  selected?: SpanId | undefined
  onSelect?: ((hop: SpanId) => void) | undefined
  className?: string
}) {
  const { rows, totalUs } = toRows(hops)
  const early = rows.find((row) => row.beforeItsCauseUs !== undefined)
  if (rows.length === 0) return <p className="text-ink-soft text-sm">No request has been traced yet.</p>
  return (
    <div className={cx(styles.trace, 'min-w-0 text-sm', className)}>
      <Axis totalUs={totalUs} />
      <ol aria-label="Trace: every hop, in the order of departure">
        {rows.map((row) => {
          const isSelected = row.hop.spanId === selected
          const content = <Row row={row} totalUs={totalUs} cause={isCause(row.hop, hops)} />
          return (
            <li key={row.hop.spanId} className={cx('border-hairline border-t', isSelected && 'bg-glue-wash')}>
              {onSelect ? (
                <button
                  type="button"
                  aria-pressed={isSelected}
                  onClick={() => onSelect(row.hop.spanId)}
                  className="block w-full py-1.5 text-left -outline-offset-3 hover:bg-paper-sunk"
                >
                  {content}
                </button>
              ) : (
                <div className="py-1.5">{content}</div>
              )}
            </li>
          )
        })}
      </ol>
      {early?.beforeItsCauseUs !== undefined && (
        <p className="mt-1 text-fault-text text-xs">
          Hop {early.hop.number} arrived {formatMicros(early.beforeItsCauseUs)} before it left: the clocks of{' '}
          {early.hop.from} and {early.hop.to} disagree. Each span is drawn where its own clock says.
        </p>
      )}
      <Key />
    </div>
  )
}

function Axis({ totalUs }: { totalUs: Micros }) {
  return (
    <div aria-hidden className={cx(styles.axis, 'pb-1 text-2xs text-ink-soft tabular-nums')}>
      <span>Hop</span>
      <span className={styles.ticks}>
        {ticksOf(totalUs).map((tick) => (
          <span
            key={tick}
            className={cx(styles.tick, 'pl-1')}
            style={{ insetInlineStart: share(tick, totalUs) }}
          >
            {tick / totalUs < 0.9 && (tick === 0 ? '0' : formatTick(tick))}
          </span>
        ))}
      </span>
      <span className={cx(styles.duration, 'text-right')}>took</span>
    </div>
  )
}

function Row({ row, totalUs, cause }: { row: TraceRow; totalUs: Micros; cause: boolean }) {
  const { hop, startUs, durationUs, segments } = row
  const wrong = wentWrong(hop)
  const end = startUs + durationUs
  return (
    <span className={styles.row} style={{ '--depth': hop.depth } as CSSProperties}>
      <span className="sr-only">
        {hop.number}. {describeHop(hop)} Left after {formatMicros(startUs)}, took {formatMicros(durationUs)}.
        {row.critical ? ' On the critical path: the client waited for it.' : ''}
        {row.beforeItsCauseUs === undefined
          ? ''
          : ` By the clocks of ${hop.from} and ${hop.to} it arrived ${formatMicros(row.beforeItsCauseUs)} before it left.`}
      </span>
      <span aria-hidden className={cx(styles.label, 'flex min-w-0 items-center gap-2')}>
        <CalloutNumber number={hop.number} tone={cause ? 'fault' : 'plain'} />
        <ServiceTag party={hop.to} />
        <span
          className={cx('truncate font-mono text-2xs', row.critical ? 'text-ink' : 'text-ink-soft')}
          title={`${hop.request.method} ${targetOf(hop)}`}
        >
          {hop.request.method} {targetOf(hop)}
        </span>
      </span>
      <span
        aria-hidden
        className={cx(styles.duration, 'text-right text-xs tabular-nums', row.critical && 'font-semibold')}
      >
        {formatMicros(durationUs)}
      </span>
      <span aria-hidden className={styles.bar} style={{ '--fill': lookOf(hop.to).fill } as CSSProperties}>
        {ticksOf(totalUs).map((tick) => (
          <span key={tick} className={styles.tick} style={{ insetInlineStart: share(tick, totalUs) }} />
        ))}
        {segments.map((segment) => (
          <span
            key={`${segment.kind}${segment.fromUs}`}
            className={cx(styles.segment, styles[segment.kind])}
            style={placeOf(segment, totalUs)}
          />
        ))}
        {wrong && (
          <span
            className={cx(styles.end, !cause && styles.passedOn, end / totalUs > 0.8 && styles.endInside)}
            style={{ insetInlineStart: share(end, totalUs) }}
          >
            {cause && '✕ '}
            {endOf(hop)}
          </span>
        )}
      </span>
    </span>
  )
}

function share(part: Micros, totalUs: Micros): string {
  return `${totalUs === 0 ? 0 : (100 * part) / totalUs}%`
}

function placeOf({ fromUs, toUs }: Segment, totalUs: Micros): CSSProperties {
  return { insetInlineStart: share(fromUs, totalUs), inlineSize: share(toUs - fromUs, totalUs) }
}

function formatTick(us: Micros): string {
  return us < 1000 ? `${us} µs` : us < 1_000_000 ? `${us / 1000} ms` : `${us / 1_000_000} s`
}

function Key() {
  return (
    <p
      className="mt-1 flex flex-wrap items-center gap-x-5 gap-y-1 border-ink border-t pt-2 text-ink-soft text-xs"
      style={{ '--fill': 'var(--svc-orders)' } as CSSProperties}
    >
      <Sample kind="out">on the way</Sample>
      <Sample kind="own">own work</Sample>
      <Sample kind="waiting">waiting for others</Sample>
      <Sample kind="lost">no answer</Sample>
      <span>
        <strong className="font-semibold text-ink">bold</strong>: on the critical path, the client waited for
        it
      </span>
      <span className="ml-auto inline-flex items-center gap-2">
        times are <EvidenceBadge kind="modelled" />
      </span>
    </p>
  )
}

function Sample({ kind, children }: { kind: Segment['kind']; children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden className="relative inline-block h-[18px] w-6">
        <span className={cx(styles.segment, styles[kind])} style={{ inlineSize: '100%' }} />
      </span>
      {children}
    </span>
  )
}
