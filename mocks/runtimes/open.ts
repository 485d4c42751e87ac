import { createShop, type LiveBookshop, type LiveOptions, traced } from './live.ts'
import { socketOver } from './live-client.ts'
import { answerThroughWorker } from './worker.ts'

/** How long a page waits for its service worker before it answers itself, in ms. */
const WORKER_PATIENCE_MS = 4_000

/**
 * Opens a bookshop for a page: behind the service worker, where requests are real fetches that DevTools shows;
 * where that can not be, the page itself answers and says why. It never rejects for want of a worker.
 */
export async function openBookshop(
  options: LiveOptions & { runtime?: 'in-page' } = {},
): Promise<LiveBookshop> {
  const { answer, connect, ...shop } = createShop(options)
  if (options.runtime === 'in-page')
    return { ...shop, runtime: 'in-page', send: (request) => answer(traced(request)), openSocket: connect }
  try {
    const { remember, restore } = signalsByTrace()
    const redirects = redirectsByTrace()
    await withPatience(
      answerThroughWorker(
        async (request) => redirects.keep(request, await answer(restore(request))),
        connect,
      ),
    )
    // Cookies are off: the bookshop uses none, and MSW spends most of its time on them.
    return {
      ...shop,
      runtime: 'worker',
      openSocket: (url, protocols = []) => socketOver(new WebSocket(url, [...protocols])),
      async send(request) {
        const sent = remember(traced(request))
        return redirects.instead(sent, await fetch(sent, { credentials: 'omit', redirect: 'manual' }))
      },
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return {
      ...shop,
      runtime: 'in-page',
      reason,
      send: (request) => answer(traced(request)),
      openSocket: connect,
    }
  }
}

/**
 * A worker does not learn that the page gave a request up. Both ends are in this page, so the request gets its
 * signal back before it is answered, and the log tells who stopped waiting, and when.
 */
function signalsByTrace() {
  const signals = new Map<string, AbortSignal>()
  const nameOf = (request: Request) => request.headers.get('traceparent') ?? ''
  return {
    remember(request: Request): Request {
      signals.set(nameOf(request), request.signal)
      return request
    },
    restore(request: Request): Request {
      const signal = signals.get(nameOf(request))
      signals.delete(nameOf(request))
      return signal ? new Request(request, { signal }) : request
    },
  }
}

/**
 * A redirect reaches page code as an answer without status and fields, or is followed to where nobody is. Both ends are
 * in this page, so the sender gets the answer that the service gave. Others who call `fetch` do not.
 */
function redirectsByTrace() {
  const redirects = new Map<string, Response>()
  const nameOf = (request: Request) => request.headers.get('traceparent') ?? ''
  return {
    keep(request: Request, answer: Response): Response {
      if (answer.status >= 300 && answer.status < 400 && answer.headers.has('location'))
        redirects.set(nameOf(request), answer.clone())
      return answer
    },
    instead(request: Request, answer: Response): Response {
      const kept = redirects.get(nameOf(request))
      redirects.delete(nameOf(request))
      return answer.type === 'opaqueredirect' && kept ? kept : answer
    },
  }
}

async function withPatience(start: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error('The service worker did not start in time.')),
      WORKER_PATIENCE_MS,
    )
  })
  try {
    await Promise.race([start, late])
  } finally {
    clearTimeout(timer)
  }
}
