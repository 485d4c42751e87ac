'use client'

import { cx } from '#components/ui/cx.ts'
import { ServiceTag } from '#components/ui/service-tag.tsx'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import type { RecordChange } from '#mocks/log/views/changes.ts'
import { diffOf } from '#mocks/log/views/diff.ts'
import { reaches } from './levels.ts'
import { onIntent } from './on-intent.tsx'
import { FoldMark, Panel } from './panel.tsx'
import { shownEntry, viewOf } from './session.ts'
import { isUndone } from './story.ts'
import { useLevel, useScreen, useSession } from './use-sandbox.ts'

const DataInspector = onIntent(
  'the stores',
  async () => (await import('./inside/data-inspector.tsx')).DataInspector,
)

/** What this request changed in whose data, record by record; with all the data around it for whoever wants everything. */
export function ChangesPanel() {
  const entry = useSession(shownEntry)
  const { changes } = viewOf(entry)
  const hydrated = useHydrated()
  const level = useLevel()
  const narrow = useScreen('narrow')
  const view = useSession((session) => session.view)
  const byParty = [...Map.groupBy(changes, ({ party }) => party)]
  return (
    <Panel
      name="What changed"
      className="h-full"
      aside={
        <span className="text-ink-soft text-xs tabular-nums">
          {changes.length === 1 ? '1 record' : `${changes.length} records`}
        </span>
      }
    >
      {byParty.length === 0 ? (
        <p className="p-3 text-sm">
          {entry.outcome.kind === 'waiting'
            ? 'Nothing so far.'
            : 'Nothing: after this request, every service’s data is as it was before.'}
        </p>
      ) : (
        <div className="grid overflow-hidden [grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr))]">
          {byParty.map(([party, own]) => (
            <section
              key={party}
              aria-label={`Changes in ${party}`}
              className="-mb-px -ml-px min-w-0 border-hairline border-b border-l px-3 py-2.5"
            >
              <h3 className="mb-1.5 font-sans text-sm tracking-normal">
                <ServiceTag party={party} named />
              </h3>
              <ul className="space-y-1">
                {own.map((change) => (
                  <li key={`${change.table}/${change.key}`}>
                    <Record change={change} />
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
      {hydrated && reaches(level, 'everything') && (!narrow || view === 'data') && <DataInspector />}
    </Panel>
  )
}

function fateOf(change: RecordChange): string {
  if (isUndone(change)) return change.before === null ? 'made and removed again' : 'changed and put back'
  if (change.before === null) return 'new'
  return change.after === null ? 'removed' : 'changed'
}

function Record({ change }: { change: RecordChange }) {
  const { before, after } = change
  const rows = diffOf(before, after)
  if (rows.length === 0) return <Name change={change} />
  // All of a new record is new: its fields are there for whoever asks.
  if (before === null || after === null) {
    return (
      <details className="group">
        <summary className="-mx-1 flex list-none items-start gap-1 rounded-sm px-1 hover:bg-paper-sunk [&::-webkit-details-marker]:hidden">
          <span className="mt-1">
            <FoldMark />
          </span>
          <Name change={change} />
        </summary>
        <Rows rows={rows} single={before === null ? 'after' : 'before'} />
      </details>
    )
  }
  return (
    <>
      <Name change={change} />
      <Rows rows={rows} />
    </>
  )
}

function Name({ change }: { change: RecordChange }) {
  return (
    <span className="flex min-w-0 grow flex-wrap items-baseline gap-x-2 text-sm">
      <span className="font-semibold">{change.table}</span>
      <span className="min-w-0 font-mono text-xs [overflow-wrap:anywhere]">{change.key}</span>
      <span
        className={cx('ml-auto text-xs', isUndone(change) ? 'text-ink-soft' : 'font-semibold text-glue-text')}
      >
        {fateOf(change)}
      </span>
    </span>
  )
}

function Rows({ rows, single }: { rows: ReturnType<typeof diffOf>; single?: 'before' | 'after' }) {
  return (
    <table className="mt-1 w-full font-mono text-2xs">
      <thead className="sr-only">
        <tr>
          <th scope="col">Field</th>
          {single !== 'after' && <th scope="col">Before</th>}
          {single !== 'before' && <th scope="col">After</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ path, before, after, differs }) => (
          <tr
            key={path}
            className={cx('border-hairline border-t align-top', differs && !single && 'bg-glue-wash')}
          >
            <th
              scope="row"
              className={cx('py-1 pr-3 pl-1 text-left font-normal', differs ? 'text-ink' : 'text-ink-soft')}
            >
              {path || 'value'}
            </th>
            {single !== 'after' && (
              <td
                className={cx(
                  'py-1 pr-2 [overflow-wrap:anywhere]',
                  differs && !single && 'line-through decoration-1',
                )}
              >
                {say(before)}
              </td>
            )}
            {single !== 'before' && (
              <td className={cx('py-1 pr-1 [overflow-wrap:anywhere]', differs && !single && 'font-bold')}>
                {differs && !single && <span aria-hidden>→ </span>}
                {say(after)}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Long texts, such as a stored answer, are shown by their beginning. */
const LONGEST = 120

function say(value: unknown): string {
  const text = value === undefined ? 'absent' : String(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
