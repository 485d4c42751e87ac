import type { Party } from '../log/events.ts'
import { gatewayOperations } from '../services/gateway/schema.ts'
import { BLOCKS } from './blocks/all.ts'
import { issuerOperations, publicOperations, rootOperations, wellKnownOperations } from './public-api.ts'

const OPERATIONS: Readonly<Record<Party, readonly { readonly path: string }[]>> = Object.fromEntries(
  Object.entries(BLOCKS).map(([name, { operations }]) => [name, operations]),
)
/** Where the broker delivers to modules of the monolith. */
const HEARS = Object.values(BLOCKS).flatMap(({ hears }) => hears ?? [])
/** The gateway's, and so the monolith's. */
const PUBLIC_PATHS = [
  ...publicOperations.map(({ path }) => `/v1${path}`),
  ...gatewayOperations.map(({ path }) => path),
]
const COMMON = ['/health', '/metrics', '/openapi.json']

/** The paths that a process answers, as OpenAPI writes them: those of its operations, then those that all have. */
export function pathsOf(party: Party): readonly string[] {
  const own = OPERATIONS[party]?.map(({ path }) => path) ?? [
    ...PUBLIC_PATHS,
    ...(party === 'monolith' ? HEARS : []),
    ...rootOperations.map(({ path }) => path),
    ...issuerOperations.map(({ path }) => `/auth${path}`),
    ...wellKnownOperations.map(({ path }) => path),
  ]
  return [...new Set([...own, ...COMMON])]
}

/** Which of a process's paths a request is for (OpenTelemetry's `http.route`); undefined when there is none. */
export function routeOf(party: Party, pathname: string): string | undefined {
  const parts = pathname.split('/')
  return pathsOf(party).find((path) => {
    const pattern = path.split('/')
    return (
      pattern.length === parts.length &&
      pattern.every((part, at) => (part.startsWith('{') ? parts[at] !== '' : part === parts[at]))
    )
  })
}
