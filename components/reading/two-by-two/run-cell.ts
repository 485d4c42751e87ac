import { hopsOf } from '#mocks/log/views/spans.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { type Cell, type CellRun, nameOf, scenarioOf } from './cells.ts'

/** Sends the request in one cell, in a bookshop of its own on the virtual clock. Heavy: import it on intent. */
export async function runCell(cell: Cell): Promise<CellRun> {
  const { exchanges, events } = await runScenario(scenarioOf(cell))
  const exchange = exchanges[0]
  if (!exchange) throw new Error(`The run of ${nameOf(cell)} sent no request.`)
  return { cell, exchange, hops: hopsOf(events, exchange.traceId) }
}
