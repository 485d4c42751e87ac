import type { Track } from '../../http/verify-token.ts'
import { base64url, fromBase64url } from './encoding.ts'
import type { User } from './store.ts'

/** Of nobody: so that a name that does not exist takes as long as one that does. */
const NOBODY: User['password'] = { rounds: 600_000, salt: 'AAAAAAAAAAAAAAAAAAAAAA', hash: '' }

/** Whether this is the user's password (PBKDF2 with SHA-256, RFC 8018 §5.2). Of no user, it never is. */
export async function isPasswordOf(user: User | undefined, password: string, track: Track): Promise<boolean> {
  const { rounds, salt, hash } = user?.password ?? NOBODY
  const derive = async () => {
    const bytes = new TextEncoder().encode(password)
    const key = await crypto.subtle.importKey('raw', bytes, 'PBKDF2', false, ['deriveBits'])
    const rules = { name: 'PBKDF2', hash: 'SHA-256', salt: fromBase64url(salt), iterations: rounds }
    return base64url(new Uint8Array(await crypto.subtle.deriveBits(rules, key, 256)))
  }
  return (await track(derive())) === hash
}
