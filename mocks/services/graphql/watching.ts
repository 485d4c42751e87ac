import { createParser } from 'eventsource-parser'
import { type Call, fieldsFor } from '../../http/call.ts'
import { problemFrom, unavailable } from '../../http/client.ts'
import { chunksOf, EVENT_STREAM } from '../../log/chunks.ts'
import type { Remote } from './clients.ts'
import type { Watch } from './ports.ts'

/** For how long an order is watched, in seconds: as long as orders allows. */
export const WATCH_S = 60

/** Watches an order by the events that orders sends while they happen (server-sent events). */
export async function watchOver({ origin, send }: Remote, id: string, call: Call): Promise<Watch> {
  const headers = { accept: EVENT_STREAM, ...fieldsFor(call) }
  const request = new Request(`${origin}/orders/${id}/events?wait=${WATCH_S}`, { headers })
  const response = await send(request).catch(() => undefined)
  if (!response || response.status >= 500) throw unavailable('orders')
  // There is nothing to come.
  if (response.status === 204) return { next: async () => false, cancel: () => {} }
  const chunks = response.ok ? chunksOf(response) : undefined
  if (!chunks) throw problemFrom(await response.json().catch(() => undefined)) ?? unavailable('orders')

  const decoder = new TextDecoder()
  let heard = 0
  const parser = createParser({ onEvent: () => void heard++ })
  return {
    async next() {
      while (heard === 0) {
        const part = await chunks.next().catch(() => {
          throw unavailable('orders')
        })
        if (!part) return false
        parser.feed(decoder.decode(part, { stream: true }))
      }
      // Whoever looks now sees what all of them did.
      heard = 0
      return true
    },
    cancel: () => chunks.cancel(),
  }
}
