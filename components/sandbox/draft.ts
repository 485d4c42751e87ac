import { type Auth, authFields, NO_AUTH } from './request/auth.ts'
import { type Attachment, type BodyKind, bodyOf, type FieldRow, fieldsIn, kindOf } from './request/bodies.ts'
import { rowsOfQuery, withQueryParameter } from './request/params.ts'

/** One line of a table of the editor. A line that is switched off stays where it is and is not sent. */
export interface Row {
  readonly id: number
  readonly name: string
  readonly value: string
  readonly on: boolean
}

/** A request as a person is writing it. It may still be wrong. */
export interface Draft {
  readonly method: string
  readonly url: string
  /** The parameters of the URL's query, and those that are switched off. */
  readonly params: readonly Row[]
  readonly headers: readonly Row[]
  readonly kind: BodyKind
  /** The text of a JSON or raw body; kept while another kind is chosen. */
  readonly body: string
  /** The fields of a form; kept while another kind is chosen. */
  readonly fields: readonly FieldRow[]
  /** What a binary body is made of; kept while another kind is chosen. */
  readonly file?: Attachment | undefined
  readonly auth: Auth
}

/** A request that was sent, or can be: every part is valid. */
export interface SentRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body?: string
  /** The body is no text: it is written here in base64. */
  readonly bodyEncoding?: 'base64'
}

/** The content of a request as it is sent. Throws when it is said to be base64 and is not. */
export function contentToSend({
  body,
  bodyEncoding,
}: Pick<SentRequest, 'body' | 'bodyEncoding'>): string | Uint8Array<ArrayBuffer> | undefined {
  if (body === undefined || bodyEncoding === undefined) return body
  return Uint8Array.from(atob(body.trim()), (character) => character.charCodeAt(0))
}

/** The methods that the editor offers; any other token can be typed. */
export const USUAL_METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'QUERY'] as const

/** An editor with nothing in it but a method and a URL. */
export function emptyDraft(method = 'GET', url = ''): Draft {
  return {
    method,
    url,
    params: rowsOfQuery(url),
    headers: [],
    kind: 'none',
    body: '',
    fields: [],
    auth: NO_AUTH,
  }
}

/** Writes a request into the editor's form. */
export function draftOf(request: SentRequest): Draft {
  const { method, url, headers, body = '', bodyEncoding } = request
  const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1]
  const kind = kindOf(request, type)
  return {
    ...emptyDraft(method, url),
    headers: headers.map(([name, value], id) => ({ id, name, value, on: true })),
    kind,
    body: bodyEncoding ? '' : body,
    fields: kind === 'form' ? fieldsIn(body) : [],
    ...(bodyEncoding
      ? { file: { name: 'content', type: type ?? 'application/octet-stream', base64: body } }
      : {}),
  }
}

/** Whether page code may send content with this method (Fetch standard: not with GET and HEAD). */
export function mayCarryBody(method: string): boolean {
  return !/^(get|head)$/i.test(method)
}

/** The request that a draft stands for. The draft must have no problems. */
export function requestOf(draft: Draft, url: string): SentRequest {
  const headers = draft.headers
    .filter(({ on, name }) => on && name.trim() !== '')
    .map(({ name, value }) => [name.trim(), value.trim()] as const)
  const { header, query } = authFields(draft.auth)
  // A line of one's own says more than a helper does.
  const own = header && headers.some(([name]) => name.toLowerCase() === header[0].toLowerCase())
  return {
    method: draft.method.trim(),
    url: query ? withQueryParameter(url, query) : url,
    headers: header && !own ? [...headers, header] : headers,
    ...(mayCarryBody(draft.method) ? bodyOf(draft) : {}),
  }
}

/** The value of a header that will be sent, or undefined. Names are compared without regard to case. */
export function headerOf(draft: Pick<Draft, 'headers'>, name: string): string | undefined {
  return draft.headers.find((row) => row.on && row.name.trim().toLowerCase() === name)?.value
}

/** The same draft with one header: its first line changed, or a new line at the end. */
export function withHeader(draft: Draft, name: string, value: string): Draft {
  const known = draft.headers.find((row) => row.name.trim().toLowerCase() === name.toLowerCase())
  if (known) {
    return {
      ...draft,
      headers: draft.headers.map((row) => (row === known ? { ...row, value, on: true } : row)),
    }
  }
  return { ...draft, headers: [...draft.headers, { id: nextRowId(draft.headers), name, value, on: true }] }
}

/** An id that no line of this table has. */
export function nextRowId(rows: readonly Pick<Row, 'id'>[]): number {
  return Math.max(-1, ...rows.map(({ id }) => id)) + 1
}

/** A fresh value for Idempotency-Key: a random UUID (RFC 9562 §5.4) as a structured-field string. */
export function newIdempotencyKey(bytes: Uint8Array = crypto.getRandomValues(new Uint8Array(16))): string {
  const hex = Array.from(bytes, (byte, i) =>
    (i === 6 ? (byte & 0x0f) | 0x40 : i === 8 ? (byte & 0x3f) | 0x80 : byte).toString(16).padStart(2, '0'),
  ).join('')
  return `"${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}"`
}
