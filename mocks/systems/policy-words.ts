import type { Policy } from './policies.ts'

/** What a caller does, in words, for a list: `orders → payments: gives up after 500 ms, makes up to 2 attempts`. */
export function describePolicy({ edge, ...policy }: Policy): string {
  const from = edge.from === '*' ? 'anybody' : edge.from
  const to = edge.to === '*' ? 'anybody' : edge.to
  const {
    timeoutMs,
    connectTimeoutMs,
    deadlineMs,
    retry,
    breaker,
    bulkhead,
    fallback,
    hedgeAfterMs,
    collapse,
    cache,
  } = policy
  const words = [
    connectTimeoutMs !== undefined && `waits ${connectTimeoutMs} ms for a connection`,
    timeoutMs !== undefined && `gives up after ${timeoutMs} ms`,
    deadlineMs !== undefined && `sets a deadline of ${deadlineMs} ms`,
    retry &&
      `makes up to ${retry.attempts} attempts${waits(retry.backoff)}${retry.budget ? ' within a budget' : ''}`,
    breaker && `has a circuit breaker that stays open for ${breaker.openMs} ms`,
    bulkhead && `has ${bulkhead.places} calls out at a time, and ${bulkhead.queue} wait`,
    fallback && 'falls back on the last good answer',
    hedgeAfterMs !== undefined && `asks once more after ${hedgeAfterMs} ms`,
    collapse && 'shares equal calls that are under way',
    cache && 'has a cache',
  ]
  return `${from} → ${to}: ${words.filter((word) => typeof word === 'string').join(', ') || 'does nothing special'}`
}

function waits({ kind, jitter }: NonNullable<Policy['retry']>['backoff']): string {
  if (kind === 'none') return ''
  return ` with ${kind} backoff${jitter === 'none' ? '' : ` and ${jitter} jitter`}`
}
