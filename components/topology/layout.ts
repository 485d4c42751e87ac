import { type BlockName, isBlock } from '#components/ui/service-look.ts'
import type { Hop } from '#mocks/log/views/spans.ts'
import { arrange } from './arrange.ts'

/** How the bookshop is built. */
export type Construction = 'microservices' | 'monolith'
/** `wide`: the client stands at the left. `tall`: it stands on top, for narrow screens. */
export type Orientation = 'wide' | 'tall'

export interface Point {
  readonly x: number
  readonly y: number
}

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** Where everything stands on the drawing, in CSS pixels. */
export interface Layout {
  readonly width: number
  readonly height: number
  readonly placed: ReadonlyMap<string, Box>
  /** The outer outline and the shared drawer; only of the monolith. */
  readonly cabinet?: { readonly outline: Box; readonly drawer: Box }
  /** Where the client's edge is: hop 1 starts here. */
  readonly client: Point
  /** The dimension line that carries the number of hops. */
  readonly dimension: { readonly from: Point; readonly to: Point }
  /** Parties stand in columns or rows, by their distance from the client, and lines run between these. */
  readonly layered?: 'columns' | 'rows'
}

/** The sheet on which an order is drawn: five blocks, each at its own place in either construction. */
export interface FixedLayout extends Layout {
  readonly blocks: Readonly<Record<BlockName, Box>>
}

const WIDE = { width: 104, height: 80 }
const TALL = { width: 92, height: 78 }

const at = (size: { width: number; height: number }, x: number, y: number): Box => ({ x, y, ...size })

const WIDE_SHEET = {
  width: 632,
  height: 394,
  client: { x: 0, y: 168 },
  dimension: { from: { x: 0, y: 352 }, to: { x: 616, y: 352 } },
} as const

const TALL_SHEET = {
  width: 328,
  height: 430,
  client: { x: 164, y: 0 },
  dimension: { from: { x: 0, y: 392 }, to: { x: 328, y: 392 } },
} as const

const LAYOUTS: Readonly<Record<Orientation, Readonly<Record<Construction, Omit<FixedLayout, 'placed'>>>>> = {
  wide: {
    microservices: {
      ...WIDE_SHEET,
      blocks: {
        gateway: at(WIDE, 96, 128),
        catalog: at(WIDE, 304, 4),
        orders: at(WIDE, 304, 128),
        inventory: at(WIDE, 304, 252),
        payments: at(WIDE, 512, 128),
      },
    },
    monolith: {
      ...WIDE_SHEET,
      blocks: {
        gateway: at(WIDE, 96, 128),
        catalog: at(WIDE, 200, 128),
        orders: at(WIDE, 304, 128),
        inventory: at(WIDE, 408, 128),
        payments: at(WIDE, 512, 128),
      },
      cabinet: {
        outline: { x: 96, y: 128, width: 520, height: 112 },
        drawer: { x: 96, y: 208, width: 520, height: 32 },
      },
    },
  },
  tall: {
    microservices: {
      ...TALL_SHEET,
      blocks: {
        gateway: at(TALL, 118, 52),
        catalog: at(TALL, 0, 176),
        orders: at(TALL, 118, 176),
        inventory: at(TALL, 236, 176),
        payments: at(TALL, 118, 298),
      },
    },
    monolith: {
      ...TALL_SHEET,
      blocks: {
        gateway: at(TALL, 118, 52),
        catalog: at(TALL, 26, 52),
        orders: at(TALL, 118, 130),
        inventory: at(TALL, 210, 52),
        payments: at(TALL, 210, 130),
      },
      cabinet: {
        outline: { x: 26, y: 52, width: 276, height: 156 },
        drawer: { x: 26, y: 130, width: 92, height: 78 },
      },
    },
  },
}

/** Where an order's blocks stand. */
export function layoutOf(orientation: Orientation, construction: Construction): FixedLayout {
  const layout = LAYOUTS[orientation][construction]
  return { ...layout, placed: new Map(Object.entries(layout.blocks)) }
}

/**
 * Where everybody stands who takes part: the blocks of an order at their places, as long as nobody else does. Otherwise
 * those who do, and nobody else. A monolith stays where it is, with whom it asks outside beside it.
 */
export function layoutFor(
  orientation: Orientation,
  construction: Construction,
  hops: readonly Hop[],
): Layout {
  const fixed = layoutOf(orientation, construction)
  const others = [...new Set(hops.map(({ to }) => to))].filter((to) => to !== 'monolith' && !isBlock(to))
  if (others.length === 0) return fixed
  if (construction === 'microservices') return arrange(orientation, hops)
  const outside = OUTSIDE[orientation]
  const placed = new Map([
    ...fixed.placed,
    ...others.map((party, i): [string, Box] => [
      party,
      outside[Math.min(i, outside.length - 1)] ?? outside[0],
    ]),
  ])
  return { ...fixed, placed }
}

/** Where third parties stand beside a monolith. */
const OUTSIDE = {
  wide: [at(WIDE, 512, 4), at(WIDE, 96, 4), at(WIDE, 200, 4)],
  tall: [at(TALL, 200, 284), at(TALL, 36, 284)],
} as const

const mid = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 })

/** The box that a party stands in; the monolith is its cabinet. Undefined for the client and for parties that are not drawn. */
export function boxOf(layout: Layout, party: string): Box | undefined {
  if (party === 'monolith') return layout.cabinet?.outline
  return layout.placed.get(party)
}

/** A joint between two parties: its line from the caller's edge to the callee's. */
export function edgeBetween(layout: Layout, from: string, to: string): readonly Point[] | undefined {
  const target = boxOf(layout, to)
  if (!target) return undefined
  const source = boxOf(layout, from)
  if (!source) return from === 'client' ? fromClient(layout.client, target) : undefined
  const a = mid(source)
  const b = mid(target)
  const dx = Math.sign(b.x - a.x)
  const dy = Math.sign(b.y - a.y)
  // A third party stands above or below the monolith, so its line leaves right there.
  if (from === 'monolith')
    return [
      { x: b.x, y: a.y + (dy * source.height) / 2 },
      { x: b.x, y: b.y - (dy * target.height) / 2 },
    ]
  if (layout.layered === 'columns') return acrossColumns(layout, source, target)
  if (layout.layered === 'rows')
    return acrossColumns(turned(layout), turnedBox(source), turnedBox(target)).map(turnedPoint)
  if (a.y === b.y)
    return [
      { x: a.x + (dx * source.width) / 2, y: a.y },
      { x: b.x - (dx * target.width) / 2, y: b.y },
    ]
  if (a.x === b.x)
    return [
      { x: a.x, y: a.y + (dy * source.height) / 2 },
      { x: b.x, y: b.y - (dy * target.height) / 2 },
    ]
  // Round the corner: wide leaves upwards or downwards, tall leaves to the side.
  return layout.client.x === 0
    ? [
        { x: a.x, y: a.y + (dy * source.height) / 2 },
        { x: a.x, y: b.y },
        { x: b.x - (dx * target.width) / 2, y: b.y },
      ]
    : [
        { x: a.x + (dx * source.width) / 2, y: a.y },
        { x: b.x, y: a.y },
        { x: b.x, y: b.y - (dy * target.height) / 2 },
      ]
}

/**
 * A line between parties that stand in columns: it goes up or down between two columns, where nobody stands. Neighbours in
 * one column are joined directly.
 */
function acrossColumns({ placed }: Pick<Layout, 'placed'>, source: Box, target: Box): readonly Point[] {
  const [a, b] = [mid(source), mid(target)]
  const right = (box: Box) => box.x + box.width
  if (source.x === target.x) {
    const between = [...placed.values()].some(
      (box) => box.x === source.x && (mid(box).y - a.y) * (mid(box).y - b.y) < 0,
    )
    const dy = Math.sign(b.y - a.y)
    if (!between)
      return [
        { x: a.x, y: a.y + (dy * source.height) / 2 },
        { x: b.x, y: b.y - (dy * target.height) / 2 },
      ]
    const lane = right(source) + LANE
    return [
      { x: right(source), y: a.y },
      { x: lane, y: a.y },
      { x: lane, y: b.y },
      { x: right(target), y: b.y },
    ]
  }
  const forward = target.x > source.x
  const [start, end] = forward ? [right(source), target.x] : [source.x, right(target)]
  if (a.y === b.y)
    return [
      { x: start, y: a.y },
      { x: end, y: b.y },
    ]
  const lane = forward ? end - LANE : start - LANE
  return [
    { x: start, y: a.y },
    { x: lane, y: a.y },
    { x: lane, y: b.y },
    { x: end, y: b.y },
  ]
}

/** How far from a column lines go up and down, in pixels. */
const LANE = 26

const turnedPoint = ({ x, y }: Point): Point => ({ x: y, y: x })
const turnedBox = ({ x, y, width, height }: Box): Box => ({ x: y, y: x, width: height, height: width })
const turned = ({ placed }: Layout): Pick<Layout, 'placed'> => ({
  placed: new Map([...placed].map(([party, box]) => [party, turnedBox(box)])),
})

function fromClient(client: Point, target: Box): readonly Point[] {
  return client.x === 0 ? [client, { x: target.x, y: client.y }] : [client, { x: client.x, y: target.y }]
}

/** The length of a line, in pixels. */
export function lengthOf(line: readonly Point[]): number {
  return line.slice(1).reduce((sum, point, i) => sum + distance(line[i] ?? point, point), 0)
}

/** The point that lies `length` pixels along a line, held to its ends. */
export function pointAt(line: readonly Point[], length: number): Point {
  let left = Math.max(0, length)
  for (let i = 1; i < line.length; i++) {
    const a = line[i - 1]
    const b = line[i]
    if (!a || !b) break
    const part = distance(a, b)
    if (left <= part)
      return part === 0 ? a : { x: a.x + ((b.x - a.x) * left) / part, y: a.y + ((b.y - a.y) * left) / part }
    left -= part
  }
  return line.at(-1) ?? { x: 0, y: 0 }
}

/** The part of a line between two lengths, corners kept. */
export function partOf(line: readonly Point[], from: number, to: number): readonly Point[] {
  const points = [pointAt(line, from)]
  let length = 0
  for (let i = 1; i < line.length - 1; i++) {
    const a = line[i - 1]
    const b = line[i]
    if (!a || !b) break
    length += distance(a, b)
    if (length > from && length < to) points.push(b)
  }
  return [...points, pointAt(line, to)]
}

function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y)
}

/** Path data of a line, corners rounded by `radius`. */
export function pathOf(line: readonly Point[], radius = 8): string {
  return line
    .map((point, i) => {
      const before = line[i - 1]
      const after = line[i + 1]
      if (!before) return `M${point.x} ${point.y}`
      if (!after) return `L${point.x} ${point.y}`
      const inLength = distance(before, point)
      const start = pointAt([before, point], inLength - Math.min(radius, inLength))
      const end = pointAt([point, after], radius)
      return `L${start.x} ${start.y}Q${point.x} ${point.y} ${end.x} ${end.y}`
    })
    .join('')
}
