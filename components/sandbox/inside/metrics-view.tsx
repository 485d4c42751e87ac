'use client'

import { useMemo } from 'react'
import { formatMicros } from '#components/ui/hop-words.ts'
import { ServiceTag } from '#components/ui/service-tag.tsx'
import type { RunEvent } from '#mocks/log/events.ts'
import { breakersOf } from '#mocks/log/views/breakers.ts'
import { type BulkheadTimeline, bulkheadsOf } from '#mocks/log/views/bulkheads.ts'
import { dependenciesOf } from '#mocks/log/views/dependencies.ts'
import { type Red, redOf } from '#mocks/log/views/red.ts'

/** Rate, errors and duration of each service and version, who calls whom, and what breakers and bulkheads did: of the whole run. */
export function MetricsView({ events }: { events: readonly RunEvent[] }) {
  const { services, versions } = useMemo(() => redOf(events), [events])
  const edges = useMemo(() => dependenciesOf(events), [events])
  const breakers = useMemo(() => breakersOf(events), [events])
  const bulkheads = useMemo(() => bulkheadsOf(events), [events])
  const fromUs = events[0]?.atUs ?? 0
  const toUs = events.at(-1)?.atUs ?? 0
  if (services.length === 0) return <p className="p-3 text-sm">Nobody has served anything in this run yet.</p>
  return (
    <div className="space-y-5 p-3 text-sm">
      <Table
        caption="Rate, errors, duration: as each service saw it"
        columns={['Service', 'Requests', 'per second', 'Errors', 'p50', 'p95', 'p99']}
        rows={[
          ...services.map((red) => ({
            key: red.service,
            head: <ServiceTag party={red.service} named />,
            cells: redCells(red),
          })),
          ...versions.map((red) => ({
            key: `${red.service} ${red.version}`,
            head: (
              <span className="pl-5">
                {red.service}, version {red.version}
              </span>
            ),
            cells: redCells(red),
          })),
        ]}
      />
      <Table
        caption="Who called whom: as the callers saw it"
        columns={['Edge', 'Calls', 'Attempts', 'Errors', 'Not sent', 'p50', 'p95']}
        rows={edges.map(({ caller, callee, calls, attempts, errors, notSent, p50Us, p95Us }) => ({
          key: `${caller} ${callee}`,
          head: (
            <>
              {caller} → {callee}
            </>
          ),
          cells: [calls, attempts, errors, notSent, time(p50Us), time(p95Us)],
        }))}
      />
      {breakers.length > 0 && (
        <section aria-label="Circuit breakers" className="space-y-2">
          <h3 className="font-sans font-semibold text-sm tracking-normal">Circuit breakers</h3>
          {breakers.map(({ caller, callee, stretches }) => (
            <div key={`${caller} ${callee}`} className="grid items-center gap-x-3 sm:grid-cols-[12rem_1fr]">
              <span>
                {caller} → {callee}
              </span>
              <ol
                aria-label={`States of the breaker from ${caller} to ${callee}`}
                className="flex h-6 border-[1.5px] border-ink"
              >
                {stretches
                  .filter((stretch) => stretch.toUs > stretch.fromUs)
                  .map(({ state, fromUs: from, toUs: to }) => (
                    <li
                      key={from}
                      title={`${state} for ${formatMicros(to - from)}`}
                      style={{ flexGrow: to - from }}
                      className={
                        state === 'open'
                          ? 'min-w-1 overflow-hidden bg-fault-wash px-1 text-2xs text-fault-text'
                          : state === 'closed'
                            ? 'min-w-1 overflow-hidden bg-ok-wash px-1 text-2xs text-ok-text'
                            : 'min-w-1 overflow-hidden bg-glue-wash px-1 text-2xs text-glue-text'
                      }
                    >
                      {state}
                      <span className="sr-only"> for {formatMicros(to - from)}</span>
                    </li>
                  ))}
              </ol>
            </div>
          ))}
        </section>
      )}
      {bulkheads.length > 0 && (
        <section aria-label="Bulkheads and lines" className="space-y-2">
          <h3 className="font-sans font-semibold text-sm tracking-normal">Bulkheads and lines</h3>
          {bulkheads.map((line) => (
            <Bulkhead key={nameOf(line)} line={line} fromUs={fromUs} toUs={toUs} />
          ))}
        </section>
      )}
    </div>
  )
}

function redCells({ requests, perSecond, errors, p50Us, p95Us, p99Us }: Red): readonly (string | number)[] {
  return [
    requests,
    perSecond === undefined ? '–' : perSecond.toFixed(1),
    errors,
    time(p50Us),
    time(p95Us),
    time(p99Us),
  ]
}

const time = (us: number | undefined) => (us === undefined ? '–' : formatMicros(us))

function Table({
  caption,
  columns,
  rows,
}: {
  caption: string
  columns: readonly string[]
  rows: readonly { key: string; head: React.ReactNode; cells: readonly (string | number)[] }[]
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={caption} tabIndex={0} className="overflow-x-auto">
      <table className="w-full tabular-nums">
        <caption className="pb-1 text-left font-semibold">{caption}</caption>
        <thead>
          <tr className="border-ink border-b text-xs">
            {columns.map((name, i) => (
              <th
                key={name}
                scope="col"
                className={i === 0 ? 'py-1 text-left' : 'whitespace-nowrap py-1 pl-3 text-right'}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, head, cells }) => (
            <tr key={key} className="border-hairline border-b">
              <th scope="row" className="whitespace-nowrap py-1 text-left font-normal">
                {head}
              </th>
              {cells.map((cell, i) => (
                <td key={columns[i + 1]} className="whitespace-nowrap py-1 pl-3 text-right">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function nameOf({ policy, party, peer, instance }: BulkheadTimeline): string {
  return policy === 'bulkhead' ? `${party} → ${peer}` : `workers of ${party}, no. ${instance}`
}

/** How many were inside, and how many waited, over the run. */
function Bulkhead({ line, fromUs, toUs }: { line: BulkheadTimeline; fromUs: number; toUs: number }) {
  const most = Math.max(1, ...line.points.map(({ inside, waiting }) => inside + waiting))
  const x = (us: number) => (toUs === fromUs ? 0 : (400 * (us - fromUs)) / (toUs - fromUs))
  const pathOf = (of: (point: BulkheadTimeline['points'][number]) => number) =>
    line.points
      .map((point) => `H${x(point.atUs).toFixed(1)}V${(39 - (36 * of(point)) / most).toFixed(1)}`)
      .join('')
  const waited = Math.max(0, ...line.points.map(({ waiting }) => waiting))
  const words = `at most ${Math.max(0, ...line.points.map(({ inside }) => inside))} inside, ${waited} waiting, ${line.turnedAwayUs.length} turned away`
  return (
    <div className="grid items-center gap-x-3 sm:grid-cols-[12rem_1fr]">
      <span>
        {nameOf(line)}
        <span className="block text-ink-soft text-xs">{words}</span>
      </span>
      <svg
        role="img"
        aria-label={`${nameOf(line)}: ${words}`}
        viewBox="0 0 400 40"
        preserveAspectRatio="none"
        className="h-10 w-full"
      >
        <path
          d={`M0 39${pathOf(({ inside, waiting }) => inside + waiting)}H400V39Z`}
          className="fill-glue-wash stroke-glue-edge"
        />
        <path d={`M0 39${pathOf(({ inside }) => inside)}H400V39Z`} className="fill-ok-wash stroke-ink" />
      </svg>
    </div>
  )
}
