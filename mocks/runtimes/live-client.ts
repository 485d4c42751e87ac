import {
  ServerMessage as Message,
  type ServerMessage,
  type Subscribe,
} from '../services/gateway/live-messages.ts'
import type { Socket } from './web-socket.ts'

/** What somebody wants to be told of; see `Subscribe`. */
export type Wish = Pick<Subscribe, 'id' | 'topic' | 'of' | 'after'>

export interface WatchOptions {
  /** Opens a connection; rejects when there is none to be had. */
  open: () => Promise<Socket>
  wishes: readonly Wish[]
  /** An access token; the guest without one. */
  token?: string
  /** Told of everything that the server says. */
  hear: (message: ServerMessage) => void
  /** Told when a connection ended, and whether there will be another one. */
  ended?: (end: { readonly code: number; readonly reason: string; readonly comesBack: boolean }) => void
  sleep: (us: number) => Promise<void>
}

/** Codes after which there is no use in coming back: it was us who left, or what we say is wrong. */
const FINAL: ReadonlySet<number> = new Set([1000, 1003, 1007, 1008, 1009])
/** Waits before a connection is opened anew, in microseconds; the last one again and again. */
const WAITS_US = [500_000, 1_000_000, 2_000_000, 4_000_000, 8_000_000, 16_000_000, 30_000_000]

/**
 * Watches the shop over a WebSocket. A connection that is lost is opened anew, and each subscription goes on after the
 * last event that came: nothing is told twice, and what the shop no longer keeps is told as `missed`.
 */
export function watchShop({ open, wishes, token, hear, ended, sleep }: WatchOptions) {
  const after = new Map<string, number | undefined>(wishes.map((wish) => [wish.id, wish.after]))
  let socket: Socket | undefined
  let hasLeft = false
  let failures = 0

  function take(text: string) {
    const read = Message.safeParse(JSON.parse(text))
    // A newer server may say what this client does not know.
    if (!read.success) return
    const message = read.data
    if (message.type === 'subscribed') {
      failures = 0
      after.set(message.id, message.after)
    }
    if (message.type === 'event' || message.type === 'missed') after.set(message.subscription, message.id)
    hear(message)
  }

  async function converse(connection: Socket) {
    if (token !== undefined) connection.send(JSON.stringify({ type: 'authenticate', token }))
    for (const wish of wishes)
      connection.send(JSON.stringify({ type: 'subscribe', ...wish, after: after.get(wish.id) }))
    for (;;) {
      const received = await connection.next()
      if (received.opcode === 'text') take(received.text)
      if (received.opcode === 'close') return received
    }
  }

  async function watch() {
    while (!hasLeft) {
      socket = await open().catch(() => undefined)
      if (hasLeft) socket?.close(1000)
      const { code, reason } = socket ? await converse(socket) : { code: 1006, reason: 'no connection' }
      const comesBack = !hasLeft && !FINAL.has(code)
      ended?.({ code, reason, comesBack })
      if (!comesBack) return
      await sleep(WAITS_US[Math.min(failures++, WAITS_US.length - 1)] ?? 0)
    }
  }

  return {
    /** Resolves when it has left for good. */
    over: watch(),
    leave() {
      hasLeft = true
      socket?.close(1000)
    },
  }
}

/** A standard WebSocket (WHATWG) as its client reads it here. Rejects when it can not be opened. */
export function socketOver(webSocket: WebSocket): Promise<Socket> {
  const line: Awaited<ReturnType<Socket['next']>>[] = []
  let wake = () => {}
  const put = (received: (typeof line)[number]) => {
    line.push(received)
    wake()
  }
  webSocket.binaryType = 'arraybuffer'
  webSocket.addEventListener('message', ({ data }) =>
    put(
      typeof data === 'string'
        ? { opcode: 'text', text: data }
        : { opcode: 'binary', bytes: new Uint8Array(data) },
    ),
  )
  webSocket.addEventListener('close', ({ code, reason }) => put({ opcode: 'close', code, reason }))
  const socket: Socket = {
    get protocol() {
      return webSocket.protocol
    },
    // A script sees none of the handshake.
    fields: [],
    send: (message) => webSocket.send(typeof message === 'string' ? message : new Uint8Array(message)),
    close: (code, reason) => webSocket.close(code, reason),
    async next() {
      while (line.length === 0)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      return line.shift() ?? { opcode: 'close', code: 1006, reason: '' }
    },
  }
  return new Promise((resolve, reject) => {
    webSocket.addEventListener('open', () => resolve(socket), { once: true })
    webSocket.addEventListener('error', () => reject(new Error('The connection could not be opened.')), {
      once: true,
    })
  })
}
