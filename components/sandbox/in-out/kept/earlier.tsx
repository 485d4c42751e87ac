'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useSandbox } from '../../use-sandbox.ts'
import { messageOf } from '../../words.ts'
import { earlierEntries } from './kept-entries.ts'
import { dropEntries } from './shelf.ts'

/** What was sent from this browser before: it can be brought back with its answers, or forgotten. */
export function Earlier() {
  const { controller } = useSandbox()
  const [said, setSaid] = useState<string>()
  const [over, setOver] = useState(false)

  const act = (work: () => Promise<string>) =>
    work().then(
      (text) => {
        setSaid(text)
        setOver(true)
      },
      (error: unknown) => setSaid(`Your browser did not let us: ${messageOf(error)}`),
    )
  const bring = () =>
    act(async () => {
      const { entries, unread } = await earlierEntries()
      controller.restore(entries)
      const left = unread > 0 ? ` ${unread} were kept by another version and stay where they are.` : ''
      return `${entries.length} brought back, with their answers.${left}`
    })
  const forget = () =>
    act(async () => {
      await dropEntries()
      return 'Forgotten.'
    })

  return (
    <div className="space-y-1 border-hairline border-t p-2 text-xs">
      {!over && (
        <div className="flex flex-wrap gap-2">
          <Button size="sm" onClick={bring}>
            Bring back earlier visits
          </Button>
          <Button size="sm" variant="quiet" onClick={forget}>
            Forget them
          </Button>
        </div>
      )}
      <p role="status" className="empty:hidden">
        {said}
      </p>
    </div>
  )
}
