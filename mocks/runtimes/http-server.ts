import { createServer, type IncomingMessage, type Server, type ServerResponse, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { type Answer, toResponse } from '../http/answer.ts'
import { Problem, problemAnswer } from '../http/problem.ts'
import type { Handler } from '../http/service.ts'
import { type Chunks, chunksOf } from '../log/chunks.ts'
import { upgrading } from '../log/web-socket.ts'
import { asksForWebSocket, createWebSocketServer, type WebSocketSide } from './web-socket-server.ts'

/** The largest content that a server reads, in bytes. Services have smaller limits of their own. */
const MAX_CONTENT_BYTES = 1_000_000
/** How much of a content that is too large is still read and thrown away, so that the sender gets to read the answer. */
const MAX_DISCARDED_BYTES = 10_000_000
/** Request line and header fields together, in bytes. */
const MAX_HEAD_BYTES = 16_384
/** How long a refused connection stays open for the sender to read why, in ms. */
const LINGER_MS = 1_000

/** Methods that a `Request` can not carry (Fetch standard, forbidden methods). */
const NOT_IMPLEMENTED = new Set(['CONNECT', 'TRACE', 'TRACK'])
/** Host and optional port (RFC 9110 §7.2), without anything that would make it another part of a URL. */
const AUTHORITY = /^(\[[0-9a-f:.]+\]|[a-z0-9._~-]+)(:\d{0,5})?$/i

/** The loopback interface: nobody outside of this machine gets an answer. */
export const LOOPBACK = '127.0.0.1'

/** Thrown by a handler whose caller shall get no answer, or no more of it: the connection is reset (TCP RST) or closed. */
export class NoAnswer extends Error {
  override name = 'NoAnswer'
  readonly how: 'reset' | 'close'

  constructor(how: 'reset' | 'close') {
    super(`The connection is ${how === 'reset' ? 'reset' : 'closed'} without an answer.`)
    this.how = how
  }
}

/**
 * An HTTP/1.1 server over node:http for a function from request to response. What never becomes a request
 * (malformed, too large, too slow) gets a problem document too. `report` hears of errors that the function throws;
 * `webSocketAt` is the path at which clients may switch to WebSocket.
 */
export function createHttpServer(
  answer: Handler,
  report: (error: unknown) => void,
  { webSocketAt }: { webSocketAt?: string | undefined } = {},
): Server {
  const server = createServer({
    maxHeaderSize: MAX_HEAD_BYTES,
    headersTimeout: 10_000,
    requestTimeout: 30_000,
    keepAliveTimeout: 30_000,
    // Checked below, where the answer can say what is wrong.
    requireHostHeader: false,
    // Anywhere else a wish to switch is ignored, as it may be (RFC 9110 §7.8).
    shouldUpgradeCallback: (incoming) =>
      incoming.url?.split('?', 1)[0] === webSocketAt && asksForWebSocket(incoming),
  })
  const webSockets = createWebSocketServer(report)
  // Connections on which an answer is being made: nothing may be written in between.
  const answering = new WeakSet<Duplex>()

  async function exchange(incoming: IncomingMessage, outgoing: ServerResponse) {
    const read = await readRequest(incoming).catch(() => undefined)
    // The sender is gone, or was refused, before it had said everything.
    if (!read) return
    answering.add(incoming.socket)
    outgoing.once('close', () => answering.delete(incoming.socket))
    const response =
      read instanceof Request
        ? await answer(read).catch((error: unknown) => {
            if (error instanceof NoAnswer) return error
            report(error)
            return toResponse(
              problemAnswer(new Problem('internal-error', 'The service failed while it answered.')),
            )
          })
        : toResponse(read)
    if (response instanceof NoAnswer)
      return void (response.how === 'reset' ? incoming.socket.resetAndDestroy() : incoming.socket.destroy())
    await send(outgoing, response, incoming.method === 'HEAD')
  }

  const refuse = (outgoing: ServerResponse, refusal: Answer) =>
    send(outgoing, toResponse({ ...refusal, fields: { ...refusal.fields, connection: 'close' } }), false)

  /** Whoever asks to speak WebSocket is asked in before anything is switched, and answered as anybody when that is refused. */
  async function upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer) {
    socket.on('error', () => socket.destroy())
    const read = await readRequest(incoming)
    const refusal = read instanceof Request ? webSockets.refusalOf(incoming) : read
    if (refusal || !(read instanceof Request)) return refuseOn(socket, refusal ?? malformed('Not a request.'))
    const wish = webSockets.wishOf(incoming)
    const response = await answer(upgrading(read, wish)).catch((error: unknown) => {
      if (error instanceof NoAnswer) return error
      report(error)
      return toResponse(problemAnswer(new Problem('internal-error', 'The service failed while it answered.')))
    })
    if (response instanceof NoAnswer) return void socket.destroy()
    if (response.status === 101)
      return webSockets.accept(incoming, socket, head, { response, sent: wish.sent })
    chunksOf(response)?.cancel()
    const content = chunksOf(response) ? '' : new Uint8Array(await response.arrayBuffer())
    refuseOn(socket, { status: response.status, fields: Object.fromEntries(response.headers), content })
  }

  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    void upgrade(incoming, socket, head).catch((error: unknown) => {
      report(error)
      socket.destroy()
    })
  })
  goodbyes.set(server, webSockets)
  server.on('request', (incoming, outgoing) => void exchange(incoming, outgoing).catch(report))
  server.on('checkContinue', (incoming, outgoing) => {
    if (Number(incoming.headers['content-length']) > MAX_CONTENT_BYTES)
      return void refuse(outgoing, tooLarge()).catch(report)
    outgoing.writeContinue()
    void exchange(incoming, outgoing).catch(report)
  })
  server.on('checkExpectation', (incoming, outgoing) => {
    const detail = `Only the expectation 100-continue can be met, not ${incoming.headers.expect}.`
    void refuse(outgoing, plainProblem(417, detail)).catch(report)
  })
  server.on('connect', ({ method }, socket) => refuseOn(socket, notImplemented(method ?? 'CONNECT')))
  server.on('clientError', (error: ClientError, socket) => {
    if (!socket.writable || answering.has(socket) || error.code === 'ECONNRESET') return void socket.destroy()
    answering.add(socket)
    refuseOn(socket, refusalOf(error))
  })
  return server
}

/** Who speaks WebSocket at a server, so that it can take leave. */
const goodbyes = new WeakMap<Server, WebSocketSide>()

/** Starts to listen on the loopback interface. Rejects with Node's own error, such as EADDRINUSE. */
export function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host: LOOPBACK, exclusive: true }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Ends a server: no new requests, those under way get `patienceMs` to be answered. */
export function closeServer(server: Server, patienceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const webSockets = goodbyes.get(server)
    webSockets?.goAway()
    const impatient = setTimeout(() => {
      server.closeAllConnections()
      webSockets?.cutOff()
    }, patienceMs)
    server.close(() => {
      clearTimeout(impatient)
      resolve()
    })
    server.closeIdleConnections()
  })
}

/** The request, or why there is none. Rejects when the sender went away. */
async function readRequest(incoming: IncomingMessage): Promise<Request | Answer> {
  const method = incoming.method ?? ''
  const url = targetOf(incoming)
  const content = await readContent(incoming)
  if (NOT_IMPLEMENTED.has(method)) return notImplemented(method)
  if (!(url instanceof URL)) return url
  if (!content) return tooLarge()
  const headers = new Headers()
  for (let at = 0; at < incoming.rawHeaders.length; at += 2) {
    headers.append(incoming.rawHeaders[at] ?? '', incoming.rawHeaders[at + 1] ?? '')
  }
  // It was between the sender and this server, and is settled.
  headers.delete('expect')
  const carries = content.length > 0 && method !== 'GET' && method !== 'HEAD'
  return new Request(url, { method, headers, ...(carries ? { body: content } : {}) })
}

/** Which resource is meant (RFC 9112 §3.2): by a path and the Host field, or by a whole URL. */
function targetOf(incoming: IncomingMessage): URL | Answer {
  const { method, url: target = '', httpVersion, rawHeaders, socket } = incoming
  const hosts = rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'host')
  const [host] = hosts
  if (hosts.length > 1 || (host === undefined && httpVersion !== '1.0')) {
    return malformed(`A request has exactly one Host field; this one has ${hosts.length}.`)
  }
  if (host && !AUTHORITY.test(host))
    return malformed('The Host field is not a host name with an optional port.')
  const base = `http://${host || `${LOOPBACK}:${socket.localPort}`}`
  if (target === '*' && method === 'OPTIONS') return { status: 204, fields: {} }
  const absolute = /^http:\/\/([^/?]*)(.*)$/i.exec(target)
  if (absolute ? !AUTHORITY.test(absolute[1] ?? '') : !target.startsWith('/')) {
    return malformed('The request target must be a path that begins with /, or a whole http URL.')
  }
  if (target.includes('#'))
    return malformed('A request target has no fragment: leave out # and what follows.')
  const url = absolute ? target : base + target
  return URL.canParse(url) ? new URL(url) : malformed('The request target is not a URL.')
}

/** The whole content; undefined when there is more than a server reads. Rejects when the sender went away. */
async function readContent(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of incoming as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    if (bytes <= MAX_CONTENT_BYTES) chunks.push(chunk)
    if (bytes > MAX_DISCARDED_BYTES) break
  }
  return bytes > MAX_CONTENT_BYTES ? undefined : new Uint8Array(Buffer.concat(chunks))
}

async function send(outgoing: ServerResponse, response: Response, isHead: boolean): Promise<void> {
  const chunks = isHead ? undefined : chunksOf(response)
  if (chunks) return streamParts(outgoing, response, chunks)
  // Whoever says how much there will be has not made all of it yet: it is sent while it comes.
  if (!isHead && response.body && response.headers.has('content-length'))
    return stream(outgoing, response, response.body)
  const content = new Uint8Array(await response.arrayBuffer())
  const fields = [...response.headers].flat()
  const hasContent = !isHead && response.status !== 204 && response.status !== 304
  if (hasContent && !response.headers.has('content-length'))
    fields.push('content-length', `${content.length}`)
  outgoing.writeHead(response.status, fields)
  outgoing.end(hasContent ? content : undefined)
}

/** Sends a content piece by piece. When it breaks off, so does the connection: HTTP/1.1 has no other way to say so. */
async function stream(outgoing: ServerResponse, { status, headers }: Response, body: ReadableStream) {
  outgoing.writeHead(status, [...headers].flat())
  outgoing.flushHeaders()
  try {
    for await (const piece of body as AsyncIterable<Uint8Array>) {
      if (outgoing.destroyed) return
      if (!outgoing.write(piece)) await emptied(outgoing)
    }
    outgoing.end()
  } catch (error) {
    // What was written still goes out.
    outgoing.socket?.destroySoon()
    if (!(error instanceof NoAnswer)) throw error
  }
}

/** Sends a content that is still made, part by part, and has it stop being made when the client goes away. */
async function streamParts(outgoing: ServerResponse, { status, headers }: Response, chunks: Chunks) {
  outgoing.once('close', () => chunks.cancel())
  outgoing.writeHead(status, [...headers].flat())
  outgoing.flushHeaders()
  try {
    for (let part = await chunks.next(); part && !outgoing.destroyed; part = await chunks.next())
      if (!outgoing.write(part)) await emptied(outgoing)
    outgoing.end()
  } catch (error) {
    outgoing.socket?.destroySoon()
    // Whoever made it is gone; the client sees that the connection broke, and that is all there is to say.
    if (!(error instanceof NoAnswer) && !(error instanceof TypeError)) throw error
  }
}

/** Resolves when there is room for more, or nobody left to read it. */
function emptied(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      outgoing.off('drain', go).off('close', go)
      resolve()
    }
    outgoing.on('drain', go).on('close', go)
  })
}

const malformed = (detail: string) => problemAnswer(new Problem('malformed-request', detail))
const tooLarge = () =>
  problemAnswer(
    new Problem(
      'content-too-large',
      `The content has more than ${MAX_CONTENT_BYTES} bytes, which is the most that is read.`,
    ),
  )
const notImplemented = (method: string) => plainProblem(501, `The method ${method} is not known here.`)

/** A problem that says no more than its status does (RFC 9457 §4.2.1): it concerns the connection, not the bookshop. */
function plainProblem(status: number, detail: string): Answer {
  return {
    status,
    fields: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    content: JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail }),
  }
}

/** What Node says about bytes that became no request. */
interface ClientError extends NodeJS.ErrnoException {
  readonly rawPacket?: Buffer
}

function refusalOf({ code, rawPacket }: ClientError): Answer {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      // The request line alone is too long when no line has ended yet.
      if (rawPacket && !rawPacket.subarray(0, MAX_HEAD_BYTES).includes('\n'))
        return plainProblem(414, `The address has more than ${MAX_HEAD_BYTES} bytes.`)
      return plainProblem(
        431,
        `The request line and the header fields have more than ${MAX_HEAD_BYTES} bytes.`,
      )
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return plainProblem(413, 'The chunk extensions are too large.')
    case 'HPE_INVALID_METHOD': {
      // The parser says the same of any bytes that begin in an unusual way.
      const method = /^([!#$%&'*+.^_`|~\w-]+) \S+ HTTP\/1\.[01]\r?\n/.exec(
        rawPacket?.toString('latin1') ?? '',
      )?.[1]
      return method ? notImplemented(method) : malformed('This is not an HTTP/1.1 message.')
    }
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return plainProblem(408, 'The request did not arrive in time.')
    default:
      return malformed('This is not an HTTP/1.1 message.')
  }
}

/** Answers where there is no request to answer, and ends the connection. */
function refuseOn(socket: Duplex, { status, fields, content = '' }: Answer): void {
  const lines = Object.entries({
    ...fields,
    'content-length': `${Buffer.byteLength(content)}`,
    date: new Date().toUTCString(),
    connection: 'close',
  })
  socket.on('error', () => socket.destroy())
  socket.write(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`,
  )
  socket.end(content)
  // A connection that is cut at once may lose what was just written to it.
  setTimeout(() => socket.destroy(), LINGER_MS).unref()
}
