import { chunksOf } from '../log/chunks.ts'
import type { Field } from '../log/events.ts'
import { type Frame, frameLine, readFrame, upgrading } from '../log/web-socket.ts'
import type { Random } from '../simulation/random.ts'

/** A WebSocket connection inside a bookshop, from its client's side. */
export interface Socket {
  /** What the server agreed to speak on top; empty when nothing was said of it. */
  readonly protocol: string
  /** The fields of the answer to its handshake. */
  readonly fields: readonly Field[]
  /** Sends a message. One that is sent after the end goes nowhere. */
  send(message: string | Uint8Array): void
  /** Says good-bye; the server answers with the same, and then the connection ends. */
  close(code?: number, reason?: string): void
  /** What comes next: a message, or the end. Pings are answered here. Never rejects. */
  next(): Promise<Received>
}

/** A message of the server, or the end of the connection: 1006 when nobody said good-bye (RFC 6455 §7.1.5). */
export type Received = Extract<Frame, { opcode: 'text' | 'binary' | 'close' }>

/** The server answered the handshake, and not with 101. */
export class NotSwitched extends Error {
  override name = 'NotSwitched'
  readonly response: Response

  constructor(response: Response) {
    super(`The server answered ${response.status} instead of switching to WebSocket.`)
    this.response = response
  }
}

export interface SocketOptions {
  /** Sends the handshake. */
  fetch: (request: Request) => Promise<Response>
  /** Where the key of the handshake comes from. */
  random: Random
  protocols?: readonly string[]
}

/** Opens a WebSocket connection (RFC 6455 §4.1). Throws NotSwitched, or what `fetch` throws when no answer comes. */
export async function openSocket(
  request: Request,
  { fetch, random, protocols = [] }: SocketOptions,
): Promise<Socket> {
  const sent = frameLine()
  const leaving = new AbortController()
  const asked = new Request(request, { signal: AbortSignal.any([request.signal, leaving.signal]) })
  const response = await fetch(upgrading(asked, { key: keyFrom(random), protocols, sent }))
  const frames = chunksOf(response)
  if (response.status !== 101 || !frames) throw new NotSwitched(response)
  let isClosing = false
  let isOver = false
  return {
    fields: [...response.headers],
    protocol: response.headers.get('sec-websocket-protocol') ?? '',
    send: (message) =>
      isClosing ||
      sent.put(
        typeof message === 'string'
          ? { opcode: 'text', text: message }
          : { opcode: 'binary', bytes: message },
      ),
    close(code = 1005, reason = '') {
      if (isClosing) return
      isClosing = true
      sent.put({ opcode: 'close', code, reason })
    },
    async next() {
      while (!isOver) {
        const part = await frames.next().catch(() => undefined)
        const frame = part && readFrame(part)
        if (frame?.opcode === 'ping') sent.put({ opcode: 'pong' })
        if (frame?.opcode === 'text' || frame?.opcode === 'binary') return frame
        if (frame?.opcode === 'close') {
          isOver = true
          // The other side closed first: it is told that this was heard.
          if (!isClosing) sent.put(frame)
          sent.end()
          // Lets whoever is in between see that nothing more will come.
          await frames.next().catch(() => undefined)
          return frame
        }
        if (!frame) break
      }
      isOver = true
      sent.end()
      return { opcode: 'close', code: 1006, reason: '' }
    },
  }
}

/** 16 bytes in base64 (RFC 6455 §4.1). */
function keyFrom(random: Random): string {
  return btoa(String.fromCharCode(...Array.from({ length: 16 }, () => random.below(256))))
}
