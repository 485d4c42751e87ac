import type { WorkloadRequest } from '#mocks/systems/scenario.ts'

/** A request of a page as its author wrote it: request line, fields, an empty line, content (RFC 9112 §2.1). */
export type PageRequest = Pick<WorkloadRequest, 'method' | 'url' | 'headers' | 'body'>

/** What HTTP writes itself; naming it on a page is for readers. */
const OF_THE_CLIENT = new Set(['host', 'content-length', 'connection'])

/**
 * Reads a request as a page shows it. `Host` gives the address; without it, it is the public API. Throws an Error that
 * names the line which could not be read.
 */
export function readHttpMessage(text: string): PageRequest {
  const [head = '', ...rest] = text
    .replace(/[ \t\r]+$/gm, '')
    .trim()
    .split(/\n\n/)
  const [line = '', ...lines] = head.split('\n')
  const [, method, target] = /^([A-Za-z]+) (\S+)(?: HTTP\/[\d.]+)?$/.exec(line.trim()) ?? []
  if (!method || !target)
    throw new Error(`“${line}” is no request line. Write a method, a target, and HTTP/1.1.`)
  const headers: Record<string, string> = {}
  let host = 'api.bookshop.example'
  for (const field of lines) {
    const [, name = '', value = ''] = /^([!#$%&'*+.^_`|~\w-]+):\s*(.*?)\s*$/.exec(field) ?? []
    if (!name) throw new Error(`“${field}” is no header field. Write a name, a colon, and a value.`)
    if (name.toLowerCase() === 'host') host = value
    if (!OF_THE_CLIENT.has(name.toLowerCase())) headers[name.toLowerCase()] = value
  }
  const body = rest.join('\n\n')
  return { method, url: `https://${host}${target}`, headers, ...(body === '' ? {} : { body }) }
}
