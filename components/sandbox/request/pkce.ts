/** A secret that only this client knows, and what it shows of it (RFC 7636). */
export interface Pkce {
  readonly verifier: string
  readonly challenge: string
}

/** Makes 32 random bytes and their SHA-256 digest, both in base64url. */
export async function newPkce(
  random: Uint8Array = crypto.getRandomValues(new Uint8Array(32)),
): Promise<Pkce> {
  const verifier = base64url(random)
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))
  return { verifier, challenge: base64url(new Uint8Array(digest)) }
}

/** 16 random bytes in base64url, by which a client knows its own request again. */
export function newState(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(16)))
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
