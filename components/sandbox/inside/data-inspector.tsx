'use client'

import { useEffect, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field, inputLook } from '#components/ui/field.tsx'
import { Spinner } from '#components/ui/progress.tsx'
import { ServiceTag } from '#components/ui/service-tag.tsx'
import type { SystemData } from '#mocks/systems/system.ts'
import { JsonText } from '../json-text.tsx'
import { FoldMark } from '../panel.tsx'
import { shownEntry, viewOf } from '../session.ts'
import { useSandbox, useSession } from '../use-sandbox.ts'
import { messageOf } from '../words.ts'

/** How many records of a table are listed; a search finds the others. */
const LISTED = 40

/** What each service has in its own store now, table by table; what the shown request changed is marked. */
export function DataInspector() {
  const { controller } = useSandbox()
  const entry = useSession(shownEntry)
  const bookshop = useSession((session) => session.bookshop)
  const sending = useSession((session) => session.sending)
  const [data, setData] = useState<SystemData>()
  const [failed, setFailed] = useState<string>()
  const [party, setParty] = useState<string>()
  const [wanted, setWanted] = useState('')

  // The stores are outside of React; they are read again when a request has ended, or another bookshop was opened.
  // biome-ignore lint/correctness/useExhaustiveDependencies: they say when to read again
  useEffect(() => {
    let current = true
    controller.data().then(
      (next) => current && setData(next),
      (error: unknown) => current && setFailed(messageOf(error)),
    )
    return () => {
      current = false
    }
  }, [controller, bookshop, sending, entry.id])

  if (failed !== undefined) return <p className="p-3 text-sm">The stores could not be read: {failed}</p>
  if (!data) return <Spinner label="Reading the stores…" className="p-3" />
  const parties = Object.keys(data).filter((name) => Object.keys(data[name] ?? {}).length > 0)
  const chosen = party !== undefined && parties.includes(party) ? party : parties[0]
  if (chosen === undefined) return <p className="p-3 text-sm">No service of this bookshop keeps anything.</p>
  const { changes } = viewOf(entry)
  const changed = new Set(changes.map((each) => JSON.stringify([each.party, each.table, each.key])))
  const isOfThis = entry.source === 'live' && entry.bookshop === bookshop
  const needle = wanted.trim().toLowerCase()
  return (
    <section aria-label="Database inspector" className="space-y-3 border-hairline border-t p-3">
      <div className="flex flex-wrap items-end gap-3">
        <Field label="Whose data" className="w-52">
          {(field) => (
            <select
              {...field}
              className={inputLook}
              value={chosen}
              onChange={(event) => setParty(event.target.value)}
            >
              {parties.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          )}
        </Field>
        <Field label="Find a record" className="min-w-40 grow">
          {(field) => (
            <input
              {...field}
              type="search"
              className={inputLook}
              value={wanted}
              onChange={(event) => setWanted(event.target.value)}
            />
          )}
        </Field>
        <Button size="sm" className="min-h-11" onClick={() => controller.data().then(setData, () => {})}>
          Read again
        </Button>
      </div>
      <p className="flex flex-wrap items-center gap-2 text-ink-soft text-xs">
        <ServiceTag party={chosen} /> its own store, as it is now: nobody else may look in here but by asking
        it over HTTP.
      </p>
      {Object.entries(data[chosen] ?? {}).map(([table, records]) => {
        const all = Object.entries(records)
        const found =
          needle === '' ? all : all.filter((record) => JSON.stringify(record).toLowerCase().includes(needle))
        const isChanged = (key: string) => isOfThis && changed.has(JSON.stringify([chosen, table, key]))
        const ordered = found
          .toSorted(([a], [b]) => Number(isChanged(b)) - Number(isChanged(a)))
          .slice(0, LISTED)
        const touched = found.filter(([key]) => isChanged(key)).length
        return (
          <details key={`${chosen}/${table}`} className="group border-[1.5px] border-hairline-strong">
            <summary className="flex min-h-9 list-none items-center gap-2 px-2 text-sm hover:bg-paper-sunk [&::-webkit-details-marker]:hidden">
              <FoldMark />
              <span className="font-semibold">{table}</span>
              <span className="text-ink-soft text-xs tabular-nums">
                {all.length === 1 ? '1 record' : `${all.length} records`}
                {needle !== '' && `, ${found.length} found`}
              </span>
              {touched > 0 && (
                <span className="ml-auto font-semibold text-glue-text text-xs">{touched} changed</span>
              )}
            </summary>
            <ul className="border-hairline border-t">
              {ordered.map(([key, record]) => (
                <li key={key} className={isChanged(key) ? 'bg-glue-wash' : ''}>
                  <details>
                    <summary className="flex min-h-8 list-none items-center gap-2 px-3 font-mono text-xs hover:bg-paper-sunk [&::-webkit-details-marker]:hidden">
                      <FoldMark />
                      <span className="min-w-0 [overflow-wrap:anywhere]">{key}</span>
                      {isChanged(key) && (
                        <span className="ml-auto font-sans font-semibold text-glue-text">
                          by this request
                        </span>
                      )}
                    </summary>
                    <pre className="overflow-x-auto whitespace-pre-wrap px-3 pb-2 pl-8 font-mono text-2xs [overflow-wrap:anywhere]">
                      <JsonText text={JSON.stringify(record, undefined, 2)} />
                    </pre>
                  </details>
                </li>
              ))}
              {found.length > LISTED && (
                <li className="px-3 py-1.5 text-ink-soft text-xs">
                  and {found.length - LISTED} more: find them by what is in them
                </li>
              )}
            </ul>
          </details>
        )
      })}
    </section>
  )
}
