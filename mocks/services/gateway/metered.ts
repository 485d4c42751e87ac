import { asAsked } from '../../http/answer.ts'
import { Problem, problemAnswer } from '../../http/problem.ts'
import type { Handler } from '../../http/service.ts'
import { type Consumer, consumerOf } from './consumers.ts'
import { withFields } from './cors.ts'
import type { createRateLimit } from './rate-limit.ts'
import type { createUsage } from './usage.ts'

export interface Metering {
  now: () => Date
  /** Left out, nobody is limited. */
  limit?: ReturnType<typeof createRateLimit> | undefined
  usage: ReturnType<typeof createUsage>
  /** Whether a path is of the API that consumers are told apart at. */
  counts: (pathname: string) => boolean
}

/** Lets each consumer send so many requests to the API and no more, and notes what it used. */
export function metered(next: Handler, { now, limit, usage, counts }: Metering): Handler {
  return async (request) => {
    // A browser that asks whether it may ask is no consumer, and neither is whoever looks after the service.
    if (request.method === 'OPTIONS' || !counts(new URL(request.url).pathname)) return next(request)
    const from = now().getTime()
    const { consumer, answer } = await answered(request)
    if (consumer) usage.note(consumer, answer.status, now().getTime() - from)
    return answer
  }

  async function answered(request: Request): Promise<{ consumer?: Consumer; answer: Response }> {
    let consumer: Consumer | undefined
    try {
      consumer = consumerOf(request)
      const fields = limit?.take(consumer.name) ?? {}
      const answer = await next(request)
      const headers = new Headers(answer.headers)
      for (const [name, value] of Object.entries(fields)) headers.set(name, value)
      return { consumer, answer: withFields(answer, headers) }
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      return { ...(consumer ? { consumer } : {}), answer: asAsked(request, problemAnswer(error)) }
    }
  }
}
