import * as z from 'zod'
import { exampleInJson, MULTIPART } from './multipart.ts'
import { needsToken } from './needs.ts'
import { isJsonType } from './negotiation.ts'
import { answerTypesOf, fillPath, formatsOf, type Method, type Operation } from './operation.ts'
import { PROBLEM_BASE, PROBLEMS, ProblemDocument, type ProblemName } from './problem.ts'
import { SCOPES } from './scopes.ts'

export interface ApiInfo {
  readonly title: string
  readonly description: string
}

type Json = Record<string, unknown>
/** Whether somebody without a token is the guest, or is turned away. */
export type Auth = 'guest' | 'required'

/** The OpenAPI 3.1 document of a list of operations. `prefix` stands before every path (`/v1` for the public API). */
export function openApiDocument(
  info: ApiInfo,
  operations: readonly Operation[],
  { prefix = '', servers = ['/'] as readonly string[], auth = 'guest' as Auth } = {},
): Json {
  const paths: Record<string, Json> = {}
  for (const operation of operations) {
    const path = prefix + operation.path
    paths[path] = { ...paths[path], [keyOf(operation.method)]: describe(operation, auth) }
  }
  return {
    openapi: '3.1.1',
    info: {
      title: info.title,
      version: '1.0.0',
      description: info.description,
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: servers.map((url) => ({ url })),
    security: [],
    paths,
    components: { schemas: { Problem: schemaOf(ProblemDocument) }, securitySchemes: SECURITY_SCHEMES },
  }
}

const ISSUER = 'https://api.bookshop.example/auth'

/** The ways to say who one is. The addresses are those in the browser; in Node they begin with http://localhost:4000. */
const SECURITY_SCHEMES: Json = {
  oauth: {
    type: 'oauth2',
    description: 'A JWT access token (RFC 9068), sent as Authorization: Bearer.',
    flows: {
      authorizationCode: {
        authorizationUrl: `${ISSUER}/authorize`,
        tokenUrl: `${ISSUER}/token`,
        refreshUrl: `${ISSUER}/token`,
        scopes: SCOPES,
      },
      clientCredentials: { tokenUrl: `${ISSUER}/token`, scopes: SCOPES },
    },
  },
  client: {
    type: 'http',
    scheme: 'basic',
    description: 'The id and the secret of a confidential client (RFC 6749, section 2.3.1).',
  },
}

/** Who may ask: each entry is one way, and the empty one is nobody in particular (OpenAPI 3.1, security requirement). */
function securityOf({ needs = {}, oauth }: Operation, auth: Auth): Json[] {
  if (oauth) return [{}, { client: [] }]
  const bearer = { oauth: needs.scope ? [needs.scope] : [] }
  return needsToken(needs) || auth === 'required' ? [bearer] : [{}, bearer]
}

/** The problems that follow from what an operation reads and what it needs of its caller: nobody has to list them. */
function problemsOf(operation: Operation, auth: Auth): readonly ProblemName[] {
  const { problems, needs = {}, oauth, protocol, query, body, answers } = operation
  // A protocol on top of HTTP has words of its own for them.
  if (oauth || protocol) return problems
  const implied: ProblemName[] = ['invalid-token', 'dependency-unavailable', 'internal-error']
  if (needsToken(needs) || auth === 'required') implied.push('token-missing')
  if (needs.scope) implied.push('insufficient-scope')
  if (needs.user) implied.push('not-allowed-for-caller')
  if (query) implied.push('invalid-parameter')
  if (body) implied.push('malformed-request', 'content-too-large', 'unsupported-media-type')
  if (answerTypesOf(operation).length > 0) implied.push('not-acceptable')
  if (answers[304]) implied.push('precondition-failed')
  return [...new Set([...problems, ...implied])]
}

/** Where a method's operation stands in a path item. OpenAPI 3.1 is older than QUERY and has no place for it; 3.2 has. */
function keyOf(method: Method): string {
  return method === 'QUERY' ? 'x-query' : method.toLowerCase()
}

function describe(operation: Operation, auth: Auth): Json {
  const {
    id,
    summary,
    description,
    params,
    query,
    fields = {},
    deprecated,
    protocol,
    maxBytes,
    parts,
    callbacks,
    signed,
    example,
    answers,
  } = operation
  const formats = Object.entries(formatsOf(operation))
  const parameters = [
    ...parametersIn('path', params, example.params as Json | undefined),
    ...parametersIn('query', query, example.query),
    ...Object.entries(fields).map(([name, field]) => ({
      name,
      in: 'header',
      required: field.required ?? false,
      description: field.description,
      schema: { type: 'string' },
      example: field.example,
    })),
  ]
  return {
    operationId: id,
    summary,
    ...(description ? { description } : {}),
    security: securityOf(operation, auth),
    ...(deprecated ? { deprecated: true } : {}),
    ...(protocol ? { 'x-protocol': protocol } : {}),
    ...(signed ? { 'x-signed': true } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(formats.length > 0
      ? {
          requestBody: {
            required: true,
            ...(maxBytes === undefined ? {} : { 'x-max-bytes': maxBytes }),
            content: Object.fromEntries(
              formats.map(([type, { schema, example }]) => [
                type,
                {
                  schema: schemaOf(schema, 'input'),
                  ...(parts && type === MULTIPART ? { encoding: encodingOf(parts) } : {}),
                  ...(example === undefined ? {} : { example: exampleInJson(example) }),
                },
              ]),
            ),
          },
        }
      : {}),
    responses: merged(
      Object.entries(answers).map(([status, answer]) => [
        status,
        describeAnswer(deprecated ? { ...answer, fields: { ...answer.fields, ...GOING } } : answer),
      ]),
      describeProblems(problemsOf(operation, auth)),
    ),
    ...(callbacks ? { callbacks: describeCallbacks(callbacks) } : {}),
  }
}

/** What is sent to whoever asked for it: an expression says where to, and no token of ours goes along. */
function describeCallbacks(callbacks: NonNullable<Operation['callbacks']>): Json {
  return Object.fromEntries(
    Object.entries(callbacks).map(([name, sent]) => {
      const { security: _, ...described } = describe(sent, 'guest')
      return [name, { [sent.path]: { [keyOf(sent.method)]: described } }]
    }),
  )
}

/** Which media types the parts of a form may have (OpenAPI 3.1, Encoding Object). */
function encodingOf(parts: NonNullable<Operation['parts']>): Json {
  return Object.fromEntries(
    Object.entries(parts).map(([name, types]) => [name, { contentType: types.join(', ') }]),
  )
}

/** The responses of an operation; a status may be both an answer and a problem, told apart by their media types. */
function merged(
  answers: readonly (readonly [string, Json])[],
  problems: Readonly<Record<string, Json>>,
): Json {
  const responses: Record<string, Json> = { ...problems }
  for (const [status, answer] of answers) {
    const { description, content = {} } = problems[status] ?? {}
    responses[status] = description
      ? {
          ...answer,
          description: `${answer.description} ${description}`,
          content: { ...(answer.content as Json | undefined), ...(content as Json) },
        }
      : answer
  }
  return responses
}

function parametersIn(
  place: 'path' | 'query',
  schema: z.ZodObject | undefined,
  example: Json | undefined,
): Json[] {
  if (!schema) return []
  return Object.entries(schema.shape).map(([name, type]) => {
    const { description, ...rest } = schemaOf(type as z.ZodType, 'input')
    const optional = (type as z.ZodType).safeParse(undefined).success
    return {
      name,
      in: place,
      required: place === 'path' || !optional,
      ...(description ? { description } : {}),
      schema: rest,
      ...(example?.[name] === undefined ? {} : { example: example[name] }),
    }
  })
}

/** What answers say that will not be given for ever. */
const GOING = {
  deprecation: 'Since when this is out of use (RFC 9745).',
  sunset: 'When it will be gone (RFC 8594).',
  link: 'What to use instead, and where to read on (RFC 8288).',
}

function describeAnswer({
  description,
  body,
  type = 'application/json',
  fields,
}: Operation['answers'][number]): Json {
  const headers = Object.fromEntries(
    Object.entries(fields ?? {}).map(([name, says]) => [
      name,
      { description: says, schema: { type: 'string' } },
    ]),
  )
  return {
    description,
    ...(fields ? { headers } : {}),
    ...(body
      ? { content: Object.fromEntries([type].flat().map((each) => [each, describeContent(each, body)])) }
      : {}),
  }
}

/** The schema says what JSON looks like; other representations are text. */
function describeContent(type: string, body: z.ZodType): Json {
  return { schema: isJsonType(type) ? schemaOf(body) : { type: 'string' } }
}

/** Problems that share a status share an entry, which names each type. */
function describeProblems(problems: readonly ProblemName[]): Record<string, Json> {
  const byStatus = new Map<number, ProblemName[]>()
  for (const name of problems) {
    const { status } = PROBLEMS[name]
    byStatus.set(status, [...(byStatus.get(status) ?? []), name])
  }
  return Object.fromEntries(
    [...byStatus].map(([status, names]) => [
      status,
      {
        description: names.map((name) => `${PROBLEMS[name].title} (\`${PROBLEM_BASE}${name}\`).`).join(' '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
}

function schemaOf(type: z.ZodType, io: 'input' | 'output' = 'output'): Json {
  const { $schema, '~standard': _, ...schema } = z.toJSONSchema(type, { io, unrepresentable: 'any' }) as Json
  return schema
}

/** The path of an operation's example, with its query. */
export function examplePath({ path, example }: Operation): string {
  const query = new URLSearchParams(example.query).toString()
  return fillPath(path, example.params as Json | undefined) + (query ? `?${query}` : '')
}
