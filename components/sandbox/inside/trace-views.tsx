'use client'

import { useMemo, useState } from 'react'
import { gridOf } from '#components/trace/grid-rows.ts'
import { HopPhases } from '#components/trace/hop-phases.tsx'
import { LogList } from '#components/trace/log-list.tsx'
import { SequenceDrawing } from '#components/trace/sequence-drawing.tsx'
import { TraceGrid } from '#components/trace/trace-grid.tsx'
import { Button } from '#components/ui/button.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { download } from '../download.ts'
import { reaches } from '../levels.ts'
import { selectedHop, shownEntry } from '../session.ts'
import { useLevel, useSandbox, useSession } from '../use-sandbox.ts'
import { EventsView } from './events-view.tsx'
import { exportHar, exportOtlp } from './exports.ts'
import { MetricsView } from './metrics-view.tsx'

/** One trace from three sides: as a waterfall, as a sequence diagram, as the lines of the log. One selection for all. */
export function TraceViews() {
  const { controller } = useSandbox()
  const entry = useSession(shownEntry)
  const hop = useSession(selectedHop)
  const { traceId, latency } = entry
  // Places in lines are shared by all traces of a run, so phases are read off the whole of it.
  const events = controller.runOf(entry)
  const row = useMemo(
    () => gridOf(events, traceId).rows.find(({ id }) => id === hop?.spanId),
    [events, traceId, hop?.spanId],
  )
  const level = useLevel()
  const view = { events, traceId, selected: hop?.spanId, onSelect: controller.selectHop }
  const [tab, setTab] = useState('waterfall')
  // What is not looked at is not drawn: a trace may be long.
  return (
    <Tabs
      label="Views of the trace"
      selected={tab}
      onSelect={setTab}
      tabs={[
        {
          id: 'waterfall',
          label: 'Waterfall',
          content: tab === 'waterfall' && (
            <div className="space-y-4 p-3">
              <TraceGrid {...view} />
              {row && <HopPhases row={row} modelled={latency === 'modelled'} />}
              <div className="flex flex-wrap items-center gap-2">
                <Button size="sm" onClick={() => download(exportHar(entry, events))}>
                  Export as HAR
                </Button>
                <Button size="sm" onClick={() => download(exportOtlp(entry, events))}>
                  Export as OTLP
                </Button>
                <span className="text-ink-soft text-xs">
                  HAR 1.2 opens in browsers’ network panels, OTLP/JSON in trace viewers.
                </span>
              </div>
            </div>
          ),
        },
        {
          id: 'sequence',
          label: 'Sequence',
          content: tab === 'sequence' && (
            <div className="p-3">
              <SequenceDrawing {...view} />
            </div>
          ),
        },
        {
          id: 'log',
          label: 'Log',
          content: tab === 'log' && (
            <div className="p-3">
              <LogList {...view} />
            </div>
          ),
        },
        ...(reaches(level, 'everything')
          ? [
              {
                id: 'events',
                label: 'Events',
                content: tab === 'events' && <EventsView events={events} traceId={traceId} />,
              },
              {
                id: 'metrics',
                label: 'Metrics',
                content: tab === 'metrics' && <MetricsView events={events} />,
              },
            ]
          : []),
      ]}
    />
  )
}
