import { sha256 } from '@noble/hashes/sha2.js'
import { parseDictionary, serializeDictionary } from 'structured-headers'

/** The `Content-Digest` of a content: its SHA-256 (RFC 9530 §2). A signature that covers it covers the content. */
export function contentDigest(content: string): string {
  return serializeDictionary({ 'sha-256': sha256(new TextEncoder().encode(content)) })
}

/** Whether a `Content-Digest` names the SHA-256 of a content. Other algorithms in it are not looked at. */
export function isDigestOf(field: string, content: string): boolean {
  try {
    const named = parseDictionary(field).get('sha-256')
    return (
      named !== undefined && serializeDictionary(new Map([['sha-256', named]])) === contentDigest(content)
    )
  } catch {
    return false
  }
}
