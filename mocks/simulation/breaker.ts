/**
 * A circuit breaker (Nygard, Release It!): after enough failures a caller stops asking for a while, so that it
 * does not wait for an answer that will not come, and the callee gets time to recover.
 */
export interface BreakerRules {
  /** When a closed breaker opens. */
  readonly opens:
    | { readonly after: 'consecutive'; readonly failures: number }
    /** Of the calls that ended within the last `windowUs`, at least `calls`, this share failed. */
    | { readonly after: 'rate'; readonly percent: number; readonly calls: number; readonly windowUs: number }
  /** How long it stays open before it lets a probe through. */
  readonly openUs: number
  /** How many probes must succeed, one after another, before it closes. */
  readonly probes: number
}

/** One call that ended, as the rate rule remembers it. */
interface Ended {
  readonly atUs: number
  readonly failed: boolean
}

export type BreakerState = {
  /** Counts the changes between closed, open and half-open: a call that was admitted before one says nothing after it. */
  readonly period: number
} & (
  | { readonly is: 'closed'; readonly failures: number; readonly ended: readonly Ended[] }
  | { readonly is: 'open'; readonly untilUs: number }
  /** One probe at a time; `succeeded` of them did. */
  | { readonly is: 'half-open'; readonly probing: boolean; readonly succeeded: number }
)

/** How a call ended. `unknown`: in a way that says nothing about the callee, such as a caller who gave up. */
export type BreakerOutcome = 'succeeded' | 'failed' | 'unknown'

/** The state in which every breaker begins. */
export const CLOSED: BreakerState = { period: 0, is: 'closed', failures: 0, ended: [] }

/** Whether a call may go out, and the state after asking. */
export function ask(
  state: BreakerState,
  nowUs: number,
): { readonly admitted: boolean; readonly state: BreakerState } {
  switch (state.is) {
    case 'closed':
      return { admitted: true, state }
    case 'open':
      if (nowUs < state.untilUs) return { admitted: false, state }
      return {
        admitted: true,
        state: { period: state.period + 1, is: 'half-open', probing: true, succeeded: 0 },
      }
    case 'half-open':
      return state.probing
        ? { admitted: false, state }
        : { admitted: true, state: { ...state, probing: true } }
  }
}

/** The state after a call has ended that was admitted in `period`. If that period is over, it changes nothing any more. */
export function ended(
  state: BreakerState,
  period: number,
  outcome: BreakerOutcome,
  nowUs: number,
  rules: BreakerRules,
): BreakerState {
  if (period !== state.period) return state
  const failed = outcome === 'failed'
  const open = { period: period + 1, is: 'open', untilUs: nowUs + rules.openUs } as const
  switch (state.is) {
    case 'open':
      return state
    case 'half-open': {
      if (outcome === 'unknown') return { ...state, probing: false }
      if (failed) return open
      const succeeded = state.succeeded + 1
      return succeeded >= rules.probes
        ? { ...CLOSED, period: period + 1 }
        : { period, is: 'half-open', probing: false, succeeded }
    }
    case 'closed': {
      if (outcome === 'unknown') return state
      const next = afterClosedCall(state, failed, nowUs, rules)
      return trips(next, rules) ? open : next
    }
  }
}

type Closed = Extract<BreakerState, { is: 'closed' }>

function afterClosedCall(state: Closed, failed: boolean, nowUs: number, { opens }: BreakerRules): Closed {
  const failures = failed ? state.failures + 1 : 0
  if (opens.after === 'consecutive') return { ...state, failures, ended: [] }
  const recent = state.ended.filter(({ atUs }) => atUs > nowUs - opens.windowUs)
  return { ...state, failures, ended: [...recent, { atUs: nowUs, failed }] }
}

function trips({ failures, ended }: Closed, { opens }: BreakerRules): boolean {
  if (opens.after === 'consecutive') return failures >= opens.failures
  const failed = ended.filter((call) => call.failed).length
  return ended.length >= opens.calls && failed * 100 >= opens.percent * ended.length
}
