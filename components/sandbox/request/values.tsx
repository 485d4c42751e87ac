'use client'

import { useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { Field, inputLook } from '#components/ui/field.tsx'
import type { Row } from '../draft.ts'
import type { Entry } from '../session.ts'
import { useSandbox, useSession } from '../use-sandbox.ts'
import { outcomeInWords, shortUrl } from '../words.ts'
import { RowTable } from './row-table.tsx'
import { valuesIn } from './values-in.ts'

const KEY = 'sandbox-variables'
/** How many values of an answer are listed; more are found by searching. */
const LISTED = 40

/** Values with a name, and values of earlier answers, each of which can be put into the request. */
export function Values({ onInsert }: { onInsert: (text: string) => boolean }) {
  const { controller } = useSandbox()
  const variables = useSession((session) => session.variables)
  return (
    <div>
      <p className="px-3 pt-2 text-ink-soft text-xs">
        Write <code>{'{{name}}'}</code> anywhere in the request, and its value is sent in its place. It is
        kept in this browser.
      </p>
      <RowTable<Row>
        noun="variable"
        rows={variables}
        toRow={(row) => row}
        onChange={(rows) => {
          controller.setVariables(rows)
          keep(rows)
        }}
      />
      <Answers onInsert={onInsert} />
    </div>
  )
}

function keep(rows: readonly Row[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ v: 1, rows }))
  } catch {
    // A browser that keeps nothing still has them until the page is closed.
  }
}

function Answers({ onInsert }: { onInsert: (text: string) => boolean }) {
  const { places } = useSandbox()
  const entries = useSession((session) => session.entries)
  const [chosen, setChosen] = useState<number>()
  const [wanted, setWanted] = useState('')
  const [said, setSaid] = useState<string>()
  const answers = entries.filter(isAnswer).toReversed()
  const entry = answers.find(({ id }) => id === chosen) ?? answers[0]
  if (!entry) return null
  const found = valuesIn(entry.outcome).filter(({ place, value }) =>
    `${place} ${value}`.toLowerCase().includes(wanted.toLowerCase()),
  )
  return (
    <div className="space-y-2 border-hairline border-t px-3 py-2">
      <Field label="A value of the answer">
        {(control) => (
          <select
            {...control}
            value={entry.id}
            onChange={(event) => setChosen(Number(event.target.value))}
            className={cx(inputLook, 'min-h-9! text-xs!')}
          >
            {answers.map((each) => (
              <option key={each.id} value={each.id}>
                #{each.id} {each.request.method} {shortUrl(each.request.url, places.publicHost)},{' '}
                {outcomeInWords(each)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="Search its values" hideLabel>
        {(control) => (
          <input
            {...control}
            type="search"
            placeholder="Search"
            value={wanted}
            onChange={(event) => setWanted(event.target.value)}
            className={cx(inputLook, 'min-h-9! text-xs!')}
          />
        )}
      </Field>
      <ul aria-label={`Values of answer ${entry.id}`} className="max-h-56 overflow-y-auto">
        {found.slice(0, LISTED).map(({ place, value }) => (
          <li key={place}>
            <button
              type="button"
              onClick={() => {
                const quote = `{{${entry.id}:${place}}}`
                setSaid(
                  onInsert(quote) ? `${quote} is in the request.` : 'Put the cursor into a field first.',
                )
              }}
              className="flex min-h-7 w-full items-baseline gap-2 px-1 text-left font-mono text-2xs -outline-offset-2 hover:bg-paper-sunk max-md:min-h-11"
            >
              <span className="shrink-0 font-semibold">{place}</span>
              <span className="truncate text-ink-soft">{value}</span>
            </button>
          </li>
        ))}
      </ul>
      <p role="status" className="text-ink-soft text-xs">
        {said ??
          (found.length > LISTED
            ? `${found.length - LISTED} more: search for them.`
            : 'Choose one: it goes to where the cursor was.')}
      </p>
    </div>
  )
}

type Answered = Entry & { readonly outcome: Extract<Entry['outcome'], { kind: 'answered' }> }

function isAnswer(entry: Entry): entry is Answered {
  return entry.outcome.kind === 'answered'
}
