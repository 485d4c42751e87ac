import { chunksOf } from '../../log/chunks.ts'
import { cut, eachChunk, heldUp } from '../chunked.ts'
import type { HopWorld } from '../edge.ts'
import { NetworkError, type Wrapper } from '../hop.ts'
import { readContent } from '../message.ts'
import { createStriker, type Strikes } from './strike.ts'

/** The reply's content trickles: it takes `us` longer than it should; where it comes in parts, each of them does. */
export function slowBody(us: number, world: HopWorld): Wrapper {
  return (next) => async (outgoing) => {
    const answer = await next(outgoing)
    const { from, to, span } = outgoing
    world.log.append({
      kind: 'fault',
      from,
      to,
      fault: 'slow-body',
      detail: `The status came; the content took ${us / 1000} ms more.`,
      bodyUs: us,
      ...span,
    })
    if (chunksOf(answer)) return eachChunk(answer, (chunks) => heldUp(chunks, () => us, world.clock))
    await world.clock.sleep(us)
    return answer
  }
}

/**
 * The connection breaks in the middle of the reply: the work was done, and half of the answer is no answer. Of one that
 * comes in parts the first is an answer already, and the second is cut.
 */
export function cutBody(strikes: Strikes, world: HopWorld): Wrapper {
  const strike = createStriker(strikes, world.random)
  return (next) => async (outgoing) => {
    const struck = strike()
    const answer = await next(outgoing)
    if (!struck) return answer
    const { from, to, span } = outgoing
    if (chunksOf(answer)) {
      return eachChunk(answer, (chunks) =>
        cut(chunks, (bytes) => {
          const detail = `The connection broke after ${bytes} bytes, while more were to come.`
          world.log.append({ kind: 'fault', from, to, fault: 'cut-body', detail, ...span })
          return new NetworkError('ECONNRESET', 'The connection broke in the middle of the content.')
        }),
      )
    }
    const { length } = await readContent(answer, world.clock)
    const detail = `The connection broke after ${Math.floor(length / 2)} of ${length} bytes; the work was done.`
    world.log.append({ kind: 'fault', from, to, fault: 'cut-body', detail, ...span })
    throw new NetworkError('ECONNRESET', 'The connection broke in the middle of the content.')
  }
}

/** Every byte takes its time, in both directions. */
export function bandwidth(bytesPerSecond: number, world: HopWorld): Wrapper {
  const us = (bytes: number) => Math.ceil((bytes * 1_000_000) / bytesPerSecond)
  return (next) => async (outgoing) => {
    await world.clock.sleep(us(outgoing.content.length))
    const answer = await next(outgoing)
    if (chunksOf(answer))
      return eachChunk(answer, (chunks) => heldUp(chunks, ({ length }) => us(length), world.clock))
    await world.clock.sleep(us((await readContent(answer.clone(), world.clock)).length))
    return answer
  }
}
