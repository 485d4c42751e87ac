import { type Chunks, chunkedResponse } from '../log/chunks.ts'
import { atHand } from './at-hand.ts'

/** What a handler answers: a response as plain data, so that it can be kept, compared and sent again. */
export interface Answer {
  readonly status: number
  readonly fields: Readonly<Record<string, string>>
  /** Absent where the status has no content (204, 304). */
  readonly content?: string | Uint8Array<ArrayBuffer>
  /** Instead of a content: one that comes while it is made. It can be read once. */
  readonly chunks?: Chunks
}

/** A JSON representation. */
export function json(
  body: unknown,
  { status = 200, fields = {} }: { status?: number; fields?: Record<string, string> } = {},
): Answer {
  return { status, fields: { 'content-type': 'application/json', ...fields }, content: JSON.stringify(body) }
}

/** 201 with the address of what was created (RFC 9110 §15.3.2). */
export function created(location: string, body: unknown, fields: Record<string, string> = {}): Answer {
  return json(body, { status: 201, fields: { location, ...fields } })
}

/** 202: the work goes on, and `Location` is where to look how far it is (RFC 9110 §15.3.3). */
export function accepted(location: string, body: unknown, fields: Record<string, string> = {}): Answer {
  return json(body, { status: 202, fields: { location, ...fields } })
}

/** 204: done, and nothing to say. */
export const noContent: Answer = { status: 204, fields: {} }

/** The bytes of an answer's content; none when it has no content. */
export function bytesOf({ content = '' }: Answer): Uint8Array<ArrayBuffer> {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content
}

/** The answer as it leaves the service. */
export function toResponse(answer: Answer): Response {
  const { status, fields, content, chunks } = answer
  if (chunks) return chunkedResponse({ status, headers: fields }, chunks)
  const response = new Response(content ?? null, { status, headers: fields })
  const bytes = bytesOf(answer)
  return atHand(response, bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength))
}

/** The answer to a request: whoever asked with HEAD gets it without its content (RFC 9110 §9.3.2). */
export function asAsked({ method }: Request, answer: Answer): Response {
  const response = toResponse(answer)
  return method === 'HEAD' ? new Response(null, response) : response
}
