import type { Store, Transaction } from '../../storage/store.ts'
import type { Call } from '../call.ts'
import { type CloudEvent, nameOf } from './cloud-event.ts'

/** An event whose effect is committed. */
export interface HandledEvent {
  readonly type: string
  readonly subject?: string
  /** The arrival of the request that caused it. */
  readonly time: string
}

/** `dedupe`: an event takes effect once, however often it is delivered. `none`: each delivery takes effect. */
export type Inbox = 'dedupe' | 'none'

export interface InboxOptions<T extends Record<Name, HandledEvent>, Name extends string> {
  store: Store<T>
  /** Where the names of handled events are kept. */
  table: Name
  inbox: Inbox
}

/**
 * The idempotent receiver (Hohpe & Woolf, *Enterprise Integration Patterns*): the name of each event is remembered in
 * the same transaction as its effect, so that a second delivery finds it and does nothing. Gives whether it took effect.
 * `within` is the call of whoever shall take part in that transaction.
 */
export function createInbox<T extends Record<Name, HandledEvent>, Name extends string>({
  store,
  table,
  inbox,
}: InboxOptions<T, Name>) {
  return (
    event: CloudEvent,
    call: Call,
    effect: (tx: Transaction<T>, within: Call) => void | Promise<void>,
  ): Promise<boolean> =>
    store.transact(call, async (tx, open) => {
      if (inbox === 'dedupe') {
        const handled: Transaction<Record<Name, HandledEvent>> = tx
        if (handled.get(table, nameOf(event))) return false
        handled.put(table, nameOf(event), {
          type: event.type,
          ...(event.subject ? { subject: event.subject } : {}),
          time: call.arrivedAt,
        })
      }
      await effect(tx, { ...call, open })
      return true
    })
}
