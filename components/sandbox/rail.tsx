'use client'

import { type MouseEvent, Suspense, useState, useSyncExternalStore } from 'react'
import { cx } from '#components/ui/cx.ts'
import { Spinner } from '#components/ui/progress.tsx'
import { draftOf } from './draft.ts'
import { EXAMPLES, type Example } from './examples.ts'
import { keepsEntries } from './in-out/kept/mark.ts'
import { reaches } from './levels.ts'
import { onIntent } from './on-intent.tsx'
import { FoldMark } from './panel.tsx'
import styles from './sandbox.module.css'
import { type Entry, viewOf } from './session.ts'
import { useLevel, useSandbox, useScreen, useSession } from './use-sandbox.ts'
import { CONSTRUCTION, hopsInWords, outcomeInWords, shortUrl } from './words.ts'

const GROUPS = [...new Set(EXAMPLES.map(({ group }) => group))]

/** What can be sent, and what was: examples fill the editor, a line of the history brings its answer back. */
export function Rail() {
  const wide = useScreen('wide')
  return (
    <div className={cx(styles.rail, 'needs-js')}>
      <details open={wide} className="group border-[1.5px] border-ink bg-paper-raised">
        <Summary>Examples</Summary>
        <nav aria-label="Examples" className={cx(styles.examples, 'border-hairline border-t pb-2')}>
          {GROUPS.map((group) => (
            <div key={group}>
              <p className="legend px-3 pt-2.5 pb-0.5">{group}</p>
              <ul aria-label={group}>
                {EXAMPLES.filter((example) => example.group === group).map((example) => (
                  <li key={example.id}>
                    <ExampleButton example={example} />
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </nav>
      </details>
      <CollectionRail />
      <FailureRail />
      <History />
    </div>
  )
}

const Collections = onIntent(
  'your collections',
  async () => (await import('./in-out/kept/collections.tsx')).Collections,
)
const Earlier = onIntent(
  'the earlier visits',
  async () => (await import('./in-out/kept/earlier.tsx')).Earlier,
)

/** The reader's own requests, for whoever has found out what a request is. */
function CollectionRail() {
  const [opened, setOpened] = useState(false)
  const level = useLevel()
  if (!reaches(level, 'inside')) return null
  return (
    <details
      onToggle={(event) => event.currentTarget.open && setOpened(true)}
      className="group border-[1.5px] border-ink bg-paper-raised"
    >
      <Summary>Collections</Summary>
      <section aria-label="Collections" className="border-hairline border-t">
        {opened && <Collections />}
      </section>
    </details>
  )
}

const FailureIndex = onIntent(
  'the failures',
  async () => (await import('./break/failure-index.tsx')).FailureIndex,
)

/** The failures of the catalogue by name; the catalogue is fetched when the list is opened. */
function FailureRail() {
  const [opened, setOpened] = useState(false)
  return (
    <details
      onToggle={(event) => event.currentTarget.open && setOpened(true)}
      className="group border-[1.5px] border-ink bg-paper-raised"
    >
      <Summary>Failures</Summary>
      <nav aria-label="Failures" className="border-hairline border-t">
        {opened && (
          <Suspense fallback={<Spinner label="Fetching the failures…" className="p-3" />}>
            <FailureIndex />
          </Suspense>
        )}
      </nav>
    </details>
  )
}

function Summary({ children }: { children: string }) {
  return (
    <summary className="flex min-h-10 list-none items-center justify-between px-3 font-semibold text-sm hover:bg-paper-sunk [&::-webkit-details-marker]:hidden">
      {children}
      <FoldMark />
    </summary>
  )
}

function ExampleButton({ example }: { example: Example }) {
  const { controller } = useSandbox()
  const wide = useScreen('wide')
  const taken = useSession((session) => session.lesson?.title === example.title)

  function take(event: MouseEvent<HTMLElement>) {
    controller.take(draftOf(example.request({ entries: controller.session().entries })), example)
    if (wide) return
    // The list has covered the editor: it folds, and the focus stays on what is left of it.
    const list = event.currentTarget.closest('details')
    if (list) list.open = false
    list?.querySelector('summary')?.focus()
  }

  return (
    <button
      type="button"
      aria-current={taken ? 'true' : undefined}
      onClick={take}
      className={cx(
        'flex min-h-8 w-full items-center px-3 py-1 text-left text-sm leading-tight -outline-offset-3 hover:bg-paper-sunk max-md:min-h-11',
        taken && 'bg-glue-wash shadow-[inset_3px_0_0_0_var(--glue-edge)]',
      )}
    >
      {example.title}
    </button>
  )
}

/** What was kept before this visit does not change during it. */
const noChange = () => () => {}

function History() {
  const entries = useSession((session) => session.entries)
  const shown = useSession((session) => session.shown)
  const sent = entries.filter(({ source }) => source !== 'recorded').toReversed()
  const wide = useScreen('wide')
  const earlier = useSyncExternalStore(noChange, keepsEntries, () => false)
  if (sent.length === 0 && !earlier) return null
  return (
    <details open={wide} className="group border-[1.5px] border-ink bg-paper-raised">
      <Summary>{`History (${sent.length})`}</Summary>
      <nav aria-label="History" className="max-h-96 overflow-y-auto border-hairline border-t">
        <ol reversed>
          {sent.map((entry) => (
            <li key={entry.id} className="border-hairline border-b last:border-b-0">
              <HistoryButton entry={entry} current={entry.id === shown} />
            </li>
          ))}
        </ol>
      </nav>
      {earlier && <Earlier />}
    </details>
  )
}

function HistoryButton({ entry, current }: { entry: Entry; current: boolean }) {
  const { controller, places } = useSandbox()
  const { method, url } = entry.request
  const hops = viewOf(entry).hops.length
  return (
    <button
      type="button"
      aria-current={current ? 'true' : undefined}
      onClick={() => controller.show(entry.id)}
      className={cx(
        'block w-full px-3 py-1.5 text-left -outline-offset-3 hover:bg-paper-sunk',
        current && 'bg-glue-wash shadow-[inset_3px_0_0_0_var(--glue-edge)]',
      )}
    >
      <span className="block truncate font-mono text-2xs">
        <span className="text-ink-soft">#{entry.id}</span> {method} {shortUrl(url, places.publicHost)}
      </span>
      <span className="flex flex-wrap gap-x-1.5 text-2xs text-ink-soft tabular-nums">
        <span className="font-semibold text-ink">{outcomeInWords(entry)}</span>
        <span>
          · {hopsInWords(hops)} · {CONSTRUCTION[entry.architecture].toLowerCase()}
          {entry.source === 'replayed' ? ' · replayed' : ''}
        </span>
      </span>
    </button>
  )
}
