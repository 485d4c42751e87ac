import type { BreakerRules } from '../simulation/breaker.ts'
import type { BulkheadRules } from '../simulation/bulkhead.ts'
import type { Distribution } from '../simulation/distribution.ts'
import type { Random } from '../simulation/random.ts'
import { covers, type Edge, type HopWorld } from './edge.ts'
import { blackHole } from './faults/black-hole.ts'
import { bandwidth, cutBody, slowBody } from './faults/body.ts'
import { errorResponse } from './faults/error-response.ts'
import { lostReply } from './faults/lost-reply.ts'
import { lostRequest } from './faults/lost-request.ts'
import { reset } from './faults/reset.ts'
import type { Strikes } from './faults/strike.ts'
import { traceLoss } from './faults/trace-loss.ts'
import type { Wrapper } from './hop.ts'
import { breaker } from './policies/breaker.ts'
import { bulkhead } from './policies/bulkhead.ts'
import { cache } from './policies/cache.ts'
import { collapsing } from './policies/collapsing.ts'
import { connectTimeout } from './policies/connect-timeout.ts'
import { deadline, remaining } from './policies/deadline.ts'
import { fallback } from './policies/fallback.ts'
import { hedging } from './policies/hedging.ts'
import { type RetryRules, retry } from './policies/retry.ts'
import { timeout } from './policies/timeout.ts'

/** What can go wrong on an edge. */
export type EdgeFault = { readonly edge: Edge } & (
  | { readonly kind: 'latency'; readonly oneWay: Distribution }
  | { readonly kind: 'bandwidth'; readonly bytesPerSecond: number }
  | { readonly kind: 'black-hole'; readonly strikes: Strikes }
  | { readonly kind: 'lose-request'; readonly strikes: Strikes }
  | { readonly kind: 'lose-reply'; readonly strikes: Strikes }
  | {
      readonly kind: 'error'
      readonly strikes: Strikes
      readonly status: number
      readonly version?: number | undefined
    }
  | { readonly kind: 'reset'; readonly strikes: Strikes }
  | { readonly kind: 'slow-body'; readonly ms: number }
  | { readonly kind: 'cut-body'; readonly strikes: Strikes }
  | { readonly kind: 'no-trace-context' }
)

/** What a caller does about failures on an edge. Naive by default: it waits, and takes what comes. */
export interface EdgePolicy {
  readonly edge: Edge
  readonly timeoutMs?: number
  readonly connectTimeoutMs?: number
  readonly deadlineMs?: number
  readonly retry?: RetryRules
  readonly breaker?: BreakerRules
  readonly bulkhead?: BulkheadRules
  readonly fallback?: 'last-good'
  readonly hedgeAfterMs?: number
  readonly collapse?: boolean
  readonly cache?: boolean
}

/** The layers that a policy puts around an attempt, outermost first. The first policy that covers the edge counts. */
export function outerPolicies(
  policies: readonly EdgePolicy[],
  from: string,
  to: string,
  world: (name: string) => HopWorld,
): Wrapper[] {
  const policy = policies.find(({ edge }) => covers(edge, from, to))
  const wrappers: Wrapper[] = []
  if (policy?.fallback) wrappers.push(fallback(world('fallback')))
  // Always there: a deadline that somebody further out has set is handed on.
  wrappers.push(
    deadline(policy?.deadlineMs === undefined ? undefined : policy.deadlineMs * 1000, world('deadline')),
  )
  if (policy?.cache) wrappers.push(cache(world('cache')))
  if (policy?.collapse) wrappers.push(collapsing(world('collapsing')))
  if (policy?.retry) wrappers.push(retry(policy.retry, world('retry')))
  if (policy?.breaker) wrappers.push(breaker(policy.breaker, world('breaker')))
  if (policy?.hedgeAfterMs !== undefined) wrappers.push(hedging(policy.hedgeAfterMs * 1000, world('hedging')))
  // Inside hedging: a request that is sent twice takes two places.
  if (policy?.bulkhead) wrappers.push(bulkhead(policy.bulkhead, world('bulkhead')))
  wrappers.push(remaining(world('remaining')))
  return wrappers
}

/** How long a caller waits for one attempt, and for its connection; nothing when it waits for ever. */
export function timeoutLayers(
  policies: readonly EdgePolicy[],
  from: string,
  to: string,
  world: (name: string) => HopWorld,
): Wrapper[] {
  const policy = policies.find(({ edge }) => covers(edge, from, to))
  const { timeoutMs, connectTimeoutMs } = policy ?? {}
  return [
    ...(timeoutMs === undefined ? [] : [timeout(timeoutMs * 1000, world('timeout'))]),
    ...(connectTimeoutMs === undefined
      ? []
      : [connectTimeout(connectTimeoutMs * 1000, world('connect timeout'))]),
  ]
}

/** Where a fault strikes: before there is a connection, on the way between the two, or in the callee's own work. */
type StrikesAt = 'handshake' | 'way' | 'callee'

/** What may strike a message of this edge at one place, in the order in which it was switched on. */
export function faultLayers(
  faults: readonly EdgeFault[],
  from: string,
  to: string,
  world: (name: string) => HopWorld,
  at: StrikesAt,
): Wrapper[] {
  return faults
    .filter(({ edge }) => covers(edge, from, to))
    .flatMap((fault, index) =>
      strikesAt(fault) === at ? faultLayer(fault, world(`${fault.kind} ${index}`)) : [],
    )
}

function strikesAt(fault: EdgeFault): StrikesAt {
  if (fault.kind === 'black-hole') return 'handshake'
  return fault.kind === 'error' && fault.version !== undefined ? 'callee' : 'way'
}

function faultLayer(fault: EdgeFault, world: HopWorld): Wrapper[] {
  switch (fault.kind) {
    case 'latency':
      // Replaces the link's own; see `latencyOf`.
      return []
    case 'bandwidth':
      return [bandwidth(fault.bytesPerSecond, world)]
    case 'black-hole':
      return [blackHole(fault.strikes, world)]
    case 'lose-request':
      return [lostRequest(fault.strikes, world)]
    case 'lose-reply':
      return [lostReply(fault.strikes, world)]
    case 'error':
      return [errorResponse(fault, world)]
    case 'reset':
      return [reset(fault.strikes, world)]
    case 'slow-body':
      return [slowBody(fault.ms * 1000, world)]
    case 'cut-body':
      return [cutBody(fault.strikes, world)]
    case 'no-trace-context':
      return [traceLoss(world)]
  }
}

/** How long a message is under way on an edge: the last latency fault that covers it, or the link's own. */
export function latencyOf(
  faults: readonly EdgeFault[],
  from: string,
  to: string,
  own: Distribution,
): Distribution {
  let oneWay = own
  for (const fault of faults)
    if (fault.kind === 'latency' && covers(fault.edge, from, to)) oneWay = fault.oneWay
  return oneWay
}

/** A world for each wrapper of a link: its random stream is named after both. */
export function worldsOf(
  base: Omit<HopWorld, 'random'>,
  random: Random,
  link: string,
): (name: string) => HopWorld {
  return (name) => ({ ...base, random: random.fork(`${name} on ${link}`) })
}
