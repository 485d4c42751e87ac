'use client'

import { useState } from 'react'
import { cx } from '#components/ui/cx.ts'
import { Field, inputLook } from '#components/ui/field.tsx'
import type { CheckedDraft } from '../check-draft.ts'
import { type Draft, headerOf, mayCarryBody, withHeader } from '../draft.ts'
import { reaches } from '../levels.ts'
import { onIntent } from '../on-intent.tsx'
import { useLevel, useSandbox, useSession } from '../use-sandbox.ts'
import { BODY_KINDS, BODY_LABEL, withKind } from './bodies.ts'

const FormFields = onIntent('the form', async () => (await import('./form-fields.tsx')).FormFields)
const BinaryFile = onIntent('the file chooser', async () => (await import('./form-fields.tsx')).BinaryFile)

const JsonEditor = onIntent('the editor', async () => (await import('./json/json-editor.tsx')).JsonEditor)

/** The content of the request, and what kind of content it is. */
export function BodyEditor({ draft, checked }: { draft: Draft; checked: CheckedDraft }) {
  const { controller } = useSandbox()
  return (
    <div className="px-3 py-2.5">
      <fieldset className="mb-2 min-w-0">
        <legend className="sr-only">Kind of body</legend>
        <div className="flex flex-wrap gap-x-3">
          {BODY_KINDS.map((kind) => (
            <label key={kind} className="inline-flex min-h-8 items-center gap-1.5 text-sm max-md:min-h-11">
              <input
                type="radio"
                name="body-kind"
                checked={draft.kind === kind}
                onChange={() => controller.write(withKind(draft, kind))}
                className="size-4"
              />
              {BODY_LABEL[kind]}
            </label>
          ))}
        </div>
      </fieldset>
      {(draft.kind === 'json' || draft.kind === 'raw') && <TextBody draft={draft} checked={checked} />}
      {(draft.kind === 'form' || draft.kind === 'multipart') && (
        <>
          <FormFields draft={draft} />
          <Hints draft={draft} checked={checked} />
        </>
      )}
      {draft.kind === 'binary' && (
        <>
          <BinaryFile draft={draft} />
          <Hints draft={draft} checked={checked} />
        </>
      )}
      {draft.kind === 'none' && (
        <p className="text-ink-soft text-sm">
          {mayCarryBody(draft.method)
            ? 'This request carries no content.'
            : `A page may send no content with ${draft.method.toUpperCase()}.`}
        </p>
      )}
    </div>
  )
}

function TextBody({ draft, checked }: { draft: Draft; checked: CheckedDraft }) {
  const { controller } = useSandbox()
  const { places } = useSandbox()
  const warnedOf = useSession((session) => session.warnedOf)
  const [wanted, setWanted] = useState(false)
  const level = useLevel()
  const helped = wanted && draft.kind === 'json'
  const url = draft.url.startsWith('/') ? `https://${places.publicHost}${draft.url}` : draft.url
  const { jsonProblem, hints } = checked
  const insisting = jsonProblem !== undefined && warnedOf === draft.body
  const isJson =
    draft.kind === 'json' && draft.body !== '' && jsonProblem === undefined && hints.body === undefined

  return (
    <>
      <Field
        label="Body"
        hideLabel
        error={
          insisting
            ? `${jsonProblem} Send it once more and it goes out as it is: see what the service says.`
            : undefined
        }
        hint={
          (jsonProblem && !insisting && (
            <span className="font-medium text-fault-text">Not JSON yet. {jsonProblem}</span>
          )) ||
          hints.body ||
          (hints.contentType && <ContentTypeHint draft={draft} hint={hints.contentType} />) ||
          (isJson && 'JSON, and well-formed.')
        }
      >
        {(control) =>
          helped ? (
            <JsonEditor
              value={draft.body}
              method={draft.method}
              url={url}
              onChange={(body) => controller.write({ ...controller.session().draft, body })}
            />
          ) : (
            <textarea
              {...control}
              rows={1}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              value={draft.body}
              onChange={(event) => controller.write({ ...draft, body: event.target.value })}
              className={cx(
                inputLook,
                'field-sizing-content max-h-[26rem] min-h-36 resize-y py-2 font-mono text-xs leading-relaxed',
              )}
            />
          )
        }
      </Field>
      {draft.kind === 'json' && reaches(level, 'inside') && (
        <button
          type="button"
          onClick={() => setWanted(!wanted)}
          className="mt-1 min-h-8 text-xs underline decoration-hairline-strong underline-offset-4 hover:decoration-ink"
        >
          {wanted ? 'Plain text' : 'Complete and check as I type'}
        </button>
      )}
    </>
  )
}

function Hints({ draft, checked: { hints } }: { draft: Draft; checked: CheckedDraft }) {
  return (
    <div className="mt-1 text-ink-soft text-xs">
      {hints.body ??
        (hints.contentType && <ContentTypeHint draft={draft} hint={hints.contentType} />) ??
        `content-type: ${headerOf(draft, 'content-type')}`}
    </div>
  )
}

function ContentTypeHint({ draft, hint }: { draft: Draft; hint: string }) {
  const { controller } = useSandbox()
  return (
    <>
      {hint}{' '}
      <button
        type="button"
        onClick={() =>
          controller.write(
            draft.kind === 'json'
              ? withHeader(draft, 'content-type', 'application/json')
              : withKind(draft, draft.kind),
          )
        }
        className="font-semibold text-link underline underline-offset-2"
      >
        {draft.kind === 'json' ? 'Add content-type: application/json' : 'Add the Content-Type'}
      </button>
    </>
  )
}
