'use client'

import { useEffect, useState } from 'react'
import type { Heading } from '#content/schema/read-page.ts'
import styles from './contents.module.css'
import { currentSection } from './current-section.ts'
import { keepPlace } from './use-reading.ts'

/** The sections of a page as links; with script, the one being read is marked, and remembered for the next visit. */
export function Contents({ slug, headings }: { slug: string; headings: readonly Heading[] }) {
  const [current, setCurrent] = useState<string | undefined>(undefined)

  useEffect(() => {
    let frame = 0
    const look = () => {
      frame = 0
      const tops = headings.flatMap(({ id }) => {
        const element = document.getElementById(id)
        return element ? [{ id, top: element.getBoundingClientRect().top }] : []
      })
      const atEnd = window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 2
      setCurrent(currentSection(tops, window.innerHeight, atEnd))
    }
    const onScroll = () => {
      frame ||= requestAnimationFrame(look)
    }
    look()
    window.addEventListener('scroll', onScroll, { passive: true })
    window.addEventListener('resize', onScroll)
    return () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('scroll', onScroll)
      window.removeEventListener('resize', onScroll)
    }
  }, [headings])

  useEffect(() => keepPlace({ slug, ...(current ? { section: current } : {}) }), [slug, current])

  return (
    <nav aria-label="On this page" className={styles.contents}>
      <p className="legend">On this page</p>
      <ol>
        {headings.map(({ id, text }) => (
          <li key={id}>
            <a href={`#${id}`} {...(id === current ? { 'aria-current': 'location' } : {})}>
              {text}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  )
}
