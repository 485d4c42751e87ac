import { calculateJwkThumbprint } from 'jose/jwk/thumbprint'
import { exportJWK } from 'jose/key/export'
import { generateKeyPair } from 'jose/key/generate/keypair'
import type { Secrets } from '../services/auth/ports.ts'

/**
 * Secrets that nobody knows: from the machine's generator, new for each bookshop on the live clock. A key is named by
 * its thumbprint (RFC 7638), so two keys never share a name.
 */
export const OWN_SECRETS: Secrets = {
  token: () => {
    const bytes = crypto.getRandomValues(new Uint8Array(32))
    return btoa(String.fromCharCode(...bytes))
      .replaceAll('+', '-')
      .replaceAll('/', '_')
      .replace(/=+$/, '')
  },
  async signingKey() {
    const { privateKey } = await generateKeyPair('RS256', { modulusLength: 2048, extractable: true })
    const key = await exportJWK(privateKey)
    return { ...key, alg: 'RS256', use: 'sig', kid: await calculateJwkThumbprint(key) }
  },
}
