import { runScenario } from '#mocks/runtimes/virtual.ts'
import { encodeRun } from '#mocks/systems/link.ts'
import { readHttpMessage } from './http-message.ts'

/** What came back for a message of a page. */
export interface SentMessage {
  /** `POST /v1/orders` */
  readonly request: string
  readonly status: number
  /** The fields worth reading, as sent. */
  readonly fields: readonly (readonly [name: string, value: string])[]
  readonly content: string
  /** What follows `#run=` in a link to the sandbox. */
  readonly link: string
}

/** Fields that say when, in which trace and how long: they differ between any two messages. */
const DULL = new Set(['date', 'content-length', 'traceparent', 'tracestate'])

/** Sends a message as the page shows it, in a fresh bookshop. Throws when it can not be read, or no answer comes. */
export async function runMessage(message: string): Promise<SentMessage> {
  const { exchanges, scenario } = await runScenario({ v: 1, workload: [readHttpMessage(message)] })
  const [exchange] = exchanges
  if (!exchange?.response) throw new Error(exchange?.failure ?? 'No answer came.')
  const { status, fields, content } = exchange.response
  const { method, url } = exchange.request
  return {
    request: `${method} ${new URL(url).pathname}`,
    status,
    fields: fields.filter(([name]) => !DULL.has(name)),
    content: 'text' in content ? pretty(content.text) : `${content.bytes} bytes that are no text`,
    link: await encodeRun(scenario),
  }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
