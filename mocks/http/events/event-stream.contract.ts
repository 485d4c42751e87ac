import { createParser } from 'eventsource-parser'

/** One event as a client gets it. */
export interface ReceivedEvent {
  readonly id: string | undefined
  readonly event: string | undefined
  readonly data: unknown
}

/** What a client makes of a stream: the complete events, with their data read as JSON, the comments and the wait before it comes back. */
export function readStream(text: string): {
  events: readonly ReceivedEvent[]
  comments: readonly string[]
  retryMs: number | undefined
} {
  const events: ReceivedEvent[] = []
  const comments: string[] = []
  let retryMs: number | undefined
  const parser = createParser({
    onEvent: ({ id, event, data }) => events.push({ id, event, data: JSON.parse(data) }),
    onComment: (comment) => comments.push(comment),
    onRetry: (ms) => {
      retryMs = ms
    },
    onError: (error) => {
      throw error
    },
  })
  parser.feed(text)
  return { events, comments, retryMs }
}
