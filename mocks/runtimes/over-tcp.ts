import { connect } from 'node:net'
import { chunkedResponse, chunksOf } from '../log/chunks.ts'
import type { NetworkFailure } from '../log/events.ts'
import { NetworkError } from '../network/hop.ts'

/** What can go wrong on a real connection. */
type WireFailure = Exclude<NetworkFailure, 'CIRCUIT_OPEN' | 'BULKHEAD_FULL' | 'DEADLINE_EXCEEDED'>

const FAILURES: Readonly<Record<string, WireFailure>> = {
  ECONNREFUSED: 'ECONNREFUSED',
  ETIMEDOUT: 'ETIMEDOUT',
  UND_ERR_CONNECT_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_HEADERS_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_BODY_TIMEOUT: 'ETIMEDOUT',
}

/**
 * Sends a request over a real connection and brings the whole answer, or one that comes while it is made. Throws NetworkError when no answer comes. The
 * connection is closed when the caller gives up.
 */
export async function overTcp(request: Request, signal?: AbortSignal): Promise<Response> {
  const { host } = new URL(request.url)
  try {
    const init = { redirect: 'manual', ...(signal ? { signal } : {}) } as const
    const answer = await fetch(request, init)
    const { status, headers, body } = answer
    const chunks = chunksOf(answer)
    if (chunks) {
      const next = () => chunks.next().catch((error: unknown) => Promise.reject(failed(error)))
      return chunkedResponse({ status, headers }, { next, cancel: chunks.cancel })
    }
    const content = body ? await new Response(body).arrayBuffer() : undefined
    return new Response(content?.byteLength ? content : null, { status, headers })
  } catch (error) {
    throw failed(error)
  }

  function failed(error: unknown): NetworkError {
    if (signal?.aborted) return new NetworkError('ABORTED', DETAILS.ABORTED(host))
    const failure = FAILURES[codeOf(error) ?? ''] ?? 'ECONNRESET'
    return new NetworkError(failure, DETAILS[failure](host))
  }
}

/** Connects to where a request would go and resets the connection (TCP RST). Resolves when it is closed. */
export function resetOverTcp({ url }: Request): Promise<void> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect(Number(port || 80), hostname, () => socket.resetAndDestroy())
    // Whoever listens nowhere can not be reset either; the caller hears the same.
    socket.on('error', () => {})
    socket.once('close', () => resolve())
  })
}

const DETAILS: Readonly<Record<WireFailure, (host: string) => string>> = {
  ECONNREFUSED: (host) => `Connection refused: nothing listens at ${host}.`,
  ECONNRESET: (host) => `The connection to ${host} broke before the answer was complete.`,
  ETIMEDOUT: (host) => `${host} did not answer in time.`,
  ABORTED: (host) => `The caller gave up before ${host} had answered.`,
}

/** The code of the system error at the bottom of what `fetch` throws. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  if ('code' in error && typeof error.code === 'string') return error.code
  return codeOf(error.cause)
}
