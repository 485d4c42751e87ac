/** A page as the map needs it. */
export interface MapPage {
  readonly slug: string
  readonly title: string
  readonly part: string
  /** Slugs of the pages to have read before. */
  readonly after: readonly string[]
}

/** One part of the course, as a row of the map. */
export interface MapRow {
  readonly part: string
  readonly pages: readonly MapPage[]
}

/** A line from a page to one that builds on it, as an SVG path. */
export interface MapLine {
  readonly from: string
  readonly to: string
  readonly path: string
}

/** Sizes in CSS pixels: the row's name stands in the margin, then come its pages side by side. */
export const MAP = { margin: 108, width: 160, height: 64, gapX: 20, gapY: 44 } as const

/** Puts the pages into rows by part, in reading order. */
export function rowsOf(pages: readonly MapPage[]): readonly MapRow[] {
  return [...Map.groupBy(pages, ({ part }) => part)].map(([part, own]) => ({ part, pages: own }))
}

/** How large the whole map is. */
export function sizeOf(rows: readonly MapRow[]): { width: number; height: number } {
  const longest = Math.max(...rows.map(({ pages }) => pages.length))
  return {
    width: MAP.margin + longest * (MAP.width + MAP.gapX),
    height: rows.length * (MAP.height + MAP.gapY),
  }
}

/**
 * The lines between pages: down from a page to those below it, and underneath from one to another of the same row. What
 * another prerequisite builds on anyway has no line of its own.
 */
export function linesOf(rows: readonly MapRow[]): readonly MapLine[] {
  const places = new Map(
    rows.flatMap(({ pages }, row) =>
      pages.map(({ slug }, column) => [
        slug,
        {
          row,
          x: MAP.margin + column * (MAP.width + MAP.gapX) + MAP.width / 2,
          y: row * (MAP.height + MAP.gapY),
        },
      ]),
    ),
  )
  const all = rows.flatMap(({ pages }) => pages)
  return rows.flatMap(({ pages }) =>
    pages.flatMap(({ slug, after }) =>
      after.flatMap((before) => {
        if (after.some((other) => groundOf(other, all).has(before))) return []
        const from = places.get(before)
        const to = places.get(slug)
        if (!from || !to) return []
        const bottom = from.y + MAP.height
        if (from.row === to.row) {
          const low = bottom + MAP.gapY * 0.45
          return {
            from: before,
            to: slug,
            path: `M${from.x} ${bottom}C${from.x} ${low} ${to.x} ${low} ${to.x} ${bottom}`,
          }
        }
        const bend = Math.min(MAP.gapY, (to.y - bottom) / 2)
        return {
          from: before,
          to: slug,
          path: `M${from.x} ${bottom}C${from.x} ${bottom + bend} ${to.x} ${to.y - bend} ${to.x} ${to.y}`,
        }
      }),
    ),
  )
}

/** Everything that a page builds on, near and far. */
export function groundOf(slug: string, pages: readonly MapPage[]): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (at: string) => {
    for (const before of pages.find((page) => page.slug === at)?.after ?? [])
      if (!found.has(before)) {
        found.add(before)
        visit(before)
      }
  }
  visit(slug)
  return found
}
