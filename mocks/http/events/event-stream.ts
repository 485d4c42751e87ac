import * as z from 'zod'
import { type Chunks, EVENT_STREAM } from '../../log/chunks.ts'
import { type Answer, noContent } from '../answer.ts'
import type { Call } from '../call.ts'
import { Problem } from '../problem.ts'
import type { Waits } from './patience.ts'

/** One server-sent event (WHATWG HTML §9.2). */
export interface ServerSentEvent {
  /** Where the stream is after it: who comes back names it in `Last-Event-ID`. */
  readonly id: number
  readonly event: string
  readonly data: unknown
}

/** What is behind a stream. */
export interface EventSourceOf {
  /** The events after a position, in order, and whether there will never be another one. */
  read(after: number): Promise<{ readonly events: readonly ServerSentEvent[]; readonly isOver: boolean }>
  /** Resolves at the next change; asked for before reading, so that no change falls in between. */
  changed(): Promise<void>
}

/** How a client takes a stream. */
export const StreamQuery = z.object({
  after: z.coerce
    .number()
    .int()
    .min(0)
    .max(2_000_000_000)
    .optional()
    .describe(
      'Go on after the event with this id, for clients that can not send `Last-Event-ID`; the field counts first.',
    ),
  wait: z.coerce
    .number()
    .int()
    .min(0)
    .max(60)
    .default(25)
    .describe(
      'For how many seconds the stream stays open when nothing ends it before. 0 gives what there is.',
    ),
})

/** The field with which a client comes back, for documents. */
export const LAST_EVENT_ID = {
  'last-event-id': {
    description:
      'The id of the last event that arrived; the stream goes on after it (WHATWG HTML, section 9.2.4).',
    example: '1',
  },
}

/** How an event stream is described. */
export const STREAM_SAYS =
  'Server-sent events (WHATWG HTML, section 9.2): each has an `id`, an `event` and JSON as `data`. Comments keep the connection alive. The stream ends after `wait` seconds, or when there is nothing more to come: an EventSource comes back by itself, with the id of the last event, and 204 tells it to stay away.'

/** How long a client waits before it comes back, in ms. */
const RETRY_MS = 2_000
/** A comment is sent when nothing was for so long, in microseconds: middle boxes close what is silent. */
const HEARTBEAT_US = 10_000_000

/** After which event a client wants to go on; undefined when it comes for the first time. Throws malformed-request. */
export function resumesAfter(
  { headers }: Request,
  { after }: { after?: number | undefined },
): number | undefined {
  const field = headers.get('last-event-id')
  if (field === null || field === '') return after
  if (!/^\d{1,10}$/.test(field))
    throw new Problem(
      'malformed-request',
      'The Last-Event-ID is not one that this stream gave out. Send it unchanged, or leave it out.',
    )
  return Number(field)
}

export interface StreamOptions {
  readonly source: EventSourceOf
  readonly clock: Waits
  /** The position to go on from. */
  readonly after: number
  readonly waitUs: number
}

/**
 * Answers with a stream of events: what has happened since a position, then what happens, until it is over or `waitUs`
 * have passed. 204 when it was over before.
 */
export async function eventStream({ source, clock, after, waitUs }: StreamOptions): Promise<Answer> {
  const { events, isOver } = await source.read(after)
  if (isOver && events.length === 0) return noContent
  return {
    status: 200,
    fields: { 'content-type': EVENT_STREAM, 'cache-control': 'no-store' },
    chunks: chunksFrom({ source, clock, after, waitUs }),
  }
}

function chunksFrom({ source, clock, after, waitUs }: StreamOptions): Chunks {
  let position = after
  let ending = false
  // An id without data is no event; a client that hears of nothing knows all the same where to go on.
  let greeting = `retry: ${RETRY_MS}\nid: ${after}\n\n`
  let deadline: ReturnType<Waits['timer']> | undefined
  let isLate = waitUs <= 0
  const gone = Promise.withResolvers<void>()

  const end = () => {
    ending = true
    deadline?.cancel()
  }
  /** Waits until there may be something to say: true when it is time for a comment. */
  async function woken(change: Promise<void>): Promise<boolean> {
    const heartbeat = clock.timer(HEARTBEAT_US)
    let isTime = false
    const rung = heartbeat.rings.then(() => {
      isTime = true
    })
    await Promise.race([change, rung, gone.promise, deadline?.rings])
    heartbeat.cancel()
    return isTime
  }

  return {
    async next() {
      if (!deadline && !isLate && !ending) {
        deadline = clock.timer(waitUs)
        void deadline.rings.then(() => {
          isLate = true
        })
      }
      while (!ending) {
        const change = source.changed()
        const { events, isOver } = await source.read(position)
        const text = greeting + events.map(written).join('')
        greeting = ''
        position = events.at(-1)?.id ?? position
        if (isOver || isLate) end()
        if (text !== '') return encoded(text)
        if (!ending && (await woken(change)) && !ending) return encoded(': nothing new\n\n')
      }
      return undefined
    },
    cancel() {
      end()
      gone.resolve()
    },
  }
}

const encoded = (text: string) => new TextEncoder().encode(text)

/** JSON has no line breaks of its own, so one data line is enough. */
function written({ id, event, data }: ServerSentEvent): string {
  return `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

/** Somebody says that something changed, and whoever waits for that hears it. */
export function createChanges() {
  let next = Promise.withResolvers<void>()
  return {
    changed: () => next.promise,
    tell() {
      next.resolve()
      next = Promise.withResolvers()
    },
  }
}
export type Changes = ReturnType<typeof createChanges>

/** The call of whoever reads on while time passes: the transaction of the request has ended. */
export function lateCall({ caller, arrivedAt, trace }: Call): Call {
  return { caller, arrivedAt, trace }
}
