import { BROWSER_HOSTS } from '../systems/topology.ts'

/** Answers one request of the page. */
export type Answerer = (request: Request) => Promise<Response>

let answerer: Answerer | undefined
let started: Promise<void> | undefined

/**
 * Lets the service worker hand every request for the bookshop's hosts to `answer`, in this page. Rejects where
 * there is no service worker or it may not be registered. The worker starts once per page; a later call only
 * changes who answers.
 */
export async function answerThroughWorker(answer: Answerer): Promise<void> {
  if (typeof window === 'undefined') throw new Error('There is no browser here.')
  answerer = answer
  started ??= start()
  try {
    await started
  } catch (error) {
    started = undefined
    throw error
  }
}

async function start(): Promise<void> {
  // MSW exports nothing of this to Node, and the page is also rendered there: what follows a bare return, and nothing
  // else, is left out by the bundler.
  if (typeof window === 'undefined') return
  if (!('serviceWorker' in navigator)) throw new Error('This browser window has no service workers.')
  const [{ setupWorker }, { http, HttpResponse }] = await Promise.all([
    import('msw/browser'),
    import('msw/http'),
  ])
  const hosts = new Set(BROWSER_HOSTS)
  const everything = http.all('*', async ({ request }) => {
    if (!hosts.has(new URL(request.url).host) || !answerer) return undefined
    // What the services do not answer, the page sees as a failed fetch.
    return answerer(request).then(withoutCookies, () => HttpResponse.error())
  })
  const base = process.env.NEXT_PUBLIC_BASE_PATH ?? ''
  try {
    await setupWorker(everything).start({
      serviceWorker: { url: `${base}/sw.js` },
      onUnhandledFrame: 'bypass',
      quiet: true,
    })
  } catch (cause) {
    // MSW's own words are for whoever sets it up.
    throw new Error('The browser did not let this page register its service worker.', { cause })
  }
  await controlled()
}

/** A page that was loaded without a worker is taken over a moment after its start; before that, requests go astray. */
async function controlled(): Promise<void> {
  if (navigator.serviceWorker.controller) return
  await new Promise<void>((resolve) => {
    navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true })
    if (navigator.serviceWorker.controller) resolve()
  })
}

/** MSW would write Set-Cookie to document.cookie, visible to every host. Page code never sees the field anyway. */
function withoutCookies(response: Response): Response {
  response.headers.delete('set-cookie')
  return response
}
