import type { Fleet } from './policies.ts'
import type { Settings } from './scenario.ts'

// Without zod, so that pages can name a setting without loading the schemas.

/** What is set on a bookshop away from the defaults, in words, for a list; policies have words of their own. */
export function describeSettings({
  latency,
  idempotencyKey,
  paymentKey,
  serverTiming,
  recovery,
  holding,
  fleets,
}: Settings): string[] {
  return [
    ...(latency === 'none' ? ['messages take no time'] : []),
    ...(idempotencyKey === 'optional' ? ['an order needs no Idempotency-Key'] : []),
    ...(serverTiming ? ['each answer says how long its service worked on it'] : []),
    ...(paymentKey === 'none' ? ['orders sends payments no Idempotency-Key'] : []),
    ...(recovery === 'none' ? ['orders keeps no saga log'] : []),
    ...(holding === 'read-then-write' ? ['orders reads the count of copies and writes a smaller one'] : []),
    ...(holding === 'if-match'
      ? ['orders writes a smaller count of copies, if it has read the latest one']
      : []),
    ...fleets.map(describeFleet),
  ]
}

function describeFleet({ service, instances, balancing, workers, canary }: Fleet): string {
  const words = [
    `${instances} instance${instances === 1 ? '' : 's'}${instances > 1 ? ` (${balancing})` : ''}`,
    ...(workers ? [`${workers.places} workers each, and ${workers.queue} requests wait`] : []),
    ...(canary ? [`version 2 on ${canary.instances} more, for ${canary.percent}% of the calls`] : []),
  ]
  return `${service} runs ${words.join(', ')}`
}
