import {
  buildSchema,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  getOperationAST,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql'
import type { Call } from '../../http/call.ts'
import { Problem } from '../../http/problem.ts'
import { fieldError, invalid, refusal } from './errors.ts'
import { refuseTooMuch, weigh } from './limits.ts'
import { createLoaders, type LoaderOptions } from './loaders.ts'
import type { GraphqlPorts } from './ports.ts'
import { createRoot } from './resolvers.ts'
import { type GraphqlRequest, LIMITS } from './schema.ts'
import { TYPES } from './types.ts'

export interface EngineOptions extends Pick<LoaderOptions, 'batching' | 'sleep'> {
  ports: GraphqlPorts
  report: (error: unknown) => void
}

/** A response of GraphQL. Without `data` the operation was refused, and nothing was done. */
export interface Response {
  readonly data?: ExecutionResult['data']
  readonly errors?: readonly GraphQLFormattedError[]
}

/** Reads, checks, weighs and carries out operations. Everything that comes of graphql-js is in here, to be loaded on demand. */
export function createEngine({ ports, batching, sleep, report }: EngineOptions) {
  const schema = buildSchema(TYPES)

  /**
   * Answers one request. `onlyAsks` forbids operations that change something. Throws method-not-allowed for one of
   * those; whatever else is wrong stands in the response.
   */
  return async (
    { query, operationName, variables }: Pick<GraphqlRequest, 'query' | 'operationName' | 'variables'>,
    { call, onlyAsks }: { call: Call; onlyAsks: boolean },
  ): Promise<Response> => {
    const document = read(query)
    if (document instanceof GraphQLError) return { errors: [invalid(document)] }
    const mistakes = validate(schema, document, undefined, { maxErrors: 10 })
    if (mistakes.length > 0) return { errors: mistakes.map(invalid) }

    const operation = getOperationAST(document, operationName)
    if (operation) {
      if (onlyAsks && operation.operation !== OperationTypeNode.QUERY) throw notByGet()
      const tooMuch = excessOf(() => refuseTooMuch(weigh(schema, document, operation, variables)))
      if (tooMuch) return { errors: [refusal(tooMuch)] }
    }

    const load = createLoaders({ ...ports, batching, sleep }, call)
    const { data, errors } = await execute({
      schema,
      document,
      rootValue: createRoot({ ports, load, call }),
      variableValues: variables,
      operationName,
    })
    // Variables that do not fit, or an operation that is not in the document: nothing was done yet.
    if (data === undefined) return { errors: (errors ?? []).map(invalid) }
    return { ...(errors ? { errors: errors.map((error) => fieldError(error, report)) } : {}), data }
  }
}

export type Engine = ReturnType<typeof createEngine>

function read(query: string) {
  try {
    return parse(query, { maxLexicalTokens: LIMITS.tokens, maxSourceLength: LIMITS.characters })
  } catch (error) {
    if (error instanceof GraphQLError) return error
    throw error
  }
}

function excessOf(check: () => void): Problem | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

function notByGet(): Problem {
  return new Problem('method-not-allowed', {
    detail: 'GET changes nothing. Send an operation that does with POST.',
    headers: { allow: 'POST' },
  })
}
