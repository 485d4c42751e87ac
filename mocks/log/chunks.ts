/**
 * A content that comes while it is made. It is read by asking for one part after another, with nothing but promises in
 * between, so that a run on the virtual clock is the same in every engine; `Response.body` is the same thing for others.
 */
export interface Chunks {
  /** The next part; undefined when all has come, or nobody reads on. Rejects when no more will come. One call at a time. */
  next(): Promise<Uint8Array<ArrayBuffer> | undefined>
  /** Says that nobody reads on, at any time: whoever makes the content stops. */
  cancel(): void
}

/** The media type of server-sent events (WHATWG HTML §9.2): answers of this type are passed on while they come. */
export const EVENT_STREAM = 'text/event-stream'

/** Media types of calls that may be answered with a stream of messages (Connect, gRPC-Web); others say their length. */
const CALLS = /^application\/(connect|grpc-web)/

/** Whether the answer of a stranger is to be passed on while it comes. */
function comesInParts(headers: Headers): boolean {
  const type = headers.get('content-type') ?? ''
  return type.startsWith(EVENT_STREAM) || (CALLS.test(type) && !headers.has('content-length'))
}

const known = new WeakMap<ReadableStream, Chunks>()

/** A response whose content comes while it is made. Nothing is made before somebody reads. */
export function chunkedResponse(
  { status, headers }: { readonly status: number; readonly headers: HeadersInit },
  chunks: Chunks,
): Response {
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const part = await chunks.next()
        if (part === undefined) controller.close()
        else controller.enqueue(part)
      },
      cancel: () => chunks.cancel(),
    },
    { highWaterMark: 0 },
  )
  known.set(body, chunks)
  // A Response can not say 101 (Fetch standard, §5.5); everybody between here and the socket shall read it all the same.
  const isSwitch = status === 101
  const text = async () => new TextDecoder().decode(await collected(chunks))
  return Object.defineProperties(new Response(body, { status: isSwitch ? 200 : status, headers }), {
    ...(isSwitch ? { status: { value: status } } : {}),
    arrayBuffer: { value: async () => (await collected(chunks)).buffer },
    text: { value: text },
    json: { value: async () => JSON.parse(await text()) },
  })
}

/** The parts of a response that comes while it is made; undefined for one that is read as a whole. */
export function chunksOf({ body, headers }: Response): Chunks | undefined {
  if (!body) return undefined
  const own = known.get(body)
  if (own) return own
  // It came over a real connection.
  if (!comesInParts(headers) || body.locked) return undefined
  const reader = body.getReader()
  const chunks: Chunks = {
    next: async () => (await reader.read()).value,
    cancel: () => void reader.cancel().catch(() => {}),
  }
  // Whoever asks again gets the same: a stream has one reader.
  known.set(body, chunks)
  return chunks
}

/** All parts, one after another. */
export async function collected(chunks: Chunks): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for (let part = await chunks.next(); part; part = await chunks.next()) parts.push(part)
  return joined(parts)
}

/** Parts as one. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}
