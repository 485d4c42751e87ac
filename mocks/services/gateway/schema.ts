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

/** What the gateway answers itself; everything else it passes on. */
export const gatewayOperations = [readProblemType, readHome, readInsights] as const
