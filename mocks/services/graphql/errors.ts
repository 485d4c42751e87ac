import type { GraphQLError, GraphQLFormattedError } from 'graphql'
import { PROBLEM_BASE, Problem, type ProblemName } from '../../http/problem.ts'

/** A problem's name as clients of GraphQL know error codes: `OUT_OF_STOCK`. */
function codeOf(problem: ProblemName): string {
  return problem.toUpperCase().replaceAll('-', '_')
}

/** A problem as an error of a GraphQL response, beside where it happened. */
function described({
  problem,
  details,
  status,
}: Problem): Pick<GraphQLFormattedError, 'message' | 'extensions'> {
  const { detail, errors, dependency } = details
  return {
    message: detail,
    extensions: {
      code: codeOf(problem),
      type: PROBLEM_BASE + problem,
      status,
      ...(errors ? { errors } : {}),
      ...(dependency ? { dependency } : {}),
    },
  }
}

/** An operation that was refused by a limit. */
export function refusal(problem: Problem): GraphQLFormattedError {
  return described(problem)
}

/** An operation that graphql-js refused: before anything was done. */
export function invalid(error: GraphQLError): GraphQLFormattedError {
  const { message, locations } = error.toJSON()
  return { ...described(new Problem('invalid-operation', message)), ...(locations ? { locations } : {}) }
}

/** What went wrong with a field. Of what nobody foresaw, callers hear nothing but that it happened. */
export function fieldError(error: GraphQLError, report: (error: unknown) => void): GraphQLFormattedError {
  const { locations, path } = error.toJSON()
  const where = { ...(locations ? { locations } : {}), ...(path ? { path } : {}) }
  const cause = error.originalError
  if (cause instanceof Problem) return { ...described(cause), ...where }
  report(cause ?? error)
  return { ...described(UNFORESEEN), ...where }
}

const UNFORESEEN = new Problem(
  'internal-error',
  'The service met a situation that it was not made for. The request is not at fault.',
)
