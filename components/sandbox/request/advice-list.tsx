'use client'

import Link from 'next/link'
import type { Draft } from '../draft.ts'
import { useSession } from '../use-sandbox.ts'
import { adviceFor } from './advice.ts'

/** What is worth considering before the request is sent, each with the page that explains it. */
export function AdviceList({ draft }: { draft: Draft }) {
  const entries = useSession((session) => session.entries)
  const bookshop = useSession((session) => session.bookshop)
  // Only this bookshop knows what was sent to it.
  const sent = entries.filter((entry) => entry.source === 'live' && entry.bookshop === bookshop)
  const advice = adviceFor(draft, sent)
  if (advice.length === 0) return null
  return (
    <ul aria-label="Advice" className="space-y-1 border-hairline border-t bg-paper-sunk px-3 py-2 text-xs">
      {advice.map(({ text, page }) => (
        <li key={text} className="flex gap-2">
          <span aria-hidden className="mt-1 size-1.5 shrink-0 rounded-full bg-glue-edge" />
          <span>
            {text}{' '}
            {page && (
              // Whoever reads up on something comes back to the request as it was.
              <Link href={`/learn/${page}/`} target="_blank" className="underline underline-offset-2">
                Why<span className="sr-only">: opens in a new tab</span>
              </Link>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}
