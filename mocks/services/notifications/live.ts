import * as z from 'zod'
import type { Call } from '../../http/call.ts'
import type { CloudEvent } from '../../http/events/cloud-event.ts'
import { ordinal } from '../../http/events/cloud-event.ts'
import type { Changes, EventSourceOf, ServerSentEvent } from '../../http/events/event-stream.ts'
import { Isbn, Money } from '../../http/formats.ts'
import type { Store, Transaction } from '../../storage/store.ts'
import type { NotificationsTables } from './store.ts'

/** Something that happened, as those who watch the shop are told. */
export interface LiveEvent extends ServerSentEvent {
  /** The only one who may know; absent where everybody may. */
  readonly customer?: string
}

/** What somebody is told of an event. */
export interface News extends Pick<LiveEvent, 'event' | 'customer'> {
  readonly data: Record<string, unknown>
}

/** So many events are kept for those who come back. */
const KEPT = 500

const OrderNews = z.object({ order: z.string(), total: Money, customer: z.string() })
const StockNews = z.object({ lines: z.array(z.object({ isbn: Isbn, quantity: z.int() })) })
const PriceNews = z.object({ isbn: Isbn, before: Money, price: Money })

const PREFIX = 'example.bookshop.'

/**
 * What an event is to those who watch: orders are for who placed them, stock and prices for everybody, and of whom
 * copies are held for nobody hears. Of everything else nothing is told.
 */
export function newsOf({ type, data }: CloudEvent): News | undefined {
  if (!type.startsWith(PREFIX)) return undefined
  const event = type.slice(PREFIX.length)
  switch (event.split('.')[0]) {
    case 'order': {
      const { data: read } = OrderNews.safeParse(data)
      if (!read) return undefined
      const { customer, ...news } = read
      return { event, data: news, customer }
    }
    case 'stock':
      return told(event, StockNews.safeParse(data).data)
    case 'price':
      return told(event, PriceNews.safeParse(data).data)
    default:
      return undefined
  }
}

function told(event: string, data: Record<string, unknown> | undefined): News | undefined {
  return data === undefined ? undefined : { event, data }
}

/** Keeps news as a part of the transaction in which an event is handled; whoever watches hears of it after the commit. */
export function keepNews(tx: Transaction<NotificationsTables>, news: News, { tell }: Changes): void {
  const id = tx.next('live')
  tx.put('live', ordinal(id), { id, ...news })
  tx.delete('live', ordinal(id - KEPT))
  tx.afterCommit(tell)
}

/** What the caller may see of what happens in the shop, and where that is now. */
export function createLive({ store, changes }: { store: Store<NotificationsTables>; changes: Changes }) {
  const kept = (call: Call) => store.transact({ trace: call.trace }, (tx) => tx.list('live'))
  return async (call: Call): Promise<{ source: EventSourceOf; end: number }> => ({
    end: (await kept(call)).at(-1)?.id ?? 0,
    source: {
      changed: changes.changed,
      async read(after) {
        const all = await kept(call)
        const first = all[0]?.id ?? 1
        const missed: ServerSentEvent[] =
          after < first - 1 ? [{ id: first - 1, event: 'missed', data: { events: first - 1 - after } }] : []
        const own = all.filter(
          ({ id, customer }) => id > after && (customer === undefined || customer === call.caller.customer),
        )
        const events = own.map(({ id, event, data }) => ({ id, event, data }))
        return { events: [...missed, ...events], isOver: false }
      },
    },
  })
}
