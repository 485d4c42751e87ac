'use client'

import { useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { endOf, wentWrong } from '#components/ui/hop-words.ts'
import { BLOCKS, type BlockName, lookOf } from '#components/ui/service-look.ts'
import type { Party, SpanId } from '#mocks/log/events.ts'
import type { Hop } from '#mocks/log/views/spans.ts'
import { Block, type BlockState, Drawer } from './block.tsx'
import { type Edge, edgesOf, marksOf } from './edges.ts'
import { HopList } from './hop-list.tsx'
import {
  type Box,
  type Construction,
  type Layout,
  layoutOf,
  lengthOf,
  type Orientation,
  type Point,
  partOf,
  pathOf,
  pointAt,
} from './layout.ts'
import { endsAtStep } from './playback.ts'
import styles from './topology.module.css'

export interface TopologyProps {
  /** What the drawing shows, in one line. */
  label: string
  architecture: Construction
  hops: readonly Hop[]
  /** How many hops have been played so far: later ones wait. All, if absent. */
  step?: number | undefined
  selected?: SpanId | undefined
  onSelect?: ((hop: SpanId) => void) | undefined
  /** Blocks that are down. */
  down?: readonly Party[]
  /** Blocks that take no part get a muted hatch. `hops`: whoever no hop reached. A list: whoever is not on it. */
  used?: 'all' | 'hops' | readonly Party[]
  /** What a drawer says instead of its name, for example `stock 3 → 2`. */
  notes?: Partial<Record<BlockName, string>>
  /** Where the drawing's words are: folded below it, for assistive technology alone, or placed by you with `HopList`. */
  words?: 'folded' | 'hidden' | 'elsewhere'
  className?: string
}

/** Who asked whom, drawn: the blocks, the joints between them, and the glue of each call with its number. */
export function Topology(props: TopologyProps) {
  const { label, architecture, hops, step, selected, onSelect, words = 'folded', className } = props
  const [first] = useState(architecture)
  const [moved, setMoved] = useState(false)
  // Nothing is in motion on the first paint: only a change of construction or a playback sets it going.
  if (!moved && (architecture !== first || (step !== undefined && step < hops.length))) setMoved(true)
  return (
    <figure className={cx(styles.figure, moved && styles.moved, className)}>
      <figcaption className="sr-only">{label}</figcaption>
      <div aria-hidden>
        <Drawing {...props} orientation="wide" />
        <Drawing {...props} orientation="tall" />
      </div>
      {words === 'folded' && hops.length > 0 && (
        <Disclosure summary="This drawing in words" className="mt-3">
          <HopList {...{ hops, step, selected, onSelect }} />
        </Disclosure>
      )}
      {words === 'hidden' && <HopList {...{ hops, step, selected }} className="sr-only" />}
    </figure>
  )
}

function Drawing({
  architecture,
  hops,
  step = hops.length,
  selected,
  onSelect,
  down = [],
  used = 'hops',
  notes = {},
  orientation,
}: TopologyProps & { orientation: Orientation }) {
  const layout = layoutOf(orientation, architecture)
  // The place of the monolith's outline is known before it shows, so that it fades in where it belongs.
  const { cabinet } = layoutOf(orientation, 'monolith')
  const joined = architecture === 'monolith'
  const edges = edgesOf(layout, hops)
  const ends = endsAtStep(hops)
  const stateOf = (block: BlockName): BlockState => {
    if (down.includes(block) || down.includes('monolith')) return 'down'
    if (used === 'all' || (used === 'hops' && (joined || hops.length === 0))) return 'used'
    const taking = used === 'hops' ? hops.some((hop) => hop.to === block) : used.includes(block)
    return taking ? 'used' : 'unused'
  }

  return (
    <div
      className={cx(
        styles.sheet,
        orientation === 'wide' ? styles.wide : styles.tall,
        joined && styles.joined,
      )}
      style={{ inlineSize: layout.width, blockSize: layout.height }}
    >
      {cabinet && (
        <div
          className={styles.cabinet}
          style={{
            left: cabinet.outline.x - 2,
            top: cabinet.outline.y - 2,
            width: cabinet.outline.width + 4,
            height: cabinet.outline.height + 4,
          }}
        />
      )}
      {cabinet && (
        <div
          className={cx(styles.sharedDrawer, 'flex flex-col justify-end bg-paper-raised')}
          style={{
            left: cabinet.drawer.x,
            top: cabinet.drawer.y,
            width: cabinet.drawer.width,
            height: cabinet.drawer.height,
          }}
        >
          <Drawer label={Object.values(notes)[0] ?? lookOf('monolith').drawer ?? ''} />
        </div>
      )}
      {BLOCKS.map((block) => {
        const box = layout.blocks[block]
        return (
          <div
            key={block}
            className={styles.place}
            style={{ width: box.width, height: box.height, transform: `translate(${box.x}px, ${box.y}px)` }}
          >
            <Block party={block} state={stateOf(block)} note={notes[block]} />
          </div>
        )
      })}
      <svg
        key={architecture}
        aria-hidden
        className={cx(styles.drawing, styles.lines)}
        viewBox={`0 0 ${layout.width} ${layout.height}`}
      >
        {edges.map((edge) => (
          <EdgeLine key={edge.id} edge={edge} step={step} />
        ))}
        {hops.some((hop) => hop.from === 'client') && (
          <path
            className={cx(styles.joint, step > 0 && styles.jointLit)}
            d="M1 -8 L-11 -14 V14 L1 8 Z"
            transform={`translate(${layout.client.x} ${layout.client.y}) rotate(${orientation === 'wide' ? 0 : 90})`}
          />
        )}
        <DimensionLine {...layout.dimension} />
        {joined && cabinet && <DimensionLine {...belowOf(cabinet.outline)} />}
      </svg>
      <div key={`${architecture}-marks`} className={styles.lines}>
        {edges.flatMap((edge) =>
          marksOf(edge).map((mark) => {
            const played = mark.hop.number <= step
            const wrong = wentWrong(mark.hop) && (ends.get(mark.hop.spanId) ?? 0) <= step
            const looks = cx(
              styles.mark,
              played && (wrong ? styles.markFault : styles.markLit),
              (mark.hop.spanId === selected || (step < hops.length && mark.hop.number === step)) &&
                styles.markCurrent,
            )
            const text = mark.count > 1 ? `${mark.hop.number} ×${mark.count}` : mark.hop.number
            const place = { left: mark.x, top: mark.y }
            // Whoever cannot see or point uses the list of hops, which has the same buttons.
            return onSelect ? (
              <button
                key={mark.hop.spanId}
                type="button"
                tabIndex={-1}
                className={looks}
                style={place}
                onClick={() => onSelect(mark.hop.spanId)}
              >
                {text}
              </button>
            ) : (
              <span key={mark.hop.spanId} className={looks} style={place}>
                {text}
              </span>
            )
          }),
        )}
        {edges.map((edge) => (
          <Snap key={edge.id} edge={edge} step={step} />
        ))}
        {joined && cabinet && (
          <span
            className={styles.measure}
            style={{
              left: cabinet.outline.x + cabinet.outline.width / 2,
              top: belowOf(cabinet.outline).from.y,
            }}
          >
            one process
          </span>
        )}
        <span
          className={styles.measure}
          style={{
            left: (layout.dimension.from.x + layout.dimension.to.x) / 2,
            top: layout.dimension.from.y,
          }}
        >
          {hopCount(Math.min(step, hops.length))}
        </span>
      </div>
    </div>
  )
}

function hopCount(count: number): string {
  if (count === 0) return 'no call yet'
  return count === 1 ? '1 HTTP hop' : `${count} HTTP hops`
}

/** A line of the drawing: dotted while nothing went over it, amber glue once something did, torn where it snapped. */
function EdgeLine({ edge, step }: { edge: Edge; step: number }) {
  const played = edge.hops.filter((hop) => hop.number <= step)
  const torn = played.at(-1)?.failure !== undefined
  const length = lengthOf(edge.line)
  const middle = length / 2
  if (played.length === 0) {
    return (
      <>
        <path className={styles.idle} d={pathOf(edge.line)} />
        <Joint line={edge.line} lit={false} />
      </>
    )
  }
  const parts = torn
    ? [partOf(edge.line, 0, middle - 22), partOf(edge.line, middle + 22, length)]
    : [edge.line]
  return (
    <g key={`${played.length}`} className={cx(torn && styles.snapped)}>
      {parts.map((part, i) => {
        const d = pathOf(part)
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the two ends of one line
          <g key={i}>
            <path pathLength={1} className={cx(styles.glueEdge, styles.run)} d={d} />
            <path pathLength={1} className={cx(styles.glue, styles.run)} d={d} />
          </g>
        )
      })}
      {torn && <Fray at={pointAt(edge.line, middle - 22)} towards={pointAt(edge.line, middle)} />}
      {torn && <Fray at={pointAt(edge.line, middle + 22)} towards={pointAt(edge.line, middle)} />}
      <Joint line={edge.line} lit={!torn} />
    </g>
  )
}

/** The joint of a REST contract, let into the callee's edge: a dovetail. */
function Joint({ line, lit }: { line: readonly Point[]; lit: boolean }) {
  const end = line.at(-1)
  const before = line.at(-2)
  if (!end || !before) return null
  const angle = (Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI
  return (
    <path
      className={cx(styles.joint, lit && styles.jointLit)}
      d="M-1 -5 L7.5 -8.5 V8.5 L-1 5 Z"
      transform={`translate(${end.x} ${end.y}) rotate(${angle})`}
    />
  )
}

function Fray({ at, towards }: { at: Point; towards: Point }) {
  const angle = (Math.atan2(towards.y - at.y, towards.x - at.x) * 180) / Math.PI
  return (
    <path
      className={styles.fray}
      d="M0 -2 L7 -6 M0 0 L9 0.500 M0 2 L6 6.500"
      transform={`translate(${at.x} ${at.y}) rotate(${angle})`}
    />
  )
}

/** What tore the glue, written below its number. */
function Snap({ edge, step }: { edge: Edge; step: number }) {
  const hop = edge.hops.findLast((candidate) => candidate.number <= step)
  if (!hop?.failure) return null
  const middle = pointAt(edge.line, lengthOf(edge.line) / 2)
  return (
    <span className={styles.snap} style={{ left: middle.x, top: middle.y + 14 }}>
      ✕ {endOf(hop)}
    </span>
  )
}

/** Where the dimension line below a box runs. */
function belowOf({ x, y, width, height }: Box): Layout['dimension'] {
  const line = y + height + 26
  return { from: { x, y: line }, to: { x: x + width, y: line } }
}

function DimensionLine({ from, to }: { from: Point; to: Point }) {
  return (
    <path
      className={styles.dimension}
      d={`M${from.x} ${from.y}H${to.x}M${from.x + 0.5} ${from.y - 7}v14M${to.x - 0.5} ${to.y - 7}v14M${from.x + 5} ${from.y - 4}l-4 4 4 4M${to.x - 5} ${to.y - 4}l4 4 -4 4`}
    />
  )
}
