import { sha256 } from '@noble/hashes/sha2.js'
import type { Answer } from './answer.ts'
import { Problem } from './problem.ts'

/** A strong entity tag from the content itself (RFC 9110 §8.8.3): the same bytes, the same tag, on every instance. */
export function entityTag(content: string | Uint8Array): string {
  const digest = sha256(typeof content === 'string' ? new TextEncoder().encode(content) : content)
  return `"${Array.from(digest.subarray(0, 9), (byte) => byte.toString(16).padStart(2, '0')).join('')}"`
}

/** The entity tag of a JSON representation. */
export function tagOf(body: unknown): string {
  return entityTag(JSON.stringify(body))
}

/**
 * A JSON representation that a client may keep and revalidate: 304 without content when the client's copy is
 * still right (RFC 9110 §13.1.2, weak comparison), 200 with an `ETag` otherwise.
 */
export function revalidatable(request: Request, body: unknown, fields: Record<string, string> = {}): Answer {
  const content = JSON.stringify(body)
  return revalidated(request, {
    status: 200,
    fields: { 'content-type': 'application/json', ...fields },
    content,
  })
}

/** The same for a representation in any format. Throws precondition-failed when `If-Match` names another version. */
export function revalidated(request: Request, { status, fields, content = '' }: Answer): Answer {
  const { 'content-type': type, ...rest } = fields
  const etag = entityTag(content)
  const both = { etag, 'cache-control': 'no-cache', ...rest }
  const expected = request.headers.get('if-match')
  if (expected !== null && !matches(expected, etag, 'strong')) throw failed(etag)
  const kept = request.headers.get('if-none-match')
  if (kept !== null && matches(kept, etag, 'weak')) return { status: 304, fields: both }
  return { status, fields: { ...(type === undefined ? {} : { 'content-type': type }), ...both }, content }
}

/**
 * Checks what a client demands before something is changed (RFC 9110 §13.2.2): `etag` is that of the representation as
 * it is now, undefined when there is none. Throws precondition-failed; where `required`, an `If-Match` or
 * `If-None-Match` must be there, else precondition-required (RFC 6585 §3). So nobody overwrites what they have not seen.
 */
export function mustMatch(
  { headers }: Request,
  etag: string | undefined,
  { required = true }: { required?: boolean } = {},
): void {
  const expected = headers.get('if-match')
  const unwanted = headers.get('if-none-match')
  if (expected === null && unwanted === null && required) {
    throw new Problem(
      'precondition-required',
      'Send If-Match with the ETag of the copy that you changed. Then a change that somebody else made meanwhile is not lost.',
    )
  }
  if (expected !== null && (etag === undefined || !matches(expected, etag, 'strong'))) throw failed(etag)
  if (unwanted !== null && etag !== undefined && matches(unwanted, etag, 'weak')) throw failed(etag)
}

function failed(etag: string | undefined): Problem {
  return new Problem('precondition-failed', {
    detail:
      etag === undefined
        ? 'There is nothing here yet that If-Match could mean. To create it, send If-None-Match: * instead.'
        : 'The resource is not the version that you expect. Read it again, and decide anew.',
    ...(etag === undefined ? {} : { headers: { etag } }),
  })
}

/** Whether a list of entity tags has one that compares equal; `*` stands for any (RFC 9110 §8.8.3.2). */
function matches(field: string, etag: string, comparison: 'strong' | 'weak'): boolean {
  if (field.trim() === '*') return true
  return Array.from(field.matchAll(/(W\/)?("[^"]*")/g)).some(
    ([, weak, tag]) => tag === etag && (comparison === 'weak' || weak === undefined),
  )
}
