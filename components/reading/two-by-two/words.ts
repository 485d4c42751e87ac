import { ARCHITECTURE_NAMES, type Cell, type CellRun, STYLE_NAMES } from './cells.ts'
import { type Comparison, compareRuns } from './compare.ts'
import { type Axis, type Move, outcomeOf, type Prediction } from './panel-state.ts'

/** What the panel asks before it moves along an axis. */
export const QUESTIONS: Readonly<Record<Axis, { ask: string; same: string; different: string }>> = {
  architecture: {
    ask: 'The client sends exactly the same message. Will it get another answer?',
    same: 'The same answer',
    different: 'Another answer',
  },
  style: {
    ask: 'The client asks for the same book in another style. Will others have to do the work?',
    same: 'The same ones can',
    different: 'Others must',
  },
}

/** What came of a prediction. */
export interface Verdict {
  readonly right: boolean | undefined
  readonly lead: string
  readonly finding: string
}

/** Holds a prediction against what the two runs showed. Every number comes from the comparison. */
export function verdictOf({ axis, from, prediction }: Move, run: CellRun, comparison: Comparison): Verdict {
  const outcome = outcomeOf(axis, from, run)
  const right = isGuess(prediction) ? prediction === outcome : undefined
  const lead = right === undefined ? 'What happened' : right ? 'As you predicted' : 'Not what you predicted'
  return { right, lead, finding: axis === 'architecture' ? sayAnswer(comparison) : sayWorkers(comparison) }
}

function isGuess(prediction: Prediction | undefined): prediction is 'same' | 'different' {
  return prediction === 'same' || prediction === 'different'
}

function sayAnswer({ status, content, fields, differingBytes, hops, path }: Comparison): string {
  const changed = fields.filter(({ same }) => !same).length
  const answer = [
    status.same ? `status ${status.after} both times` : `status ${status.before}, then ${status.after}`,
    content.same ? `0 of ${content.after} differ` : `${differingBytes} bytes of the content differ`,
    changed === 0
      ? `${fields.length} of ${fields.length} fields are the same`
      : `${changed} of ${fields.length} fields differ`,
  ].join(', ')
  return `${capital(answer)}. Behind the contract, ${hopsInWords(hops.before)} became ${hopsInWords(hops.after)}: ${path.before} before, ${path.after} now.`
}

function sayWorkers({ request, content, book, path }: Comparison): string {
  const message = request.same
    ? 'The message is the same'
    : `The message changed from ${request.before} to ${request.after}`
  const answer = content.same ? 'so is the content' : `the content from ${content.before} to ${content.after}`
  const inside = book ? (book.same ? ' The book in it is the same.' : ' The book in it differs.') : ''
  const workers = path.same
    ? `Who did the work stayed the same: ${path.after}.`
    : `Others worked: ${path.before} before, ${path.after} now.`
  return `${workers} ${message}, ${answer}.${inside}`
}

function hopsInWords(count: number): string {
  return count === 1 ? '1 HTTP hop' : `${count} HTTP hops`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** A time of the run's clock, in milliseconds with one digit. */
export function inMilliseconds(us: number): string {
  return `${(us / 1000).toFixed(1)} ms`
}

/** What the four recorded runs show, one finding for each row and each column of the two by two. */
export function sayRecorded(runs: readonly CellRun[]): readonly string[] {
  const between = (from: Cell, to: Cell) => compareRuns(runIn(runs, from), runIn(runs, to))
  const constructions = (['rest', 'rpc'] as const).map((style) => {
    const { differingBytes, content } = between(
      { architecture: 'monolith', style },
      { architecture: 'microservices', style },
    )
    return `${STYLE_NAMES[style]}, other construction: ${differingBytes} of ${content.after} of the answer differ.`
  })
  const styles = (['monolith', 'microservices'] as const).map((architecture) => {
    const { path, book } = between({ architecture, style: 'rest' }, { architecture, style: 'rpc' })
    return `${ARCHITECTURE_NAMES[architecture]}, other style: ${path.same ? 'the same' : 'others'} did the work, and the book in the answer is ${book?.same ? 'the same' : 'not the same'}.`
  })
  return [...constructions, ...styles]
}

function runIn(runs: readonly CellRun[], cell: Cell): CellRun {
  const run = runs.find(
    (candidate) => candidate.cell.architecture === cell.architecture && candidate.cell.style === cell.style,
  )
  if (!run)
    throw new Error(
      `There is no run of ${ARCHITECTURE_NAMES[cell.architecture]}, ${STYLE_NAMES[cell.style]}.`,
    )
  return run
}
