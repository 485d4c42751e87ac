import { sha256 } from '@noble/hashes/sha2.js'

/** Bytes as base64url without padding (RFC 4648 §5). */
export function base64url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}

/** The bytes of a base64url text. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

/** The SHA-256 digest of a text, in base64url: how a PKCE challenge is made, and how secrets are kept. */
export function digestOf(text: string): string {
  return base64url(sha256(new TextEncoder().encode(text)))
}
