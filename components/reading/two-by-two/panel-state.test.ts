import { beforeAll, describe, expect, test } from 'vitest'
import { type Cell, type CellRun, FIRST_CELL } from './cells.ts'
import { outcomeOf, type PanelState, panelReducer, shownCell, startFrom } from './panel-state.ts'
import { runCell } from './run-cell.ts'

const monolith: Cell = { architecture: 'monolith', style: 'rest' }
let first: CellRun
let second: CellRun
let start: PanelState
beforeAll(async () => {
  first = await runCell(FIRST_CELL)
  second = await runCell(monolith)
  start = startFrom(first)
})

describe('moving a switch', () => {
  test('asks for a prediction the first time, and shows where the reader wants to go', () => {
    const asking = panelReducer(start, { kind: 'switch', to: monolith })
    expect(asking.phase).toEqual({ kind: 'asking', axis: 'architecture', to: monolith })
    expect(shownCell(asking)).toEqual(monolith)
    expect(asking.run).toBe(first)
  })

  test('runs after the prediction, and remembers what was expected', () => {
    const asking = panelReducer(start, { kind: 'switch', to: monolith })
    const running = panelReducer(asking, { kind: 'predict', prediction: 'different' })
    expect(running.phase.kind).toBe('running')
    const done = panelReducer(running, { kind: 'ran', run: second })
    expect(done.run).toBe(second)
    expect(done.move).toEqual({ axis: 'architecture', from: first, prediction: 'different' })
  })

  test('does not ask twice about the same switch', () => {
    const asked: PanelState = { ...start, asked: ['architecture'] }
    expect(panelReducer(asked, { kind: 'switch', to: monolith }).phase.kind).toBe('running')
  })

  test('back to where it was, while asked, withdraws the question', () => {
    const asking = panelReducer(start, { kind: 'switch', to: monolith })
    expect(panelReducer(asking, { kind: 'switch', to: FIRST_CELL }).phase.kind).toBe('looking')
  })

  test('waits while something runs', () => {
    const asked: PanelState = { ...start, asked: ['architecture'] }
    const running = panelReducer(asked, { kind: 'switch', to: monolith })
    expect(panelReducer(running, { kind: 'switch', to: FIRST_CELL })).toBe(running)
  })

  test('keeps what it showed when a run fails, and says why', () => {
    const asked: PanelState = { ...start, asked: ['architecture'] }
    const running = panelReducer(asked, { kind: 'switch', to: monolith })
    const failed = panelReducer(running, { kind: 'failed', reason: 'no memory' })
    expect(failed.run).toBe(first)
    expect(failed.phase).toMatchObject({ kind: 'failed', reason: 'no memory' })
  })
})

describe('the outcome is what the runs show', () => {
  test('the answer is the same in both constructions, so "different" is a wrong prediction', () => {
    expect(outcomeOf('architecture', first, second)).toBe('same')
  })

  test('and it would be "different" if the answer were', () => {
    const { response } = second.exchange
    if (!response) throw new Error('no answer')
    const broken: CellRun = {
      ...second,
      exchange: { ...second.exchange, response: { ...response, status: 500 } },
    }
    expect(outcomeOf('architecture', first, broken)).toBe('different')
  })

  test('about the style, it is whether the same parties worked', async () => {
    const rpc = await runCell({ architecture: 'microservices', style: 'rpc' })
    expect(outcomeOf('style', first, rpc)).toBe('same')
    expect(outcomeOf('style', second, rpc)).toBe('different')
  })
})
