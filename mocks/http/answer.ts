import { atHand } from './at-hand.ts'

/** What a handler answers: a response as plain data, so that it can be kept, compared and sent again. */
export interface Answer {
  readonly status: number
  readonly fields: Readonly<Record<string, string>>
  /** Absent where the status has no content (204, 304). */
  readonly content?: string
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

/** 204: done, and nothing to say. */
export const noContent: Answer = { status: 204, fields: {} }

/** The answer as it leaves the service. */
export function toResponse({ status, fields, content }: Answer): Response {
  const response = new Response(content ?? null, { status, headers: fields })
  return atHand(response, new TextEncoder().encode(content ?? '').buffer)
}
