import { type Auth, openApiDocument } from '../http/openapi.ts'
import type { Operation } from '../http/operation.ts'
import { gatewayOperations } from '../services/gateway/schema.ts'
import { BLOCKS } from './blocks/all.ts'
import { ROOT_ROUTES } from './map.ts'

/** Whether a service is at the root. */
const isAtRoot = (service: string) => Object.values<string>(ROOT_ROUTES).includes(service)

/** The operations that the public API offers, whatever is built behind it. */
export const publicOperations: readonly Operation[] = Object.entries(BLOCKS)
  .filter(([name, block]) => block !== BLOCKS.auth && !isAtRoot(name))
  .flatMap(([, { publicOperations }]) => publicOperations)
  .map(atTheEdge)

/** What the issuer of tokens offers, under `/auth`. */
export const issuerOperations: readonly Operation[] = BLOCKS.auth.publicOperations.map(atTheEdge)

/** What has no version, at the root. */
export const rootOperations: readonly Operation[] = Object.entries(BLOCKS)
  .filter(([name]) => isAtRoot(name))
  .flatMap(([, { publicOperations }]) => publicOperations)
  .map(atTheEdge)

/** Where RFC 8414 §3.1 looks for the metadata of an issuer whose name has a path: at the origin, with the path behind. */
export const wellKnownOperations: readonly Operation[] = issuerOperations.flatMap((operation) =>
  operation.path.startsWith('/.well-known/')
    ? [{ ...operation, id: `${operation.id}OfOrigin`, path: `${operation.path}/auth` }]
    : [],
)

/** Whoever stands at the edge may find nobody behind it. */
function atTheEdge(operation: Operation): Operation {
  return {
    ...operation,
    // It lets nobody have everything, either.
    problems: [
      ...new Set([
        ...operation.problems,
        'dependency-unavailable' as const,
        'unknown-api-key' as const,
        'too-many-requests' as const,
      ]),
    ],
  }
}

const documents = new Map<Auth, Readonly<Record<string, unknown>>>()

/** The OpenAPI document of the public API: the same for both architectures. Written at the first time somebody asks. */
export function publicDocument(auth: Auth = 'guest'): Readonly<Record<string, unknown>> {
  const document = documents.get(auth) ?? writtenFor(auth)
  documents.set(auth, document)
  return document
}

function writtenFor(auth: Auth): Readonly<Record<string, unknown>> {
  const info = {
    title: 'Bookshop',
    description:
      auth === 'required'
        ? 'Books, stock and orders. Every request needs an access token. The same contract is served by microservices and by a monolith.'
        : 'Books, stock and orders. Without Authorization you act as the guest; a token that you present is verified in full and never ignored. The same contract is served by microservices and by a monolith.',
  }
  const servers = ['https://api.bookshop.example', 'http://localhost:4000']
  const outsideVersions = openApiDocument(info, gatewayOperations, { servers })
  const versioned = openApiDocument(info, publicOperations, { prefix: '/v1', servers, auth })
  const root = openApiDocument(info, rootOperations, { servers, auth })
  const issuer = openApiDocument(info, issuerOperations, { prefix: '/auth', servers })
  const wellKnown = openApiDocument(info, wellKnownOperations, { servers })
  const paths = [versioned, root, issuer, wellKnown, outsideVersions].map((part) => part.paths as object)
  return { ...versioned, paths: Object.assign({}, ...paths) }
}
