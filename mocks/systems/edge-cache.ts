import type { Party } from '../log/events.ts'
import { parseTraceparent } from '../log/trace-context.ts'
import { createSharedCache } from '../network/shared-cache.ts'
import type { EdgeCache } from '../services/gateway/service.ts'
import type { Surroundings } from './blocks/block.ts'

/** How long a cache keeps answers that was told to keep everything, in seconds. */
const EVERYTHING_FOR_S = 60

/** The cache at the edge, in front of everything that is public; undefined where there is none. */
export function edgeCacheOf(
  { settings, clock, log }: Pick<Surroundings, 'settings' | 'clock' | 'log'>,
  party: Party,
): EdgeCache | undefined {
  if (settings.edgeCache === 'none') return undefined
  const everythingForS = settings.edgeCache === 'everything' ? EVERYTHING_FOR_S : undefined
  const cache = createSharedCache({ clock, everythingForS })
  const note = (traceparent: string | null, what: string, detail: Readonly<Record<string, number>>) => {
    const span = parseTraceparent(traceparent)
    log.append({ kind: 'policy', party, peer: party, policy: 'cache', what, detail, ...span })
  }
  return {
    inFront: (next) => (request) => {
      if (!new URL(request.url).pathname.startsWith('/v1/')) return next(request)
      const traceparent = request.headers.get('traceparent')
      return cache.answer(request, next, (what, detail) => note(traceparent, what, detail))
    },
    purge(address, traceparent) {
      const answers = cache.purge(address)
      note(traceparent, 'purged', { answers })
      return answers
    },
  }
}
