import { expect, test } from 'vitest'
import { CELLS, type CellRun, FIRST_CELL } from './cells.ts'
import { compareRuns } from './compare.ts'
import type { Prediction } from './panel-state.ts'
import { runCell } from './run-cell.ts'
import { inMilliseconds, sayRecorded, verdictOf } from './words.ts'

async function verdict(
  axis: 'architecture' | 'style',
  prediction: Prediction | undefined,
  change = (run: CellRun) => run,
) {
  const from = await runCell(FIRST_CELL)
  const to = await runCell(
    axis === 'architecture' ? { ...FIRST_CELL, architecture: 'monolith' } : { ...FIRST_CELL, style: 'rpc' },
  )
  const run = change(to)
  return verdictOf({ axis, from, prediction }, run, compareRuns(from, run))
}

test('a right prediction is confirmed, a wrong one is not, and a skipped one is neither', async () => {
  expect(await verdict('architecture', 'same')).toMatchObject({ right: true, lead: 'As you predicted' })
  expect(await verdict('architecture', 'different')).toMatchObject({
    right: false,
    lead: 'Not what you predicted',
  })
  expect(await verdict('style', 'different')).toMatchObject({ right: false })
  for (const nothing of ['skipped', undefined] as const) {
    expect(await verdict('style', nothing)).toMatchObject({ right: undefined, lead: 'What happened' })
  }
})

test('the finding says what was measured', async () => {
  const { finding } = await verdict('architecture', 'same')
  expect(finding).toContain('0 of 188 bytes differ')
  expect(finding).toContain('2 HTTP hops became 1 HTTP hop')
  expect((await verdict('style', 'same')).finding).toContain(
    'from GET /v1/books/9780441478125 to POST /v1/rpc',
  )
})

test('if the answer had changed, the verdict would turn', async () => {
  const broken = await verdict('architecture', 'same', (run) => {
    const { response } = run.exchange
    if (!response) throw new Error('no answer')
    return { ...run, exchange: { ...run.exchange, response: { ...response, status: 500 } } }
  })
  expect(broken).toMatchObject({ right: false })
  expect(broken.finding).toContain('Status 200, then 500')
})

test('times have one digit', () => {
  expect(inMilliseconds(30_576)).toBe('30.6 ms')
})

test('the recorded runs are summed up from what they show', async () => {
  const runs = await Promise.all(CELLS.map(runCell))
  expect(sayRecorded(runs)).toEqual([
    'REST, other construction: 0 of 188 bytes of the answer differ.',
    'JSON-RPC, other construction: 0 of 222 bytes of the answer differ.',
    'Monolith, other style: the same did the work, and the book in the answer is the same.',
    'Microservices, other style: the same did the work, and the book in the answer is the same.',
  ])
  expect(() => sayRecorded(runs.slice(1))).toThrow('There is no run of Monolith, REST.')
})
