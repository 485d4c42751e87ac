import type { Clock } from '../simulation/clock.ts'
import { type Distribution, draw } from '../simulation/distribution.ts'
import type { Random } from '../simulation/random.ts'
import { delayed, eachChunk, withFrames } from './chunked.ts'
import type { Wrapper } from './hop.ts'

export interface LatencyOptions {
  clock: Clock
  /** This link's own stream. Each message takes one number on its way there and one on its way back. */
  random: Random
  /** One way, not both. */
  oneWay: Distribution
}

/** The time that a message is on its way, there and back. */
export function latency({ clock, random, oneWay }: LatencyOptions): Wrapper {
  return (next) => async (outgoing) => {
    const there = draw(oneWay, random)
    const back = draw(oneWay, random)
    await clock.sleep(there)
    try {
      const answer = await next(withFrames(outgoing, (frames) => delayed(frames, there, clock)))
      return eachChunk(answer, (chunks) => delayed(chunks, back, clock))
    } finally {
      await clock.sleep(back)
    }
  }
}
