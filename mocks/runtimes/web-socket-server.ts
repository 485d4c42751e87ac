import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import type { Answer } from '../http/answer.ts'
import { Problem, problemAnswer } from '../http/problem.ts'
import { chunksOf } from '../log/chunks.ts'
import { type Frame, frameLine, readFrame, type Upgrade } from '../log/web-socket.ts'

/** The largest message that is read at all, in bytes; a larger one closes the connection with 1009. */
const MAX_MESSAGE_BYTES = 64_000

/** Whether a request asks to speak WebSocket (RFC 6455 §4.2.1); other wishes to switch are ignored (RFC 9110 §7.8). */
export function asksForWebSocket({ method, headers }: IncomingMessage): boolean {
  return method === 'GET' && headers.upgrade?.toLowerCase() === 'websocket'
}

/**
 * The WebSocket side of an HTTP server, over `ws`: it reads and writes frames, answers pings, refuses what breaks the
 * protocol (1002, 1007, 1009), and hands whole messages on.
 */
export function createWebSocketServer(report: (error: unknown) => void) {
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, clientTracking: true })
  // What a handler agreed to speak, by the request that it was agreed for.
  const agreed = new WeakMap<IncomingMessage, string>()
  server.options.handleProtocols = (_, request) => agreed.get(request) || false

  /** What is wrong with a handshake; undefined when it is in order. */
  function refusalOf({ headers }: IncomingMessage): Answer | undefined {
    if (headers['sec-websocket-version'] !== '13') {
      const { content, fields } = problemAnswer(
        new Problem('malformed-request', 'Sec-WebSocket-Version must be 13 (RFC 6455).'),
      )
      const switching = { upgrade: 'websocket', 'sec-websocket-version': '13' }
      const document = {
        ...JSON.parse(String(content)),
        type: 'about:blank',
        title: 'Upgrade Required',
        status: 426,
      }
      return { status: 426, fields: { ...fields, ...switching }, content: JSON.stringify(document) }
    }
    if (!/^[A-Za-z0-9+/]{22}==$/.test(headers['sec-websocket-key'] ?? ''))
      return problemAnswer(
        new Problem(
          'malformed-request',
          'Sec-WebSocket-Key must be 16 bytes in base64 (RFC 6455, section 4.1).',
        ),
      )
    return undefined
  }

  /** The client's wish, as a handler sees it. What it says afterwards comes once the connection stands. */
  function wishOf({ headers }: IncomingMessage): Upgrade & { readonly sent: ReturnType<typeof frameLine> } {
    const protocols = (headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim())
    return {
      key: headers['sec-websocket-key'] ?? '',
      protocols: protocols.filter((name) => name !== ''),
      sent: frameLine(),
    }
  }

  /** Switches, and carries frames both ways until one side ends. */
  function accept(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    { response, sent }: { response: Response; sent: ReturnType<typeof frameLine> },
  ) {
    const frames = chunksOf(response)
    if (!frames) throw new Error('A connection that switches to WebSocket brings frames.')
    agreed.set(request, response.headers.get('sec-websocket-protocol') ?? '')
    const addFields = (fields: string[]) => {
      for (const [name, value] of response.headers)
        if (!/^(sec-websocket-|connection$|upgrade$)/.test(name)) fields.push(`${name}: ${value}`)
    }
    server.once('headers', addFields)
    server.handleUpgrade(request, socket, head, (client) => {
      client.on('message', (data, isBinary) => {
        const bytes = Buffer.isBuffer(data)
          ? data
          : Buffer.concat(Array.isArray(data) ? data : [Buffer.from(data)])
        sent.put(isBinary ? { opcode: 'binary', bytes } : { opcode: 'text', text: bytes.toString('utf8') })
      })
      client.on('pong', () => sent.put({ opcode: 'pong' }))
      // What breaks the protocol is answered by the library, with the code that says how.
      client.on('error', () => {})
      client.on('close', (code, reason) => {
        if (code !== 1006) sent.put({ opcode: 'close', code, reason: reason.toString('utf8') })
        sent.end()
        frames.cancel()
      })
      void speak(client, frames).catch((error: unknown) => {
        client.terminate()
        if (!(error instanceof TypeError)) report(error)
      })
    })
    server.off('headers', addFields)
  }

  return {
    refusalOf,
    wishOf,
    accept,
    /** Says good-bye to everybody: the process ends (1001). */
    goAway() {
      for (const client of server.clients) client.close(1001, 'The server goes away. Come back in a moment.')
    },
    /** Cuts off whoever does not answer that. */
    cutOff() {
      for (const client of server.clients) client.terminate()
    },
  }
}
export type WebSocketSide = ReturnType<typeof createWebSocketServer>

/** Sends what comes, one frame after another: the next one is asked for when the one before it has left the process. */
async function speak(client: WebSocket, frames: NonNullable<ReturnType<typeof chunksOf>>): Promise<void> {
  for (let part = await frames.next(); part; part = await frames.next()) {
    const frame = readFrame(part)
    if (!frame || client.readyState !== WebSocket.OPEN) break
    await written(client, frame)
  }
  // The conversation ended without a word, and so does the connection.
  if (client.readyState === WebSocket.OPEN) client.terminate()
}

function written(client: WebSocket, frame: Frame): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error?: Error | null) => (error ? reject(new TypeError(error.message)) : resolve())
    switch (frame.opcode) {
      case 'text':
        return client.send(frame.text, done)
      case 'binary':
        return client.send(frame.bytes, done)
      case 'ping':
        return client.ping(undefined, undefined, done)
      case 'pong':
        return client.pong(undefined, undefined, done)
      case 'close':
        client.close(frame.code === 1005 ? undefined : frame.code, frame.reason)
        return resolve()
    }
  })
}
