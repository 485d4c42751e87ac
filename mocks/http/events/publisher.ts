import { formatTraceparent, type TraceContext } from '../../log/trace-context.ts'
import { arrival } from '../call.ts'
import type { ClientOptions } from '../client.ts'
import { CLOUD_EVENT, CLOUD_EVENTS_BATCH, type CloudEvent } from './cloud-event.ts'
import { sendWithin, type Waits } from './patience.ts'

/** Hands events of one topic to the broker, in this order. Resolves when it has accepted all of them, throws when it has not. */
export type Publish = (
  topic: string,
  events: readonly [CloudEvent, ...CloudEvent[]],
  trace: TraceContext,
) => Promise<void>

/** How long a publisher waits for the broker's answer, in microseconds. */
const PATIENCE_US = 5_000_000

/**
 * The broker behind HTTP (CloudEvents HTTP protocol binding §3.2 and §3.3). Publishing is work of its own, with a
 * trace of its own: each event names the trace in which it happened.
 */
export function publishTo({ origin, send }: Omit<ClientOptions, 'service'>, clock: Waits): Publish {
  return async (topic, events, trace) => {
    const [first] = events
    const request = new Request(`${origin}/topics/${topic}/events`, {
      method: 'POST',
      headers: {
        'content-type': events.length === 1 ? CLOUD_EVENT : CLOUD_EVENTS_BATCH,
        traceparent: formatTraceparent(trace),
        ...(first.time ? arrival(first.time) : {}),
      },
      body: JSON.stringify(events.length === 1 ? first : events),
    })
    const { ok, status } = await sendWithin(PATIENCE_US, clock, send, request)
    if (!ok) throw new Error(`The broker answered ${status} to ${events.length} events for ${topic}.`)
  }
}
