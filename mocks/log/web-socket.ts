/**
 * WebSocket connections (RFC 6455) as the network between services carries them: the handshake is a request and an answer
 * like any other, and afterwards each side sends frames, as parts of a content that comes while it is made.
 */
import type { Chunks } from './chunks.ts'

/** One frame, whole: nothing here sends a message in fragments, which RFC 6455 §5.4 leaves to the sender. */
export type Frame =
  | { readonly opcode: 'text'; readonly text: string }
  | { readonly opcode: 'binary'; readonly bytes: Uint8Array }
  | { readonly opcode: 'ping' | 'pong' }
  | { readonly opcode: 'close'; readonly code: number; readonly reason: string }

const OPCODES = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const
const FIN = 0x80

/** A frame as it goes over the wire (RFC 6455 §5.2), without the mask that clients put over theirs. */
export function writeFrame(frame: Frame): Uint8Array<ArrayBuffer> {
  const payload = payloadOf(frame)
  const { length } = payload
  const head =
    length < 126
      ? [length]
      : length < 65_536
        ? [126, length >> 8, length & 255]
        : [127, 0, 0, 0, 0, ...[24, 16, 8, 0].map((shift) => (length >>> shift) & 255)]
  const bytes = new Uint8Array(1 + head.length + length)
  bytes.set([FIN | OPCODES[frame.opcode], ...head])
  bytes.set(payload, 1 + head.length)
  return bytes
}

/** Reads what `writeFrame` wrote. Undefined for bytes that are no whole frame: the connection broke in its midst. */
export function readFrame(bytes: Uint8Array): Frame | undefined {
  const short = bytes[1] ?? 0
  const extended = short < 126 ? 0 : short === 126 ? 2 : 8
  const length =
    extended === 0 ? short : bytes.subarray(2, 2 + extended).reduce((sum, byte) => sum * 256 + byte, 0)
  const payload = bytes.slice(2 + extended)
  if (bytes.length < 2 || payload.length !== length) return undefined
  const text = (from = 0) => new TextDecoder().decode(payload.subarray(from))
  switch ((bytes[0] ?? 0) & 15) {
    case OPCODES.text:
      return { opcode: 'text', text: text() }
    case OPCODES.binary:
      return { opcode: 'binary', bytes: payload }
    case OPCODES.ping:
      return { opcode: 'ping' }
    case OPCODES.pong:
      return { opcode: 'pong' }
    default:
      // Whoever closes without a code is heard as 1005 (§7.1.5), which no frame may say.
      return length < 2
        ? { opcode: 'close', code: 1005, reason: '' }
        : { opcode: 'close', code: (payload[0] ?? 0) * 256 + (payload[1] ?? 0), reason: text(2) }
  }
}

/** What a frame carries, without its head. */
export function payloadOf(frame: Frame): Uint8Array {
  switch (frame.opcode) {
    case 'text':
      return new TextEncoder().encode(frame.text)
    case 'binary':
      return frame.bytes
    case 'close':
      return frame.code === 1005
        ? new Uint8Array(0)
        : new Uint8Array([frame.code >> 8, frame.code & 255, ...new TextEncoder().encode(frame.reason)])
    default:
      return new Uint8Array(0)
  }
}

/** A client that asks to speak WebSocket: what its handshake says beside the request, and the frames that follow. */
export interface Upgrade {
  /** `Sec-WebSocket-Key`: 16 bytes in base64. */
  readonly key: string
  /** What it offers to speak on top. */
  readonly protocols: readonly string[]
  /** The frames that it sends once the connection stands. */
  readonly sent: Chunks
}

const upgrades = new WeakMap<Request, Upgrade>()

/** The same request, made by a client that asks to switch. `Request` itself can not say so: fetch forbids the fields. */
export function upgrading(request: Request, upgrade: Upgrade | undefined): Request {
  if (upgrade) upgrades.set(request, upgrade)
  return request
}

/** What a client that asks to switch brings along; undefined for any other request. */
export function upgradeOf(request: Request): Upgrade | undefined {
  return upgrades.get(request)
}

/** The fields of the handshake that page code can not write (RFC 6455 §4.1). */
export function handshakeFields({ key, protocols }: Upgrade): [string, string][] {
  return [
    ['connection', 'Upgrade'],
    ['sec-websocket-key', key],
    ...(protocols.length > 0 ? [['sec-websocket-protocol', protocols.join(', ')] as [string, string]] : []),
    ['sec-websocket-version', '13'],
    ['upgrade', 'websocket'],
  ]
}

/** Concatenated to the key before it is hashed (RFC 6455 §1.3). */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** `Sec-WebSocket-Accept`: proves that whoever answers has read the key and knows what it means (RFC 6455 §4.2.2). */
export async function acceptOf(key: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-1', new TextEncoder().encode(key + GUID))
  return btoa(String.fromCharCode(...new Uint8Array(hash)))
}

/** A line in which frames wait until somebody reads them. */
export function frameLine(): Chunks & { readonly put: (frame: Frame) => void; readonly end: () => void } {
  const line: Uint8Array<ArrayBuffer>[] = []
  let isOver = false
  let wake = () => {}
  const end = () => {
    isOver = true
    wake()
  }
  return {
    put(frame) {
      if (isOver) return
      line.push(writeFrame(frame))
      wake()
    },
    end,
    async next() {
      while (line.length === 0 && !isOver)
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      return line.shift()
    },
    cancel: end,
  }
}
