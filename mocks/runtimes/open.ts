import { createShop, type LiveBookshop, type LiveOptions, traced } from './live.ts'
import { answerThroughWorker } from './worker.ts'

/** How long a page waits for its service worker before it answers itself, in ms. */
const WORKER_PATIENCE_MS = 4_000

/**
 * Opens a bookshop for a page: behind the service worker, where requests are real fetches that DevTools shows;
 * where that can not be, the page itself answers and says why. It never rejects for want of a worker.
 */
export async function openBookshop(options: LiveOptions & { runtime?: 'in-page' } = {}): Promise<LiveBookshop> {
  const { answer, ...shop } = createShop(options)
  if (options.runtime === 'in-page') return { ...shop, runtime: 'in-page', send: (request) => answer(traced(request)) }
  try {
    await withPatience(answerThroughWorker(answer))
    // Cookies are off: the bookshop uses none, and MSW spends most of its time on them.
    return { ...shop, runtime: 'worker', send: (request) => fetch(traced(request), { credentials: 'omit' }) }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { ...shop, runtime: 'in-page', reason, send: (request) => answer(traced(request)) }
  }
}

async function withPatience(start: Promise<void>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The service worker did not start in time.')), WORKER_PATIENCE_MS)
  })
  try {
    await Promise.race([start, late])
  } finally {
    clearTimeout(timer)
  }
}
