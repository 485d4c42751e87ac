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

/**
 * Errors in the order of the document, and of the lists in the answer. They happen in another one each time, and the
 * same answer shall be the same.
 */
export function inOrder(errors: readonly GraphQLFormattedError[]): GraphQLFormattedError[] {
  return [...errors].sort((a, b) => {
    const [one, other] = [a.locations?.[0], b.locations?.[0]]
    const byPlace = (one?.line ?? 0) - (other?.line ?? 0) || (one?.column ?? 0) - (other?.column ?? 0)
    return byPlace || byPath(a.path ?? [], b.path ?? [])
  })
}

/** Paths with the same names differ in the places of items alone. */
function byPath(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const at = a.findIndex((part, i) => part !== b[i])
  return at < 0 ? 0 : Number(a[at]) - Number(b[at]) || 0
}

const UNFORESEEN = new Problem(
  'internal-error',
  'The service met a situation that it was not made for. The request is not at fault.',
)
