import { createParser } from 'eventsource-parser'
import * as z from 'zod'
import { type Call, fieldsFor } from '../../http/call.ts'
import { problemFrom } from '../../http/client.ts'
import type { Waits } from '../../http/events/patience.ts'
import type { Problem } from '../../http/problem.ts'
import { type Chunks, chunksOf, EVENT_STREAM } from '../../log/chunks.ts'
import type { Subscribe } from './live-messages.ts'
import type { Upstream } from './service.ts'

export interface FeedOptions {
  /** Who knows what happens, and offers it as a stream of events. */
  live: Upstream
  clock: Waits
  /** As whom it is read. */
  call: Call
}

/** What a feed has to say. */
export type News =
  /** It reads, and everything after this position will be told. */
  | { readonly kind: 'begun'; readonly after: number }
  | {
      readonly kind: 'message'
      readonly message:
        | { type: 'event'; id: number; event: string; data: Record<string, unknown> }
        | { type: 'missed'; id: number; events: number }
    }
  /** The caller may not have it. */
  | { readonly kind: 'problem'; readonly problem: Problem }
  /** Its source is gone, and does not come back. */
  | { readonly kind: 'lost' }

/** How long one stream is read before the next one, in seconds: the longest that the source keeps one open. */
const STREAM_S = 60
/** Waits before a source is asked again that broke off or did not answer, in microseconds; then it counts as lost. */
const WAITS_US = [1_000_000, 2_000_000, 4_000_000, 8_000_000]

const Data = z.record(z.string(), z.unknown())
const Missed = z.object({ events: z.int() })

/**
 * Reads one stream of events after another, each from where the one before it ended, and keeps what is wanted. It reads
 * when it is asked for more: whoever is slow has nothing pile up in between.
 */
export function createFeed(
  { live, clock, call }: FeedOptions,
  { topic, of, after }: Pick<Subscribe, 'topic' | 'of' | 'after'>,
) {
  const waiting: News[] = []
  const ended = Promise.withResolvers<undefined>()
  let position = after
  let hasBegun = false
  let isOver = false
  let failures = 0
  let stream: { readonly chunks: Chunks; readonly feed: (part: Uint8Array) => void } | undefined

  async function open(): Promise<Chunks | Problem | undefined> {
    const query = new URLSearchParams({
      ...(position === undefined ? {} : { after: `${position}` }),
      wait: `${STREAM_S}`,
    })
    const headers = { accept: EVENT_STREAM, ...fieldsFor(call) }
    const answer = await live
      .send(new Request(`${live.origin}/live?${query}`, { headers }))
      .catch(() => undefined)
    if (!answer) return undefined
    if (answer.status >= 400 && answer.status < 500)
      return problemFrom(await answer.json().catch(() => undefined))
    return answer.status === 200 ? chunksOf(answer) : undefined
  }

  /** Reads on in the stream that is open, or in the next one. */
  async function read(): Promise<void> {
    if (!stream) {
      const opened = await open()
      if (opened && !('next' in opened)) return void waiting.push({ kind: 'problem', problem: opened })
      if (!opened) return pause()
      if (isOver) return opened.cancel()
      stream = { chunks: opened, feed: reader() }
    }
    const { chunks, feed } = stream
    const part = await Promise.race([chunks.next(), ended.promise]).catch(() => 'broken' as const)
    if (part === 'broken') {
      stream = undefined
      return pause()
    }
    failures = 0
    if (part) feed(part)
    else stream = undefined
  }

  async function pause() {
    const us = WAITS_US[failures++]
    if (us === undefined) return void waiting.push({ kind: 'lost' })
    const timer = clock.timer(us)
    await Promise.race([timer.rings, ended.promise])
    timer.cancel()
  }

  function reader() {
    const decoder = new TextDecoder()
    const parser = createParser({
      onEvent({ id, event = '', data }) {
        const at = Number(id)
        position = at
        const read: unknown = JSON.parse(data)
        const missed = event === 'missed' ? Missed.safeParse(read).data : undefined
        if (missed) waiting.push({ kind: 'message', message: { type: 'missed', id: at, ...missed } })
        const told = Data.safeParse(read).data
        if (told && event.startsWith(`${PREFIXES[topic]}.`) && (of === undefined || isAbout(topic, of, told)))
          waiting.push({ kind: 'message', message: { type: 'event', id: at, event, data: told } })
      },
    })
    let isFirst = true
    return (part: Uint8Array) => {
      const text = decoder.decode(part, { stream: true })
      // A stream begins by saying where it does.
      const begins = isFirst ? /^id: (\d+)$/m.exec(text)?.[1] : undefined
      isFirst = false
      if (begins !== undefined && !hasBegun) {
        hasBegun = true
        position = Number(begins)
        waiting.push({ kind: 'begun', after: position })
      }
      parser.feed(text)
    }
  }

  return {
    /** What it has to say next; undefined when it was ended. */
    async next(): Promise<News | undefined> {
      while (!isOver && waiting.length === 0) await read()
      return isOver ? undefined : waiting.shift()
    },
    /** Nobody wants to know any more: the stream stops being made. */
    end() {
      isOver = true
      stream?.chunks.cancel()
      ended.resolve(undefined)
    },
  }
}

/** How the names of a topic's events begin. */
const PREFIXES: Readonly<Record<Subscribe['topic'], string>> = {
  orders: 'order',
  stock: 'stock',
  prices: 'price',
}

const Lines = z.array(z.object({ isbn: z.string() }))

/** Whether an event is about this order, or this book. */
function isAbout(topic: Subscribe['topic'], of: string, data: Record<string, unknown>): boolean {
  switch (topic) {
    case 'orders':
      return data.order === of
    case 'stock':
      return (Lines.safeParse(data.lines).data ?? []).some(({ isbn }) => isbn === of)
    case 'prices':
      return data.isbn === of
  }
}
