/** One line of the header editor. A line that is switched off stays where it is and is not sent. */
export interface HeaderRow {
  readonly id: number
  readonly name: string
  readonly value: string
  readonly on: boolean
}

/** A request as a person is writing it. It may still be wrong. */
export interface Draft {
  readonly method: string
  readonly url: string
  readonly headers: readonly HeaderRow[]
  readonly body: string
  /** The body is no text: it is written here in base64. */
  readonly bodyEncoding?: 'base64'
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

/** Writes a request into the editor's form. */
export function draftOf({ method, url, headers, body = '', bodyEncoding }: SentRequest): Draft {
  return {
    method,
    url,
    headers: headers.map(([name, value], id) => ({ id, name, value, on: true })),
    body,
    ...(bodyEncoding ? { bodyEncoding } : {}),
  }
}

/** Whether page code may send content with this method (Fetch standard: not with GET and HEAD). */
export function mayCarryBody(method: string): boolean {
  return !/^(get|head)$/i.test(method)
}

/** The request that a draft stands for. The draft must have no problems. */
export function requestOf(draft: Draft, url: string): SentRequest {
  return {
    method: draft.method.trim(),
    url,
    headers: draft.headers
      .filter(({ on, name }) => on && name.trim() !== '')
      .map(({ name, value }) => [name.trim(), value.trim()] as const),
    ...(mayCarryBody(draft.method) && draft.body !== ''
      ? { body: draft.body, ...(draft.bodyEncoding ? { bodyEncoding: draft.bodyEncoding } : {}) }
      : {}),
  }
}

/** The value of a header that will be sent, or undefined. Names are compared without regard to case. */
export function headerOf(draft: Draft, name: string): string | undefined {
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
  return { ...draft, headers: [...draft.headers, { id: nextRowId(draft), name, value, on: true }] }
}

/** An id that no line of this draft has. */
export function nextRowId({ headers }: Draft): number {
  return Math.max(-1, ...headers.map(({ id }) => id)) + 1
}

/** A fresh value for Idempotency-Key: a random UUID (RFC 9562 §5.4) as a structured-field string. */
export function newIdempotencyKey(bytes: Uint8Array = crypto.getRandomValues(new Uint8Array(16))): string {
  const hex = Array.from(bytes, (byte, i) =>
    (i === 6 ? (byte & 0x0f) | 0x40 : i === 8 ? (byte & 0x3f) | 0x80 : byte).toString(16).padStart(2, '0'),
  ).join('')
  return `"${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}"`
}
