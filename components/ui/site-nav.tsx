'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cx } from './cx.ts'

const PLACES = [
  { href: '/learn/', label: 'Learn' },
  { href: '/sandbox/', label: 'Sandbox' },
  { href: '/quiz/', label: 'Quiz' },
] as const

/** The doors of the site; the one a person stands in is glued to the rule below. */
export function SiteNav() {
  const path = usePathname()
  return (
    <nav aria-label="Main" className="self-stretch">
      <ul className="flex h-full">
        {PLACES.map(({ href, label }) => {
          const inside = `${path}/`.startsWith(href)
          return (
            <li key={href} className="flex">
              <Link
                href={href}
                {...(inside
                  ? { 'aria-current': path === href || `${path}/` === href ? 'page' : 'true' }
                  : {})}
                className={cx(
                  'relative inline-flex min-h-11 items-center px-2.5 text-base font-medium hover:underline hover:underline-offset-6 max-[22.4rem]:px-1.5 sm:px-4',
                  inside && 'font-semibold',
                )}
              >
                {label}
                {inside && (
                  <span
                    aria-hidden
                    className="absolute inset-x-2.5 bottom-0 h-[5px] border-x border-t border-glue-edge bg-glue sm:inset-x-4"
                  />
                )}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
