import type { Field, Party, WireContent, WireRequest, WireResponse } from '#mocks/log/events.ts'
import type { CellRun } from './cells.ts'

/**
 * Fields that are left out of every comparison, and why. They say when and by which trace a message was
 * sent, not what it means, so they differ between any two messages.
 */
export const EXCEPTED_FIELDS = [
  { name: 'date', reason: 'when the answer was made' },
  { name: 'traceparent', reason: 'which trace the message belongs to' },
  { name: 'tracestate', reason: 'more about the trace' },
  { name: 'server-timing', reason: 'how long the server took' },
] as const

/** One thing that was compared: its value in either run, and whether they are the same. */
export interface Row {
  readonly part: string
  readonly before: string
  readonly after: string
  readonly same: boolean
}

/** Two runs side by side. */
export interface Comparison {
  /** The message that the client sent. */
  readonly request: Row
  readonly status: Row
  readonly content: Row
  /** How many bytes of the content differ; those that only the longer one has count. */
  readonly differingBytes: number
  /** One for each field of either answer, without the excepted ones. */
  readonly fields: readonly Row[]
  /** Excepted fields that one of the answers carried. */
  readonly excepted: readonly string[]
  /** Whether the book is the same, wherever the content keeps it; absent when one of the answers has no book. */
  readonly book?: Row
  /** Who did the work: every party that a request reached, in order of arrival. */
  readonly path: Row
  /** HTTP requests, the client's own included. */
  readonly hops: { readonly before: number; readonly after: number }
  /** From sending to answer, in microseconds of the run's clock. Modelled. */
  readonly durationUs: { readonly before: number; readonly after: number }
}

/** Compares what the client sent and got in two runs, and what happened behind. Pure. */
export function compareRuns(before: CellRun, after: CellRun): Comparison {
  const answers = [answerOf(before), answerOf(after)] as const
  const [a, b] = answers
  const differingBytes = differing(bytesOf(a.content), bytesOf(b.content))
  const books = answers.map((answer) => bookIn(answer.content))
  return {
    request: row('the message', sayRequest(before.exchange.request), sayRequest(after.exchange.request), {
      same: saysTheSame(before.exchange.request, after.exchange.request),
    }),
    status: row('status', String(a.status), String(b.status)),
    content: row('content', `${a.content.bytes} bytes`, `${b.content.bytes} bytes`, {
      same: differingBytes === 0,
    }),
    differingBytes,
    fields: fieldRows(a.fields, b.fields),
    excepted: EXCEPTED_FIELDS.map(({ name }) => name).filter((name) =>
      answers.some(({ fields }) => fields.some(([candidate]) => candidate.toLowerCase() === name)),
    ),
    ...(books[0] !== undefined && books[1] !== undefined
      ? { book: row('the book in it', books[0], books[1]) }
      : {}),
    path: row('who worked', partiesOf(before).join(', '), partiesOf(after).join(', ')),
    hops: { before: before.hops.length, after: after.hops.length },
    durationUs: {
      before: before.exchange.endUs - before.exchange.startUs,
      after: after.exchange.endUs - after.exchange.startUs,
    },
  }
}

/** Whether a client could tell the two answers apart: same status, content and fields. */
export function sameAnswer({ status, content, fields }: Comparison): boolean {
  return status.same && content.same && fields.every(({ same }) => same)
}

function row(part: string, before: string, after: string, { same = before === after } = {}): Row {
  return { part, before, after, same }
}

function answerOf({ exchange }: CellRun): WireResponse {
  if (!exchange.response) throw new Error(`No answer came: ${exchange.failure ?? 'the run says not why'}.`)
  return exchange.response
}

/** The parties that a request reached, each once, in order of arrival. */
export function partiesOf({ hops }: CellRun): readonly Party[] {
  return [...new Set(hops.map(({ to }) => to))]
}

function sayRequest({ method, url }: WireRequest): string {
  return `${method} ${new URL(url).pathname}`
}

function saysTheSame(a: WireRequest, b: WireRequest): boolean {
  return (
    a.method === b.method &&
    a.url === b.url &&
    differing(bytesOf(a.content), bytesOf(b.content)) === 0 &&
    fieldRows(a.fields, b.fields).every(({ same }) => same)
  )
}

const isExcepted = (name: string) => EXCEPTED_FIELDS.some((excepted) => excepted.name === name)
const ABSENT = 'absent'

function fieldRows(a: readonly Field[], b: readonly Field[]): readonly Row[] {
  const [left, right] = [linesByName(a), linesByName(b)]
  return [...new Set([...left.keys(), ...right.keys()])]
    .filter((name) => !isExcepted(name))
    .sort()
    .map((name) => row(name, left.get(name) ?? ABSENT, right.get(name) ?? ABSENT))
}

/** Field lines by lowercase name; repeated ones joined as RFC 9110 §5.3 allows. */
function linesByName(fields: readonly Field[]): Map<string, string> {
  const lines = new Map<string, string>()
  for (const [name, value] of fields) {
    const key = name.toLowerCase()
    const earlier = lines.get(key)
    lines.set(key, earlier === undefined ? value : `${earlier}, ${value}`)
  }
  return lines
}

function bytesOf(content: WireContent): Uint8Array {
  return 'text' in content
    ? new TextEncoder().encode(content.text)
    : Uint8Array.from(atob(content.base64), (character) => character.charCodeAt(0))
}

function differing(a: Uint8Array, b: Uint8Array): number {
  let count = Math.abs(a.length - b.length)
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) count++
  return count
}

/** The book in an answer's content, as JSON text: the content itself, or the `result` of a procedure call. */
function bookIn(content: WireContent): string | undefined {
  const parsed = 'text' in content ? parseJson(content.text) : undefined
  if (typeof parsed !== 'object' || parsed === null) return undefined
  const book = 'result' in parsed ? parsed.result : parsed
  return typeof book === 'object' && book !== null && 'isbn' in book ? JSON.stringify(book) : undefined
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
