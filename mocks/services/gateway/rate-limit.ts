import { serializeList } from 'structured-headers'
import { Problem } from '../../http/problem.ts'

/** How many requests a consumer may send in a window of so many seconds. */
export interface Quota {
  readonly requests: number
  readonly windowS: number
}

/** What a consumer used of its quota. */
interface Window {
  readonly endsAtMs: number
  readonly used: number
}

/**
 * Counts the requests of each consumer in windows of fixed length; a window begins with its first request. The fields
 * are those of an IETF draft that is no RFC (draft-ietf-httpapi-ratelimit-headers-10): structured fields in which `q` is
 * the quota, `w` the window, `r` what remains and `t` the seconds until it starts anew.
 */
export function createRateLimit({ requests, windowS }: Quota, now: () => Date) {
  const windows = new Map<string, Window>()
  return {
    /** Counts one request and gives the fields for its answer. Throws too-many-requests (RFC 6585 §4). */
    take(consumer: string): Record<string, string> {
      const atMs = now().getTime()
      const known = windows.get(consumer)
      const window = known && known.endsAtMs > atMs ? known : { endsAtMs: atMs + windowS * 1000, used: 0 }
      const used = window.used + 1
      windows.set(consumer, { ...window, used })
      const resetS = Math.ceil((window.endsAtMs - atMs) / 1000)
      const fields = {
        'ratelimit-policy': item('default', { q: requests, w: windowS }),
        ratelimit: item('default', { r: Math.max(0, requests - used), t: resetS }),
      }
      if (used <= requests) return fields
      throw new Problem('too-many-requests', {
        detail: `You may send ${requests} requests in ${windowS} seconds. Go on in ${resetS} seconds.`,
        headers: { ...fields, 'retry-after': `${resetS}` },
      })
    },
  }
}

function item(name: string, parameters: Readonly<Record<string, number>>): string {
  return serializeList([[name, new Map(Object.entries(parameters))]])
}
