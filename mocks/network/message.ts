import { chunksOf, collected } from '../log/chunks.ts'
import type { Field, WireContent, WireRequest, WireResponse } from '../log/events.ts'
import type { Clock } from '../simulation/clock.ts'

const EMPTY = new Uint8Array(0)

/**
 * Reads a message's whole content. The stream settles by itself, so the clock has to know; one that comes while it is
 * made needs the clock to go on.
 */
export async function readContent(message: Request | Response, clock: Clock): Promise<Uint8Array> {
  if (!message.body) return EMPTY
  const chunks = message instanceof Response ? chunksOf(message) : undefined
  if (chunks) return collected(chunks)
  return new Uint8Array(await clock.track(message.arrayBuffer()))
}

/** Statuses whose responses have no content (RFC 9110 §15): the Response constructor refuses one. */
const WITHOUT_CONTENT = new Set([204, 205, 304])

/** A request whose content is at hand: reading it takes no time and settles in one microtask. */
export function requestWith(
  url: string,
  method: string,
  fields: Iterable<Field>,
  content: Uint8Array,
): Request {
  const headers = new Headers()
  for (const [name, value] of fields) headers.append(name, value)
  const carries = content.length > 0 && method !== 'GET' && method !== 'HEAD'
  const request = new Request(url, { method, headers, ...(carries ? { body: content.slice() } : {}) })
  return atHand(request, content)
}

/** A response whose content is at hand. */
export function responseWith(status: number, fields: Iterable<Field>, content: Uint8Array): Response {
  const headers = new Headers()
  for (const [name, value] of fields) headers.append(name, value)
  const carries = content.length > 0 && !WITHOUT_CONTENT.has(status)
  return atHand(new Response(carries ? content.slice() : null, { status, headers }), content)
}

function atHand<M extends Request | Response>(message: M, content: Uint8Array): M {
  const text = () => new TextDecoder().decode(content)
  return Object.defineProperties(message, {
    arrayBuffer: { value: async () => content.slice().buffer },
    bytes: { value: async () => content.slice() },
    text: { value: async () => text() },
    json: { value: async () => JSON.parse(text()) },
  })
}

/** The content as the log keeps it: text if it is UTF-8, base64 otherwise. */
export function wireContent(content: Uint8Array): WireContent {
  try {
    return {
      bytes: content.length,
      text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content),
    }
  } catch {
    let binary = ''
    for (const byte of content) binary += String.fromCharCode(byte)
    return { bytes: content.length, base64: btoa(binary) }
  }
}

/** A request as it goes over the wire: with the fields that the sender's HTTP stack adds. */
export function wireRequest(request: Request, content: Uint8Array): WireRequest {
  const fields: Field[] = [['host', new URL(request.url).host], ...fieldsOf(request.headers)]
  if (content.length > 0 && !request.headers.has('content-length'))
    fields.push(['content-length', `${content.length}`])
  // A fragment is the client's own business (RFC 9110 §7.1).
  return {
    method: request.method,
    url: request.url.replace(/#.*$/s, ''),
    fields,
    content: wireContent(content),
  }
}

/** A response as it goes over the wire. */
export function wireResponse(response: Response, content: Uint8Array): WireResponse {
  return { status: response.status, fields: fieldsOf(response.headers), content: wireContent(content) }
}

/** How old an answer was when it came, in whole seconds (RFC 9111 §5.1). */
export function ageOnArrivalS({ headers }: Response): number {
  const age = headers.get('age')
  return age !== null && /^\d{1,9}$/.test(age) ? Number(age) : 0
}

/** The fields of an answer that is given once more and is so many seconds old by now. */
export function withAge({ headers }: Response, ageS: number): Field[] {
  return [...fieldsOf(headers).filter(([name]) => name !== 'age'), ['age', String(ageS)]]
}

/** Header fields as lines, sorted by name as `Headers` gives them. */
export function fieldsOf(headers: Headers): Field[] {
  return [...headers]
}
