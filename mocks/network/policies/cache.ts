import type { HopWorld } from '../edge.ts'
import type { Wrapper } from '../hop.ts'
import { createSharedCache } from '../shared-cache.ts'

/** A shared HTTP cache in front of a callee (RFC 9111). */
export function cache({ clock, log }: HopWorld): Wrapper {
  const shared = createSharedCache({ clock })
  return (next) => (outgoing) => {
    const { from: party, to: peer, span, request } = outgoing
    return shared.answer(
      request,
      (asked) => next({ ...outgoing, request: asked }),
      (what, detail) => log.append({ kind: 'policy', party, peer, policy: 'cache', what, detail, ...span }),
    )
  }
}
