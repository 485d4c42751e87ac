import {
  buildSchema,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  getOperationAST,
  OperationTypeNode,
  parse,
  subscribe,
  validate,
} from 'graphql'
import type { Call } from '../../http/call.ts'
import { Problem } from '../../http/problem.ts'
import { fieldError, inOrder, invalid, refusal } from './errors.ts'
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
export interface Result {
  readonly data?: ExecutionResult['data']
  readonly errors?: readonly GraphQLFormattedError[]
}

/** Reads, checks, weighs and carries out operations. Everything that comes of graphql-js is in here, to be loaded on demand. */
export function createEngine({ ports, batching, sleep, report }: EngineOptions) {
  const schema = buildSchema(TYPES)

  /**
   * Answers one request: with one result, or for a subscription with one for each event. `onlyAsks` forbids operations
   * that change something: those throw method-not-allowed. Whatever else is wrong stands in the result.
   */
  return async (
    { query, operationName, variables }: Pick<GraphqlRequest, 'query' | 'operationName' | 'variables'>,
    { call, onlyAsks, signal }: { call: Call; onlyAsks: boolean; signal: AbortSignal },
  ): Promise<Result | AsyncIterable<Result>> => {
    const document = read(query)
    if (document instanceof GraphQLError) return { errors: [invalid(document)] }
    const mistakes = validate(schema, document, undefined, { maxErrors: 10 })
    if (mistakes.length > 0) return { errors: mistakes.map(invalid) }

    const operation = getOperationAST(document, operationName)
    if (operation) {
      if (onlyAsks && operation.operation === OperationTypeNode.MUTATION) throw notByGet()
      const tooMuch = excessOf(() => refuseTooMuch(weigh(schema, document, operation, variables)))
      if (tooMuch) return { errors: [refusal(tooMuch)] }
    }

    const load = createLoaders({ ...ports, batching, sleep }, call)
    const rootValue = createRoot({ ports, load, call, signal })
    const asked = { schema, document, rootValue, variableValues: variables, operationName }
    if (operation?.operation !== OperationTypeNode.SUBSCRIPTION) return shown(await execute(asked))
    const events = await subscribe(asked)
    return 'next' in events ? each(events) : shown(events)
  }

  function shown({ data, errors }: ExecutionResult): Result {
    // Variables that do not fit, or an operation that is not in the document: nothing was done yet.
    const isRefused = data === undefined && !errors?.some(({ path }) => path)
    if (isRefused) return { errors: (errors ?? []).map(invalid) }
    return {
      ...(errors ? { errors: inOrder(errors.map((error) => fieldError(error, report))) } : {}),
      ...(data === undefined ? {} : { data }),
    }
  }

  /** The results of a subscription. What ends it before its time is the last one. */
  async function* each(events: AsyncIterable<ExecutionResult>): AsyncGenerator<Result> {
    try {
      for await (const event of events) yield shown(event)
    } catch (error) {
      const cause = error instanceof Error ? error : new Error(String(error))
      yield { errors: [fieldError(new GraphQLError(cause.message, { originalError: cause }), report)] }
    }
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
