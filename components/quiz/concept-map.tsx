'use client'

import Link from 'next/link'
import { useMemo, useState } from 'react'
import styles from './concept-map.module.css'
import { groundOf, linesOf, MAP, type MapPage, rowsOf, sizeOf } from './concept-map-layout.ts'
import { StageMark } from './stage-mark.tsx'
import { useStanding } from './use-standing.ts'

const SIZES = {
  '--margin': `${MAP.margin}px`,
  '--width': `${MAP.width}px`,
  '--height': `${MAP.height}px`,
  '--gap-x': `${MAP.gapX}px`,
  '--gap-y': `${MAP.gapY}px`,
}

/**
 * All pages and what each builds on: a drawing where there is room, a list where there is not. With script, a page shows
 * how far the learner is with it, and what it builds on lights up.
 */
export function ConceptMap({ pages }: { pages: readonly MapPage[] }) {
  const rows = useMemo(() => rowsOf(pages), [pages])
  const lines = useMemo(() => linesOf(rows), [rows])
  const standing = useStanding()
  const [at, setAt] = useState<string>()
  const ground = useMemo(() => (at ? groundOf(at, pages) : new Set<string>()), [at, pages])
  const { width, height } = sizeOf(rows)
  const titles = new Map(pages.map(({ slug, title }) => [slug, title]))
  return (
    <div className={styles.map} style={SIZES}>
      <svg
        aria-hidden
        className={styles.lines}
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
      >
        {lines.map(({ from, to, path }) => (
          <path
            key={`${from} ${to}`}
            d={path}
            data-lit={at !== undefined && ground.has(from) && (to === at || ground.has(to))}
          />
        ))}
      </svg>
      {rows.map(({ part, pages: own }) => (
        <section key={part} aria-labelledby={`map-${part}`} className={styles.row}>
          <h3 id={`map-${part}`} className={styles.part}>
            {part}
          </h3>
          <ul className={styles.pages}>
            {own.map(({ slug, title, after }) => {
              const here = standing.get(slug)
              return (
                <li key={slug}>
                  <Link
                    href={`/learn/${slug}/`}
                    prefetch={false}
                    className={styles.page}
                    data-stage={here?.stage}
                    data-ground={ground.has(slug)}
                    title={here?.reason}
                    onPointerEnter={() => setAt(slug)}
                    onPointerLeave={() => setAt(undefined)}
                    onFocus={() => setAt(slug)}
                    onBlur={() => setAt(undefined)}
                  >
                    {title}
                    {after.length > 0 && (
                      <span className={styles.after}>
                        Builds on: {after.map((before) => titles.get(before)).join(', ')}
                      </span>
                    )}
                    {here && <StageMark stage={here.stage} className={styles.beads ?? ''} />}
                  </Link>
                </li>
              )
            })}
          </ul>
        </section>
      ))}
    </div>
  )
}
