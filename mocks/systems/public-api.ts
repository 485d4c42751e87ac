import { openApiDocument } from '../http/openapi.ts'
import type { Operation } from '../http/operation.ts'
import { gatewayOperations } from '../services/gateway/schema.ts'
import { BLOCKS } from './blocks/all.ts'

/** The operations that the public API offers, whatever is built behind it. */
export const publicOperations: readonly Operation[] = Object.values(BLOCKS)
  .flatMap(({ publicOperations }) => publicOperations)
  .map((operation) => ({
    ...operation,
    // Whoever stands at the edge may find nobody behind it, and lets nobody have everything.
    problems: [
      ...new Set([
        ...operation.problems,
        'dependency-unavailable' as const,
        'unknown-api-key' as const,
        'too-many-requests' as const,
      ]),
    ],
  }))

/** The OpenAPI document of the public API: the same for both architectures. */
export function publicDocument(): Readonly<Record<string, unknown>> {
  const info = {
    title: 'Bookshop',
    description:
      'Books, stock and orders. Without Authorization you act as the guest. The same contract is served by microservices and by a monolith.',
  }
  const servers = ['https://api.bookshop.example', 'http://localhost:4000']
  const outsideVersions = openApiDocument(info, gatewayOperations, { servers })
  const versioned = openApiDocument(info, publicOperations, { prefix: '/v1', servers })
  return { ...versioned, paths: { ...(versioned.paths as object), ...(outsideVersions.paths as object) } }
}
