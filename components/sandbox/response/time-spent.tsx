'use client'

import { useMemo } from 'react'
import { gridOf } from '#components/trace/grid-rows.ts'
import { HopPhases } from '#components/trace/hop-phases.tsx'
import { selectedHop, shownEntry } from '../session.ts'
import { useSandbox, useSession } from '../use-sandbox.ts'

/** Where the time of the selected hop went; of the client's own, if none is selected. */
export function TimeSpent() {
  const { controller } = useSandbox()
  const entry = useSession(shownEntry)
  const hop = useSession(selectedHop)
  const events = controller.runOf(entry)
  const row = useMemo(
    () => gridOf(events, entry.traceId).rows.find(({ id }) => id === hop?.spanId),
    [events, entry.traceId, hop?.spanId],
  )
  return (
    <div className="space-y-3 p-3 text-sm">
      {row ? (
        <HopPhases row={row} modelled={entry.latency === 'modelled'} />
      ) : (
        <p>Nothing went over the wire.</p>
      )}
      <p className="text-ink-soft text-xs">
        A browser’s network panel sees one end; here both ends are ours, so the wait can be told apart from
        the work.
      </p>
    </div>
  )
}
