import type { Draft, Row, SentRequest } from '../draft.ts'

/** What the content of a request is made from. */
export const BODY_KINDS = ['none', 'json', 'form', 'multipart', 'raw', 'binary'] as const
export type BodyKind = (typeof BODY_KINDS)[number]

/** How the kinds are called. */
export const BODY_LABEL: Readonly<Record<BodyKind, string>> = {
  none: 'None',
  json: 'JSON',
  form: 'Form',
  multipart: 'Multipart',
  raw: 'Raw',
  binary: 'Binary',
}

/** A file that was chosen: its bytes are written in base64. */
export interface Attachment {
  readonly name: string
  /** Its media type. */
  readonly type: string
  readonly base64: string
}

/** A field of a form. In a multipart form it may hold a file in place of its value. */
export interface FieldRow extends Row {
  readonly file?: Attachment | undefined
}

const BOUNDARY = 'blocks-and-glue'

/** The media type that belongs to a kind; undefined where the person says what it is. */
const TYPES: Readonly<Record<BodyKind, string | undefined>> = {
  none: undefined,
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  multipart: `multipart/form-data; boundary=${BOUNDARY}`,
  raw: 'text/plain',
  binary: 'application/octet-stream',
}

const FITS: Readonly<Record<BodyKind, RegExp>> = {
  none: /^$/,
  // The frames of a stream begin with bytes that are no JSON.
  json: /^(?!application\/(?:connect|grpc)).*[/+]json\b/i,
  form: /^application\/x-www-form-urlencoded\b/i,
  multipart: /^multipart\/form-data\b/i,
  raw: /./,
  binary: /./,
}

/** As which kind the editor shows a request that was sent. */
export function kindOf({ body, bodyEncoding }: SentRequest, type: string | undefined): BodyKind {
  if (body === undefined || body === '') return 'none'
  if (bodyEncoding) return 'binary'
  if (type === undefined) return /^\s*[[{]/.test(body) ? 'json' : 'raw'
  if (FITS.json.test(type)) return 'json'
  // Only a form that can be written again as it was.
  if (FITS.form.test(type) && formOf(fieldsIn(body)) === body) return 'form'
  return 'raw'
}

/** The draft with another kind of body. Its Content-Type follows, in the table, where it can be changed. */
export function withKind(draft: Draft, kind: BodyKind): Draft {
  const isType = (row: Row) => row.name.trim().toLowerCase() === 'content-type'
  const known = draft.headers.find(isType)
  const type = TYPES[kind]
  if (type === undefined)
    return {
      ...draft,
      kind,
      headers: draft.headers.map((row) => (isType(row) ? { ...row, on: false } : row)),
    }
  // Another JSON type, or the type that somebody gave a raw body, is theirs.
  const value =
    known && FITS[kind].test(known.value) && !isOfAnotherKind(known.value, kind) ? known.value : type
  const id = Math.max(-1, ...draft.headers.map((row) => row.id)) + 1
  const headers = known
    ? draft.headers.map((row) => (row === known ? { ...row, value, on: true } : row))
    : [...draft.headers, { id, name: 'content-type', value, on: true }]
  return { ...draft, kind, headers }
}

function isOfAnotherKind(type: string, kind: BodyKind): boolean {
  return (['json', 'form', 'multipart'] as const).some((other) => other !== kind && FITS[other].test(type))
}

/** The fields that are sent. */
export function sentFields(fields: readonly FieldRow[]): readonly FieldRow[] {
  return fields.filter(
    ({ on, name, value, file }) => on && (name !== '' || value !== '' || file !== undefined),
  )
}

/** The content that a draft stands for; nothing where there is none. */
export function bodyOf(
  draft: Pick<Draft, 'kind' | 'body' | 'fields' | 'file' | 'headers'>,
): Pick<SentRequest, 'body' | 'bodyEncoding'> {
  switch (draft.kind) {
    case 'none':
      return {}
    case 'json':
    case 'raw':
      return draft.body === '' ? {} : { body: draft.body }
    case 'form': {
      const body = formOf(sentFields(draft.fields))
      return body === '' ? {} : { body }
    }
    case 'multipart':
      return multipartOf(sentFields(draft.fields), boundaryOf(draft))
    case 'binary':
      return draft.file ? { body: draft.file.base64, bodyEncoding: 'base64' } : {}
  }
}

/** The fields of a body of the kind application/x-www-form-urlencoded (WHATWG URL standard). */
export function fieldsIn(body: string): readonly FieldRow[] {
  return [...new URLSearchParams(body)].map(([name, value], id) => ({ id, name, value, on: true }))
}

function formOf(fields: readonly FieldRow[]): string {
  return new URLSearchParams(fields.map(({ name, value }) => [name, value])).toString()
}

/** The boundary that the Content-Type of a draft names (RFC 2046 §5.1.1). */
export function boundaryOf({ headers }: Pick<Draft, 'headers'>): string {
  const type = headers.find(({ on, name }) => on && name.trim().toLowerCase() === 'content-type')?.value ?? ''
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type) ?? []
  return quoted ?? plain ?? BOUNDARY
}

/** A multipart/form-data body (RFC 7578): text when every part is text, base64 otherwise. */
function multipartOf(
  fields: readonly FieldRow[],
  boundary: string,
): Pick<SentRequest, 'body' | 'bodyEncoding'> {
  if (fields.length === 0) return {}
  const chunks: (string | Attachment)[] = []
  for (const { name, value, file } of fields) {
    const named = `--${boundary}\r\ncontent-disposition: form-data; name="${escaped(name)}"`
    if (file)
      chunks.push(`${named}; filename="${escaped(file.name)}"\r\ncontent-type: ${file.type}\r\n\r\n`, file)
    else chunks.push(`${named}\r\n\r\n${value}`)
    chunks.push('\r\n')
  }
  chunks.push(`--${boundary}--\r\n`)
  const texts = chunks.filter((chunk) => typeof chunk === 'string')
  if (texts.length === chunks.length) return { body: texts.join('') }
  const binary = chunks
    .map((chunk) => (typeof chunk === 'string' ? bytesInText(chunk) : atob(chunk.base64)))
    .join('')
  return { body: btoa(binary), bodyEncoding: 'base64' }
}

/** What would end the parameter is escaped as browsers do it (WHATWG HTML, multipart/form-data encoding). */
const escaped = (text: string) => text.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22')

/** The bytes of a text in UTF-8, one character for each. */
function bytesInText(text: string): string {
  let binary = ''
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte)
  return binary
}
