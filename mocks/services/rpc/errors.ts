import { Code, ConnectError } from '@connectrpc/connect'
import { PROBLEM_BASE, Problem, type ProblemName } from '../../http/problem.ts'
import { DeadlinePassed } from './deadline.ts'
import { NoSuchStock } from './domain.ts'
import {
  BadRequestSchema,
  ErrorInfoSchema,
  ResourceInfoSchema,
  RetryInfoSchema,
} from './generated/google/rpc/error_details_pb.js'

/** Problems whose code does not follow from their status alone. */
const CODES: Partial<Record<ProblemName, Code>> = {
  'out-of-stock': Code.FailedPrecondition,
  'content-too-large': Code.ResourceExhausted,
}

/** The gRPC code for an HTTP status: what a client in either world would do next is the same. */
function codeOf({ problem, status }: Problem): Code {
  const code = CODES[problem]
  if (code !== undefined) return code
  if (status === 401) return Code.Unauthenticated
  if (status === 403) return Code.PermissionDenied
  if (status === 404) return Code.NotFound
  if (status === 409) return Code.Aborted
  if (status === 412 || status === 428) return Code.FailedPrecondition
  if (status === 429) return Code.ResourceExhausted
  if (status === 502 || status === 503) return Code.Unavailable
  return status < 500 ? Code.InvalidArgument : Code.Internal
}

/**
 * One of the bookshop's problems in the words of gRPC: a code, and details that say the same as the problem document
 * would, its kind (`ErrorInfo`), its places (`BadRequest`), when to try again (`RetryInfo`).
 */
export function errorOf(problem: Problem): ConnectError {
  const { detail, errors, dependency, headers = {} } = problem.details
  const retryAfterS = Number(headers['retry-after'])
  const about = {
    type: PROBLEM_BASE + problem.problem,
    ...(dependency ? { dependency } : {}),
  }
  const reason = problem.problem.toUpperCase().replaceAll('-', '_')
  const challenge = headers['www-authenticate']
  return new ConnectError(
    detail,
    codeOf(problem),
    challenge === undefined ? undefined : { 'www-authenticate': challenge },
    [
      { desc: ErrorInfoSchema, value: { reason, domain: 'bookshop.example', metadata: about } },
      ...(errors
        ? [
            {
              desc: BadRequestSchema,
              value: {
                fieldViolations: errors.map(({ pointer, parameter, detail }) => ({
                  field: parameter ?? pointer ?? '',
                  description: detail,
                })),
              },
            },
          ]
        : []),
      ...(retryAfterS > 0
        ? [{ desc: RetryInfoSchema, value: { retryDelay: { seconds: BigInt(retryAfterS), nanos: 0 } } }]
        : []),
    ],
  )
}

/** The error of fields that do not fit: one violation for each. */
export function invalidFields(violations: readonly { field: string; description: string }[]): ConnectError {
  const error = errorOf(
    new Problem(
      'invalid-content',
      violations.map(({ field, description }) => `${field}: ${description}`).join('; '),
    ),
  )
  error.details.push({ desc: BadRequestSchema, value: { fieldViolations: [...violations] } })
  return error
}

/** Whatever was thrown, in the words of gRPC; undefined when nobody foresaw it. */
export function foreseen(error: unknown): ConnectError | undefined {
  if (error instanceof ConnectError) return error
  if (error instanceof DeadlinePassed) return new ConnectError(error.message, Code.DeadlineExceeded)
  if (error instanceof NoSuchStock) {
    const { isbn, message: description } = error
    const noted = errorOf(error)
    const resource = { resourceType: 'bookshop.inventory.v1.Stock', resourceName: isbn, description }
    noted.details.push({ desc: ResourceInfoSchema, value: resource })
    return noted
  }
  if (error instanceof Problem && error.problem !== 'internal-error') return errorOf(error)
  return undefined
}
