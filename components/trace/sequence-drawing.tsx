'use client'

import { type CSSProperties, useMemo, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { CalloutNumber } from '#components/ui/callout.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { cx } from '#components/ui/cx.ts'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { describeHop, targetOf } from '#components/ui/hop-words.ts'
import { ServiceTag } from '#components/ui/service-tag.tsx'
import type { RunEvent, SpanId, TraceId } from '#mocks/log/events.ts'
import { sequenceOf } from '#mocks/log/views/sequence.ts'
import styles from './sequence-drawing.module.css'
import { type SequenceRow, sequenceRowsOf } from './sequence-rows.ts'

/** Longer runs are drawn in part first. */
const DRAWN_AT_ONCE = 200

/**
 * A trace as a sequence diagram: a lifeline for each party, a solid arrow for each request, a dotted one for each answer,
 * and the same as Mermaid source to copy. Each line is a button that selects its hop, and says in words what it draws.
 */
export function SequenceDrawing({
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
  const { parties, rows } = useMemo(() => sequenceRowsOf(events, traceId), [events, traceId])
  const source = useMemo(() => sequenceOf(events, traceId), [events, traceId])
  const [all, setAll] = useState(false)
  if (rows.length === 0) return <p className="text-ink-soft text-sm">No request has been traced yet.</p>
  const shown = all ? rows : rows.slice(0, DRAWN_AT_ONCE)
  return (
    <div className="space-y-3">
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label="Sequence diagram"
        className={cx(styles.sheet, 'max-h-[70vh] overflow-y-auto')}
      >
        <div className={styles.body} style={{ '--lanes': parties.length } as CSSProperties}>
          <div className={styles.heads} aria-hidden>
            {parties.map((party) => (
              <span key={party} className={styles.head}>
                <ServiceTag party={party} named />
              </span>
            ))}
          </div>
          <div className="relative">
            {parties.map((party, i) => (
              <span
                key={party}
                aria-hidden
                className={styles.lifeline}
                style={{ left: `${middle(i, parties)}%` }}
              />
            ))}
            <ol aria-label="Messages, in the order of the log">
              {shown.map((row) => (
                <li key={row.seq}>
                  <Line row={row} parties={parties} selected={selected} onSelect={onSelect} />
                </li>
              ))}
            </ol>
          </div>
        </div>
      </section>
      {shown.length < rows.length && (
        <Button size="sm" onClick={() => setAll(true)}>
          Show all {rows.length} lines
        </Button>
      )}
      <Disclosure summary="Mermaid source">
        <CodeBlock label="Mermaid source of this sequence diagram" text={source} className="max-h-72" />
      </Disclosure>
    </div>
  )
}

function Line({
  row,
  parties,
  selected,
  onSelect,
}: {
  row: SequenceRow
  parties: readonly string[]
  selected: SpanId | undefined
  onSelect: (hop: SpanId) => void
}) {
  const { hop } = row
  const content = <Mark row={row} parties={parties} />
  if (!hop) return <div className={styles.line}>{content}</div>
  const isSelected = hop.spanId === selected
  return (
    <button
      type="button"
      aria-pressed={isSelected}
      onClick={() => onSelect(hop.spanId)}
      className={cx(styles.line, '-outline-offset-3 hover:bg-paper-sunk', isSelected && 'bg-glue-wash')}
    >
      {content}
    </button>
  )
}

function Mark({ row, parties }: { row: SequenceRow; parties: readonly string[] }) {
  if (row.kind === 'note') {
    const lanes = row.at.map((party) => parties.indexOf(party))
    const half = 50 / parties.length
    const left = middle(Math.min(...lanes), parties) - half * 0.85
    const right = middle(Math.max(...lanes), parties) + half * 0.85
    return (
      <span className={styles.note} style={{ left: `${left}%`, width: `${right - left}%` }}>
        <span className="truncate" title={row.text}>
          {row.text}
        </span>
      </span>
    )
  }
  const { hop } = row
  const back = row.kind === 'answer'
  const [from, to] = back ? [hop.to, hop.from] : [hop.from, hop.to]
  const [a, b] = [middle(parties.indexOf(from), parties), middle(parties.indexOf(to), parties)]
  const place = { left: `${Math.min(a, b)}%`, width: `${Math.abs(b - a)}%` }
  const lost = back ? row.lost : !row.arrives
  return (
    <>
      <span className="sr-only">
        {back ? `${hop.number}. ${from} answers ${to}: ${row.text}.` : `${hop.number}. ${describeHop(hop)}`}
      </span>
      <span
        aria-hidden
        className={cx(
          styles.arrow,
          back && styles.answer,
          b > a ? styles.right : styles.left,
          lost && styles.lost,
        )}
        style={place}
      />
      <span
        aria-hidden
        className={cx(styles.text, 'px-2', b > a ? 'justify-start' : 'justify-end')}
        style={place}
      >
        <CalloutNumber number={hop.number} tone={lost ? 'fault' : 'plain'} />
        <span className="truncate font-mono text-2xs" title={back ? row.text : targetOf(hop)}>
          {back ? row.text : `${hop.request.method} ${targetOf(hop)}`}
        </span>
      </span>
    </>
  )
}

function middle(lane: number, parties: readonly string[]): number {
  return (100 * (lane + 0.5)) / parties.length
}
