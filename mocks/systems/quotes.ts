import type { WireContent, WireResponse } from '../log/events.ts'

/** What a quotation is written in: the texts of a request. */
export interface Quoting {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

/** An earlier answer, as far as it can be quoted. */
export type QuotedAnswer = Pick<WireResponse, 'fields' | 'content'>

/** A request quotes what no answer holds. The message says which. */
export class NothingToQuote extends Error {
  override name = 'NothingToQuote'
}

/**
 * `{{0:/access_token}}` stands for a member of the JSON that the first request of a workload was answered with (JSON
 * Pointer, RFC 6901), `{{0:location}}` for a header field of that answer. Such a run signs in and goes on with the token,
 * or follows a Location, on every machine.
 */
const QUOTE = /\{\{(\d{1,4}):(\/[^{}]*|[a-z][a-z0-9-]*)\}\}/g

/** Which answers a request quotes, by the places of their requests in the workload. */
export function quotedBy({ url, headers, body = '' }: Quoting): readonly number[] {
  const texts = [url, ...Object.values(headers), body]
  return [
    ...new Set(texts.flatMap((text) => [...text.matchAll(QUOTE)].map(([, place]) => Number(place)))),
  ].sort((a, b) => a - b)
}

/** A text without what it quotes, to look at the rest. */
export function withoutQuotes(text: string): string {
  return text.replace(QUOTE, '')
}

/** The request with what it quotes filled in. Throws NothingToQuote when an answer does not hold it. */
export function withQuotes<R extends Quoting>(
  request: R,
  answerTo: (place: number) => QuotedAnswer | undefined,
): R {
  if (quotedBy(request).length === 0) return request
  const fill = (text: string) =>
    text.replace(QUOTE, (quote, place: string, what: string) => {
      const answer = answerTo(Number(place))
      const found = answer && (what.startsWith('/') ? memberOf(answer.content, what) : fieldOf(answer, what))
      if (found === undefined)
        throw new NothingToQuote(
          `${quote} quotes ${what.startsWith('/') ? `the member ${what}` : `the field ${what}`} of answer ${place}, and there is none.`,
        )
      return found
    })
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, fill(value)]),
  )
  return {
    ...request,
    url: fill(request.url),
    headers,
    ...(request.body === undefined ? {} : { body: fill(request.body) }),
  }
}

function fieldOf({ fields }: QuotedAnswer, wanted: string): string | undefined {
  return fields.find(([name]) => name.toLowerCase() === wanted)?.[1]
}

function memberOf(content: WireContent, pointer: string): string | undefined {
  let value: unknown
  try {
    value = JSON.parse('text' in content ? content.text : '')
  } catch {
    return undefined
  }
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~')
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
}
