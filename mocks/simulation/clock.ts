/**
 * The only time that a bookshop knows. On the virtual clock nothing waits; on the live clock the same code
 * runs in real time. Whoever wants to wait, or awaits something that is not made of this clock, says so here.
 */
export interface Clock {
  /** Whole microseconds since the start of the run. */
  nowUs(): number
  /** Milliseconds since 1970 at which the run started: `epochMs + nowUs() / 1000` is the time of day. */
  readonly epochMs: number
  /** Resolves when `us` microseconds of this clock have passed. */
  sleep(us: number): Promise<void>
  /** Like `sleep`, but whoever set it may take it back: then it never resolves and leaves nothing behind. */
  timer(us: number): Timer
  /**
   * Passes a promise through that something outside this clock will settle (a stream, WebCrypto, a database).
   * Virtual time stands still until it has.
   */
  track<T>(promise: Promise<T>): Promise<T>
}

/** A wait that may be taken back. */
export interface Timer {
  readonly rings: Promise<void>
  cancel(): void
}

/** The time of day on `clock`, as bodies and header fields print it. */
export function timeOfDay(clock: Clock): Date {
  return new Date(clock.epochMs + Math.floor(clock.nowUs() / 1000))
}
