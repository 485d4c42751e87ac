import type * as z from 'zod'
import { readJson } from './json.ts'
import { MULTIPART, readMultipart } from './multipart.ts'
import { mediaTypeOf } from './negotiation.ts'
import { type AnyOperation, formatsOf, type Method } from './operation.ts'
import { Problem, type ProblemError } from './problem.ts'

/** The largest content that a service reads unless its operation says otherwise, in bytes. */
const MAX_CONTENT_BYTES = 100_000

/** How a browser sends a form, and OAuth its requests. */
const FORM_TYPE = 'application/x-www-form-urlencoded'

/** The field in which a server says what content it takes, for each method that has some. */
const ACCEPTING: Partial<Record<Method, string>> = {
  // W3C LDP §7.1
  POST: 'accept-post',
  // RFC 5789 §3.1
  PATCH: 'accept-patch',
  // RFC 10008 §3
  QUERY: 'accept-query',
}

/** The field that names the media types of an operation's content; empty when it takes none. */
export function acceptField(operation: AnyOperation): Readonly<Record<string, string>> {
  const types = Object.keys(formatsOf(operation))
  // RFC 9110 §12.5.1: in a response, Accept says what the server would take.
  return types.length > 0 ? { [ACCEPTING[operation.method] ?? 'accept']: types.join(', ') } : {}
}

/** A request's content, read and checked. */
export interface ReadContent {
  readonly body: unknown
  /** As it came, for whoever must compare it; empty where the operation takes none. */
  readonly content: string
  /** In lower case, without parameters. */
  readonly mediaType: string
}

/**
 * Reads the content of a request as its operation declares it. JSON types and forms are parsed, text and XML
 * stay text, anything else stays bytes; then the schema has its say. Throws a Problem that says what is wrong, and where.
 */
export async function readContent(operation: AnyOperation, request: Request): Promise<ReadContent> {
  const formats = formatsOf(operation)
  if (Object.keys(formats).length === 0) return { body: undefined, content: '', mediaType: '' }
  const mediaType = mediaTypeOf(request) ?? ''
  const format = Object.hasOwn(formats, mediaType) ? formats[mediaType] : undefined
  if (!format) throw unsupported(operation, mediaType)
  refuseCodings(request)
  // RFC 9110 §14.5: a part of a representation must not be taken for the whole.
  if (request.method === 'PUT' && request.headers.has('content-range'))
    throw new Problem('malformed-request', 'PUT replaces a whole resource: leave out Content-Range.')
  const bytes = new Uint8Array(await request.arrayBuffer())
  const most = operation.maxBytes ?? MAX_CONTENT_BYTES
  if (bytes.length > most)
    throw new Problem('content-too-large', `The content has ${bytes.length} bytes; at most ${most} are read.`)
  const isText =
    isJson(mediaType) ||
    mediaType === FORM_TYPE ||
    mediaType.startsWith('text/') ||
    /[/+]xml$/.test(mediaType)
  const content = isText ? decodeUtf8(bytes) : ''
  const read = format.schema.safeParse(
    isText
      ? parse(content, mediaType)
      : mediaType === MULTIPART
        ? readMultipart(bytes, request.headers.get('content-type') ?? '')
        : bytes,
  )
  if (!read.success) throw invalidContent(read.error.issues)
  return { body: read.data, content, mediaType }
}

function parse(content: string, mediaType: string): unknown {
  if (mediaType === FORM_TYPE) return parseForm(content)
  return isJson(mediaType) ? readJson(content) : content
}

/** The fields of a form. One that comes twice has no meaning (RFC 6749 §3.1 forbids it). */
function parseForm(content: string): Record<string, string> {
  const fields = [...new URLSearchParams(content)]
  const twice = fields.find(([name], at) => fields.findIndex(([other]) => other === name) < at)
  if (twice) throw new Problem('malformed-request', `The form has the field ${twice[0]} more than once.`)
  return Object.fromEntries(fields)
}

/** The problem of content that does not fit a schema: one error for each place. */
export function invalidContent(issues: readonly z.core.$ZodIssue[]): Problem {
  const errors = issues.flatMap(errorsOf)
  return new Problem('invalid-content', {
    detail:
      errors.length === 1
        ? 'One place in the content is wrong; see errors.'
        : `${errors.length} places in the content are wrong; see errors.`,
    errors,
  })
}

function isJson(mediaType: string): boolean {
  return /[/+]json$/.test(mediaType)
}

function unsupported(operation: AnyOperation, mediaType: string): Problem {
  const types = Object.keys(formatsOf(operation)).join(' or ')
  return new Problem('unsupported-media-type', {
    detail: `Send the content as ${types}${mediaType ? `, not ${mediaType}` : ', and name it in Content-Type'}.`,
    headers: acceptField(operation),
  })
}

/** Text is read as UTF-8 (RFC 8259 §8.1), and nothing is unpacked: who means something else must hear of it. */
function refuseCodings({ headers }: Request) {
  const charset = /;\s*charset\s*=\s*"?([^";\s]*)/i.exec(headers.get('content-type') ?? '')?.[1]
  if (charset !== undefined && !/^utf-?8$/i.test(charset))
    throw new Problem(
      'unsupported-media-type',
      `Send the content in UTF-8, not in ${charset || 'no'} charset.`,
    )
  const coding = headers.get('content-encoding')?.trim().toLowerCase()
  if (coding && coding !== 'identity')
    throw new Problem('unsupported-media-type', {
      detail: `Send the content as it is, without the content coding ${coding}.`,
      // RFC 9110 §12.5.3
      headers: { 'accept-encoding': 'identity' },
    })
}

function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new Problem('malformed-request', 'The content is not UTF-8 text.')
  }
}

/** An unknown field is one error per field, each with its own pointer. */
function errorsOf(issue: z.core.$ZodIssue): ProblemError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointer([...issue.path, key]),
      detail: 'is not a field that this resource knows',
    }))
  }
  return [{ pointer: pointer(issue.path), detail: issue.message }]
}

/** A JSON Pointer as a URI fragment (RFC 6901 §6). */
function pointer(path: readonly PropertyKey[]): string {
  return `#${path.map((part) => `/${encodeURIComponent(String(part).replaceAll('~', '~0').replaceAll('/', '~1'))}`).join('')}`
}
