'use client'

import Link from 'next/link'
import { buttonLook } from '#components/ui/button.tsx'
import { useReading } from './use-reading.ts'

/** That a page was read to its end, if it was. */
export function ReadMark({ slug }: { slug: string }) {
  return useReading().done.includes(slug) ? (
    <span className="font-sans text-ok-text text-sm">
      <span aria-hidden>✓ </span>read
    </span>
  ) : null
}

/** Leads back to where the reader stopped, or to the next page, or to the first. */
export function ContinueReading({ pages }: { pages: readonly { slug: string; title: string }[] }) {
  const { last, done } = useReading()
  const stopped = pages.find(({ slug }) => slug === last?.slug)
  const at = stopped ? pages.indexOf(stopped) : -1
  const next = [...pages.slice(at + 1), ...pages].find(({ slug }) => !done.includes(slug))
  const page = stopped && !done.includes(stopped.slug) ? stopped : next
  if (!page) return <p>You have read every page. The quiz keeps it from fading.</p>
  const section = page === stopped && last?.section ? `#${last.section}` : ''
  return (
    <Link href={`/learn/${page.slug}/${section}`} className={buttonLook('glue')}>
      {!stopped ? 'Start' : page === stopped ? 'Continue' : 'Next'}: {page.title}
    </Link>
  )
}
