import type { Hop } from '#mocks/log/views/spans.ts'
import type { Box, Layout, Orientation } from './layout.ts'

/** More steps away than this, and a party stands with those that are this far. */
const MOST_STEPS = 4
/** Rooms on the sheet, in CSS pixels. */
const WIDE = { width: 632, block: { width: 104, height: 80 }, rows: 3, step: 124, narrowStep: 96 }
const TALL = { width: 328, block: { width: 92, height: 78 }, rows: 3, step: 124, top: 52 }

/**
 * A sheet for any parties: whoever the client asks stands at its edge, whoever they ask stands one step further, and so on.
 * Those that are equally far stand side by side, in the order in which they were first asked.
 */
export function arrange(orientation: Orientation, hops: readonly Hop[]): Layout {
  const steps = stepsOf(hops)
  return orientation === 'wide' ? wide(steps) : tall(steps)
}

/** The parties that were asked, by how many calls they are away from the client. */
function stepsOf(hops: readonly Hop[]): readonly (readonly string[])[] {
  const away = new Map<string, number>()
  for (const { to, depth } of hops) away.set(to, Math.min(away.get(to) ?? depth, depth, MOST_STEPS - 1))
  const nearest = Math.min(...away.values())
  const steps = Array.from({ length: MOST_STEPS }, (_, step) =>
    [...away].flatMap(([party, depth]) => (depth - nearest === step ? party : [])),
  )
  return steps.filter(({ length }) => length > 0)
}

function wide(columns: readonly (readonly string[])[]): Layout {
  const { width, block } = WIDE
  const rows = Math.max(WIDE.rows, ...columns.map(({ length }) => length))
  const step = rows > WIDE.rows ? WIDE.narrowStep : WIDE.step
  const middle = rows > WIDE.rows ? (rows * step) / 2 : 168
  const first = columns.length > 3 ? 56 : 96
  const across = columns.length > 3 ? (width - 1 - block.width - first) / (columns.length - 1) : 208
  const placed = placing(columns, (at, i, of) => ({
    x: Math.round(first + at * across),
    y: middle + (i - (of - 1) / 2) * step - block.height / 2,
    ...block,
  }))
  const line = Math.max(352, rows * step + 8)
  return {
    width,
    height: line + 42,
    placed,
    client: { x: 0, y: middle },
    dimension: { from: { x: 0, y: line }, to: { x: 616, y: line } },
    layered: 'columns',
  }
}

function tall(rows: readonly (readonly string[])[]): Layout {
  const { width, block, step, top } = TALL
  const placed = placing(rows, (at, i, of) => {
    const each = Math.min(block.width, Math.floor(width / of) - 8)
    const across = of > 1 ? (width - each) / (of - 1) : 0
    // Two stand nearer to each other than the edges of the sheet are.
    const [start, apart] = of === 2 ? [40, 156] : of === 1 ? [(width - each) / 2, 0] : [0, across]
    return { x: Math.round(start + i * apart), y: top + at * step, width: each, height: block.height }
  })
  const line = Math.max(392, top + (rows.length - 1) * step + block.height + 14)
  return {
    width,
    height: line + 38,
    placed,
    client: { x: width / 2, y: 0 },
    dimension: { from: { x: 0, y: line }, to: { x: width, y: line } },
    layered: 'rows',
  }
}

function placing(
  steps: readonly (readonly string[])[],
  boxAt: (step: number, index: number, of: number) => Box,
): ReadonlyMap<string, Box> {
  return new Map(
    steps.flatMap((parties, step) =>
      parties.map((party, i) => [party, boxAt(step, i, parties.length)] as const),
    ),
  )
}
