/** What a learner wants of the review: how much to keep, how much a day, until when. */
export interface Goals {
  /** The share of answers that shall still be known when they come up: 0.85 to 0.95. */
  readonly retention: number
  /** How many questions a day at most. */
  readonly dailyCap: number
  /** When it shall be known, in milliseconds since 1970: nothing is put off beyond it. */
  readonly targetMs?: number
}

export const DEFAULT_GOALS: Goals = { retention: 0.9, dailyCap: 20 }
