import { BROWSER_HOSTS, PUBLIC_HOST } from '../systems/topology.ts'
import type { Socket } from './web-socket.ts'

/** Answers one request of the page. */
export type Answerer = (request: Request) => Promise<Response>

/** Opens a WebSocket connection of the page. */
export type Connector = (url: string, protocols: readonly string[]) => Promise<Socket>

let answerer: Answerer | undefined
let connector: Connector | undefined
let started: Promise<void> | undefined

/**
 * Lets the service worker hand every request for the bookshop's hosts to `answer`, in this page. Rejects where
 * there is no service worker or it may not be registered. The worker starts once per page; a later call only
 * changes who answers. A worker hears nothing of WebSockets: MSW stands in for the page's own `WebSocket` instead.
 */
export async function answerThroughWorker(answer: Answerer, connect?: Connector): Promise<void> {
  if (typeof window === 'undefined') throw new Error('There is no browser here.')
  answerer = answer
  connector = connect
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
  const [{ setupWorker }, { http, HttpResponse }, { ws }] = await Promise.all([
    import('msw/browser'),
    import('msw/http'),
    import('msw/ws'),
  ])
  const hosts = new Set(BROWSER_HOSTS)
  const everything = http.all('*', async ({ request }) => {
    if (!hosts.has(new URL(request.url).host) || !answerer) return undefined
    // What the services do not answer, the page sees as a failed fetch.
    return answerer(request).then(withoutCookies, () => HttpResponse.error())
  })
  const sockets = ws.link(`wss://${PUBLIC_HOST}/*`).addEventListener('connection', ({ client, info }) => {
    const { protocols = [] } = info
    const offered = typeof protocols === 'string' ? [protocols] : protocols
    const opening = connector?.(`${client.url}`.replace(/^ws/, 'http'), offered)
    client.addEventListener('message', ({ data }) => {
      void opening?.then(
        async (socket) => socket.send(typeof data === 'string' ? data : await bytesOf(data)),
        () => {},
      )
    })
    client.addEventListener('close', ({ code, reason }) => {
      void opening?.then(
        (socket) => socket.close(code, reason),
        () => {},
      )
    })
    void (async () => {
      const socket = await opening
      for (;;) {
        const received = await socket?.next()
        if (received?.opcode === 'text') client.send(received.text)
        else if (received?.opcode === 'binary') client.send(new Uint8Array(received.bytes))
        else return client.close(received?.code ?? 1006, received?.reason)
      }
      // The stand-in is open before the handshake: one that is refused ends as a lost connection does.
    })().catch(() => client.close(1006, 'The handshake was refused.'))
  })
  const base = process.env.NEXT_PUBLIC_BASE_PATH ?? ''
  try {
    await setupWorker(everything, sockets).start({
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

async function bytesOf(data: ArrayBuffer | Blob | ArrayBufferView<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(data).arrayBuffer())
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
