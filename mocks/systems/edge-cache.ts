import type { Handler } from '../http/service.ts'
import type { Party } from '../log/events.ts'
import { parseTraceparent } from '../log/trace-context.ts'
import { createSharedCache } from '../network/shared-cache.ts'
import type { Surroundings } from './blocks/block.ts'

/** How long a cache keeps answers that was told to keep everything, in seconds. */
const EVERYTHING_FOR_S = 60

/** The cache at the edge, in front of everything that is public; without one, requests go straight on. */
export function edgeCacheOf(
  { settings, clock, log }: Pick<Surroundings, 'settings' | 'clock' | 'log'>,
  party: Party,
): (next: Handler) => Handler {
  if (settings.edgeCache === 'none') return (next) => next
  const everythingForS = settings.edgeCache === 'everything' ? EVERYTHING_FOR_S : undefined
  const cache = createSharedCache({ clock, everythingForS })
  return (next) => (request) => {
    if (!new URL(request.url).pathname.startsWith('/v1/')) return next(request)
    const span = parseTraceparent(request.headers.get('traceparent'))
    return cache.answer(request, next, (what, detail) =>
      log.append({ kind: 'policy', party, peer: party, policy: 'cache', what, detail, ...span }),
    )
  }
}
