import type { Hop } from '#mocks/log/views/spans.ts'
import { edgeBetween, type Layout, lengthOf, type Point, pointAt } from './layout.ts'

/** All hops that went the same way, on one line of the drawing. */
export interface Edge {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly line: readonly Point[]
  readonly hops: readonly Hop[]
}

/** A number on the drawing. `count` is above 1 where there was no room for each hop's own number. */
export interface Mark extends Point {
  readonly hop: Hop
  readonly count: number
}

/** How many numbers fit on one line of the drawing. */
const ROOM = 3
const STEP = 24
/** Half the height of a number's ring, in pixels. */
const MARK_HALF = 11

/** The lines of a drawing: one for each pair of parties that talked, in the order in which they first did. */
export function edgesOf(layout: Layout, hops: readonly Hop[]): readonly Edge[] {
  const edges = new Map<string, Edge & { readonly hops: Hop[] }>()
  for (const hop of hops) {
    const id = `${hop.from}→${hop.to}`
    const edge = edges.get(id)
    if (edge) {
      edge.hops.push(hop)
      continue
    }
    const line = edgeBetween(layout, hop.from, hop.to)
    if (line) edges.set(id, { id, from: hop.from, to: hop.to, line, hops: [hop] })
  }
  return [...edges.values()]
}

/** Where the numbers of an edge stand: side by side around its middle, along the line if there is room, else across. A break pushes them towards the caller. */
export function marksOf(edge: Edge, torn = false): readonly Mark[] {
  const length = lengthOf(edge.line)
  const shown = edge.hops.length <= ROOM ? edge.hops : edge.hops.slice(0, ROOM)
  const [a, b] = edge.line
  const horizontal = a !== undefined && b !== undefined && a.y === b.y && edge.line.length === 2
  const along = horizontal ? length > shown.length * STEP : true
  const natural = edge.line.length > 2 ? ownMiddle(edge.line) : length / 2
  const room =
    breakOf(edge.line).from - MARK_HALF - 2 - (horizontal && along ? ((shown.length - 1) / 2) * STEP : 0)
  const middle = pointAt(edge.line, torn ? Math.min(natural, room) : natural)
  return shown.map((hop, i) => {
    const shift = (i - (shown.length - 1) / 2) * STEP
    const last = i === shown.length - 1
    return {
      hop,
      count: last ? edge.hops.length - shown.length + 1 : 1,
      x: middle.x + (along ? shift : 0),
      y: middle.y + (along ? 0 : shift),
    }
  })
}

/** Where glue breaks when it snaps, as lengths along the line: just before the callee, on the last straight part. */
export function breakOf(line: readonly Point[]): { readonly from: number; readonly to: number } {
  const length = lengthOf(line)
  const last = lengthOf(line.slice(-2))
  const beforeCallee = Math.max(length - 31, Math.min(2 * MARK_HALF + 4, length - 14))
  return { from: Math.max(beforeCallee, length - last + 2), to: length - 7 }
}

/** Where a line with corners is most its own: lines from one caller share their first part. */
function ownMiddle(line: readonly Point[]): number {
  if (line.length < 4) return longestMiddle(line)
  const shared = lengthOf(line.slice(0, 2))
  return shared + lengthOf(line.slice(1, 3)) / 2
}

/** The middle of the longest straight part, as a length from the start. */
function longestMiddle(line: readonly Point[]): number {
  let best = { middle: 0, length: 0 }
  let from = 0
  for (let i = 1; i < line.length; i++) {
    const length = lengthOf(line.slice(i - 1, i + 1))
    if (length > best.length) best = { middle: from + length / 2, length }
    from += length
  }
  return best.middle
}
