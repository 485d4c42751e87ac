'use client'

import { useState } from 'react'
import { TraceWaterfall } from '#components/trace/trace-waterfall.tsx'
import { Button } from '#components/ui/button.tsx'
import { EvidenceBadge } from '#components/ui/evidence-badge.tsx'
import { formatMicros } from '#components/ui/hop-words.ts'
import { StatusChip } from '#components/ui/status-chip.tsx'
import { type Comparison, compareWithOther } from '../compare.ts'
import { durationOf, type Entry, shownEntry, viewOf } from '../session.ts'
import { useSandbox, useSession } from '../use-sandbox.ts'
import { CONSTRUCTION, hopsInWords } from '../words.ts'

/** One request, both constructions, from the same start: two traces, and what of the answer differs. */
export function SideBySide() {
  const { controller } = useSandbox()
  const entry = useSession(shownEntry)
  const entries = useSession((session) => session.entries)
  const [busy, setBusy] = useState(false)
  const comparison = compareWithOther(entry, entries)
  const exact = comparison?.before.source === 'replayed' && comparison.after.source === 'replayed'

  async function both() {
    setBusy(true)
    await controller.replayBoth(entry.request)
    setBusy(false)
  }

  return (
    <div className="space-y-4 p-3">
      <div className="flex flex-wrap items-center gap-3">
        <Button size="sm" variant="glue" busy={busy ? 'Both are running…' : undefined} onClick={both}>
          Send {entry.request.method} {new URL(entry.request.url).pathname} to both
        </Button>
        <span className="text-ink-soft text-sm">
          on the virtual clock, with the same seed, settings and faults, from the same seeded data
        </span>
      </div>
      {comparison && exact && <Both comparison={comparison} />}
    </div>
  )
}

function Both({
  comparison: { before, after, sameStatus, differingBytes, differingMembers },
}: {
  comparison: Comparison
}) {
  const [monolith, microservices] = before.architecture === 'monolith' ? [before, after] : [after, before]
  return (
    <>
      <p role="status" className="border-glue-edge border-l-[3px] bg-glue-wash px-3 py-2 text-sm">
        <EvidenceBadge kind="observed" /> {sameStatus ? 'The same status' : 'Another status'},{' '}
        <strong>
          {differingBytes} {differingBytes === 1 ? 'byte' : 'bytes'} of the body changed
        </strong>
        {differingMembers.length > 0 && differingMembers.length <= 6
          ? ` (${differingMembers.join(', ')})`
          : ''}
        , {hopsInWords(viewOf(microservices).hops.length)} → {viewOf(monolith).hops.length}.
      </p>
      <div className="grid gap-6 xl:grid-cols-2">
        {[microservices, monolith].map((entry) => (
          <Side key={entry.id} entry={entry} />
        ))}
      </div>
    </>
  )
}

function Side({ entry }: { entry: Entry }) {
  const view = viewOf(entry)
  const duration = durationOf(view)
  const { outcome } = entry
  return (
    <section aria-label={`As ${CONSTRUCTION[entry.architecture].toLowerCase()}`} className="min-w-0">
      <h3 className="mb-2 flex flex-wrap items-center gap-3 font-sans font-semibold text-sm tracking-normal">
        {CONSTRUCTION[entry.architecture]}
        {outcome.kind === 'answered' && <StatusChip status={outcome.status} />}
        <span className="font-normal text-ink-soft tabular-nums">
          {hopsInWords(view.hops.length)}
          {duration === undefined ? '' : `, ${formatMicros(duration)}`}
        </span>
      </h3>
      <TraceWaterfall hops={view.hops} />
    </section>
  )
}
