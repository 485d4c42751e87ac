/**
 * The edge itself: Connect and gRPC-Web over the domain, with the library that knows both protocols. It is loaded when
 * the first call comes, so that nobody else carries it.
 */

import { base64Decode, base64Encode } from '@bufbuild/protobuf/wire'
import {
  Code,
  ConnectError,
  createConnectRouter,
  createContextKey,
  createContextValues,
} from '@connectrpc/connect'
import type { UniversalServerResponse } from '@connectrpc/connect/protocol'
import { parseTimeout as connectTimeout } from '@connectrpc/connect/protocol-connect'
import { parseTimeout as grpcTimeout } from '@connectrpc/connect/protocol-grpc'
import type { Answer } from '../../http/answer.ts'
import { callOf } from '../../http/call.ts'
import { revalidated } from '../../http/conditional.ts'
import { readJson } from '../../http/json.ts'
import { Problem } from '../../http/problem.ts'
import type { ServiceWorld } from '../../http/service.ts'
import type { Clock } from '../../simulation/clock.ts'
import { createDeadline } from './deadline.ts'
import type { Asking, RpcDomain, Sighting } from './domain.ts'
import { errorOf, foreseen, invalidFields } from './errors.ts'
import { InventoryService, WatchStockResponse_Kind } from './generated/bookshop/inventory/v1/inventory_pb.js'
import {
  isbnsViolations,
  isbnViolations,
  MAX_CONTENT_BYTES,
  MOST_IN_BATCH,
  MOST_WATCHED,
  USUAL_WATCH_MS,
  type Violation,
  watchViolations,
} from './rules.ts'

export interface ConnectOptions extends ServiceWorld {
  domain: RpcDomain
  clock: Clock
}

/** A call as it arrived: who asks and for how long, or why it is refused before its content is looked at. */
type Arrival = { readonly asking: Asking } | { readonly refusal: ConnectError }

const ARRIVAL = createContextKey<Arrival>({ refusal: new ConnectError('nobody asked', Code.Internal) })

const KINDS: Readonly<Record<Sighting['kind'], WatchStockResponse_Kind>> = {
  current: WatchStockResponse_Kind.CURRENT,
  changed: WatchStockResponse_Kind.CHANGED,
}

/** Answers calls of `bookshop.inventory.v1.InventoryService` in whichever of the two protocols they come. */
export function createConnectEdge({ domain, clock, now, verify, report }: ConnectOptions) {
  const router = createConnectRouter({
    // It needs HTTP/2, for its trailers; here everything is HTTP/1.1.
    grpc: false,
    readMaxBytes: MAX_CONTENT_BYTES,
    jsonOptions: { alwaysEmitImplicit: true, ignoreUnknownFields: false },
    requestGate({ values }) {
      const arrival = values.get(ARRIVAL)
      if ('refusal' in arrival) throw arrival.refusal
    },
  }).service(InventoryService, {
    getStock: ({ isbn }, { values }) =>
      answering(async () => {
        mustFit(isbnViolations(isbn))
        return { stock: await domain.read(isbn, askingOf(values.get(ARRIVAL))) }
      }),
    batchGetStock: ({ isbns }, { values }) =>
      answering(async () => {
        mustFit(isbnsViolations(isbns, MOST_IN_BATCH))
        return domain.readAll(isbns, askingOf(values.get(ARRIVAL)))
      }),
    async *watchStock({ isbns, changes, within }, { values }) {
      try {
        const withinMs = within ? Number(within.seconds) * 1000 + within.nanos / 1_000_000 : USUAL_WATCH_MS
        mustFit([...isbnsViolations(isbns, MOST_WATCHED), ...watchViolations({ changes, withinMs })])
        const sightings = domain.watch({ isbns, changes, withinMs }, askingOf(values.get(ARRIVAL)))
        for await (const { kind, stock } of sightings) yield { kind: KINDS[kind], stock }
      } catch (error) {
        throw said(error)
      }
    },
  })

  /** The error as clients may see it; operators hear of what nobody foresaw. */
  function said(error: unknown): ConnectError {
    const known = foreseen(error)
    if (!known) report?.(error)
    return known ?? new ConnectError('The service met a situation that it was not made for.', Code.Internal)
  }

  const answering = <T>(work: () => Promise<T>): Promise<T> =>
    work().catch((error: unknown) => {
      throw said(error)
    })

  /** Who asks and for how long. The time is counted here, so the library is not told of it: it would set timers of its own. */
  async function arrivalOf(
    request: Request,
    header: Headers,
    { refusal, signal }: { refusal: Problem | undefined; signal: AbortSignal },
  ): Promise<Arrival> {
    if (refusal) return { refusal: errorOf(refusal) }
    const { timeoutMs, error } = takeTimeout(header)
    if (error) return { refusal: error }
    const deadline = createDeadline(clock, timeoutMs, signal)
    try {
      return { asking: { call: await callOf(request, now, verify), deadline } }
    } catch (error) {
      return { refusal: said(error) }
    }
  }

  return async (request: Request): Promise<Answer> => {
    const url = new URL(request.url)
    const method = request.method === 'HEAD' ? 'GET' : request.method
    const handler = router.handlers.find(({ requestPath }) => requestPath === url.pathname)
    if (!handler) throw new Problem('not-found', `There is no procedure at ${url.pathname}.`)
    const header = new Headers(request.headers)
    const isText = takeTextual(header)
    // A GET has no content, whatever it says.
    if (method === 'GET') header.delete('content-type')
    else if (!handler.supportedContentType(header.get('content-type') ?? ''))
      throw unsupported(handler.method)
    const raw = new Uint8Array(await request.arrayBuffer())
    const { content, problem } = readable(raw, isText, header, method, url)
    const leaving = new AbortController()
    const arrival = await arrivalOf(request, header, { refusal: problem, signal: leaving.signal })
    const contextValues = createContextValues().set(ARRIVAL, arrival)
    const answer = await handler({
      httpVersion: '1.1',
      method,
      url: request.url,
      header,
      body: once(content),
      // The library is not told that the caller has gone: it would write an error that nobody reads.
      signal: new AbortController().signal,
      contextValues,
    })
    if (answer.status === 415) throw unsupported(handler.method)
    const isStream = handler.method.methodKind === 'server_streaming' && answer.status === 200
    return isStream ? streamOf(answer, isText, leaving) : answerOf(request, answer, isText)
  }
}

function askingOf(arrival: Arrival): Asking {
  if ('refusal' in arrival) throw arrival.refusal
  return arrival.asking
}

function mustFit(violations: readonly Violation[]): void {
  if (violations.length > 0) throw invalidFields(violations)
}

/** Takes the timeout out of the fields, in whichever protocol's words it stands there. */
function takeTimeout(header: Headers): ReturnType<typeof grpcTimeout> {
  const isGrpc = /^application\/grpc/i.test(header.get('content-type') ?? '')
  const name = isGrpc ? 'grpc-timeout' : 'connect-timeout-ms'
  const read = (isGrpc ? grpcTimeout : connectTimeout)(header.get(name), Number.MAX_SAFE_INTEGER)
  header.delete('grpc-timeout')
  header.delete('connect-timeout-ms')
  return read
}

const TEXTUAL = /^application\/grpc-web-text(?=$|[+;])/i

/** Whether the content is base64, as browsers without binary streams need it; the library only knows the binary form. */
function takeTextual(header: Headers): boolean {
  const type = header.get('content-type') ?? ''
  if (!TEXTUAL.test(type)) return false
  header.set('content-type', type.replace(TEXTUAL, 'application/grpc-web'))
  return true
}

/** The content in binary, or why nobody reads it. JSON is read as strictly as everywhere in the bookshop. */
function readable(
  raw: Uint8Array<ArrayBuffer>,
  isText: boolean,
  header: Headers,
  method: string,
  { searchParams }: URL,
): { content: Uint8Array; problem?: Problem } {
  const nothing = new Uint8Array(0)
  try {
    if (raw.length > MAX_CONTENT_BYTES)
      throw new Problem(
        'content-too-large',
        `The content has ${raw.length} bytes; at most ${MAX_CONTENT_BYTES} are read.`,
      )
    const content = isText ? fromBase64(new TextDecoder().decode(raw)) : raw
    if (method === 'GET') {
      const message = searchParams.get('message') ?? ''
      const bytes =
        searchParams.get('base64') === '1' ? fromBase64(message) : new TextEncoder().encode(message)
      if (searchParams.get('encoding') === 'json' && !searchParams.has('compression')) mustBeJson(bytes)
    } else if (
      /^application\/json/i.test(header.get('content-type') ?? '') &&
      !header.has('content-encoding')
    )
      mustBeJson(content)
    else if (FRAMED_JSON.test(header.get('content-type') ?? '')) mustBeJson(messageIn(content))
    return { content }
  } catch (error) {
    if (error instanceof Problem) return { content: nothing, problem: error }
    throw error
  }
}

const FRAMED_JSON = /^application\/(connect|grpc-web)\+json/i

/** The message in the first envelope, without its five bytes; an empty object when the envelope is none, or packed. */
function messageIn(content: Uint8Array): Uint8Array {
  const [flags, ...length] = content.subarray(0, 5)
  const bytes = length.reduce((sum, byte) => sum * 256 + byte, 0)
  const isWhole = flags === 0 && length.length === 4 && content.length >= 5 + bytes
  // What is wrong with an envelope, the library says.
  return isWhole ? content.subarray(5, 5 + bytes) : new TextEncoder().encode('{}')
}

function mustBeJson(content: Uint8Array): void {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    throw new Problem('malformed-request', 'The content is not UTF-8 text.')
  }
  readJson(text)
}

/** Base64 in any number of pieces, each with its own padding, as clients send a stream of it. */
function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return joined((text.match(/[^=]+={0,2}/g) ?? []).map((piece) => base64Decode(piece)))
  } catch {
    throw new Problem('malformed-request', 'The content is not base64.')
  }
}

async function* once(content: Uint8Array) {
  if (content.length > 0) yield content
}

/** The answer as its messages come: each is handed on when it was said, and none is asked for before somebody reads. */
function streamOf(
  { status, header = new Headers(), body }: UniversalServerResponse,
  isText: boolean,
  leaving: AbortController,
): Answer {
  const pieces = (body ?? once(new Uint8Array(0)))[Symbol.asyncIterator]()
  const gone = Promise.withResolvers<undefined>()
  return {
    status,
    fields: fieldsOf(header, isText),
    chunks: {
      async next() {
        const piece = await Promise.race([pieces.next(), gone.promise])
        if (!piece || piece.done) return undefined
        return isText ? new TextEncoder().encode(base64Encode(piece.value)) : new Uint8Array(piece.value)
      },
      cancel() {
        leaving.abort()
        gone.resolve(undefined)
      },
    },
  }
}

function fieldsOf(header: Headers, isText: boolean): Record<string, string> {
  const { 'content-length': _, ...fields } = Object.fromEntries(header)
  const type = fields['content-type']?.replace('application/grpc-web', 'application/grpc-web-text')
  return { ...fields, ...(isText && type ? { 'content-type': type } : {}), 'cache-control': 'no-store' }
}

/** The answer as plain data. What a GET brings may be kept and asked for again, under a condition. */
async function answerOf(
  request: Request,
  { status, header = new Headers(), body }: UniversalServerResponse,
  isText: boolean,
): Promise<Answer> {
  const pieces: Uint8Array[] = []
  for await (const piece of body ?? []) pieces.push(piece)
  const bytes = joined(pieces)
  const { 'content-length': _, ...fields } = Object.fromEntries(header)
  if (request.method !== 'POST' && status === 200)
    return revalidated(request, { status, fields, content: bytes })
  return { status, fields: fieldsOf(header, isText), content: isText ? base64Encode(bytes) : bytes }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

const UNARY_TYPES = ['application/json', 'application/proto']
const STREAM_TYPES = ['application/connect+json', 'application/connect+proto']
const WEB_TYPES = [
  'application/grpc-web+proto',
  'application/grpc-web+json',
  'application/grpc-web-text+proto',
  'application/grpc-web-text+json',
]

/** Neither protocol knows the media type. Native gRPC is the likeliest one. */
function unsupported({ methodKind }: { methodKind: string }): Problem {
  const types = [...(methodKind === 'unary' ? UNARY_TYPES : STREAM_TYPES), ...WEB_TYPES].join(', ')
  return new Problem('unsupported-media-type', {
    detail: `Send one message as ${types}; a GET says encoding=json or encoding=proto in its query. Native gRPC (application/grpc) needs the trailers of HTTP/2, which neither a browser's fetch nor this HTTP/1.1 server has.`,
    headers: { 'accept-post': types },
  })
}
