import type { Metadata } from 'next'
import Link from 'next/link'
import { CounterPlate } from '#components/ui/counter-plate.tsx'
import { StatusChip } from '#components/ui/status-chip.tsx'

export const metadata: Metadata = { title: 'Nothing at this address' }

export default function NotFound() {
  return (
    <div className="sheet pt-12 sm:pt-20">
      <CounterPlate title="This site" aside={<StatusChip status={404} />} className="max-w-2xl">
        <h1 className="text-2xl">Nothing is served at this address</h1>
        <p className="prose mt-3 text-ink-soft">
          The address was understood, and no page answers to it. It may have been mistyped, or the page may
          have moved.
        </p>
        <ul className="mt-5 flex flex-wrap gap-x-6 gap-y-1">
          <li>
            <Link className="link inline-flex min-h-10 items-center" href="/">
              Home
            </Link>
          </li>
          <li>
            <Link className="link inline-flex min-h-10 items-center" href="/learn/">
              All pages to read
            </Link>
          </li>
          <li>
            <Link className="link inline-flex min-h-10 items-center" href="/sandbox/">
              Try requests
            </Link>
          </li>
        </ul>
      </CounterPlate>
    </div>
  )
}
