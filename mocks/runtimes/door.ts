import type { Handler } from '../http/service.ts'
import { chunksOf } from '../log/chunks.ts'
import { parseTraceparent } from '../log/trace-context.ts'
import { upgradeOf, upgrading } from '../log/web-socket.ts'
import { cut, eachChunk, heldUp } from '../network/chunked.ts'
import { covers, type HopWorld } from '../network/edge.ts'
import { createStriker } from '../network/faults/strike.ts'
import { NetworkError, type Outgoing, type Wrapper, wrap } from '../network/hop.ts'
import { latency } from '../network/latency.ts'
import { partition } from '../network/partition.ts'
import { type EdgeFault, faultLayers, latencyOf, worldsOf } from '../network/rules.ts'
import type { Clock } from '../simulation/clock.ts'
import { NoAnswer } from './http-server.ts'

const CLIENT = 'client'
/** In how many pieces a content that takes its time is sent, at most. */
const MAX_PIECES = 20

/**
 * The way between clients and the public API. A client's own network is out of reach, so its faults strike where its
 * connections arrive: sockets are reset, contents trickle and break off, answers never come.
 */
export function createDoor(to: string, { clock, log, random }: HopWorld) {
  let layers: readonly Wrapper[] = []
  const world = worldsOf({ clock, log }, random, `${CLIENT}→${to}`)
  return {
    /** Makes exactly these faults true; their counters begin anew. */
    setFaults(faults: readonly EdgeFault[], cutOff: readonly string[]) {
      const own = faults.filter(({ edge }) => covers(edge, CLIENT, to))
      const parties = new Set(cutOff)
      layers = [
        latency({ clock, random: random.fork('latency'), oneWay: latencyOf(own, CLIENT, to, NO_TIME) }),
        ...own.flatMap((fault, index) => doorLayers(fault, to, (name) => world(`${name}, ${index}`))),
        partition(() => parties, world('partition')),
      ]
    },
    /** Answers a request of a client. Throws NoAnswer when the client shall get none. */
    async through(request: Request, serve: Handler): Promise<Response> {
      const content = new Uint8Array(await request.clone().arrayBuffer())
      const span = parseTraceparent(request.headers.get('traceparent')) ?? NO_SPAN
      const outgoing: Outgoing = { from: CLIENT, to, request, content, span, upgrade: upgradeOf(request) }
      return wrap(layers, ({ request, upgrade }) => serve(upgrading(request, upgrade)))(outgoing).catch(
        (error: unknown) => {
          if (!(error instanceof NetworkError)) throw error
          throw new NoAnswer(error.failure === 'ECONNRESET' ? 'reset' : 'close')
        },
      )
    },
  }
}

const NO_TIME = { kind: 'constant', us: 0 } as const
/** Events of a request that names no trace belong to none. */
const NO_SPAN = { traceId: '', spanId: '' }

/** A fault of the client's edge. What a client can watch byte by byte happens on its connection; the rest as anywhere. */
function doorLayers(fault: EdgeFault, to: string, world: (name: string) => HopWorld): Wrapper[] {
  switch (fault.kind) {
    case 'cut-body':
      return [cutBody(fault, world('cut-body'))]
    case 'slow-body':
      return [slowBody(fault.ms * 1000, world('slow-body'))]
    case 'bandwidth':
      return [bandwidth(fault.bytesPerSecond, world('bandwidth'))]
    default:
      return faultLayers([fault], CLIENT, to, world, 'way')
  }
}

/** The head says how much will come; half of it does, and the connection is closed. The work was done. */
function cutBody(fault: Extract<EdgeFault, { kind: 'cut-body' }>, { log, random }: HopWorld): Wrapper {
  const strike = createStriker(fault.strikes, random)
  return (next) => async (outgoing) => {
    const struck = strike()
    const answer = await next(outgoing)
    if (!struck) return answer
    if (chunksOf(answer))
      return eachChunk(answer, (chunks) =>
        cut(chunks, (bytes) => {
          const detail = `The connection broke after ${bytes} bytes, while more were to come.`
          log.append({
            kind: 'fault',
            from: CLIENT,
            to: outgoing.to,
            fault: 'cut-body',
            detail,
            ...outgoing.span,
          })
          return new NoAnswer('close')
        }),
      )
    const content = await contentOf(answer, outgoing)
    const half = Math.floor(content.length / 2)
    const detail = `The connection broke after ${half} of ${content.length} bytes; the work was done.`
    log.append({ kind: 'fault', from: CLIENT, to: outgoing.to, fault: 'cut-body', detail, ...outgoing.span })
    // There is nothing in whose midst it could break.
    if (content.length === 0) throw new NoAnswer('close')
    return streamed(answer, content.length, async function* () {
      if (half > 0) yield content.subarray(0, half)
      throw new NoAnswer('close')
    })
  }
}

/** The status comes at once, and the content in pieces that take so long together. */
function slowBody(us: number, { clock, log }: HopWorld): Wrapper {
  return (next) => async (outgoing) => {
    const answer = await next(outgoing)
    const content = chunksOf(answer) ? undefined : await contentOf(answer, outgoing)
    const detail = `The status came; the content took ${us / 1000} ms more.`
    log.append({
      kind: 'fault',
      from: CLIENT,
      to: outgoing.to,
      fault: 'slow-body',
      detail,
      bodyUs: us,
      ...outgoing.span,
    })
    return content
      ? paced(answer, content, us, clock)
      : eachChunk(answer, (chunks) => heldUp(chunks, () => us, clock))
  }
}

/** Every byte takes its time, in both directions. */
function bandwidth(bytesPerSecond: number, { clock }: HopWorld): Wrapper {
  const us = (bytes: number) => Math.ceil((bytes * 1_000_000) / bytesPerSecond)
  return (next) => async (outgoing) => {
    await clock.sleep(us(outgoing.content.length))
    const answer = await next(outgoing)
    if (chunksOf(answer))
      return eachChunk(answer, (chunks) => heldUp(chunks, ({ length }) => us(length), clock))
    const content = await contentOf(answer, outgoing)
    return paced(answer, content, us(content.length), clock)
  }
}

/** What the client will read of an answer. */
async function contentOf(answer: Response, { request }: Outgoing): Promise<Uint8Array> {
  return request.method === 'HEAD' ? new Uint8Array(0) : new Uint8Array(await answer.clone().arrayBuffer())
}

/** The answer with a content that comes in equal pieces, the last one after `us`. */
function paced(answer: Response, content: Uint8Array, us: number, clock: Clock): Response {
  if (content.length === 0) return answer
  const pieces = Math.min(MAX_PIECES, content.length)
  return streamed(answer, content.length, async function* () {
    for (let piece = 0; piece < pieces; piece++) {
      await clock.sleep(us / pieces)
      const from = Math.floor((content.length * piece) / pieces)
      yield content.subarray(from, Math.floor((content.length * (piece + 1)) / pieces))
    }
  })
}

/** The answer with a content that is sent while it comes. Its length is said beforehand, so that a missing part is noticed. */
function streamed(
  answer: Response,
  length: number,
  pieces: () => AsyncGenerator<Uint8Array, void>,
): Response {
  const headers = new Headers(answer.headers)
  headers.set('content-length', `${length}`)
  const coming = pieces()
  const body = new ReadableStream({
    async pull(controller) {
      const { done, value } = await coming.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    cancel: () => void coming.return(undefined),
  })
  return new Response(body, { status: answer.status, headers })
}
