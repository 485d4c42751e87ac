import Link from 'next/link'
import { buttonLook } from '#components/ui/button.tsx'

/** What to do after reading: be quizzed on the page, or send requests. */
export function Onward({ slug, asks }: { slug: string; asks: number }) {
  return (
    <nav aria-label="What to do next" className="mt-10 flex flex-wrap items-center gap-3">
      <Link href={`/quiz/#about=${slug}`} className={buttonLook('glue')}>
        Quiz yourself on this page: {asks} questions, 2 minutes
      </Link>
      <Link href="/sandbox/" className={buttonLook('plain')}>
        Send your own requests
      </Link>
    </nav>
  )
}
