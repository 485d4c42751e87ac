'use client'

import { useMemo } from 'react'
import { formatMicros } from '#components/ui/hop-words.ts'
import { ServiceTag } from '#components/ui/service-tag.tsx'
import type { RunEvent, TraceId } from '#mocks/log/events.ts'
import { type Delivery, eventStoriesOf, groupsOf, type LagStep, lagOf } from '#mocks/log/views/broker.ts'

/** How many events are listed, the newest. */
const LISTED = 200

/** What went through the broker in this run: each event with its place and what became of it, and how far behind each consumer is. */
export function EventsView({ events, traceId }: { events: readonly RunEvent[]; traceId: TraceId }) {
  const stories = useMemo(() => eventStoriesOf(events), [events])
  const groups = useMemo(() => groupsOf(events), [events])
  const lags = useMemo(() => lagOf(events), [events])
  const endUs = events.at(-1)?.atUs ?? 0
  if (stories.length === 0)
    return (
      <p className="p-3 text-sm">
        No event has gone through the broker in this run yet. Place an order: the services tell each other
        when the answer has long been given.
      </p>
    )
  return (
    <div className="space-y-4 p-3">
      <Scrolling label="Consumers">
        <table className="w-full text-sm tabular-nums">
          <caption className="pb-1 text-left font-semibold">Consumers</caption>
          <thead>
            <tr className="border-ink border-b text-left text-xs">
              {['Group', 'Lag now', 'Acknowledged', 'Delivered again', 'Dead letters', 'Lag over time'].map(
                (name) => (
                  <th key={name} scope="col" className="py-1 pr-3">
                    {name}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {groups.map(({ group, lag, acknowledged, redeliveries, dead }) => (
              <tr key={group} className="border-hairline border-b">
                <th scope="row" className="py-1 pr-3 text-left font-normal">
                  <ServiceTag party={group} named />
                </th>
                <td className={lag > 0 ? 'font-semibold text-fault-text' : ''}>{lag}</td>
                <td>{acknowledged}</td>
                <td>{redeliveries}</td>
                <td className={dead > 0 ? 'font-semibold text-fault-text' : ''}>{dead}</td>
                <td>
                  <LagStrip steps={lags.get(group) ?? []} endUs={endUs} group={group} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
      <Scrolling label="Events">
        <table className="w-full text-xs tabular-nums">
          <caption className="pb-1 text-left font-semibold text-sm">
            {stories.length === 1 ? '1 event' : `${stories.length} events`}
            {stories.length > LISTED && `, the newest ${LISTED}`}
          </caption>
          <thead>
            <tr className="border-ink border-b text-left">
              {['Topic', 'Partition', 'Offset', 'Type', 'Appended', 'What became of it'].map((name) => (
                <th key={name} scope="col" className="py-1 pr-3">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {stories.slice(-LISTED).map((story) => (
              <tr
                key={`${story.topic}/${story.partition}/${story.offset}`}
                className={
                  story.traceId === traceId
                    ? 'border-hairline border-b bg-glue-wash align-top'
                    : 'border-hairline border-b align-top'
                }
              >
                <td className="py-1 pr-3">{story.topic}</td>
                <td>{story.partition}</td>
                <td>{story.offset}</td>
                <th scope="row" className="py-1 pr-3 text-left font-mono font-normal">
                  {story.eventType}
                  {story.traceId === traceId && <span className="sr-only"> (by this request)</span>}
                </th>
                <td className="pr-3">{formatMicros(story.appendedUs)}</td>
                <td>
                  <ul>
                    {story.deliveries.map((delivery) => (
                      <li
                        key={delivery.group}
                        className={delivery.outcome === 'dead' ? 'font-semibold text-fault-text' : ''}
                      >
                        {delivery.group}: {fateOf(delivery, story.appendedUs)}
                      </li>
                    ))}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
      <p className="text-ink-soft text-xs">Marked: what the shown request brought about.</p>
    </div>
  )
}

function Scrolling({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section aria-label={label} tabIndex={0} className="max-h-[50vh] overflow-auto">
      {children}
    </section>
  )
}

function fateOf({ outcome, attempts, endedUs }: Delivery, appendedUs: number): string {
  const refused = attempts.findLast((attempt) => attempt.refused !== undefined)?.refused
  const tries = attempts.length === 1 ? '' : ` in ${attempts.length} deliveries`
  if (outcome === 'acknowledged')
    return `acknowledged after ${formatMicros((endedUs ?? appendedUs) - appendedUs)}${tries}`
  if (outcome === 'dead')
    return `a dead letter after ${attempts.length} deliveries${refused ? `: ${refused}` : ''}`
  return `under way${tries}${refused ? `; last refused: ${refused}` : ''}`
}

/** How far behind a group was, as a strip of steps. */
function LagStrip({ steps, endUs, group }: { steps: readonly LagStep[]; endUs: number; group: string }) {
  const most = Math.max(1, ...steps.map(({ lag }) => lag))
  const x = (us: number) => (endUs === 0 ? 0 : (120 * us) / endUs)
  const y = (lag: number) => 19 - (17 * lag) / most
  const path = steps.map(({ atUs, lag }) => `H${x(atUs).toFixed(1)}V${y(lag).toFixed(1)}`).join('')
  return (
    <svg role="img" aria-label={`Lag of ${group}: at most ${most}`} viewBox="0 0 120 20" className="h-5 w-32">
      <path d={`M0 19${path}H120`} className="fill-none stroke-[1.5] stroke-ink" />
    </svg>
  )
}
