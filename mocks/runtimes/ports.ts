import { createServer } from 'node:net'
import type { Party } from '../log/events.ts'
import type { Architecture } from '../systems/scenario.ts'
import { processesOf } from '../systems/topology.ts'
import { LOOPBACK } from './http-server.ts'

/** A port can not be used; the message says which, why, and what to do. */
export class PortInUse extends Error {
  override name = 'PortInUse'
}

/** How far the control API is from the public API. */
const CONTROL_OFFSET = 100
export const MIN_PORT = 1_024
export const MAX_PORT = 65_535 - CONTROL_OFFSET

/** Ports from 1024 on to which `fetch` refuses to connect (Fetch standard, port blocking). */
const BLOCKED_BY_FETCH = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
  10080,
])

/** Free ports are looked for here: below those that operating systems hand out to outgoing connections. */
const FREE_FROM = 10_100
const FREE_TO = 32_000

/** Who listens where: the public API on `port`, the others on the ports that follow, the control API 100 above. */
export interface Ports {
  readonly processes: ReadonlyMap<Party, number>
  /** The monolith's other door, for the processes beside it: behind all others. Undefined between microservices. */
  readonly inside: number | undefined
  readonly control: number
}

/** The ports of a system whose public API is on `port`. */
export function portsOf(system: Architecture, port: number): Ports {
  const processes = processesOf(system).map(({ party }, index) => [party, port + index] as const)
  return {
    processes: new Map(processes),
    inside: system === 'monolith' ? port + processes.length : undefined,
    control: port + CONTROL_OFFSET,
  }
}

/** Throws PortInUse, naming every port that can not be used; otherwise all of them were free a moment ago. */
export async function mustBeFree({ processes, inside, control }: Ports): Promise<void> {
  const wanted = [
    ...processes,
    ...(inside === undefined ? [] : [['the monolith, for the broker', inside] as const]),
    ['the control API', control] as const,
  ]
  const problems: string[] = []
  for (const [who, port] of wanted) {
    const why = await whyNot(port)
    if (why) problems.push(`Port ${port} (${who}) ${why}.`)
  }
  if (problems.length === 0) return
  const [first] = [...processes.values()]
  const other = (first ?? MIN_PORT) < MAX_PORT - 1_000 ? (first ?? MIN_PORT) + 1_000 : 4_000
  throw new PortInUse(
    `${problems.join('\n')}\nStop what runs there, or choose other ports: npm run services -- --port ${other}`,
  )
}

/** Ports that are free now: the port of the public API of a system that would fit. */
export async function findFreePort(system: Architecture): Promise<number> {
  for (;;) {
    const port = FREE_FROM + Math.floor(Math.random() * (FREE_TO - FREE_FROM))
    const isFree = await mustBeFree(portsOf(system, port)).then(
      () => true,
      () => false,
    )
    if (isFree) return port
  }
}

async function whyNot(port: number): Promise<string | undefined> {
  if (BLOCKED_BY_FETCH.has(port)) return 'is one that fetch never connects to'
  // Whoever asks for `localhost` may reach ::1 first: a stranger there would answer instead of us.
  for (const host of [LOOPBACK, '::1']) {
    const code = await tryToListen(host, port)
    if (code === 'EADDRINUSE') return 'is in use'
    if (code === 'EACCES') return 'may not be opened by this user'
    if (code && host === LOOPBACK) return `can not be opened (${code})`
  }
  return undefined
}

/** Undefined when it worked, else the error's code. */
function tryToListen(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}
