import { createOutbox, type WaitingEvent } from '../../http/events/outbox.ts'
import { publishTo } from '../../http/events/publisher.ts'
import type { Store } from '../../storage/store.ts'
import { PUBLIC_HOST } from '../topology.ts'
import { remote, type Surroundings } from './block.ts'

/** The outbox of a service: it writes one topic, and the broker is at the other end of the network. */
export function outboxOf<Name extends string>(
  surroundings: Pick<Surroundings, 'settings' | 'newId' | 'clock' | 'inTrace' | 'originOf' | 'send'>,
  store: Store<Record<Name, WaitingEvent>>,
  table: Name,
  topic: string,
) {
  const { settings, newId, clock, inTrace } = surroundings
  return createOutbox({
    store,
    table,
    topic,
    source: `https://${PUBLIC_HOST}/${topic}`,
    newId,
    publish: publishTo(remote(surroundings, 'broker'), clock),
    inTrace,
    clock,
    publishing: settings.publishing,
  })
}
