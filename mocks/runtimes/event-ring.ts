import type { RunEvent } from '../log/events.ts'

export interface RingOptions {
  maxEvents: number
  /** The most that the messages in it may weigh, in bytes of content. */
  maxBytes: number
}

/** Keeps the most recent events and forgets the others, so that a system may run for as long as it likes. */
export function createEventRing({ maxEvents, maxBytes }: RingOptions) {
  let kept: RunEvent[] = []
  let first = 0
  let bytes = 0
  return {
    sink(event: RunEvent) {
      kept.push(event)
      bytes += weightOf(event)
      while (kept.length - first > maxEvents || (bytes > maxBytes && kept.length - first > 1)) {
        const forgotten = kept[first++]
        if (forgotten) bytes -= weightOf(forgotten)
      }
      // Moving the rest forward each time would cost more than it saves.
      if (first > maxEvents) {
        kept = kept.slice(first)
        first = 0
      }
    },
    /** From the oldest to the newest. */
    events: (): readonly RunEvent[] => kept.slice(first),
    clear() {
      kept = []
      first = 0
      bytes = 0
    },
  }
}

function weightOf(event: RunEvent): number {
  return event.kind === 'request' || event.kind === 'response' ? event.message.content.bytes : 0
}
