import { encodeRun } from '#mocks/systems/link.ts'
import { TwoByTwoPanel } from '../on-its-page.tsx'
import { CELLS, FIRST_CELL, keyOf, scenarioOf } from './cells.ts'
import { RecordedCells } from './recorded-cells.tsx'
import { runCell } from './run-cell.ts'

/**
 * The live panel of page 1. The runs are made while the page is built: the first is where the panel starts,
 * and all four are the page's answer for whoever has no JavaScript.
 */
export async function TwoByTwo() {
  const runs = await Promise.all(CELLS.map(runCell))
  const links = await Promise.all(
    CELLS.map(async (cell) => [keyOf(cell), await encodeRun(scenarioOf(cell))] as const),
  )
  const first = runs.find(({ cell }) => keyOf(cell) === keyOf(FIRST_CELL))
  if (!first) throw new Error('The first cell did not run.')
  return (
    <>
      <TwoByTwoPanel recorded={first} links={Object.fromEntries(links)} />
      <RecordedCells runs={runs} />
    </>
  )
}
