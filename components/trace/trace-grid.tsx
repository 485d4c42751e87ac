'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type KeyboardEvent, useMemo, useRef, useState } from 'react'
import { CalloutNumber } from '#components/ui/callout.tsx'
import { cx } from '#components/ui/cx.ts'
import { describeHop, endOf, formatMicros, isCause, targetOf, wentWrong } from '#components/ui/hop-words.ts'
import { lookOf } from '#components/ui/service-look.ts'
import { ServiceTag } from '#components/ui/service-tag.tsx'
import type { Micros, RunEvent, SpanId, TraceId } from '#mocks/log/events.ts'
import { type Grid, type GridRow, gridOf, type PartKind, unfolded } from './grid-rows.ts'
import styles from './trace-grid.module.css'
import { ticksOf } from './trace-rows.ts'
import bars from './trace-waterfall.module.css'

/** Longer traces scroll in a frame of their own and draw only what is seen. */
const DRAWN_WHOLE = 100
const ROW_PX = { wide: 35, narrow: 55 }

/**
 * A trace as a treegrid (WAI-ARIA): one row for each hop below what caused it, drawn to scale, the critical path inked.
 * Up and Down move, Right unfolds, Left folds or goes to the parent, Enter selects.
 */
export function TraceGrid({
  events,
  traceId,
  selected,
  onSelect,
}: {
  events: readonly RunEvent[]
  traceId: TraceId
  selected?: SpanId | undefined
  onSelect: (hop: SpanId) => void
}) {
  const grid = useMemo(() => gridOf(events, traceId), [events, traceId])
  const [folded, setFolded] = useState<ReadonlySet<SpanId>>(new Set())
  const rows = unfolded(grid.rows, folded)
  const [at, setAt] = useState<SpanId>()
  const current = rows.some(({ id }) => id === at)
    ? at
    : rows.some(({ id }) => id === selected)
      ? selected
      : rows[0]?.id
  const frame = useRef<HTMLDivElement>(null)
  const scrolls = rows.length > DRAWN_WHOLE
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ((frame.current?.clientWidth ?? 1000) < 640 ? ROW_PX.narrow : ROW_PX.wide),
    overscan: 12,
    enabled: scrolls,
  })
  if (rows.length === 0) return <p className="text-ink-soft text-sm">No request has been traced yet.</p>

  function fold(id: SpanId, close: boolean) {
    const next = new Set(folded)
    if (close) next.add(id)
    else next.delete(id)
    setFolded(next)
  }

  function goTo(index: number) {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))]
    if (!row) return
    setAt(row.id)
    if (scrolls) list.scrollToIndex(rows.indexOf(row))
    // What was not drawn before is there in the next frame.
    requestAnimationFrame(() =>
      frame.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(row.id)}"]`)?.focus(),
    )
  }

  function onKeyDown(event: KeyboardEvent) {
    const index = rows.findIndex(({ id }) => id === current)
    const row = rows[index]
    if (!row || event.altKey || event.ctrlKey || event.metaKey) return
    const parent = rows.findIndex(({ id }) => id === row.parent)
    const moves: Record<string, () => void> = {
      ArrowDown: () => goTo(index + 1),
      ArrowUp: () => goTo(index - 1),
      Home: () => goTo(0),
      End: () => goTo(rows.length - 1),
      ArrowRight: () => {
        if (folded.has(row.id)) fold(row.id, false)
        else if (row.children > 0) goTo(index + 1)
      },
      ArrowLeft: () => {
        if (row.children > 0 && !folded.has(row.id)) fold(row.id, true)
        else if (parent >= 0) goTo(parent)
      },
      Enter: () => row.hop && onSelect(row.id),
      ' ': () => row.hop && onSelect(row.id),
    }
    const move = moves[event.key]
    if (!move) return
    event.preventDefault()
    move()
  }

  const drawn = scrolls ? list.getVirtualItems().map(({ index }) => index) : rows.map((_, index) => index)
  const line = (index: number) => {
    const row = rows[index]
    if (!row) return null
    const isSelected = row.id === selected
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the grid's, on the element around
      // biome-ignore lint/a11y/useSemanticElements: a row of a treegrid; a table can not be drawn in part
      <div
        key={row.id}
        role="row"
        data-row={row.id}
        aria-level={row.depth + 1}
        aria-rowindex={index + 2}
        aria-selected={isSelected}
        {...(row.children > 0 ? { 'aria-expanded': !folded.has(row.id) } : {})}
        tabIndex={row.id === current ? 0 : -1}
        onFocus={() => setAt(row.id)}
        onClick={() => row.hop && onSelect(row.id)}
        className={cx(
          styles.row,
          'cursor-default border-hairline border-t -outline-offset-3 hover:bg-paper-sunk',
          isSelected && 'bg-glue-wash shadow-[inset_3px_0_0_0_var(--glue-edge)]',
        )}
        style={{ '--depth': row.depth } as CSSProperties}
      >
        <Cells row={row} grid={grid} folded={folded.has(row.id)} onFold={(close) => fold(row.id, close)} />
      </div>
    )
  }
  return (
    <div className={cx(styles.grid, 'min-w-0 text-sm')}>
      <div
        role="treegrid"
        tabIndex={-1}
        aria-label="Trace: every hop, in the order of departure"
        aria-rowcount={rows.length + 1}
        onKeyDown={onKeyDown}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: part of the treegrid */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: the head is no stop */}
        <div role="row" aria-rowindex={1} className={cx(styles.head, 'text-2xs text-ink-soft tabular-nums')}>
          <Head className={styles.label}>Hop</Head>
          <Head className={styles.track}>
            <span className="sr-only">Timeline</span>
            <Ticks totalUs={grid.totalUs} labelled />
          </Head>
          <Head className={cx(styles.took, 'text-right')}>took</Head>
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: part of the treegrid */}
        <div ref={frame} role="rowgroup" className={cx(scrolls && styles.scroll)}>
          {scrolls ? (
            <div role="presentation" className="relative" style={{ blockSize: list.getTotalSize() }}>
              <div
                role="presentation"
                className="absolute inset-x-0"
                style={{ top: list.getVirtualItems()[0]?.start ?? 0 }}
              >
                {drawn.map(line)}
              </div>
            </div>
          ) : (
            drawn.map(line)
          )}
        </div>
      </div>
      <ClockNote rows={grid.rows} />
      <Key />
    </div>
  )
}

function Head({ children, className }: { children: React.ReactNode; className?: string | undefined }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of the treegrid
    // biome-ignore lint/a11y/useFocusableInteractive: the head is no stop
    <div role="columnheader" className={className}>
      {children}
    </div>
  )
}

function Cells({
  row,
  grid: { rows, totalUs },
  folded,
  onFold,
}: {
  row: GridRow
  grid: Grid
  folded: boolean
  onFold: (close: boolean) => void
}) {
  const { hop, startUs, durationUs } = row
  const cause = hop !== undefined && wentWrong(hop) && isCauseAmong(row, rows)
  const end = startUs + durationUs
  return (
    <>
      <Cell className={cx(styles.label, 'flex min-w-0 items-center gap-2')}>
        <span className="sr-only">{sentenceOf(row)}</span>
        <span aria-hidden className="flex w-4 shrink-0 justify-center">
          {row.children > 0 && (
            // biome-ignore lint/a11y/noStaticElementInteractions: for pointers; keys unfold the row
            // biome-ignore lint/a11y/useKeyWithClickEvents: for pointers; keys unfold the row
            <span
              className="-m-1.5 p-1.5"
              onClick={(event) => {
                event.stopPropagation()
                onFold(!folded)
              }}
            >
              <svg
                aria-hidden
                viewBox="0 0 16 16"
                className={cx('size-3 fill-none stroke-2 stroke-current', !folded && 'rotate-90')}
              >
                <path d="M6 3.5L10.5 8 6 12.5" strokeLinecap="round" strokeLinejoin="round" />
              </svg>
            </span>
          )}
        </span>
        <span aria-hidden className="flex min-w-0 items-center gap-2">
          {hop ? (
            <CalloutNumber number={hop.number} tone={cause ? 'fault' : 'plain'} />
          ) : (
            <span className="inline-block w-[22px] shrink-0 text-center font-semibold text-fault-text">
              ✕
            </span>
          )}
          <ServiceTag party={row.to} />
          <span className={cx('truncate font-mono text-2xs', row.critical ? 'text-ink' : 'text-ink-soft')}>
            {hop ? `${hop.request.method} ${targetOf(hop)}` : `not sent: ${row.notSent}`}
          </span>
          {row.attempt && (
            <span className="shrink-0 rounded-sm border border-glue-edge bg-glue-wash px-1 text-2xs tabular-nums">
              try {row.attempt.number} of {row.attempt.of}
            </span>
          )}
          {row.notes.length > 0 && (
            <span className="truncate text-2xs text-fault-text" title={row.notes.join(' · ')}>
              {row.notes[0]}
              {row.notes.length > 1 && ` +${row.notes.length - 1}`}
            </span>
          )}
        </span>
      </Cell>
      <Cell className={styles.track}>
        <span aria-hidden style={{ '--fill': lookOf(row.to).fill } as CSSProperties}>
          <Ticks totalUs={totalUs} />
          {row.parts.map((part) => (
            <span
              key={`${part.kind}${part.fromUs}`}
              className={cx(bars.segment, lookOfPart(part.kind))}
              style={placeOf(part, totalUs)}
            />
          ))}
          {row.inked.map((stretch) => (
            <span key={stretch.fromUs} className={styles.ink} style={placeOf(stretch, totalUs)} />
          ))}
          {hop && (wentWrong(hop) || hop.endUs === undefined) && (
            <span
              className={cx(bars.end, !cause && bars.passedOn, end / totalUs > 0.8 && bars.endInside)}
              style={{ insetInlineStart: share(end, totalUs) }}
            >
              {cause && '✕ '}
              {endOf(hop) ?? 'under way'}
            </span>
          )}
        </span>
      </Cell>
      <Cell className={cx(styles.took, 'text-right text-xs tabular-nums', row.critical && 'font-semibold')}>
        <span aria-hidden>{formatMicros(durationUs)}</span>
      </Cell>
    </>
  )
}

function Cell({ children, className }: { children: React.ReactNode; className?: string | undefined }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of the treegrid
    // biome-ignore lint/a11y/useFocusableInteractive: rows are the stops of this grid
    <div role="gridcell" className={className}>
      {children}
    </div>
  )
}

function isCauseAmong(row: GridRow, rows: readonly GridRow[]): boolean {
  return (
    row.hop !== undefined &&
    isCause(
      row.hop,
      rows.flatMap(({ hop, parent }) => (hop && parent === row.id ? hop : [])),
    )
  )
}

function sentenceOf(row: GridRow): string {
  const { hop, startUs, durationUs, attempt, notes } = row
  const tried = attempt ? ` Try ${attempt.number} of ${attempt.of}.` : ''
  const noted = notes.length > 0 ? ` ${notes.join('; ')}.` : ''
  if (!hop) return `Not sent: ${row.from} did not ask ${row.to}. ${row.notSent}.${noted}`
  const critical = row.critical ? ' On the critical path: the client waited for it.' : ''
  const early =
    row.beforeItsCauseUs === undefined
      ? ''
      : ` By the clocks of ${hop.from} and ${hop.to} it arrived ${formatMicros(row.beforeItsCauseUs)} before it left.`
  return `${hop.number}. ${describeHop(hop)} Left after ${formatMicros(startUs)}, took ${formatMicros(durationUs)}.${tried}${critical}${noted}${early}`
}

function lookOfPart(kind: PartKind): string | undefined {
  return kind === 'queue' || kind === 'backoff' || kind === 'body' ? styles[kind] : bars[kind]
}

function Ticks({ totalUs, labelled = false }: { totalUs: Micros; labelled?: boolean }) {
  return ticksOf(totalUs).map((tick) => (
    <span
      key={tick}
      aria-hidden
      className={cx(bars.tick, labelled && 'pl-1')}
      style={{ insetInlineStart: share(tick, totalUs) }}
    >
      {labelled && tick / totalUs < 0.9 && (tick === 0 ? '0' : tickWords(tick))}
    </span>
  ))
}

function tickWords(us: Micros): string {
  return us < 1000 ? `${us} µs` : us < 1_000_000 ? `${us / 1000} ms` : `${us / 1_000_000} s`
}

function share(part: Micros, totalUs: Micros): string {
  return `${totalUs === 0 ? 0 : (100 * part) / totalUs}%`
}

function placeOf({ fromUs, toUs }: { fromUs: Micros; toUs: Micros }, totalUs: Micros): CSSProperties {
  return { insetInlineStart: share(fromUs, totalUs), inlineSize: share(toUs - fromUs, totalUs) }
}

function ClockNote({ rows }: { rows: readonly GridRow[] }) {
  const early = rows.find(({ beforeItsCauseUs }) => beforeItsCauseUs !== undefined)
  if (!early?.hop || early.beforeItsCauseUs === undefined) return null
  return (
    <p className="mt-1 text-fault-text text-xs">
      Hop {early.hop.number} arrived {formatMicros(early.beforeItsCauseUs)} before it left: the clocks of{' '}
      {early.from} and {early.to} disagree. Each span is drawn where its own clock says.
    </p>
  )
}

function Key() {
  return (
    <p
      className="flex flex-wrap items-center gap-x-5 gap-y-1 border-ink border-t pt-2 text-ink-soft text-xs"
      style={{ '--fill': 'var(--svc-orders)' } as CSSProperties}
    >
      <Sample kind="out">on the way</Sample>
      <Sample kind="own">own work</Sample>
      <Sample kind="waiting">waiting for others</Sample>
      <Sample kind="queue">in a line</Sample>
      <Sample kind="backoff">before another try</Sample>
      <Sample kind="body">content</Sample>
      <Sample kind="lost">no answer</Sample>
      <span className="inline-flex items-center gap-1.5">
        <span aria-hidden className="inline-block h-[3px] w-6 bg-ink" />
        critical path: the client waited for it
      </span>
    </p>
  )
}

function Sample({ kind, children }: { kind: PartKind; children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden className="relative inline-block h-[18px] w-6">
        <span className={cx(bars.segment, lookOfPart(kind))} style={{ inlineSize: '100%' }} />
      </span>
      {children}
    </span>
  )
}
