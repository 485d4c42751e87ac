'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { Field, inputLook } from '#components/ui/field.tsx'
import { formatMicros } from '#components/ui/hop-words.ts'
import { ServiceTag } from '#components/ui/service-tag.tsx'
import type { RunEvent, SpanId, TraceId } from '#mocks/log/events.ts'
import { spansOf } from '#mocks/log/views/spans.ts'
import { makersOf, partyOf, wordsOf } from './log-words.ts'

const ROW_PX = 28

/** The log of one trace, line by line as it was written; what is typed filters it. A line that belongs to a hop selects it. */
export function LogList({
  events,
  traceId,
  selected,
  onSelect,
}: {
  events: readonly RunEvent[]
  traceId: TraceId
  selected?: SpanId | undefined
  onSelect: (hop: SpanId) => void
}) {
  const [wanted, setWanted] = useState('')
  const own = useMemo(() => events.filter((event) => event.traceId === traceId), [events, traceId])
  const hopOf = useMemo(() => hopsBySpan(own), [own])
  const makers = useMemo(() => makersOf(own), [own])
  const needle = wanted.trim().toLowerCase()
  const lines =
    needle === ''
      ? own
      : own.filter((event) =>
          `${event.kind} ${partyOf(event, makers)} ${wordsOf(event)}`.toLowerCase().includes(needle),
        )
  const startUs = own[0]?.atUs ?? 0
  const frame = useRef<HTMLElement>(null)
  const list = useVirtualizer({
    count: lines.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_PX,
    overscan: 20,
  })
  return (
    <div className="space-y-2">
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Filter the log" className="w-72 max-w-full">
          {(field) => (
            <input
              {...field}
              type="search"
              className={inputLook}
              placeholder="inventory, state, retry…"
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
            />
          )}
        </Field>
        <p role="status" className="pb-2 text-ink-soft text-sm tabular-nums">
          {lines.length} of {own.length} lines
        </p>
      </div>
      <section
        ref={frame}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label="Log of this trace"
        className="max-h-[60vh] overflow-auto border-[1.5px] border-ink bg-paper-raised"
      >
        <ol
          aria-label="Lines of the log"
          className="relative min-w-[40rem] font-mono text-2xs"
          style={{ blockSize: list.getTotalSize() }}
        >
          {list.getVirtualItems().map(({ index, start }) => {
            const event = lines[index]
            if (!event) return null
            const hop = event.spanId && hopOf.get(event.spanId)
            const line = (
              <>
                <span className="w-16 shrink-0 text-right text-ink-soft tabular-nums">
                  +{formatMicros(event.atUs - startUs)}
                </span>
                <span className="w-14 shrink-0">
                  <ServiceTag party={partyOf(event, makers)} />
                </span>
                <span className="w-16 shrink-0 text-ink-soft">{event.kind}</span>
                <span className="truncate" title={wordsOf(event)}>
                  {wordsOf(event)}
                </span>
              </>
            )
            const looks = cx(
              'absolute inset-x-0 flex h-7 items-center gap-3 border-hairline border-b px-2 text-left',
              hop && hop === selected && 'bg-glue-wash',
              (event.kind === 'fault' || event.kind === 'failure') && 'text-fault-text',
            )
            return (
              <li key={event.seq} aria-setsize={lines.length} aria-posinset={index + 1}>
                {hop ? (
                  <button
                    type="button"
                    tabIndex={-1}
                    className={cx(looks, '-outline-offset-3 hover:bg-paper-sunk')}
                    style={{ top: start }}
                    onClick={() => onSelect(hop)}
                  >
                    {line}
                  </button>
                ) : (
                  <span className={looks} style={{ top: start }}>
                    {line}
                  </span>
                )}
              </li>
            )
          })}
        </ol>
      </section>
    </div>
  )
}

/** The hop that a span belongs to: an attempt is one, its work belongs to it, a call to its first attempt. */
function hopsBySpan(events: readonly RunEvent[]): ReadonlyMap<SpanId, SpanId> {
  const hops = new Map<SpanId, SpanId>()
  for (const { role, spanId, parentSpanId } of spansOf(events)) {
    if (role === 'attempt') {
      hops.set(spanId, spanId)
      if (parentSpanId && !hops.has(parentSpanId)) hops.set(parentSpanId, spanId)
    } else if (role === 'serve' && parentSpanId) hops.set(spanId, parentSpanId)
  }
  return hops
}
