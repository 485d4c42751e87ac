import * as z from 'zod'
import { operation } from '../../http/operation.ts'

/** What one document may ask for. More is refused before anybody is asked. */
export const LIMITS = {
  /** Characters of the document. */
  characters: 8_000,
  /** Tokens of the document: names, brackets, values. */
  tokens: 1_000,
  /** Fields inside fields. */
  depth: 10,
  /** Fields that are given another name: the same work under many names. */
  aliases: 30,
  /** Objects that the answer may hold at most, counted from `first` before anything is looked up. */
  cost: 1_000,
} as const

/** A map from names to values; null is the same as none (GraphQL over HTTP §5.1). */
const Parameters = z.record(z.string(), z.unknown()).nullish()

/** A request (GraphQL over HTTP §5). Other fields are left to extensions of the protocol. */
export const GraphqlRequest = z.looseObject({
  query: z.string().describe('The document.'),
  operationName: z
    .string()
    .nullish()
    .describe('Which operation of the document, where there are several.')
    .transform((name) => name ?? undefined),
  variables: Parameters.describe('The values of its variables.').transform((values) => values ?? {}),
  extensions: Parameters.describe('For extensions of the protocol; there are none here.'),
})
export type GraphqlRequest = z.output<typeof GraphqlRequest>

const GraphqlError = z.object({
  message: z.string(),
  locations: z.array(z.object({ line: z.int(), column: z.int() })).optional(),
  path: z
    .array(z.union([z.string(), z.int()]))
    .optional()
    .describe('The field whose place is null because of it.'),
  extensions: z
    .object({
      code: z.string().describe('The kind of problem, such as `OUT_OF_STOCK`.'),
      type: z.url().describe('The same as problem documents name it (RFC 9457).'),
    })
    .loose(),
})

/** A response as the GraphQL specification writes it (§7.1). Without `data` nothing was done. */
export const GraphqlResponse = z
  .object({
    data: z.record(z.string(), z.unknown()).nullable().optional(),
    errors: z.array(GraphqlError).min(1).optional(),
  })
  .describe('What was asked for, in its own shape, and what went wrong with parts of it.')
export type GraphqlResponse = z.infer<typeof GraphqlResponse>

/** The media types of answers, the one first that whoever names none is given. */
export const ANSWER_TYPES = [
  'application/json',
  'application/graphql-response+json',
  'text/event-stream',
] as const
export type AnswerType = (typeof ANSWER_TYPES)[number]

const ANSWERS = {
  200: {
    description:
      'The operation was carried out; `errors` says what went wrong with parts of it. As `application/json`, for older clients, an operation that was refused as well. As `text/event-stream` one event `next` for each result, and `complete` at the end (GraphQL over SSE, distinct connections mode).',
    type: ANSWER_TYPES,
    body: GraphqlResponse,
  },
  400: {
    description: 'The operation was refused, and nothing was done.',
    type: 'application/graphql-response+json',
    body: GraphqlResponse,
  },
}

const RULES = `One address for everything; the document says what is wanted. At most ${LIMITS.characters} characters, ${LIMITS.depth} levels, ${LIMITS.aliases} aliases and a cost of ${LIMITS.cost}. Statuses follow GraphQL over HTTP: ask for \`application/graphql-response+json\`, and 400 means that nothing was done.`

const BOOKS_WITH_STOCK = '{ books(first: 3) { nodes { title stock { available } } } }'

export const askByPost = operation({
  id: 'askByPost',
  method: 'POST',
  path: '/graphql',
  summary: 'Ask or change something (GraphQL)',
  description: RULES,
  // What is no request gets 400, not 422: that is how GraphQL over HTTP words it (§6.3).
  body: z.union([GraphqlRequest, z.unknown()]).describe('A document and the values of its variables.'),
  example: { body: { query: BOOKS_WITH_STOCK } },
  answers: ANSWERS,
  problems: ['malformed-request', 'not-acceptable'],
})

export const askByGet = operation({
  id: 'askByGet',
  method: 'GET',
  path: '/graphql',
  summary: 'Ask something (GraphQL)',
  description: `${RULES} GET changes nothing: a mutation is refused.`,
  query: z.object({
    query: z.string().optional().describe('The document.'),
    operationName: z.string().optional().describe('Which operation of the document.'),
    variables: z.string().optional().describe('The values of its variables, as JSON.'),
    extensions: z.string().optional().describe('For extensions of the protocol, as JSON.'),
  }),
  example: { query: { query: BOOKS_WITH_STOCK } },
  answers: ANSWERS,
  problems: ['malformed-request', 'method-not-allowed', 'not-acceptable'],
})

/** Everything that the GraphQL edge offers. */
export const graphqlOperations = [askByPost, askByGet] as const
