'use client'

import { useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { endOf, isCause } from '#components/ui/hop-words.ts'
import { BLOCKS, type BlockName, isBlock, lookOf } from '#components/ui/service-look.ts'
import type { Party, SpanId } from '#mocks/log/events.ts'
import type { Hop } from '#mocks/log/views/spans.ts'
import { Block, type BlockState } from './block.tsx'
import { breakOf, type Edge, edgesOf, marksOf } from './edges.ts'
import { HopList } from './hop-list.tsx'
import {
  type Box,
  type Construction,
  type Layout,
  layoutFor,
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
  /** Names what the parts are: the joint at the client, and whoever stands behind it. */
  names?: { readonly joint: string; readonly construction: string }
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
  names,
  orientation,
}: TopologyProps & { orientation: Orientation }) {
  const layout = layoutFor(orientation, architecture, hops)
  // The place of the monolith's outline is known before it shows, so that it fades in where it belongs.
  const { cabinet } = layoutOf(orientation, 'monolith')
  const joined = architecture === 'monolith'
  const edges = edgesOf(layout, hops)
  const ends = endsAtStep(hops)
  const stateOf = (block: Party): BlockState => {
    if (down.includes(block) || (isBlock(block) && down.includes('monolith'))) return 'down'
    if (used === 'all' || (used === 'hops' && (joined || hops.length === 0))) return 'used'
    const taking = used === 'hops' ? hops.some((hop) => hop.to === block) : used.includes(block)
    return taking ? 'used' : 'unused'
  }

  const hatched = [...layout.placed.keys()].some((party) => stateOf(party) === 'unused')
  const count = hopCount(Math.min(step, hops.length))
  const wide = orientation === 'wide'

  return (
    <div
      className={cx(styles.sheet, wide ? styles.wide : styles.tall, joined && styles.joined)}
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
          className={cx(styles.sharedDrawer, 'flex flex-col')}
          style={{
            left: cabinet.drawer.x,
            top: cabinet.drawer.y,
            width: cabinet.drawer.width,
            height: cabinet.drawer.height,
          }}
        >
          <SharedDrawer notes={notes} />
        </div>
      )}
      {[...layout.placed].map(([block, box]) => {
        return (
          <div
            key={block}
            className={styles.place}
            style={{ width: box.width, height: box.height, transform: `translate(${box.x}px, ${box.y}px)` }}
          >
            <Block party={block} state={stateOf(block)} note={isBlock(block) ? notes[block] : undefined} />
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
            transform={`translate(${layout.client.x} ${layout.client.y}) rotate(${wide ? 0 : 90})`}
          />
        )}
        {names ? <NamedDimensions layout={layout} wide={wide} /> : <DimensionLine {...layout.dimension} />}
        {!names && joined && cabinet && <DimensionLine {...belowOf(cabinet.outline)} />}
      </svg>
      <div key={`${architecture}-marks`} className={styles.lines}>
        {edges.flatMap((edge) =>
          marksOf(edge, isTorn(edge, step)).map((mark) => {
            const played = mark.hop.number <= step
            const wrong = isCause(mark.hop, hops) && (ends.get(mark.hop.spanId) ?? 0) <= step
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
          <Snap key={edge.id} edge={edge} step={step} width={layout.width} />
        ))}
        {names ? (
          <Names {...names} count={count} layout={layout} wide={wide} />
        ) : (
          <span className={styles.measure} style={middleOf(layout.dimension)}>
            {count}
          </span>
        )}
        {!names && joined && cabinet && (
          <span className={styles.measure} style={middleOf(belowOf(cabinet.outline))}>
            one process
          </span>
        )}
        {hatched && (
          <span
            className={styles.key}
            style={{ top: layout.dimension.to.y + 14, right: layout.width - layout.dimension.to.x }}
          >
            <span className={styles.keySample} /> hatched: not needed for this request
          </span>
        )}
      </div>
    </div>
  )
}

function hopCount(count: number): string {
  if (count === 0) return 'no call yet'
  return count === 1 ? '1 HTTP hop' : `${count} HTTP hops`
}

/** Whether the last call that went over a line found nobody, or lost its answer. */
function isTorn(edge: Edge, step: number): boolean {
  return edge.hops.findLast((hop) => hop.number <= step)?.failure !== undefined
}

/** A line of the drawing: dotted while nothing went over it, amber glue once something did, torn where it snapped. */
function EdgeLine({ edge, step }: { edge: Edge; step: number }) {
  const played = edge.hops.filter((hop) => hop.number <= step)
  const torn = isTorn(edge, step)
  if (played.length === 0) {
    return (
      <>
        <path className={styles.idle} d={pathOf(edge.line)} />
        <Joint line={edge.line} lit={false} />
      </>
    )
  }
  const { from, to } = breakOf(edge.line)
  const parts = torn ? [partOf(edge.line, 0, from), partOf(edge.line, to, lengthOf(edge.line))] : [edge.line]
  const middle = pointAt(edge.line, (from + to) / 2)
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
      {torn && <Fray at={pointAt(edge.line, from)} towards={middle} size={(to - from) / 20} />}
      {torn && <Fray at={pointAt(edge.line, to)} towards={middle} size={(to - from) / 20} />}
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

function Fray({ at, towards, size }: { at: Point; towards: Point; size: number }) {
  const angle = (Math.atan2(towards.y - at.y, towards.x - at.x) * 180) / Math.PI
  return (
    <path
      className={styles.fray}
      d="M0 -2 L7 -6 M0 0 L9 0.500 M0 2 L6 6.500"
      transform={`translate(${at.x} ${at.y}) rotate(${angle}) scale(${Math.min(1, size)} 1)`}
    />
  )
}

/** What tore the glue, written beside the break: below a level line, at the side of a plumb one that has room. */
function Snap({ edge, step, width }: { edge: Edge; step: number; width: number }) {
  const hop = edge.hops.findLast((candidate) => candidate.number <= step)
  const end = edge.line.at(-1)
  const before = edge.line.at(-2)
  if (!hop?.failure || !end || !before) return null
  const { from, to } = breakOf(edge.line)
  const middle = pointAt(edge.line, (from + to) / 2)
  const level = end.y === before.y
  const left = !level && end.x + SNAP_WIDTH > width
  return (
    <span
      className={cx(styles.snap, level ? styles.snapBelow : left ? styles.snapLeft : styles.snapRight)}
      style={level ? { left: end.x, top: end.y } : { left: middle.x, top: middle.y }}
    >
      ✕ {endOf(hop)}
    </span>
  )
}

/** The room that the longest of these words needs, in pixels. */
const SNAP_WIDTH = 84

/** The one drawer of a monolith: it names the tables of all modules, with what became of them. */
function SharedDrawer({ notes }: { notes: NonNullable<TopologyProps['notes']> }) {
  const tables = BLOCKS.flatMap((block) => {
    const { drawer } = lookOf(block)
    return drawer ? [notes[block] ?? drawer] : []
  })
  return (
    <div className="relative flex grow flex-wrap content-center items-center justify-center gap-x-1 border-ink border-t-[1.5px] bg-paper-sunk px-1 pt-[5px] text-2xs text-ink leading-[1.2] tabular-nums">
      <span
        aria-hidden
        className="absolute top-[3px] left-1/2 h-[2px] w-5 -translate-x-1/2 rounded-full bg-current opacity-60"
      />
      <strong className="font-semibold">{lookOf('monolith').drawer}:</strong>
      {tables.map((table, i) => (
        <span key={table} className="whitespace-nowrap">
          {table}
          {i < tables.length - 1 && ' ·'}
        </span>
      ))}
    </div>
  )
}

/** A chain of dimension lines below the drawing: the joint at the client, then whoever stands behind it. */
function NamedDimensions({ layout, wide }: { layout: Layout; wide: boolean }) {
  const { from, to } = layout.dimension
  const gateway = layoutOf(wide ? 'wide' : 'tall', 'microservices').blocks.gateway
  const standing = layout.cabinet?.outline ?? gateway
  const below = standing.y + standing.height + 6
  // On the tall sheet the client stands on top, and its joint is named right beside it.
  if (!wide) return <DimensionLine from={from} to={to} />
  return (
    <>
      <path className={styles.extension} d={`M${gateway.x} ${below}V${from.y - 9}`} />
      <path className={styles.extension} d={`M${to.x} ${below}V${to.y - 9}`} />
      <DimensionLine from={from} to={{ x: gateway.x - 3, y: from.y }} />
      <DimensionLine from={{ x: gateway.x + 1, y: from.y }} to={to} />
    </>
  )
}

function Names({
  joint,
  construction,
  count,
  layout,
  wide,
}: {
  joint: string
  construction: string
  count: string
  layout: Layout
  wide: boolean
}) {
  const { from, to } = layout.dimension
  const gateway = layoutOf(wide ? 'wide' : 'tall', 'microservices').blocks.gateway
  return (
    <>
      <span
        className={cx(styles.name, wide ? styles.nameBelow : styles.nameBeside)}
        style={
          wide
            ? { left: from.x, top: from.y + 8, width: gateway.x }
            : {
                left: layout.client.x + 20,
                top: layout.client.y + 4,
                width: layout.width - layout.client.x - 20,
              }
        }
      >
        {joint}
      </span>
      <span
        className={cx(styles.measure, styles.named)}
        style={wide ? middleOf({ from: { x: gateway.x, y: from.y }, to }) : middleOf(layout.dimension)}
      >
        {construction}
      </span>
      <span className={styles.count} style={{ left: wide ? 12 : 4, top: 4 }}>
        {count}
      </span>
    </>
  )
}

function middleOf({ from, to }: Layout['dimension']): { left: number; top: number } {
  return { left: (from.x + to.x) / 2, top: from.y }
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
