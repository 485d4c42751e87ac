/**
 * A bulkhead (Nygard): a caller gives each callee a fixed number of places, so that one slow callee can not
 * take all of them. Who finds no place waits in a queue; who finds the queue full is turned away at once.
 */
export interface BulkheadRules {
  readonly places: number
  readonly queue: number
}

export interface BulkheadState {
  readonly inside: number
  readonly waiting: number
}

export const EMPTY_BULKHEAD: BulkheadState = { inside: 0, waiting: 0 }

/** What happens to one who comes. */
export function enter(
  state: BulkheadState,
  { places, queue }: BulkheadRules,
): { readonly fate: 'enters' | 'waits' | 'is turned away'; readonly state: BulkheadState } {
  if (state.inside < places) return { fate: 'enters', state: { ...state, inside: state.inside + 1 } }
  if (state.waiting < queue) return { fate: 'waits', state: { ...state, waiting: state.waiting + 1 } }
  return { fate: 'is turned away', state }
}

/** One leaves; the place goes to the first who waits, if anybody does. */
export function leave(state: BulkheadState): { readonly nextEnters: boolean; readonly state: BulkheadState } {
  if (state.waiting > 0) return { nextEnters: true, state: { ...state, waiting: state.waiting - 1 } }
  return { nextEnters: false, state: { ...state, inside: state.inside - 1 } }
}

/** One who waited gives up. */
export function abandon(state: BulkheadState): BulkheadState {
  return { ...state, waiting: state.waiting - 1 }
}
