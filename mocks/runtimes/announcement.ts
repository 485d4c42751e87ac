import { placeOrder } from '../services/orders/schema.ts'
import { pathsOf } from '../systems/operations.ts'
import type { Architecture } from '../systems/scenario.ts'
import type { Servers } from './supervisor.ts'

/** What a person reads when everything is up: who listens where, and requests that work as printed. */
export function announcement(
  { processes, control, dataDir, addresses }: Servers,
  { system, seed, isKept }: { system: Architecture; seed: number; isKept: boolean },
): string {
  const rows = [
    ['process', 'pid', 'address', 'offers'],
    ...processes().map(({ party, pid, address }) => [party, `${pid ?? ''}`, address, offers(party)]),
    ['control', `${process.pid}`, control, '/topology /faults /traces /reset'],
  ]
  const origin = addresses.gateway ?? addresses.monolith
  const body = JSON.stringify(placeOrder.example.body)
  return [
    `The bookshop is up: ${system}, seed ${seed}.`,
    '',
    ...table(rows),
    '',
    `Data: ${dataDir} (${isKept ? 'kept' : 'removed at the end'})`,
    '',
    'Read two books, place an order, then look at what happened:',
    `  curl '${origin}/v1/books?limit=2'`,
    `  curl -i ${origin}/v1/orders -H 'content-type: application/json' -H 'idempotency-key: "${crypto.randomUUID()}"' -d '${body}'`,
    `  curl ${control}/traces`,
    '',
    'Ctrl-C ends all processes.',
  ].join('\n')
}

/** The first parts of the paths that a process answers, without those that every process has. */
function offers(party: string): string {
  const first = pathsOf(party).map((path) => /^(\/v1)?\/[^/]+/.exec(path)?.[0] ?? path)
  const own = [...new Set(first)].filter((path) => !['/health', '/metrics', '/openapi.json'].includes(path))
  return own.join(' ')
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd(),
  )
}
