/**
 * A retry budget (Google SRE book, ch. 21–22): every first attempt puts a part of a token in, every retry takes
 * a whole one out. So retries stay a fixed share of the traffic, however many calls fail.
 */
export interface BudgetRules {
  /** How many retries a hundred first attempts allow. */
  readonly percent: number
  /** What is there at the start and never more than this is saved, in retries. */
  readonly reserve: number
}

/** In hundredths of a retry, so that it stays an integer. */
export type BudgetState = number

/** The budget before the first call. */
export function fullBudget({ reserve }: BudgetRules): BudgetState {
  return reserve * 100
}

/** The budget after a first attempt. */
export function earn(state: BudgetState, { percent, reserve }: BudgetRules): BudgetState {
  return Math.min(reserve * 100, state + percent)
}

/** The budget after a retry, or undefined when none is allowed. */
export function spend(state: BudgetState): BudgetState | undefined {
  return state >= 100 ? state - 100 : undefined
}
