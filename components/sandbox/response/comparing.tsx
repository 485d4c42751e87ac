'use client'

import { diffLines } from 'diff'
import { useMemo, useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { Field, inputLook } from '#components/ui/field.tsx'
import { contentText, prettyJson } from '#components/ui/message-text.ts'
import { StatusChip } from '#components/ui/status-chip.tsx'
import { type Entry, type Outcome, shownEntry } from '../session.ts'
import { useSandbox, useSession } from '../use-sandbox.ts'
import { bytesInWords, CONSTRUCTION, outcomeInWords, shortUrl } from '../words.ts'

type Answered = Extract<Outcome, { kind: 'answered' }>
/** Larger contents are compared by their size and equality alone: a page must stay quick. */
const COMPARED_UP_TO = 200_000

/** The shown answer beside any other one of the history: status, header fields, content. */
export function Comparing() {
  const { places } = useSandbox()
  const entry = useSession(shownEntry)
  const entries = useSession((session) => session.entries)
  const others = entries
    .filter(({ id, outcome }) => id !== entry.id && outcome.kind === 'answered')
    .toReversed()
  const [chosen, choose] = useState<number>()
  const other = others.find(({ id }) => id === chosen) ?? others[0]
  if (entry.outcome.kind !== 'answered') return null
  if (other?.outcome.kind !== 'answered')
    return (
      <p className="p-3 text-sm">
        There is no other answer yet. Send something, and compare it with this one.
      </p>
    )
  const name = ({ id, request, architecture, source, ...rest }: Entry) =>
    `${id}. ${request.method} ${shortUrl(request.url, places.publicHost)}: ${outcomeInWords(rest)}, ${CONSTRUCTION[architecture].toLowerCase()}${source === 'live' ? '' : `, ${source}`}`
  return (
    <div className="space-y-4 p-3 text-sm">
      <Field label="Compare this answer with">
        {(field) => (
          <select
            {...field}
            className={inputLook}
            value={other.id}
            onChange={(event) => choose(Number(event.target.value))}
          >
            {others.map((each) => (
              <option key={each.id} value={each.id}>
                {name(each)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <p className="flex flex-wrap items-center gap-2">
        <StatusChip status={other.outcome.status} /> →
        <StatusChip status={entry.outcome.status} />
        {other.outcome.status === entry.outcome.status ? 'the same status' : 'another status'}
      </p>
      <FieldDifferences before={other.outcome} after={entry.outcome} />
      <ContentDifferences before={other.outcome} after={entry.outcome} />
    </div>
  )
}

function FieldDifferences({ before, after }: { before: Answered; after: Answered }) {
  const [was, is] = [before, after].map(
    ({ fields }) => new Map(fields.map(([name, value]) => [name.toLowerCase(), value])),
  )
  const names = [...new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])].sort()
  const differing = names.filter((name) => was?.get(name) !== is?.get(name))
  return (
    <section aria-label="Header fields that differ">
      <h3 className="mb-1 font-sans font-semibold text-sm tracking-normal">
        {differing.length === 0
          ? 'The same header fields'
          : `${differing.length} of ${names.length} header fields differ`}
      </h3>
      <ul className="font-mono text-xs">
        {differing.map((name) => (
          <li key={name} className="border-hairline border-b py-1 [overflow-wrap:anywhere]">
            <span className="font-medium">{name}</span>:{' '}
            <del className="text-fault-text">{was?.get(name) ?? '(absent)'}</del> →{' '}
            <ins className="text-ok-text no-underline">{is?.get(name) ?? '(absent)'}</ins>
          </li>
        ))}
      </ul>
    </section>
  )
}

function ContentDifferences({ before, after }: { before: Answered; after: Answered }) {
  const [was, is] = [contentText(before.content), contentText(after.content)]
  const large = was.length + is.length > 2 * COMPARED_UP_TO
  const parts = useMemo(
    () => (was === is || large ? [] : diffLines(prettyJson(was) ?? was, prettyJson(is) ?? is)),
    [was, is, large],
  )
  const title =
    was === is
      ? `The same content, ${bytesInWords(after.content.bytes)}`
      : `The content differs: ${bytesInWords(before.content.bytes)} → ${bytesInWords(after.content.bytes)}`
  return (
    <section aria-label="Content that differs">
      <h3 className="mb-1 font-sans font-semibold text-sm tracking-normal">{title}</h3>
      {was !== is && large && <p>Both are too large to be compared line by line here.</p>}
      {parts.length > 0 && (
        <section
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label="Line by line"
          className="max-h-[28rem] overflow-auto border-[1.5px] border-ink bg-paper-raised"
        >
          <pre className="py-2 font-mono text-xs leading-relaxed">
            {parts.map(({ value, added, removed }, i) => (
              <Lines
                // biome-ignore lint/suspicious/noArrayIndexKey: stretches of one text, in order
                key={i}
                text={value}
                change={added ? 'added' : removed ? 'removed' : undefined}
              />
            ))}
          </pre>
        </section>
      )}
    </section>
  )
}

function Lines({ text, change }: { text: string; change: 'added' | 'removed' | undefined }) {
  const mark = change === 'added' ? '+' : change === 'removed' ? '−' : ' '
  const lines = text.replace(/\n$/, '').split('\n')
  return lines.map((line, i) => (
    <span
      // biome-ignore lint/suspicious/noArrayIndexKey: lines of one stretch, in order
      key={i}
      className={cx(
        'block whitespace-pre-wrap px-3 [overflow-wrap:anywhere]',
        change === 'added' && 'bg-ok-wash',
        change === 'removed' && 'bg-fault-wash',
      )}
    >
      {change && <span className="sr-only">{change}: </span>}
      <span aria-hidden className="mr-2 inline-block w-3 text-ink-soft">
        {mark}
      </span>
      {line}
    </span>
  ))
}
