import { requestText, responseText } from '#components/ui/message-text.ts'
import { type Chosen, type MeasuredFigure, openExperiment } from '#learner/experiment.ts'
import type { WireContent, WireRequest, WireResponse } from '#mocks/log/events.ts'
import { type Hop, hopsOf } from '#mocks/log/views/spans.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { servicesDown } from '#mocks/systems/fault-words.ts'
import { encodeRun } from '#mocks/systems/link.ts'
import type { Architecture } from '#mocks/systems/scenario.ts'

/** One message of the client, in a line. */
export interface ClientMessage {
  readonly request: string
  /** `201`, or why no answer came. */
  readonly outcome: string
  readonly status?: number
  readonly startUs: number
  readonly endUs: number
}

/** One setting of a panel after its run: plain data, so that it can be recorded in the page. */
export interface PanelRun {
  readonly chosen: Chosen
  /** The setting's name, and the setting in words. */
  readonly key: string
  readonly said: string
  readonly architecture: Architecture
  readonly down: readonly string[]
  readonly hops: readonly Hop[]
  /** The watched exchange as HTTP/1.1 writes it; absent where the panel does not show it. */
  readonly wire?: { readonly request: string; readonly response: string }
  readonly messages: readonly ClientMessage[]
  readonly figures: readonly MeasuredFigure[]
  /** What the prediction asks about, as this run has it. */
  readonly predicted: number | string
  /** What follows `#run=` in a link to the sandbox. */
  readonly link: string
}

/** Runs a panel at one setting, in a bookshop of its own on the virtual clock. Heavy: import it on intent. */
export async function runPanel(id: string, set: Chosen = {}): Promise<PanelRun> {
  const { facts, at } = await openExperiment(id)
  const { chosen, key, said, scenario: wanted, watched, traced, figures, predicted } = at(set)
  const run = await runScenario(wanted)
  const { scenario, exchanges, events } = run
  const drawn = exchanges[watched]
  if (!drawn) throw new Error(`The run of "${id}" has no exchange ${watched}.`)
  const shows = (what: (typeof facts.shows)[number]) => facts.shows.includes(what)
  return {
    chosen,
    key,
    said,
    architecture: scenario.system,
    down: servicesDown(scenario.faults),
    hops: shows('blocks') || (shows('trace') && traced) ? hopsOf(events, drawn.traceId) : [],
    ...(shows('wire')
      ? {
          wire: {
            request: requestText(readable(withHex(drawn.request))),
            response: drawn.response
              ? responseText(withHex(drawn.response))
              : (drawn.failure ?? 'No answer came.'),
          },
        }
      : {}),
    messages: shows('messages')
      ? exchanges.map(({ request, response, failure, startUs, endUs }) => ({
          request: `${request.method} ${new URL(request.url).pathname}`,
          outcome: response ? `${response.status}` : (failure ?? 'no answer'),
          ...(response ? { status: response.status } : {}),
          startUs,
          endUs,
        }))
      : [],
    figures: figures(run),
    predicted: predicted(run),
    link: await encodeRun(scenario),
  }
}

/** A field value longer than this is a token, and would push everything else out of sight. */
const LONGEST_VALUE = 120

/** The request with its very long field values cut short, and said so. */
function readable(request: WireRequest): WireRequest {
  return {
    ...request,
    fields: request.fields.map(([name, value]) => [
      name,
      value.length > LONGEST_VALUE ? `${value.slice(0, 32)}… (${value.length} characters in all)` : value,
    ]),
  }
}

/** Media types whose bytes may look like text, and are none. */
const BINARY = /\bproto\b|octet-stream/

/** The message with its content in hexadecimal, if that is no text. */
function withHex<M extends WireRequest | WireResponse>(message: M): M {
  const { fields, content } = message
  const type = fields.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
  return BINARY.test(type) || 'base64' in content ? { ...message, content: inHex(content) } : message
}

function inHex(content: WireContent): WireContent {
  const bytes =
    'base64' in content
      ? Uint8Array.from(atob(content.base64), (char) => char.charCodeAt(0))
      : new TextEncoder().encode(content.text)
  const numbers = [...bytes].map((byte) => byte.toString(16).padStart(2, '0'))
  return { bytes: content.bytes, text: numbers.join(' ') }
}
