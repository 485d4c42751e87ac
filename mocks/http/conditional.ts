import { sha256 } from '@noble/hashes/sha2.js'
import type { Answer } from './answer.ts'

/** A strong entity tag from the content itself (RFC 9110 §8.8.3): the same bytes, the same tag, on every instance. */
export function entityTag(content: string): string {
  const digest = sha256(new TextEncoder().encode(content))
  return `"${Array.from(digest.subarray(0, 9), (byte) => byte.toString(16).padStart(2, '0')).join('')}"`
}

/**
 * A JSON representation that a client may keep and revalidate: 304 without content when the client's copy is
 * still right (RFC 9110 §13.1.2, weak comparison), 200 with an `ETag` otherwise.
 */
export function revalidatable(request: Request, body: unknown, fields: Record<string, string> = {}): Answer {
  const content = JSON.stringify(body)
  const etag = entityTag(content)
  const kept = request.headers.get('if-none-match')
  const both = { etag, 'cache-control': 'no-cache', ...fields }
  if (kept !== null && (kept.trim() === '*' || tagsOf(kept).includes(etag)))
    return { status: 304, fields: both }
  return { status: 200, fields: { 'content-type': 'application/json', ...both }, content }
}

function tagsOf(field: string): string[] {
  return Array.from(field.matchAll(/(?:W\/)?("[^"]*")/g), (match) => match[1] ?? '')
}
