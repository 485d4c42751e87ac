'use client'

import { TraceWaterfall } from '#components/trace/trace-waterfall.tsx'
import { Button } from '#components/ui/button.tsx'
import { Panel } from './panel.tsx'
import { selectedHop, shownEntry, viewOf } from './session.ts'
import { useSandbox, useScreen, useSession } from './use-sandbox.ts'
import { hopsInWords } from './words.ts'

/** Every hop of this request, drawn to scale. */
export function TracePanel() {
  const { controller } = useSandbox()
  const entry = useSession(shownEntry)
  const hop = useSession(selectedHop)
  const narrow = useScreen('narrow')
  const { hops } = viewOf(entry)
  return (
    <Panel
      name="Trace"
      aside={
        <span className="flex flex-wrap items-center gap-x-3 text-ink-soft text-xs tabular-nums">
          {hopsInWords(hops.length)}
          <span className="font-mono">trace {entry.traceId.slice(0, 8)}…</span>
        </span>
      }
    >
      <div className="px-3 py-2">
        <TraceWaterfall hops={hops} selected={hop?.spanId} onSelect={controller.selectHop} />
        {narrow && hop && (
          <Button
            size="sm"
            className="mt-3"
            onClick={() => {
              controller.selectHop(hop.spanId)
              controller.selectView('answer')
            }}
          >
            Read the messages of hop {hop.number}
          </Button>
        )}
      </div>
    </Panel>
  )
}
