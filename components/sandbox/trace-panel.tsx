'use client'

import { TraceWaterfall } from '#components/trace/trace-waterfall.tsx'
import { Button } from '#components/ui/button.tsx'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import { reaches } from './levels.ts'
import { onIntent } from './on-intent.tsx'
import { Panel } from './panel.tsx'
import { selectedHop, shownEntry, viewOf } from './session.ts'
import { useLevel, useSandbox, useScreen, useSession } from './use-sandbox.ts'
import { hopsInWords } from './words.ts'

const TraceViews = onIntent(
  'the views of the trace',
  async () => (await import('./inside/trace-views.tsx')).TraceViews,
)

/** Every hop of this request, drawn to scale: a plain waterfall in the page, and all views of it once somebody looks inside. */
export function TracePanel() {
  const { controller } = useSandbox()
  const entry = useSession(shownEntry)
  const hop = useSession(selectedHop)
  const narrow = useScreen('narrow')
  const level = useLevel()
  const view = useSession((session) => session.view)
  const { hops } = viewOf(entry)
  const laidOut = useHydrated() && reaches(level, 'inside') && (!narrow || view === 'trace')
  const plain = (
    <div className="px-3 py-2">
      <TraceWaterfall hops={hops} selected={hop?.spanId} />
    </div>
  )
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
      {/* A long trace is drawn where only what is seen is drawn. */}
      {laidOut ? (
        <TraceViews meanwhile={hops.length > 100 ? undefined : plain} />
      ) : (
        hops.length <= 100 && plain
      )}
      <div className="px-3 pb-2">
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
