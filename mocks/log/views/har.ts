import type { Field, Micros, RunEvent, TraceId, WireContent } from '../events.ts'
import { type HopPhases, type PhaseKind, phasesOf } from './phases.ts'
import type { Hop } from './spans.ts'

interface NameValue {
  readonly name: string
  readonly value: string
}

/** Milliseconds; -1 where it does not apply (HAR 1.2). */
interface HarTimings {
  readonly blocked: number
  readonly dns: -1
  readonly connect: -1
  readonly send: number
  readonly wait: number
  readonly receive: number
  readonly ssl: -1
}

interface HarEntry {
  readonly startedDateTime: string
  readonly time: number
  readonly request: {
    readonly method: string
    readonly url: string
    readonly httpVersion: string
    readonly cookies: readonly NameValue[]
    readonly headers: readonly NameValue[]
    readonly queryString: readonly NameValue[]
    readonly postData?: { readonly mimeType: string; readonly text: string; readonly _encoding?: 'base64' }
    readonly headersSize: -1
    readonly bodySize: number
  }
  readonly response: {
    readonly status: number
    readonly statusText: string
    readonly httpVersion: string
    readonly cookies: readonly NameValue[]
    readonly headers: readonly NameValue[]
    readonly content: {
      readonly size: number
      readonly mimeType: string
      readonly text?: string
      readonly encoding?: 'base64'
    }
    readonly redirectURL: string
    readonly headersSize: -1
    readonly bodySize: number
    readonly _error?: string
  }
  readonly cache: Readonly<Record<string, never>>
  readonly timings: HarTimings
  readonly comment: string
}

/** An HTTP archive, version 1.2: what browsers' network panels and HTTP tools import. */
export interface Har {
  readonly log: {
    readonly version: '1.2'
    readonly creator: { readonly name: string; readonly version: string }
    readonly entries: readonly HarEntry[]
    readonly comment: string
  }
}

/**
 * Every finished hop of a trace as an HTTP archive (HAR 1.2). `epochMs` is when the run started. The callee's work
 * counts as waiting, the way there as sending, the way back as receiving. A hop without an answer has status 0, as
 * browsers write it. HAR has no field for binary content of a request: `_encoding` says that it is base64.
 */
export function harOf(events: readonly RunEvent[], traceId: TraceId, epochMs: number): Har {
  return {
    log: {
      version: '1.2',
      creator: { name: 'Blocks & Glue', version: '1' },
      entries: phasesOf(events, traceId)
        .filter(({ hop }) => hop.endUs !== undefined)
        .map((timed) => entryOf(timed, epochMs)),
      comment: `Trace ${traceId}`,
    },
  }
}

/** What a phase counts as. The wait between two attempts belongs to neither. */
const TIMING: Readonly<Record<Exclude<PhaseKind, 'backoff'>, 'blocked' | 'send' | 'wait' | 'receive'>> = {
  'bulkhead-queue': 'blocked',
  there: 'send',
  'worker-queue': 'wait',
  service: 'wait',
  lost: 'wait',
  unseen: 'wait',
  back: 'receive',
  body: 'receive',
}

function entryOf({ hop, phases }: HopPhases, epochMs: number): HarEntry {
  const spent: Record<'blocked' | 'send' | 'wait' | 'receive', Micros> = {
    blocked: 0,
    send: 0,
    wait: 0,
    receive: 0,
  }
  for (const { kind, fromUs, toUs } of phases) if (kind !== 'backoff') spent[TIMING[kind]] += toUs - fromUs
  const queued = phases.some(({ kind }) => kind === 'bulkhead-queue')
  return {
    startedDateTime: dateTime(epochMs, hop.sentUs - spent.blocked),
    time: (spent.blocked + spent.send + spent.wait + spent.receive) / 1000,
    request: requestOf(hop),
    response: responseOf(hop),
    cache: {},
    timings: {
      blocked: queued ? spent.blocked / 1000 : -1,
      dns: -1,
      connect: -1,
      send: spent.send / 1000,
      wait: spent.wait / 1000,
      receive: spent.receive / 1000,
      ssl: -1,
    },
    comment: `Hop ${hop.number}: ${hop.from} to ${hop.to}`,
  }
}

function requestOf({ request: { method, url, fields, content } }: Hop): HarEntry['request'] {
  return {
    method,
    url,
    httpVersion: 'HTTP/1.1',
    cookies: valuesOf(fields, 'cookie').flatMap((value) => value.split(';').map(cookie)),
    headers: fields.map(nameValue),
    queryString: [...new URLSearchParams(/\?([^#]*)/.exec(url)?.[1] ?? '')].map(nameValue),
    ...(content.bytes > 0
      ? {
          postData: {
            mimeType: mimeTypeOf(fields),
            ...('base64' in content
              ? { text: content.base64, _encoding: 'base64' as const }
              : { text: content.text }),
          },
        }
      : {}),
    headersSize: -1,
    bodySize: content.bytes,
  }
}

function responseOf({ response, failure }: Hop): HarEntry['response'] {
  const { status, fields, content } = response ?? { status: 0, fields: [], content: { bytes: 0, text: '' } }
  return {
    status,
    // The log keeps no reason phrase: HTTP/2 and HTTP/3 have none either.
    statusText: '',
    httpVersion: response ? 'HTTP/1.1' : 'unknown',
    cookies: valuesOf(fields, 'set-cookie').map((value) => cookie(value.split(';')[0] ?? '')),
    headers: fields.map(nameValue),
    content: {
      size: content.bytes,
      mimeType: response ? mimeTypeOf(fields) : 'x-unknown',
      ...(content.bytes > 0 ? contentOf(content) : {}),
    },
    redirectURL: valuesOf(fields, 'location')[0] ?? '',
    headersSize: -1,
    bodySize: response ? content.bytes : -1,
    ...(failure ? { _error: `${failure.failure}: ${failure.detail}` } : {}),
  }
}

function contentOf(content: WireContent): { text: string; encoding?: 'base64' } {
  return 'base64' in content ? { text: content.base64, encoding: 'base64' } : { text: content.text }
}

const nameValue = ([name, value]: Field): NameValue => ({ name, value })

function cookie(pair: string): NameValue {
  const [name = '', ...value] = pair.split('=')
  return { name: name.trim(), value: value.join('=').trim() }
}

function valuesOf(fields: readonly Field[], name: string): string[] {
  return fields.filter(([each]) => each.toLowerCase() === name).map(([, value]) => value)
}

const mimeTypeOf = (fields: readonly Field[]) =>
  valuesOf(fields, 'content-type')[0] ?? 'application/octet-stream'

/** ISO 8601 to the microsecond, which JavaScript's own dates do not know. */
function dateTime(epochMs: number, us: Micros): string {
  const ms = Math.floor(us / 1000)
  const rest = String(us - ms * 1000).padStart(3, '0')
  return new Date(epochMs + ms).toISOString().replace('Z', `${rest}Z`)
}
