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
  const [head = '', ...rest] = text.replace(/\r/g, '').trim().split(/\n\n/)
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

/** A runnable block of a page: what is sent, and what the page promises of the answer. */
export interface SendItBlock {
  readonly message: string
  readonly expect: number
  /** The JSON that the page shows as the answer; the real one may have more members. */
  readonly shown?: unknown
}

/** Every runnable block of a page's source, in order. */
export function sendItBlocksIn(source: string): readonly SendItBlock[] {
  return [...source.matchAll(/<SendIt expect=\{(\d+)\}>([\s\S]*?)<\/SendIt>/g)].map(
    ([, expect, inner = '']) => {
      const fences = [...inner.matchAll(/^```(\w+)[^\n]*\n([\s\S]*?)^```/gm)]
      const message = fences.find(([, language]) => language === 'http')?.[2]
      if (message === undefined) throw new Error('A <SendIt> has no block of http in it.')
      const shown = fences.find(([, language]) => language === 'json')?.[2]
      return { message, expect: Number(expect), ...(shown === undefined ? {} : { shown: JSON.parse(shown) }) }
    },
  )
}
