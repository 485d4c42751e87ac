import { NothingToQuote, withQuotes } from '#mocks/systems/quotes.ts'
import { type CheckedDraft, checkDraft } from '../check-draft.ts'
import type { Draft, Row } from '../draft.ts'
import type { Places } from '../places.ts'
import type { Entry } from '../session.ts'

/** Where values come from: variables with a name, and answers of earlier requests. */
export interface Values {
  readonly variables: readonly Row[]
  readonly entries: readonly Pick<Entry, 'id' | 'outcome'>[]
}

/** `{{name}}` is a variable, `{{3:/id}}` a member of the JSON of answer 3, `{{3:location}}` one of its fields. */
const PLACEHOLDER = /\{\{([^{}]+)\}\}/g

/** Whether a draft has anything to fill in. */
export function hasPlaceholders(draft: Draft): boolean {
  return JSON.stringify([draft.url, draft.headers, draft.body, draft.fields, draft.auth]).includes('{{')
}

/** A draft with its values filled in, what was found out about it, and what has no value. */
export function fillIn(
  draft: Draft,
  values: Values,
  places: Places,
): { readonly draft: Draft; readonly checked: CheckedDraft } {
  if (!hasPlaceholders(draft)) return { draft, checked: checkDraft(draft, places) }
  const missing = new Set<string>()
  const fill = (text: string, write = (value: string) => value) =>
    text.replace(PLACEHOLDER, (whole, inner: string) => {
      try {
        const value = placeholderValue(whole, inner.trim(), values)
        if (value !== undefined) return write(value)
        missing.add(`${whole} has no value. Give it one under Values.`)
      } catch (error) {
        if (!(error instanceof NothingToQuote)) throw error
        missing.add(error.message)
      }
      return whole
    })
  const [path = '', ...query] = draft.url.split('?')
  const { auth } = draft
  const filled: Draft = {
    ...draft,
    // What is filled into a query must not end it.
    url: [fill(path), ...query.map((part) => fill(part, encodeURIComponent))].join('?'),
    headers: draft.headers.map((row) =>
      row.on ? { ...row, name: fill(row.name), value: fill(row.value) } : row,
    ),
    body: draft.kind === 'json' || draft.kind === 'raw' ? fill(draft.body) : draft.body,
    fields: draft.fields.map((row) =>
      row.on ? { ...row, name: fill(row.name), value: fill(row.value) } : row,
    ),
    auth:
      auth.kind === 'bearer'
        ? { ...auth, token: fill(auth.token) }
        : auth.kind === 'basic'
          ? { ...auth, user: fill(auth.user), password: fill(auth.password) }
          : auth.kind === 'api-key'
            ? { ...auth, value: fill(auth.value) }
            : auth,
  }
  const checked = checkDraft(filled, places)
  return {
    draft: filled,
    checked:
      missing.size === 0
        ? checked
        : { ...checked, problems: { ...checked.problems, url: [...missing].join(' ') } },
  }
}

function placeholderValue(whole: string, name: string, { variables, entries }: Values): string | undefined {
  if (name === '$guid') return crypto.randomUUID()
  if (/^\d+:/.test(name)) {
    const { url } = withQuotes({ url: whole, headers: {} }, (id) => {
      const outcome = entries.find((entry) => entry.id === id)?.outcome
      return outcome?.kind === 'answered' ? outcome : undefined
    })
    return url === whole ? undefined : url
  }
  return variables.find((row) => row.on && row.name.trim() === name)?.value
}
