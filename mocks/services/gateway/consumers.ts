import { Problem } from '../../http/problem.ts'

/** A program that uses the API, and who answers for it. A key tells programs apart; it proves no person. */
export interface Consumer {
  readonly name: string
  readonly audience: 'public' | 'partner' | 'internal'
}

/** Whoever brings no key. */
const ANONYMOUS: Consumer = { name: 'anonymous', audience: 'public' }

/** The keys that were given out. Teaching material: a real shop keeps them as secret as a password. */
const KEYS: Readonly<Record<string, Consumer>> = {
  'key-bookworm': { name: 'bookworm', audience: 'public' },
  'key-library': { name: 'city library', audience: 'partner' },
  'key-till': { name: 'till', audience: 'internal' },
}

/** Which consumer sends a request, by its `X-API-Key`. Throws unknown-api-key. */
export function consumerOf({ headers }: Request): Consumer {
  const key = headers.get('x-api-key')
  if (key === null) return ANONYMOUS
  const consumer = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined
  if (!consumer)
    throw new Problem(
      'unknown-api-key',
      'Nobody was given this X-API-Key. Leave it out, or ask for one of your own.',
    )
  return consumer
}
