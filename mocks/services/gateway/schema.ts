import * as z from 'zod'
import { operation } from '../../http/operation.ts'
import { HomeBook } from './home.ts'

export const ProblemType = z
  .object({
    type: z.url(),
    title: z.string(),
    status: z.int().describe('The status that this kind of problem is answered with.'),
  })
  .describe('One kind of problem, as problem documents name it in `type`.')

export const readProblemType = operation({
  id: 'readProblemType',
  method: 'GET',
  path: '/problems/{name}',
  summary: 'Look up a kind of problem',
  description: 'The address is the `type` of a problem document (RFC 9457 §3.1.1).',
  params: z.object({ name: z.string() }),
  example: { params: { name: 'out-of-stock' } },
  answers: { 200: { description: 'What this kind of problem is.', body: ProblemType } },
  problems: ['not-found', 'not-acceptable', 'invalid-token'],
})

export const Usage = z
  .object({
    consumer: z.string(),
    audience: z.enum(['public', 'partner', 'internal']),
    calls: z.int(),
    refused: z.int().describe('Answers of 400 to 499.'),
    failed: z.int().describe('Answers of 500 and more.'),
    durationMs: z
      .object({ p50: z.number(), p95: z.number(), p99: z.number() })
      .describe('Of the last 1,000 calls, in whole milliseconds: half, 95 % and 99 % took no longer.'),
  })
  .describe('How one consumer uses the API.')
export type Usage = z.infer<typeof Usage>

export const Insights = z.object({ consumers: z.array(Usage) }).describe('Who uses the API how much.')

export const readInsights = operation({
  id: 'readInsights',
  method: 'GET',
  path: '/v1/insights',
  summary: 'See who uses the API how much',
  description:
    'Consumers are told apart by `X-API-Key`; whoever sends none is `anonymous`. Counted since the process started.',
  needs: { token: true, scope: 'insights:read' },
  example: {},
  answers: {
    200: { description: 'Each consumer, by name.', body: Insights },
  },
  problems: ['not-acceptable', 'unknown-api-key', 'too-many-requests'],
})

export const Purge = z
  .strictObject({
    addresses: z
      .array(
        z
          .string()
          .max(500)
          .regex(/^\/v1\/[^*#]*\*?$/, 'is a path under /v1, perhaps with a star at its end'),
      )
      .min(1)
      .max(30)
      .describe('Paths with their queries. A star at the end means every address that begins so.'),
  })
  .describe('Which answers the cache at the edge shall forget.')

export const Purged = z
  .object({
    purged: z.array(
      z.object({ address: z.string(), answers: z.int().describe('How many answers were kept of it.') }),
    ),
  })
  .describe('What the cache has forgotten.')

export const purgeCache = operation({
  id: 'purgeCache',
  method: 'POST',
  path: '/v1/purges',
  summary: 'Have the cache at the edge forget answers',
  description:
    'For whoever runs the shop, after something has changed that no request through this cache has changed. HTTP has no such operation: a cache forgets the address of an unsafe request that it passes on (RFC 9111 §4.4), and nothing else. Vendors offer it in ways of their own, such as the method `PURGE` or an API like this one. Other caches, browsers among them, keep what they have.',
  needs: { token: true, scope: 'cache:purge' },
  body: Purge,
  example: { body: { addresses: ['/v1/books/9780441478125', '/v1/books?*'] } },
  answers: {
    200: { description: 'Each address, and how many answers were kept of it.', body: Purged },
  },
  problems: [
    'malformed-request',
    'invalid-content',
    'content-too-large',
    'unsupported-media-type',
    'not-acceptable',
    'unknown-api-key',
    'too-many-requests',
  ],
})

export const Home = z
  .object({
    books: z.array(HomeBook).describe('The newest ones.'),
    recommendations: z.array(HomeBook).describe('Empty when they are missing; see warnings.'),
    warnings: z
      .array(z.object({ part: z.string(), detail: z.string() }))
      .describe('Each part of the page that is missing, and why.'),
  })
  .describe('The front page in one answer.')
export type Home = z.infer<typeof Home>

export const readHome = operation({
  id: 'readHome',
  method: 'GET',
  path: '/v1/home',
  summary: 'The front page, composed',
  description:
    'Books from catalog and recommendations from recommendations, asked at the same time, so that a client asks once. Without recommendations the page comes all the same and says what is missing.',
  example: {},
  answers: { 200: { description: 'The page, or what there is of it.', body: Home } },
  problems: ['not-acceptable', 'upstream-failed', 'unknown-api-key', 'too-many-requests'],
})

export const readAsyncApi = operation({
  id: 'readAsyncApi',
  method: 'GET',
  path: '/asyncapi.json',
  summary: 'What is spoken over the WebSocket, as an AsyncAPI document',
  description:
    'A client that asks for `wss://…/v1/live` with the handshake of RFC 6455 is answered with 101, and told what happens in the shop in messages that this document describes.',
  example: {},
  answers: {
    200: { description: 'An AsyncAPI 3.0 document.', body: z.looseObject({ asyncapi: z.literal('3.0.0') }) },
  },
  problems: ['not-acceptable', 'invalid-token'],
})

/** What the gateway answers itself; everything else it passes on. */
export const gatewayOperations = [readProblemType, readHome, readInsights, purgeCache, readAsyncApi] as const
