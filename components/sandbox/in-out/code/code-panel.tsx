'use client'

import { useState } from 'react'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { cx } from '#components/ui/cx.ts'
import { Field, inputLook } from '#components/ui/field.tsx'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import { isSendable } from '../../check-draft.ts'
import { requestOf } from '../../draft.ts'
import { useChecked } from '../../request/use-checked.ts'
import { useSandbox, useSession } from '../../use-sandbox.ts'
import { LANGUAGES } from './languages.ts'

/** Where `npm run services` puts the public API. */
const REAL = 'http://localhost:4000'
const KEY = 'sandbox-language'

/** The request of the editor, written in another language; it follows every key that is pressed. */
export function CodePanel() {
  const { places } = useSandbox()
  const draft = useSession((session) => session.draft)
  const { draft: filled, checked } = useChecked(draft)
  const [id, setId] = useState(remembered)
  const [at, setAt] = useState<'here' | 'real'>('here')
  const language = LANGUAGES.find((each) => each.id === id) ?? LANGUAGES[0]
  const ready = isSendable(checked) && checked.url !== undefined
  const request = ready && checked.url !== undefined ? requestOf(filled, checked.url) : undefined
  const here = `https://${places.publicHost}`
  const isPublic = request?.url.startsWith(`${here}/`) === true
  const addressed =
    request && at === 'real' && isPublic
      ? { ...request, url: REAL + request.url.slice(here.length) }
      : request
  const text = addressed && language?.print(addressed)

  return (
    <div className="space-y-3 px-3 py-2.5">
      <Field label="Language" hideLabel>
        {(control) => (
          <select
            {...control}
            value={language?.id}
            onChange={(event) => {
              setId(event.target.value)
              remember(event.target.value)
            }}
            className={cx(inputLook, 'text-sm')}
          >
            {LANGUAGES.map((each) => (
              <option key={each.id} value={each.id}>
                {each.label}
              </option>
            ))}
          </select>
        )}
      </Field>
      <SegmentedControl
        name="code-address"
        legend="Address"
        hideLegend
        value={at}
        onChange={setAt}
        options={[
          { value: 'here', label: places.publicHost },
          { value: 'real', label: 'localhost:4000' },
        ]}
      />
      <p className="text-ink-soft text-xs">
        {at === 'here'
          ? 'That address exists in this page alone.'
          : isPublic || !request
            ? 'Start the same services as real processes with npm run services, and this runs as it stands.'
            : 'This host has no fixed port among the real processes: npm run services prints a table of them.'}
      </p>
      {!request ? (
        <p className="text-sm">This request can not be sent yet. What is missing stands beside its field.</p>
      ) : text === undefined ? (
        <p className="text-sm">The content of this request is no text. Choose cURL, which takes its bytes.</p>
      ) : (
        <CodeBlock label={`${language?.label}, as text`} text={text} className="max-h-96" />
      )}
    </div>
  )
}

function remembered(): string {
  try {
    return localStorage.getItem(KEY) ?? 'curl'
  } catch {
    return 'curl'
  }
}

function remember(id: string): void {
  try {
    localStorage.setItem(KEY, id)
  } catch {
    // A browser that keeps nothing begins with cURL again.
  }
}
