import Link from 'next/link'
import { buttonLook } from '#components/ui/button.tsx'

/** What to do after reading: be quizzed, or send requests. */
export function Onward() {
  return (
    <nav aria-label="What to do next" className="mt-10 flex flex-wrap items-center gap-3">
      <Link href="/quiz/" className={buttonLook('glue')}>
        Quiz yourself on this page
      </Link>
      <Link href="/sandbox/" className={buttonLook('plain')}>
        Send your own requests
      </Link>
    </nav>
  )
}
