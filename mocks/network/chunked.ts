import { type Chunks, chunkedResponse, chunksOf } from '../log/chunks.ts'
import type { Clock } from '../simulation/clock.ts'
import type { Life } from '../simulation/life.ts'
import type { Outgoing } from './hop.ts'

/** The same answer with its parts seen to on their way; an answer that is read as a whole stays as it is. */
export function eachChunk(answer: Response, change: (chunks: Chunks) => Chunks): Response {
  const chunks = chunksOf(answer)
  return chunks ? chunkedResponse(answer, change(chunks)) : answer
}

/**
 * The same request with the frames seen to that its sender will send once it speaks WebSocket. Nobody touches them before
 * the callee does: an attempt that came to nothing takes none away.
 */
export function withFrames(outgoing: Outgoing, change: (frames: Chunks) => Chunks): Outgoing {
  const { upgrade } = outgoing
  if (!upgrade) return outgoing
  let changed: Chunks | undefined
  const sent: Chunks = {
    next() {
      changed ??= change(upgrade.sent)
      return changed.next()
    },
    cancel: () => (changed ?? upgrade.sent).cancel(),
  }
  return { ...outgoing, upgrade: { ...upgrade, sent } }
}

/** What can be said of a content that comes while it is made. One of the last three is called, once. */
export interface ChunkWatch {
  came?(part: Uint8Array<ArrayBuffer>): void
  ended?(): void
  broke?(error: unknown): void
  cancelled?(): void
}

/** Tells of each part and of the end. */
export function watched(chunks: Chunks, watch: ChunkWatch): Chunks {
  let isOver = false
  const once = (tell: () => void) => {
    if (isOver) return
    isOver = true
    tell()
  }
  return {
    async next() {
      try {
        const part = await chunks.next()
        if (part === undefined) once(() => watch.ended?.())
        else if (!isOver) watch.came?.(part)
        return part
      } catch (error) {
        once(() => watch.broke?.(error))
        throw error
      }
    },
    cancel() {
      once(() => watch.cancelled?.())
      chunks.cancel()
    },
  }
}

/** Has `leave` called when nothing of an answer is under way any more: at once, or when its last part has come. */
export function whenOver(answer: Response, leave: () => void): Response {
  if (chunksOf(answer) === undefined) {
    leave()
    return answer
  }
  return eachChunk(answer, (chunks) => watched(chunks, { ended: leave, broke: leave, cancelled: leave }))
}

/** An answer, and when its last part has come: rejects when it breaks. Undefined for an answer that is there as a whole. */
export function lasting(answer: Response): { answer: Response; over: Promise<void> | undefined } {
  if (chunksOf(answer) === undefined) return { answer, over: undefined }
  const { promise: over, resolve: ended, reject: broke } = Promise.withResolvers<void>()
  over.catch(() => {})
  return {
    answer: eachChunk(answer, (chunks) => watched(chunks, { ended, broke, cancelled: ended })),
    over,
  }
}

/** Breaks off when a life ends. */
export function whileAlive(chunks: Chunks, life: Life, why: () => Error): Chunks {
  return { next: () => life.guard(chunks.next(), why), cancel: chunks.cancel }
}

/** Breaks off when the reader gives up, and has the rest not be made. */
export function untilAborted(chunks: Chunks, signal: AbortSignal, why: () => Error): Chunks {
  const { promise: given, reject: giveUp } = Promise.withResolvers<never>()
  given.catch(() => {})
  const abort = () => {
    giveUp(why())
    chunks.cancel()
  }
  // A signal that is listened to is never collected, nor is what it belongs to.
  const stopListening = () => signal.removeEventListener('abort', abort)
  signal.addEventListener('abort', abort, { once: true })
  return watched(
    { next: () => Promise.race([chunks.next(), given]), cancel: chunks.cancel },
    { ended: stopListening, broke: stopListening, cancelled: stopListening },
  )
}

/** Each part, and the end, comes so much later. One part is read ahead, so that parts travel side by side. */
export function delayed(chunks: Chunks, us: number, clock: Clock): Chunks {
  const read = async () => {
    const outcome = await chunks.next().then(
      (part) => ({ part }),
      (error: unknown) => ({ error }),
    )
    return { ...outcome, dueUs: clock.nowUs() + us }
  }
  let ahead = read()
  return {
    async next() {
      const { dueUs, ...outcome } = await ahead
      if ('part' in outcome && outcome.part !== undefined) ahead = read()
      await clock.sleep(dueUs - clock.nowUs())
      if ('error' in outcome) throw outcome.error
      return outcome.part
    },
    cancel: chunks.cancel,
  }
}

/** Each part is held up for as long as `us` says. */
export function heldUp(chunks: Chunks, us: (part: Uint8Array) => number, clock: Clock): Chunks {
  return {
    async next() {
      const part = await chunks.next()
      if (part !== undefined) await clock.sleep(us(part))
      return part
    },
    cancel: chunks.cancel,
  }
}

/** The first part comes whole, and half of the second; then the connection breaks. */
export function cut(chunks: Chunks, breaks: (bytes: number) => Error): Chunks {
  let bytes = 0
  let parts = 0
  const breakOff = () => {
    chunks.cancel()
    return breaks(bytes)
  }
  return {
    async next() {
      if (parts === 2) throw breakOff()
      const part = await chunks.next()
      parts++
      if (part === undefined) throw breakOff()
      const shown = parts === 1 ? part : part.slice(0, Math.floor(part.length / 2))
      bytes += shown.length
      return shown
    },
    cancel: chunks.cancel,
  }
}
