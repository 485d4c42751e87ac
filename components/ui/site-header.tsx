import Link from 'next/link'
import { LogoMark } from './logo.tsx'
import { SiteNav } from './site-nav.tsx'
import { ThemeSwitch } from './theme-switch.tsx'

/** The head of every page: the mark, the doors, and the joiner's rule below them. */
export function SiteHeader() {
  return (
    <header>
      <div className="sheet flex min-h-14 items-center gap-x-3 sm:gap-x-8">
        <Link href="/" className="inline-flex min-h-11 items-center gap-3">
          <LogoMark className="h-8 w-11" />
          <span className="font-serif text-lg font-semibold tracking-tight max-[30rem]:sr-only">
            Blocks &amp; Glue
          </span>
        </Link>
        <div className="ml-auto flex items-center gap-1 self-stretch sm:gap-3">
          <SiteNav />
          <ThemeSwitch />
        </div>
      </div>
      <div aria-hidden className="rule-edge" />
    </header>
  )
}
