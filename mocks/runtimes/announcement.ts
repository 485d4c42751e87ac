import { placeOrder } from '../services/orders/schema.ts'
import { describeFault } from '../systems/fault-words.ts'
import { pathsOf } from '../systems/operations.ts'
import type { WorkloadRequest } from '../systems/scenario.ts'
import type { RunToStart } from './run-to-start.ts'
import type { Servers } from './supervisor.ts'

/** What a person reads when everything is up: who listens where, and requests that work as printed. */
export function announcement(
  { processes, control, dataDir, addresses }: Servers,
  { system, seed, settings, faults, workload, isKept }: RunToStart & { isKept: boolean },
): string {
  const rows = [
    ['process', 'pid', 'address', 'offers'],
    ...processes().map(({ party, pid, address }) => [party, `${pid ?? ''}`, address, offers(party)]),
    ['control', `${process.pid}`, control, '/topology /faults /settings /traces /data /reset'],
  ]
  const origin = addresses.gateway ?? addresses.monolith
  const body = JSON.stringify(placeOrder.example.body)
  const ofTheClient = settings.policies.filter(({ edge }) => edge.from === 'client').length
  return [
    `The bookshop is up: ${system}, seed ${seed}.`,
    '',
    ...table(rows),
    '',
    `Data: ${dataDir} (${isKept ? 'kept' : 'removed at the end'})`,
    ...faults.map((fault) => `Wrong: ${describeFault(fault)}`),
    ...(ofTheClient > 0
      ? [`Not here: ${ofTheClient} policies of the client. Whoever sends the requests keeps to their own.`]
      : []),
    '',
    ...(workload.length > 0
      ? ['Send what the scenario sends, then look at what happened:', ...workload.map(asCurl(origin ?? ''))]
      : [
          'Read two books, place an order, then look at what happened:',
          `  curl '${origin}/v1/books?limit=2'`,
          `  curl -i ${origin}/v1/orders -H 'content-type: application/json' -H 'idempotency-key: "${crypto.randomUUID()}"' -d '${body}'`,
        ]),
    `  curl ${control}/traces`,
    '',
    'Ctrl-C ends all processes.',
  ].join('\n')
}

/** A request of a scenario as a command for a terminal. */
function asCurl(origin: string): (request: WorkloadRequest) => string {
  return ({ method, url, headers, body }) => {
    const { pathname, search } = new URL(url)
    const fields = Object.entries(headers).map(([name, value]) => ` -H ${quoted(`${name}: ${value}`)}`)
    const content = body === undefined ? '' : ` --data-raw ${quoted(body)}`
    return `  curl -i -X ${method} ${quoted(origin + pathname + search)}${fields.join('')}${content}`
  }
}

/** One word for a POSIX shell, whatever is in it. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
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
