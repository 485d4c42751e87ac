import { useState } from 'react'
import { Topology } from '#components/topology/topology.tsx'
import { TraceWaterfall } from '#components/trace/trace-waterfall.tsx'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { FailureChip, StatusChip } from '#components/ui/status-chip.tsx'
import type { SpanId } from '#mocks/log/events.ts'
import { describeChange, drawerNotes } from './describe-change.ts'
import { count } from './minutes.ts'
import type { DemoRunResult } from './run-demo.ts'

/** One finished run: what the client got, who asked whom, what changed. */
export function RunView({ run }: { run: DemoRunResult }) {
  const [selected, setSelected] = useState<SpanId>()
  const { label, architecture, down, exchanges, request, hops, changes } = run
  const changed = changes.flatMap((change) => describeChange(change))
  return (
    <div className="grid gap-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,3fr)] lg:gap-8">
      <div className="min-w-0">
        <p className="mb-2 font-semibold text-sm tabular-nums">
          {count(hops.length, 'HTTP request')} {hops.length === 1 ? 'was' : 'were'} made
        </p>
        <div className="squared -mx-4 border-ink border-y-[1.5px] px-4 py-3 sm:mx-0 sm:border-x-[1.5px]">
          <Topology
            label={`${label}: who asked whom`}
            architecture={architecture}
            hops={hops}
            down={down}
            selected={selected}
            onSelect={setSelected}
            notes={drawerNotes(changes)}
          />
        </div>
      </div>
      <div className="grid min-w-0 content-start gap-5">
        <section aria-labelledby="what-client-got">
          <h4 id="what-client-got" className="mb-2 font-sans font-semibold text-sm tracking-normal">
            What the client got
          </h4>
          <ol className="grid gap-1.5 text-sm">
            {exchanges.map(({ traceId, request: sent, response, failure }, at) => (
              <li key={traceId} className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <code className="text-xs [overflow-wrap:anywhere]">
                  {sent.method} {new URL(sent.url).pathname}
                </code>
                {response ? (
                  <StatusChip status={response.status} />
                ) : (
                  <FailureChip failure={failure ?? 'no answer'} />
                )}
                {exchanges.length > 1 && at === request && <span className="legend">drawn here</span>}
                <Told response={response} />
              </li>
            ))}
          </ol>
        </section>
        <section aria-labelledby="what-changed">
          <h4 id="what-changed" className="mb-2 font-sans font-semibold text-sm tracking-normal">
            What it changed
          </h4>
          {changed.length === 0 ? (
            <p className="text-ink-soft text-sm">No data changed.</p>
          ) : (
            <ul className="grid gap-1 text-sm tabular-nums">
              {changed.map((line) => (
                <li key={line} className="[overflow-wrap:anywhere]">
                  {line}
                </li>
              ))}
            </ul>
          )}
        </section>
        <Disclosure summary="Where the time went" className="border-hairline-strong">
          <TraceWaterfall hops={hops} selected={selected} onSelect={setSelected} />
        </Disclosure>
      </div>
    </div>
  )
}

/** The one line of an answer that is worth reading here: what went wrong, or how many copies there are. */
function Told({ response }: { response: DemoRunResult['exchanges'][number]['response'] }) {
  if (!response || !('text' in response.content)) return null
  const line = tell(response.content.text)
  return line ? <span className="basis-full text-ink-soft">{line}</span> : null
}

function tell(text: string): string | undefined {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof content !== 'object' || content === null) return undefined
  if ('detail' in content && typeof content.detail === 'string') return content.detail
  if ('available' in content && typeof content.available === 'number')
    return `${count(content.available, 'copy', 'copies')} can be ordered.`
  return undefined
}
