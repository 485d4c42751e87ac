import { type Chunks, chunksOf, joined } from '../log/chunks.ts'
import type { Party } from '../log/events.ts'
import { formatTraceparent, parseTraceparent, type TraceContext } from '../log/trace-context.ts'
import { handshakeFields, payloadOf, readFrame } from '../log/web-socket.ts'
import { eachChunk, lasting, untilAborted, watched, whileAlive, withFrames } from './chunked.ts'
import { type Hop, killed, NetworkError, type Outgoing, reasonOf, type Wrapper } from './hop.ts'
import {
  fieldsOf,
  readContent,
  requestWith,
  responseWith,
  wireContent,
  wireRequest,
  wireResponse,
} from './message.ts'
import type { Tracing } from './tracing.ts'

/** What the caller asked for, however many attempts it takes: one span of role `call`. */
export function tracedCall(tracing: Tracing): Wrapper {
  return (next) => (outgoing) => {
    const { from, to, request } = outgoing
    const name = `${request.method} ${to}`
    return tracing.inSpan(
      { role: 'call', spanKind: 'internal', name, party: from, peer: to },
      outgoing.span,
      async (span, _, hold) => {
        const { answer, over } = lasting(await seenBy(outgoing, next({ ...outgoing, span })))
        hold(over)
        return answer
      },
    )
  }
}

/**
 * One try on the wire: one span of role `attempt` (an OpenTelemetry HTTP client span), the request exactly as
 * sent, and the response or the failure. The `traceparent` that goes out names this span.
 */
export function tracedAttempt(tracing: Tracing): Wrapper {
  const { log, clock } = tracing
  return (next) => (outgoing) => {
    const { from, to } = outgoing
    const { method, url } = outgoing.request
    return tracing.inSpan(
      {
        role: 'attempt',
        spanKind: 'client',
        name: method,
        party: from,
        peer: to,
        attributes: { 'http.request.method': method, 'url.full': url, 'server.address': new URL(url).host },
      },
      outgoing.span,
      async (span, set, hold) => {
        const headers = new Headers(outgoing.request.headers)
        headers.set('traceparent', formatTraceparent(span))
        const request = requestWith(url, method, fieldsOf(headers), outgoing.content)
        const message = wireRequest(request, outgoing.content)
        const { upgrade } = outgoing
        log.append({
          kind: 'request',
          from,
          to,
          message: upgrade
            ? { ...message, fields: [...message.fields, ...handshakeFields(upgrade)] }
            : message,
          ...span,
        })
        try {
          const answer = await seenBy(
            outgoing,
            abortable(
              () =>
                next(
                  withFrames({ ...outgoing, request, span }, (frames) => framesSent(frames, outgoing, span)),
                ),
              outgoing.signal ?? outgoing.request.signal,
            ),
          )
          set({ 'http.response.status_code': answer.status })
          if (answer.status === 101) {
            const { answer: logged, over } = lasting(inFrames(answer, outgoing, span))
            hold(over)
            return logged
          }
          if (chunksOf(answer)) {
            const { answer: logged, over } = lasting(inParts(answer, outgoing, span))
            hold(over)
            return logged
          }
          const content = await readContent(answer, clock)
          log.append({ kind: 'response', from, to, message: wireResponse(answer, content), ...span })
          return responseWith(answer.status, fieldsOf(answer.headers), content)
        } catch (error) {
          const { failure } = failed(error, outgoing, span)
          set({ 'error.type': failure })
          throw error
        }
      },
    )
  }

  /** A connection that speaks WebSocket from now on: the answer is complete, and frames come instead of its content. */
  function inFrames(answer: Response, outgoing: Outgoing, span: TraceContext): Response {
    const { from, to } = outgoing
    log.append({ kind: 'response', from, to, message: wireResponse(answer, NOTHING), ...span })
    const signal = outgoing.signal ?? outgoing.request.signal
    return eachChunk(answer, (chunks) =>
      watched(
        untilAborted(chunks, signal, () => reasonOf(signal)),
        {
          came: (part) => frameSeen(part, to, outgoing, span),
          broke: (error) => void failed(error, outgoing, span),
          cancelled: () =>
            void failed(
              new NetworkError('ABORTED', 'The client dropped the connection without closing it.'),
              outgoing,
              span,
            ),
        },
      ),
    )
  }

  /** The frames of the client, each written down when it leaves. */
  function framesSent(frames: Chunks, outgoing: Outgoing, span: TraceContext): Chunks {
    return watched(frames, { came: (part) => frameSeen(part, outgoing.from, outgoing, span) })
  }

  function frameSeen(part: Uint8Array, sender: Party, { from, to }: Outgoing, span: TraceContext) {
    const frame = readFrame(part)
    if (!frame) return
    const { opcode } = frame
    log.append({
      kind: 'frame',
      from,
      to,
      sender,
      opcode,
      // What clients send is masked (RFC 6455 §5.3), with four bytes that are sent as well.
      bytes: part.length + (sender === from ? 4 : 0),
      ...(opcode === 'text' || opcode === 'binary' ? { content: wireContent(payloadOf(frame)) } : {}),
      ...(opcode === 'close' ? { code: frame.code, reason: frame.reason } : {}),
      ...span,
    })
  }

  /** An answer that comes while it is made: each part is written down when it comes, and the whole of it at the end. */
  function inParts(answer: Response, outgoing: Outgoing, span: TraceContext): Response {
    const { from, to } = outgoing
    const parts: Uint8Array<ArrayBuffer>[] = []
    const { status } = answer
    log.append({ kind: 'chunk', from, to, index: 0, head: wireResponse(answer, NOTHING), ...span })
    const signal = outgoing.signal ?? outgoing.request.signal
    return eachChunk(answer, (chunks) =>
      watched(
        untilAborted(chunks, signal, () => reasonOf(signal)),
        {
          came(part) {
            parts.push(part)
            log.append({ kind: 'chunk', from, to, index: parts.length, content: wireContent(part), ...span })
          },
          ended: () =>
            log.append({
              kind: 'response',
              from,
              to,
              message: { status, fields: fieldsOf(answer.headers), content: wireContent(joined(parts)) },
              ...span,
            }),
          broke: (error) => void failed(error, outgoing, span),
          cancelled: () =>
            void failed(
              new NetworkError('ABORTED', 'The caller gave up before all of the answer had come.'),
              outgoing,
              span,
            ),
        },
      ),
    )
  }

  function failed(error: unknown, { from, to }: Outgoing, span: TraceContext) {
    const failure = error instanceof NetworkError ? error.failure : 'ECONNRESET'
    const detail = error instanceof Error ? error.message : String(error)
    const unsent = error instanceof NetworkError && !error.sent
    log.append({ kind: 'failure', from, to, failure, detail, ...(unsent ? { unsent } : {}), ...span })
    return { failure }
  }
}

const NOTHING = new Uint8Array(0)

/** What its sender does not live to see ends at the sender's death; the callee does not know, and goes on. */
function seenBy({ life, from }: Outgoing, answer: Promise<Response>): Promise<Response> {
  if (!life) return answer
  const why = () => killed(from)
  return life.guard(
    answer.then((given) => eachChunk(given, (chunks) => whileAlive(chunks, life, why))),
    why,
  )
}

/** The callee's work: one span of role `serve` (an OpenTelemetry HTTP server span), closed even when it crashes. */
export function tracedServe(tracing: Tracing, serve: Hop): Hop {
  return (outgoing) => {
    const { from, to, request, content } = outgoing
    const { pathname } = new URL(request.url)
    return tracing.inSpan(
      {
        role: 'serve',
        spanKind: 'server',
        name: `${request.method} ${pathname}`,
        party: to,
        peer: from,
        attributes: {
          'http.request.method': request.method,
          'url.path': pathname,
          'service.name': to,
          ...(outgoing.version ? { 'service.version': `${outgoing.version}` } : {}),
          ...(outgoing.instance && (outgoing.version || outgoing.instance > 1)
            ? { 'service.instance.id': outgoing.instance }
            : {}),
        },
      },
      // What the request says, not what we know: without the field, a new trace begins here.
      parseTraceparent(request.headers.get('traceparent')) ?? tracing.newRoot(),
      async (span, set, hold) => {
        const headers = new Headers(request.headers)
        headers.set('traceparent', formatTraceparent(span))
        const inner = requestWith(request.url, request.method, fieldsOf(headers), content)
        const { answer, over } = lasting(await serve({ ...outgoing, request: inner, span }))
        hold(over)
        set({ 'http.response.status_code': answer.status })
        return answer
      },
    )
  }
}

/** The caller gives up when its signal fires; the callee goes on working, as real servers do. */
function abortable<T>(send: () => Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(reasonOf(signal))
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(reasonOf(signal))
    signal.addEventListener('abort', giveUp, { once: true })
    // A signal that is listened to is never collected, nor is what it belongs to.
    const stopListening = () => signal.removeEventListener('abort', giveUp)
    send().then(resolve, reject).finally(stopListening)
  })
}
