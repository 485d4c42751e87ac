'use client'

import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { Tabs } from '#components/ui/tabs.tsx'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import type { CheckedDraft } from './check-draft.ts'
import { type Draft, newIdempotencyKey, type Row } from './draft.ts'
import { reaches } from './levels.ts'
import { onIntent } from './on-intent.tsx'
import { FoldMark, Panel } from './panel.tsx'
import { BodyEditor } from './request/body-editor.tsx'
import { keptVariables } from './request/kept-variables.ts'
import { withParams } from './request/params.ts'
import { RowTable } from './request/row-table.tsx'
import { useChecked } from './request/use-checked.ts'
import styles from './sandbox.module.css'
import { useLevel, useSandbox, useScreen, useSession } from './use-sandbox.ts'

const AuthEditor = onIntent(
  'the authorization',
  async () => (await import('./request/auth-editor.tsx')).AuthEditor,
)

const CodePanel = onIntent(
  'the languages',
  async () => (await import('./in-out/code/code-panel.tsx')).CodePanel,
)

/** The rest of the request, in tabs. Ctrl or Cmd with Enter sends from anywhere in here. */
export function RequestDetails() {
  const { controller } = useSandbox()
  const draft = useSession((session) => session.draft)
  const { checked } = useChecked(draft)
  // What the page opens with is in order.
  const [first] = useState(draft)
  const narrow = useScreen('narrow')
  const hydrated = useHydrated()
  const lesson = useSession((session) => session.lesson)
  const warned = useSession((session) => session.warnedOf === session.draft.body)
  const trouble =
    Object.keys(checked.problems.headers).length > 0 || (warned && checked.jsonProblem !== undefined)

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    controller.send()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the Send button
    <div
      className={cx(styles.request, 'needs-js')}
      inert={!hydrated}
      onKeyDown={onKeyDown}
      onFocus={controller.warmUp}
    >
      <Panel name="Request" className="md:h-full" folded={narrow} unfold={trouble}>
        {lesson && (
          <p className="border-hairline border-b bg-paper-sunk px-3 py-1.5 text-sm">
            <strong className="font-semibold">{lesson.title}.</strong> {lesson.shows}
          </p>
        )}
        <RequestTabs draft={draft} checked={checked} />
        <ValuesFold />
        {draft !== first && <AdviceList draft={draft} meanwhile={<span />} />}
        <WhoAnswers />
      </Panel>
    </div>
  )
}

const TABS = ['params', 'headers', 'body', 'auth', 'code', 'repeat'] as const
type RequestTab = (typeof TABS)[number]
const isTab = (id: string): id is RequestTab => TABS.some((tab) => tab === id)

/** The tab that shows the most of a request that was just put here. */
function tabOf({ kind, params }: Draft): RequestTab {
  return kind !== 'none' ? 'body' : params.length > 0 ? 'params' : 'headers'
}

function RequestTabs({ draft, checked }: { draft: Draft; checked: CheckedDraft }) {
  const { controller } = useSandbox()
  const opened = useSession((session) => session.opened)
  const attempts = useSession((session) => session.attempts)
  const attempted = useSession((session) => session.attempted)
  const warned = useSession((session) => session.warnedOf === session.draft.body)
  const [first] = useState(() => tabOf(draft))
  const [picked, setPicked] = useState({ tab: first, opened, attempts })
  const wrong = Object.keys(checked.problems.headers).length > 0
  // What stops the request comes to light at every try; else a choice holds until another request is put here.
  const trouble = attempted && wrong ? 'headers' : warned && checked.jsonProblem ? 'body' : undefined
  if (picked.opened !== opened) setPicked({ tab: tabOf(draft), opened, attempts })
  else if (picked.attempts !== attempts) setPicked({ tab: trouble ?? picked.tab, opened, attempts })

  // What is under way there goes on, and a sign-in keeps its place, while another tab is looked at.
  const level = useLevel()
  const [visited, setVisited] = useState<readonly RequestTab[]>([])
  if (!visited.includes(picked.tab)) setVisited([...visited, picked.tab])
  const repeats = visited.includes('repeat')

  return (
    <Tabs
      label="Parts of the request"
      className="[&_[role=tab]]:gap-1 [&_[role=tab]]:px-2 [&_[role=tab]]:text-xs"
      selected={picked.tab}
      onSelect={(id) => isTab(id) && setPicked({ tab: id, opened, attempts })}
      tabs={[
        {
          id: 'params',
          label: <TabLabel count={draft.params.filter(({ on }) => on).length}>Params</TabLabel>,
          content: (
            <RowTable<Row>
              noun="parameter"
              rows={draft.params}
              toRow={(row) => row}
              onChange={(params) => controller.write(withParams(draft, params))}
            />
          ),
        },
        {
          id: 'headers',
          label: (
            <TabLabel count={draft.headers.filter(({ on, name }) => on && name !== '').length} wrong={wrong}>
              Headers
            </TabLabel>
          ),
          content: <Headers draft={draft} checked={checked} />,
        },
        {
          id: 'body',
          label: <TabLabel wrong={checked.jsonProblem !== undefined}>Body</TabLabel>,
          content: <BodyEditor draft={draft} checked={checked} />,
        },
        {
          id: 'auth',
          label: 'Auth',
          content: visited.includes('auth') ? <AuthEditor draft={draft} /> : null,
        },
        { id: 'code', label: 'Code', content: picked.tab === 'code' ? <CodePanel /> : null },
        ...(reaches(level, 'inside')
          ? [{ id: 'repeat', label: 'Repeat', content: repeats ? <RepeatPanel /> : null }]
          : []),
      ]}
    />
  )
}

function TabLabel({ children, count, wrong }: { children: string; count?: number; wrong?: boolean }) {
  return (
    <span>
      {children}
      {count ? ` (${count})` : ''}
      {wrong && (
        <span className="text-fault-text">
          <span aria-hidden> !</span>
          <span className="sr-only">, something is wrong</span>
        </span>
      )}
    </span>
  )
}

function Headers({ draft, checked }: { draft: Draft; checked: CheckedDraft }) {
  const { controller } = useSandbox()
  return (
    <RowTable<Row>
      noun="header"
      rows={draft.headers}
      problems={checked.problems.headers}
      toRow={(row) => row}
      onChange={(headers) => controller.write({ ...draft, headers })}
      extra={(row, change) =>
        row.name.trim().toLowerCase() === 'idempotency-key' && (
          <p className="mt-1 flex flex-wrap items-center gap-x-2 pl-10 text-ink-soft text-xs">
            The same key again repeats the answer, not the order.
            <button
              type="button"
              onClick={() => change({ ...row, value: newIdempotencyKey() })}
              className="min-h-7 font-semibold text-link underline underline-offset-2"
            >
              Make a new key
            </button>
          </p>
        )
      }
    />
  )
}

const AdviceList = onIntent('advice', async () => (await import('./request/advice-list.tsx')).AdviceList)
const RepeatPanel = onIntent(
  'what sends many',
  async () => (await import('./in-out/repeat/repeat-panel.tsx')).RepeatPanel,
)
const Values = onIntent('the values', async () => (await import('./request/values.tsx')).Values)

/** Variables and quotations; they go to where the cursor was last. */
function ValuesFold() {
  const { controller } = useSandbox()
  const level = useLevel()
  const [opened, setOpened] = useState(false)
  const place = useRef<HTMLDetailsElement>(null)
  const cursor = useRef<HTMLInputElement | HTMLTextAreaElement>(null)

  // Where the cursor is, is outside of React; and so is what this browser keeps.
  useEffect(() => {
    const kept = keptVariables()
    if (kept.length > 0) controller.setVariables(kept)
    const follow = ({ target }: FocusEvent) => {
      const fold = place.current
      if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return
      const isText = target instanceof HTMLTextAreaElement || target.type === 'text'
      if (
        isText &&
        !fold?.contains(target) &&
        target.closest('[aria-label="Request"], [aria-label="Request line"]')
      )
        cursor.current = target
    }
    addEventListener('focusin', follow)
    return () => removeEventListener('focusin', follow)
  }, [controller])

  function insert(text: string): boolean {
    const field = cursor.current
    if (!field?.isConnected) return false
    field.setRangeText(
      text,
      field.selectionStart ?? field.value.length,
      field.selectionEnd ?? field.value.length,
      'end',
    )
    field.dispatchEvent(new Event('input', { bubbles: true }))
    return true
  }

  if (!reaches(level, 'inside')) return null
  return (
    <details
      ref={place}
      onToggle={(event) => event.currentTarget.open && setOpened(true)}
      className="group border-hairline border-t"
    >
      <summary className="flex min-h-10 list-none items-center gap-2 px-3 font-semibold text-sm hover:bg-paper-sunk [&::-webkit-details-marker]:hidden">
        <FoldMark />
        Values
      </summary>
      {opened && <Values onInsert={insert} />}
    </details>
  )
}

/** Who answers the requests of this page: a worker, or the page itself. */
function WhoAnswers(): ReactNode {
  const runtime = useSession((session) => session.runtime)
  return (
    <p className="mt-auto border-hairline border-t px-3 py-2 text-ink-soft text-xs">
      {runtime.state === 'open' && runtime.runtime === 'worker' && (
        <>
          A service worker answers: each request is a real <code>fetch</code>, and your browser’s network
          panel shows it.
        </>
      )}
      {runtime.state === 'open' && runtime.runtime === 'in-page' && (
        <>
          <strong className="font-semibold text-ink">The page itself answers here.</strong> {runtime.reason}{' '}
          The same services run all the same; only your browser’s network panel does not show the requests.
        </>
      )}
      {(runtime.state === 'closed' || runtime.state === 'opening') &&
        'The bookshop runs in your browser. Nothing is sent to any server.'}
      {runtime.state === 'failed' && `The bookshop could not be loaded: ${runtime.detail} Send tries again.`}
    </p>
  )
}
