import { type Cell, type CellRun, FIRST_CELL, keyOf } from './cells.ts'
import { compareRuns, sameAnswer } from './compare.ts'

/** What a reader can switch. */
export type Axis = 'architecture' | 'style'

/** What a reader expects: `same` or `different`, or nothing. */
export type Prediction = 'same' | 'different' | 'skipped'

/** Where the panel is: looking at a run, asked for a prediction, or running. */
export type Phase =
  | { readonly kind: 'looking' }
  | { readonly kind: 'asking'; readonly axis: Axis; readonly to: Cell }
  | {
      readonly kind: 'running'
      readonly axis: Axis
      readonly to: Cell
      readonly prediction: Prediction | undefined
    }
  | { readonly kind: 'failed'; readonly to: Cell; readonly reason: string }

/** The last move: from which cell, along which axis, and what was expected. */
export interface Move {
  readonly axis: Axis
  readonly from: CellRun
  /** Undefined when this axis had been asked about before. */
  readonly prediction: Prediction | undefined
}

export interface PanelState {
  readonly run: CellRun
  readonly move: Move | undefined
  readonly phase: Phase
  /** Axes that the reader was asked about: once is enough. */
  readonly asked: readonly Axis[]
  /** Keys of the cells that ran here. */
  readonly visited: readonly string[]
}

export type PanelAction =
  | { readonly kind: 'switch'; readonly to: Cell }
  | { readonly kind: 'predict'; readonly prediction: Prediction }
  | { readonly kind: 'ran'; readonly run: CellRun }
  | { readonly kind: 'failed'; readonly reason: string }

/** The panel before anything is touched: the run that was recorded when the page was built. */
export function startFrom(recorded: CellRun): PanelState {
  return {
    run: recorded,
    move: undefined,
    phase: { kind: 'looking' },
    asked: [],
    visited: [keyOf(FIRST_CELL)],
  }
}

/** The panel after an action. What makes no sense now changes nothing. */
export function panelReducer(state: PanelState, action: PanelAction): PanelState {
  const { phase } = state
  switch (action.kind) {
    case 'switch': {
      if (phase.kind === 'running') return state
      const axis = axisBetween(state.run.cell, action.to)
      if (!axis) return { ...state, phase: { kind: 'looking' } }
      return state.asked.includes(axis)
        ? { ...state, phase: { kind: 'running', axis, to: action.to, prediction: undefined } }
        : { ...state, phase: { kind: 'asking', axis, to: action.to } }
    }
    case 'predict': {
      if (phase.kind !== 'asking') return state
      const { axis, to } = phase
      return {
        ...state,
        asked: [...state.asked, axis],
        phase: { kind: 'running', axis, to, prediction: action.prediction },
      }
    }
    case 'ran': {
      if (phase.kind !== 'running') return state
      const key = keyOf(action.run.cell)
      return {
        ...state,
        run: action.run,
        move: { axis: phase.axis, from: state.run, prediction: phase.prediction },
        phase: { kind: 'looking' },
        visited: state.visited.includes(key) ? state.visited : [...state.visited, key],
      }
    }
    case 'failed':
      return phase.kind === 'running'
        ? { ...state, phase: { kind: 'failed', to: phase.to, reason: action.reason } }
        : state
  }
}

/** The cell that the switches show: where the reader wants to be, also while asked or running. */
export function shownCell({ run, phase }: PanelState): Cell {
  return phase.kind === 'asking' || phase.kind === 'running' ? phase.to : run.cell
}

/** What the run showed about the thing that the reader was asked to predict. */
export function outcomeOf(axis: Axis, from: CellRun, to: CellRun): 'same' | 'different' {
  const comparison = compareRuns(from, to)
  const same = axis === 'architecture' ? sameAnswer(comparison) : comparison.path.same
  return same ? 'same' : 'different'
}

function axisBetween(from: Cell, to: Cell): Axis | undefined {
  if (from.architecture !== to.architecture) return 'architecture'
  return from.style === to.style ? undefined : 'style'
}
