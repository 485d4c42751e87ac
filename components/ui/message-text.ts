import type { Field, WireContent, WireRequest, WireResponse } from '#mocks/log/events.ts'
import { reasonOf } from './status.ts'

/** A request as HTTP/1.1 would write it (RFC 9112 §3). */
export function requestText({ method, url, fields, content }: WireRequest): string {
  const { pathname, search } = new URL(url)
  return messageText(`${method} ${pathname}${search} HTTP/1.1`, fields, content)
}

/** A response as HTTP/1.1 would write it (RFC 9112 §4). */
export function responseText({ status, fields, content }: WireResponse): string {
  return messageText(`HTTP/1.1 ${status} ${reasonOf(status)}`.trimEnd(), fields, content)
}

function messageText(start: string, fields: readonly Field[], content: WireContent): string {
  return [start, ...fields.map(([name, value]) => `${name}: ${value}`), '', contentText(content)].join('\n')
}

/** Content as text; bytes that are no text as their base64. */
export function contentText(content: WireContent): string {
  return 'text' in content ? content.text : content.base64
}

/** JSON with line breaks and indents, or undefined when it is no JSON. */
export function prettyJson(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2)
  } catch {
    return undefined
  }
}
