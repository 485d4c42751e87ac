import { beforeAll, describe, expect, test } from 'vitest'
import type { Field, WireResponse } from '#mocks/log/events.ts'
import { CELLS, type Cell, type CellRun, keyOf, scenarioOf } from './cells.ts'
import { compareRuns, partiesOf, sameAnswer } from './compare.ts'
import { runCell } from './run-cell.ts'

const runs = new Map<string, CellRun>()
beforeAll(async () => {
  for (const cell of CELLS) runs.set(keyOf(cell), await runCell(cell))
})

function runOf(architecture: Cell['architecture'], style: Cell['style']): CellRun {
  const run = runs.get(keyOf({ architecture, style }))
  if (!run) throw new Error('not run')
  return run
}

/** The same run with another answer: what a bookshop with a mistake in it would have sent. */
function answering(run: CellRun, change: Partial<WireResponse>): CellRun {
  const { response } = run.exchange
  if (!response) throw new Error('no answer')
  return { ...run, exchange: { ...run.exchange, response: { ...response, ...change } } }
}

describe('the four cells', () => {
  test.each(CELLS)('$architecture, $style answers 200', (cell) => {
    expect(runOf(cell.architecture, cell.style).exchange.response?.status).toBe(200)
  })

  test('another construction: same message, same answer, another path', () => {
    for (const style of ['rest', 'rpc'] as const) {
      const comparison = compareRuns(runOf('microservices', style), runOf('monolith', style))
      expect(comparison.request.same).toBe(true)
      expect(sameAnswer(comparison)).toBe(true)
      expect(comparison.differingBytes).toBe(0)
      expect(comparison.path.same).toBe(false)
      expect(comparison.hops).toEqual({ before: 2, after: 1 })
    }
  })

  test('another style: another message and answer, the same book, the same workers', () => {
    for (const architecture of ['microservices', 'monolith'] as const) {
      const comparison = compareRuns(runOf(architecture, 'rest'), runOf(architecture, 'rpc'))
      expect(comparison.request.same).toBe(false)
      expect(sameAnswer(comparison)).toBe(false)
      expect(comparison.book?.same).toBe(true)
      expect(comparison.path.same).toBe(true)
    }
  })

  test('the page names the field that only REST gets', () => {
    const { fields } = compareRuns(runOf('monolith', 'rest'), runOf('monolith', 'rpc'))
    expect(fields.find(({ part }) => part === 'etag')).toMatchObject({ after: 'absent', same: false })
  })

  test('the same scenario gives the same run', async () => {
    const cell = { architecture: 'microservices', style: 'rest' } as const
    expect(await runCell(cell)).toEqual(runOf('microservices', 'rest'))
    expect(scenarioOf(cell).seed).toBe(scenarioOf({ architecture: 'monolith', style: 'rpc' }).seed)
  })
})

describe('a bookshop with a mistake would be found out', () => {
  const pair = (change: (response: WireResponse) => Partial<WireResponse>) => {
    const monolith = runOf('monolith', 'rest')
    const { response } = monolith.exchange
    if (!response) throw new Error('no answer')
    return compareRuns(runOf('microservices', 'rest'), answering(monolith, change(response)))
  }
  const text = (response: WireResponse) => ('text' in response.content ? response.content.text : '')

  test('by its status', () => {
    expect(sameAnswer(pair(() => ({ status: 404 })))).toBe(false)
  })

  test('by one byte of its content, of the same length', () => {
    const comparison = pair((response) => ({
      content: { bytes: response.content.bytes, text: text(response).replace('1969', '1970') },
    }))
    expect(comparison.differingBytes).toBe(2)
    expect(comparison.content.same).toBe(false)
    expect(comparison.book?.same).toBe(false)
    expect(sameAnswer(comparison)).toBe(false)
  })

  test('by bytes that only one of them has', () => {
    const comparison = pair((response) => ({
      content: { bytes: response.content.bytes + 1, text: `${text(response)} ` },
    }))
    expect(comparison.differingBytes).toBe(1)
  })

  test('by a field that is missing or has another value, whatever the case of its name', () => {
    const without = pair(({ fields }) => ({
      fields: fields.filter(([name]) => name.toLowerCase() !== 'etag'),
    }))
    expect(without.fields.filter(({ same }) => !same).map(({ part }) => part)).toEqual(['etag'])
    const upper = pair(({ fields }) => ({
      fields: fields.map(([name, value]): Field => [name.toUpperCase(), value]),
    }))
    expect(sameAnswer(upper)).toBe(true)
  })

  test('but not by an excepted field, which is named', () => {
    const comparison = pair(({ fields }) => ({
      fields: fields.map(
        ([name, value]): Field => [name, name === 'date' ? 'Tue, 06 Jan 2026 10:00:00 GMT' : value],
      ),
    }))
    expect(sameAnswer(comparison)).toBe(true)
    expect(comparison.excepted).toEqual(['date'])
    expect(comparison.fields.some(({ part }) => part === 'date')).toBe(false)
  })
})

test('who worked is told in the order of arrival, each once', () => {
  expect(partiesOf(runOf('microservices', 'rest'))).toEqual(['gateway', 'catalog'])
  expect(partiesOf(runOf('monolith', 'rpc'))).toEqual(['monolith'])
})
