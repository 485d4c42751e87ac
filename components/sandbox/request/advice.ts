import { isForbiddenField } from '#mocks/systems/forbidden-fields.ts'
import { type Draft, headerOf, mayCarryBody } from '../draft.ts'
import type { Entry } from '../session.ts'
import { bodyOf } from './bodies.ts'

/** Something to consider before a request is sent, and the page that explains it. */
export interface Advice {
  readonly text: string
  /** The concept page, by its slug. */
  readonly page?: string
}

type Look = (draft: Draft, entries: readonly Pick<Entry, 'request' | 'outcome'>[]) => Advice | undefined

const method = ({ method: name }: Draft) => name.trim().toUpperCase()
const path = ({ url }: Draft) => url.replace(/^https?:\/\/[^/]*/, '').replace(/[?#].*$/, '')
const has = (draft: Draft, name: string) => headerOf(draft, name) !== undefined

/** Protocols in which every question is a POST. */
const ASKS_BY_POST = /^\/(?:graphql|v1\/(?:rpc|soap)|auth\/|bookshop\.)/

const LOOKS: readonly Look[] = [
  (draft) =>
    method(draft) === 'POST' && !has(draft, 'idempotency-key') && !ASKS_BY_POST.test(path(draft))
      ? {
          text: 'Should the answer get lost, nobody knows whether this was done, and sending it again may do it twice. An Idempotency-Key makes it safe to repeat.',
          page: 'partial-failure',
        }
      : undefined,
  (draft, entries) => {
    const key = headerOf(draft, 'idempotency-key')
    if (key === undefined) return undefined
    const used = entries.find(({ request }) =>
      request.headers.some(
        ([name, value]) => name.toLowerCase() === 'idempotency-key' && value === key.trim(),
      ),
    )
    if (!used) return undefined
    return used.request.body === bodyOf(draft).body
      ? {
          text: 'This key was sent before with the same content: the answer comes again, and nothing is done twice.',
          page: 'partial-failure',
        }
      : {
          text: 'This key was sent before with other content. A key stands for one request, so the service will refuse.',
          page: 'partial-failure',
        }
  },
  (draft) =>
    ['PUT', 'PATCH'].includes(method(draft)) && /^\/v1\/books\/./.test(path(draft)) && !has(draft, 'if-match')
      ? {
          text: 'Without If-Match this writes over whatever somebody else has written since you read it. Send the ETag that you saw.',
          page: 'caching',
        }
      : undefined,
  (draft) =>
    !mayCarryBody(method(draft)) && draft.kind !== 'none' && bodyOf(draft).body !== undefined
      ? {
          text: `Content has no meaning in a ${method(draft)} request, and browsers do not send it (RFC 9110 §9.3). QUERY and POST carry content.`,
          page: 'methods',
        }
      : undefined,
  (draft) =>
    method(draft) === 'DELETE' && bodyOf(draft).body !== undefined
      ? {
          text: 'Content has no defined meaning in DELETE (RFC 9110 §9.3.5): a server on the way may drop or refuse it.',
          page: 'methods',
        }
      : undefined,
  (draft) =>
    draft.auth.kind === 'basic' && !path(draft).startsWith('/auth/')
      ? {
          text: 'The bookshop takes Basic at its token endpoint alone. Elsewhere it wants a bearer token, and a password that is sent with every request is one more chance to lose it.',
          page: 'security',
        }
      : undefined,
  (draft) =>
    draft.auth.kind === 'api-key' && draft.auth.place === 'query'
      ? { text: 'A key in the URL ends up in logs, histories and Referer fields. A header field does not.' }
      : undefined,
  (draft) =>
    draft.headers.some(({ on, name }) => on && name.trim().toLowerCase() === 'if-none-match') &&
    !['GET', 'HEAD'].includes(method(draft)) &&
    headerOf(draft, 'if-none-match')?.trim() !== '*'
      ? {
          text: 'If-None-Match with an ETag asks for a newer version; for writes the question is If-Match.',
          page: 'caching',
        }
      : undefined,
  ({ headers }) =>
    headers.some(({ on, name }) => !on && isForbiddenField(name.trim()))
      ? {
          text: 'The lines that are switched off are the browser’s own. Programs that are no browser may send them: see the Code tab.',
        }
      : undefined,
]

/** What is worth considering before this request is sent, the most important first. Pure. */
export function adviceFor(draft: Draft, entries: Parameters<Look>[1] = []): readonly Advice[] {
  return LOOKS.flatMap((look) => look(draft, entries) ?? [])
}
