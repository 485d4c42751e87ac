import { chunksOf } from '../../log/chunks.ts'
import type { HopWorld } from '../edge.ts'
import type { Wrapper } from '../hop.ts'
import { fieldsOf, readContent, responseWith } from '../message.ts'

/** Asks once for all who want the same at the same time: equal GETs that are under way share one call. */
export function collapsing({ clock, log }: HopWorld): Wrapper {
  const underWay = new Map<string, Promise<Response>>()
  return (next) => async (outgoing) => {
    const { request, from: party, to: peer, span } = outgoing
    if (request.method !== 'GET') return next(outgoing)
    const key = `${request.url} ${request.headers.get('accept') ?? ''} ${request.headers.get('if-none-match') ?? ''} ${request.headers.get('authorization') ?? ''}`
    const same = underWay.get(key)
    if (same) {
      log.append({
        kind: 'policy',
        party,
        peer,
        policy: 'collapsing',
        what: 'joins a call under way',
        detail: {},
        ...span,
      })
      const answer = await same
      // It can be read once; who joins in asks for one of their own.
      if (chunksOf(answer)) return next(outgoing)
      return responseWith(answer.status, fieldsOf(answer.headers), await readContent(answer, clock))
    }
    const call = next(outgoing)
    underWay.set(key, call)
    try {
      return await call
    } finally {
      underWay.delete(key)
    }
  }
}
