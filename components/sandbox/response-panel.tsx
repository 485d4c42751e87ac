'use client'

import { type ReactNode, Suspense, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { EvidenceBadge } from '#components/ui/evidence-badge.tsx'
import { formatMicros } from '#components/ui/hop-words.ts'
import { Kbd } from '#components/ui/kbd.tsx'
import { contentText, prettyJson, requestText, responseText } from '#components/ui/message-text.ts'
import { Spinner } from '#components/ui/progress.tsx'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import { FailureChip, StatusChip } from '#components/ui/status-chip.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import { JsonText } from './json-text.tsx'
import { reaches } from './levels.ts'
import { onIntent } from './on-intent.tsx'
import { Panel } from './panel.tsx'
import styles from './sandbox.module.css'
import {
  durationOf,
  type Entry,
  type Outcome,
  RESPONSE_TABS,
  type ResponseTab,
  selectedHop,
  shownEntry,
  viewOf,
} from './session.ts'
import { useLevel, useSandbox, useSession } from './use-sandbox.ts'
import { bytesInWords, hopsInWords } from './words.ts'

/** What came back, or why nothing did. */
export function ResponsePanel() {
  const entry = useSession(shownEntry)
  const recorded = entry.source === 'recorded'
  return (
    <Panel name="Response" className="h-full" aside={<Measures entry={entry} />}>
      {recorded && (
        <p className="border-hairline border-b bg-paper-sunk px-3 py-1.5 text-sm">
          A recorded run, from when this page was made.
          <span className="needs-js"> Press Send to make it yours.</span>
        </p>
      )}
      <Ending entry={entry} />
    </Panel>
  )
}

/** Status, time and size in one line. */
function Measures({ entry }: { entry: Entry }) {
  const { outcome } = entry
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
      {outcome.kind === 'answered' && <StatusChip status={outcome.status} />}
      {outcome.kind === 'no-answer' && <FailureChip failure={outcome.failure} />}
      <Duration entry={entry} />
    </div>
  )
}

/** How long it took, labelled for what it is, with what is behind the label one press away. */
function Duration({ entry }: { entry: Entry }) {
  const { latency } = useSandbox()
  const level = useLevel()
  const duration = durationOf(viewOf(entry))
  if (duration === undefined) return null
  if (level === 'send' && entry.source === 'recorded')
    return <span className="text-xs tabular-nums">{formatMicros(duration)}</span>
  const injected = entry.latency === 'modelled'
  return (
    <details className="group relative max-md:open:basis-full">
      <summary className="flex min-h-7 list-none items-center gap-1.5 text-xs tabular-nums [&::-webkit-details-marker]:hidden">
        {formatMicros(duration)} <EvidenceBadge kind={injected ? 'modelled' : 'observed'} />
        <span className="sr-only">Where this time comes from</span>
      </summary>
      <div className="absolute right-0 z-20 mt-1 w-72 max-w-[calc(100vw-2rem)] border-[1.5px] border-ink bg-paper p-3 text-sm max-md:static max-md:w-full">
        <p>
          {injected
            ? `Part of this time is injected. Each message takes, one way, between you and the bookshop a time that is ${latency.client}; between two services, ${latency.internal}.`
            : 'In this bookshop the links take no time.'}
        </p>
        <p className="mt-2">
          {entry.source === 'live'
            ? 'What the services did themselves took real time in your browser.'
            : 'This run is on a virtual clock: what the services did themselves took no time.'}
        </p>
      </div>
    </details>
  )
}

function Ending({ entry }: { entry: Entry }) {
  const { outcome } = entry
  switch (outcome.kind) {
    case 'waiting':
      return <Waiting />
    case 'answered':
      return <Answer entry={entry} outcome={outcome} />
    case 'no-answer':
      return (
        <Told title="No answer came.">
          <p>{outcome.detail}</p>
          <p>
            There is no status and no content: nobody was there to write them. Page code sees a rejected
            promise and learns no more than “Failed to fetch”.
          </p>
          <WireOfSelected />
        </Told>
      )
    case 'cancelled':
      return <GivenUp entry={entry} />
    case 'sandbox-failed':
      return (
        <div role="alert" className="m-3 border-[3px] border-fault border-double p-3 text-sm">
          <p className="font-semibold">Our sandbox failed, not the bookshop.</p>
          <p className="mt-1 [overflow-wrap:anywhere]">{outcome.detail}</p>
          <p className="mt-1">
            The request did not reach any service. Send it again; if that does not help, reload the page.
          </p>
        </div>
      )
  }
}

function Told({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="space-y-2 p-3 text-sm">
      <p className="font-semibold text-base">{title}</p>
      {children}
    </div>
  )
}

function Waiting() {
  const { controller } = useSandbox()
  const opening = useSession((session) => session.runtime.state === 'opening')
  return (
    <div className="flex min-h-40 items-center justify-center gap-4 p-3">
      <Spinner label={opening ? 'Opening the bookshop…' : 'Waiting for the answer…'} />
      <Button size="sm" onClick={controller.cancel}>
        Cancel
        <span aria-hidden className="contents max-md:hidden">
          <Kbd>Esc</Kbd>
        </span>
      </Button>
    </div>
  )
}

function GivenUp({ entry }: { entry: Entry }) {
  const { hops, changes } = viewOf(entry)
  const first = hops[0]
  const later = first
    ? hops.filter(({ sentUs }) => first.endUs !== undefined && sentUs > first.endUs).length
    : 0
  return (
    <Told title="You stopped waiting.">
      {first ? (
        <p>
          The request had left. Giving up is yours alone: the bookshop is not told and goes on working. It{' '}
          {later > 0 ? `made ${hopsInWords(later)} after you had gone and ` : ''}
          {changes.length > 0 ? `changed ${changes.length} records.` : 'has changed nothing so far.'}
        </p>
      ) : (
        <p>The request had not left the page yet, so the bookshop knows nothing of it.</p>
      )}
      <WireOfSelected />
    </Told>
  )
}

const isTab = (id: string): id is ResponseTab => RESPONSE_TABS.some((tab) => tab === id)

const ContentViews = onIntent(
  'the views of the content',
  async () => (await import('./response/content-views.tsx')).ContentViews,
)
const ExplainedFields = onIntent(
  'what the fields mean',
  async () => (await import('./response/explained-fields.tsx')).ExplainedFields,
)
const PageSees = onIntent(
  'what the page sees',
  async () => (await import('./response/wire-and-page.tsx')).PageSees,
)
const TimeSpent = onIntent(
  'where the time went',
  async () => (await import('./response/time-spent.tsx')).TimeSpent,
)
const Comparing = onIntent('the comparison', async () => (await import('./response/comparing.tsx')).Comparing)

function Answer({ entry, outcome }: { entry: Entry; outcome: Extract<Outcome, { kind: 'answered' }> }) {
  const { controller } = useSandbox()
  const tab = useSession((session) => session.tab)
  const level = useLevel()
  const inside = useHydrated() && reaches(level, 'inside')
  const plain = <Content key={entry.id} outcome={outcome} yours={entry.source !== 'recorded'} />
  const fields = <Fields fields={outcome.fields} />
  return (
    <>
      <Tabs
        label="Parts of the response"
        selected={tab}
        onSelect={(id) => isTab(id) && controller.selectTab(id)}
        className={styles.parts ?? ''}
        tabs={[
          {
            id: 'body',
            label: 'Body',
            content:
              inside && outcome.content.bytes > 0 ? (
                <ContentViews
                  key={entry.id}
                  content={outcome.content}
                  fields={outcome.fields}
                  meanwhile={plain}
                />
              ) : (
                plain
              ),
          },
          {
            id: 'headers',
            label: `Headers (${outcome.fields.length})`,
            content:
              inside && tab === 'headers' ? (
                <Suspense fallback={fields}>
                  <ExplainedFields status={outcome.status} fields={outcome.fields} meanwhile={fields} />
                </Suspense>
              ) : (
                fields
              ),
          },
          {
            id: 'wire',
            label: 'Wire',
            content: <div className="p-3">{inside ? <WireAndPage /> : <WireOfSelected />}</div>,
          },
          ...(inside
            ? [
                { id: 'time', label: 'Time', content: tab === 'time' && <TimeSpent /> },
                { id: 'compare', label: 'Compare', content: tab === 'compare' && <Comparing /> },
              ]
            : []),
        ]}
      />
      {entry.source === 'recorded' && (
        <div className="without-js px-3 pb-3">
          <WireOfSelected />
        </div>
      )}
    </>
  )
}

/** Longer contents are shown in part first: a page must stay quick. */
const SHOWN_AT_ONCE = 60_000

function Content({
  outcome: { content, status },
  yours,
}: {
  outcome: Extract<Outcome, { kind: 'answered' }>
  /** Somebody sent it here: then there is something to do with it. */
  yours: boolean
}) {
  const [raw, setRaw] = useState(false)
  const [all, setAll] = useState(false)
  const text = contentText(content)
  if (content.bytes === 0) {
    return (
      <p className="p-3 text-sm">
        {status === 304
          ? 'No content: what you have is still right.'
          : status === 204
            ? 'No content: the status says everything.'
            : 'The response has no content.'}
      </p>
    )
  }
  const pretty = prettyJson(text)
  const whole = raw || pretty === undefined ? text : pretty
  const shown = all ? whole : whole.slice(0, SHOWN_AT_ONCE)
  return (
    <div className="p-3">
      <CodeBlock
        label={`${pretty === undefined ? 'Content' : raw ? 'JSON, as it came' : 'JSON, indented'}, ${bytesInWords(content.bytes)}`}
        text={whole}
        wrap
        copy={yours}
        className="max-h-[34rem] max-md:max-h-[26rem]"
      >
        {raw || pretty === undefined ? shown : <JsonText text={shown} />}
      </CodeBlock>
      <div className="needs-js mt-2 flex flex-wrap items-center gap-2">
        {pretty !== undefined && yours && (
          <Button size="sm" variant="quiet" aria-pressed={raw} onClick={() => setRaw(!raw)} className="px-0!">
            {raw ? 'Indent it' : 'As it came'}
          </Button>
        )}
        {shown.length < whole.length && (
          <Button size="sm" onClick={() => setAll(true)}>
            Show all {bytesInWords(content.bytes)}
          </Button>
        )}
      </div>
    </div>
  )
}

function Fields({ fields }: { fields: Extract<Outcome, { kind: 'answered' }>['fields'] }) {
  return (
    <div className="p-3">
      <table className="w-full text-sm">
        <thead className="sr-only">
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody className="font-mono text-xs">
          {fields.map(([name, value]) => (
            <tr key={name} className="border-hairline border-b align-top last:border-b-0">
              <th scope="row" className="py-1.5 pr-4 text-left font-medium">
                {name}
              </th>
              <td className="py-1.5 [overflow-wrap:anywhere]">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-3 text-ink-soft text-xs">
        What page code may see. The wire has the message as it was sent.
      </p>
    </div>
  )
}

/** The selected hop as it was on the wire, or as page code sees it. */
function WireAndPage() {
  const [side, setSide] = useState<'wire' | 'page'>('wire')
  return (
    <div className="space-y-3">
      <SegmentedControl
        name="wire-or-page"
        legend="Whose view"
        hideLegend
        value={side}
        onChange={setSide}
        options={[
          { value: 'wire', label: 'On the wire' },
          { value: 'page', label: 'Page sees' },
        ]}
      />
      {side === 'wire' ? <WireOfSelected /> : <PageSees />}
    </div>
  )
}

/** Both messages of the selected hop, exactly as they are in the log. */
function WireOfSelected() {
  const hop = useSession(selectedHop)
  const count = useSession((session) => viewOf(shownEntry(session)).hops.length)
  if (!hop) return <p className="text-sm">Nothing went over the wire.</p>
  const between = `${hop.from} → ${hop.to}`
  return (
    <div className="space-y-3">
      <p className="text-sm">
        <strong className="font-semibold">
          Hop {hop.number} of {count}
        </strong>
        : {between}
      </p>
      <CodeBlock label={`Request, ${between}`} text={requestText(hop.request)} wrap className="max-h-72" />
      {hop.response && (
        <CodeBlock
          label={`Response, ${hop.to} → ${hop.from}`}
          text={responseText(hop.response)}
          wrap
          className="max-h-72"
        />
      )}
      {hop.failure && (
        <p className="border-[1.5px] border-fault border-dashed p-3 text-sm">
          No response. <strong className="font-semibold">{hop.failure.failure}</strong>: {hop.failure.detail}
        </p>
      )}
      <p className="text-ink-soft text-xs">
        Written as HTTP/1.1 would; HTTP/2 and 3 say the same in fewer bytes.
      </p>
    </div>
  )
}
