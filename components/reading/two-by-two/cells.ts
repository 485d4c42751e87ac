import type { Hop } from '#mocks/log/views/spans.ts'
import type { Exchange } from '#mocks/runtimes/virtual.ts'
import type { Architecture, ScenarioInput } from '#mocks/systems/scenario.ts'

/** How the client asks. */
export type Style = 'rest' | 'rpc'

/** One of the four combinations. */
export interface Cell {
  readonly architecture: Architecture
  readonly style: Style
}

/** What happened when the request ran in one cell. */
export interface CellRun {
  readonly cell: Cell
  readonly exchange: Exchange
  readonly hops: readonly Hop[]
}

/** Where the panel starts. */
export const FIRST_CELL: Cell = { architecture: 'microservices', style: 'rest' }

/** All four, row by row. */
export const CELLS: readonly Cell[] = [
  { architecture: 'monolith', style: 'rest' },
  { architecture: 'microservices', style: 'rest' },
  { architecture: 'monolith', style: 'rpc' },
  { architecture: 'microservices', style: 'rpc' },
]

export const ARCHITECTURE_NAMES: Readonly<Record<Architecture, string>> = {
  monolith: 'Monolith',
  microservices: 'Microservices',
}
export const STYLE_NAMES: Readonly<Record<Style, string>> = { rest: 'REST', rpc: 'JSON-RPC' }

/** A cell in words. */
export function nameOf({ architecture, style }: Cell): string {
  return `${ARCHITECTURE_NAMES[architecture]}, ${STYLE_NAMES[style]}`
}

/** A key for a cell, for maps and lists. */
export function keyOf({ architecture, style }: Cell): string {
  return `${architecture}-${style}`
}

const ISBN = '9780441478125'
const ORIGIN = 'https://api.bookshop.example'

/** The run of a cell: read one book, in the cell's style, from the cell's construction, in a fresh bookshop. */
export function scenarioOf({ architecture, style }: Cell): ScenarioInput {
  return {
    v: 1,
    system: architecture,
    seed: 7,
    workload: [
      style === 'rest'
        ? { method: 'GET', url: `${ORIGIN}/v1/books/${ISBN}`, headers: { accept: 'application/json' } }
        : {
            method: 'POST',
            url: `${ORIGIN}/v1/rpc`,
            headers: { accept: 'application/json', 'content-type': 'application/json' },
            body: JSON.stringify({
              jsonrpc: '2.0',
              method: 'catalog.readBook',
              params: { isbn: ISBN },
              id: 1,
            }),
          },
    ],
    assumptions: [
      'Both constructions start from the same seeded books.',
      'Latency of the links is modelled.',
    ],
  }
}
