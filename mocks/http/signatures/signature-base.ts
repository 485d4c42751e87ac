import { type InnerList, serializeInnerList } from 'structured-headers'

/** What of a request can be signed. */
export interface SignedMessage {
  readonly method: string
  /** Where it goes, as its receiver sees it. */
  readonly url: string
  readonly headers: Headers
}

/** What follows from a request without being one of its fields (RFC 9421 §2.2). */
const DERIVED: Readonly<Record<string, (method: string, url: URL) => string>> = {
  '@method': (method) => method,
  '@target-uri': (_, { href }) => href,
  '@authority': (_, { host }) => host,
  '@scheme': (_, { protocol }) => protocol.slice(0, -1),
  '@request-target': (_, { pathname, search }) => pathname + search,
  '@path': (_, { pathname }) => pathname,
  '@query': (_, { search }) => search || '?',
}

/**
 * The text over which a signature is made (RFC 9421 §2.5): a line for each covered component, then the parameters.
 * Undefined when the request lacks a component, when one is named twice, or when one is not known here.
 */
export function signatureBase({ method, url, headers }: SignedMessage, input: InnerList): string | undefined {
  const [components] = input
  const lines: string[] = []
  for (const [name, parameters] of components) {
    if (typeof name !== 'string' || parameters.size > 0) return undefined
    const value = name.startsWith('@') ? DERIVED[name]?.(method, new URL(url)) : headers.get(name)?.trim()
    const line = `"${name}": ${value}`
    if (value === undefined || lines.includes(line)) return undefined
    lines.push(line)
  }
  return [...lines, `"@signature-params": ${serializeInnerList(input)}`].join('\n')
}
