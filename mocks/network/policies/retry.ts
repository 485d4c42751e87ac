import type { NetworkFailure } from '../../log/events.ts'
import { type Backoff, waitBefore } from '../../simulation/backoff.ts'
import { type BudgetRules, earn, fullBudget, spend } from '../../simulation/budget.ts'
import type { HopWorld } from '../edge.ts'
import { givenUp, NetworkError, type Outgoing, type Wrapper } from '../hop.ts'

export interface RetryRules {
  /** Attempts in all, the first one included. */
  readonly attempts: number
  /**
   * `idempotent`: only what may be repeated (RFC 9110 §9.2.2): idempotent methods, requests that carry an
   * Idempotency-Key, and whatever certainly never reached the callee. `all`: everything, which doubles what is not
   * idempotent.
   */
  readonly methods: 'idempotent' | 'all'
  /** Statuses that are worth another attempt. */
  readonly statuses: readonly number[]
  readonly backoff: Backoff
  /** Whether a `Retry-After` in seconds is waited for (RFC 9110 §10.2.3). */
  readonly honourRetryAfter: boolean
  readonly budget?: BudgetRules
}

const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'])
/** Failures after which another attempt may help. What the caller's own policies refused is none of them. */
const WORTH_ANOTHER: ReadonlySet<NetworkFailure> = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT'])

/** Tries again. Each attempt has a span of its own, so a storm can be seen. */
export function retry(rules: RetryRules, { clock, log, random }: HopWorld): Wrapper {
  let budget = rules.budget && fullBudget(rules.budget)
  return (next) => async (outgoing) => {
    if (rules.budget && budget !== undefined) budget = earn(budget, rules.budget)
    let waitedUs = 0
    let sent = false
    for (let attempt = 1; ; attempt++) {
      const outcome = await next(outgoing).then(
        (response) => ({ response }),
        (error: unknown) => ({ error }),
      )
      sent ||= wasSent(outcome)
      const retryAfterUs = worthAnother(outcome, rules)
      if (retryAfterUs === undefined || attempt >= rules.attempts || !mayRepeat(outgoing, outcome, rules))
        return settle(outcome, sent)
      if (rules.budget && budget !== undefined) {
        const left = spend(budget)
        if (left === undefined) {
          note(outgoing, 'budget is used up', { attempt })
          return settle(outcome, sent)
        }
        budget = left
      }
      waitedUs = Math.max(retryAfterUs, waitBefore(attempt, waitedUs, rules.backoff, random))
      note(outgoing, 'waits', { attempt, waitMs: waitedUs / 1000 })
      await clock.sleep(waitedUs)
      // The caller gave up meanwhile, or its deadline passed.
      if (givenUp(outgoing)) return settle(outcome, sent)
    }
  }

  function note({ from: party, to: peer, span }: Outgoing, what: string, detail: Record<string, number>) {
    log.append({ kind: 'policy', party, peer, policy: 'retry', what, detail, ...span })
  }
}

type Outcome = { readonly response: Response } | { readonly error: unknown }

/** What all attempts together came to. When the last one never left, an earlier one still may have arrived. */
function settle(outcome: Outcome, sent: boolean): Response {
  if (!('error' in outcome)) return outcome.response
  const { error } = outcome
  if (sent && !wasSent(outcome) && error instanceof NetworkError)
    throw new NetworkError(error.failure, error.message, { sent })
  throw error
}

/** Whether the callee may have got this attempt. */
function wasSent(outcome: Outcome): boolean {
  return !('error' in outcome && outcome.error instanceof NetworkError && !outcome.error.sent)
}

/** How long the callee wants to be left alone, in microseconds (0 when it does not say); undefined when another attempt would not help. */
function worthAnother(outcome: Outcome, { statuses, honourRetryAfter }: RetryRules): number | undefined {
  if ('error' in outcome)
    return outcome.error instanceof NetworkError && WORTH_ANOTHER.has(outcome.error.failure) ? 0 : undefined
  if (!statuses.includes(outcome.response.status)) return undefined
  const after = outcome.response.headers.get('retry-after')
  return honourRetryAfter && after !== null && /^\d{1,6}$/.test(after) ? Number(after) * 1_000_000 : 0
}

function mayRepeat({ request }: Outgoing, outcome: Outcome, { methods }: RetryRules): boolean {
  return (
    methods === 'all' ||
    !wasSent(outcome) ||
    IDEMPOTENT.has(request.method) ||
    request.headers.has('idempotency-key')
  )
}
