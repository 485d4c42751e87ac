import * as z from 'zod'
import { bodiesOf, fillPath, type Operation } from './operation.ts'
import { PROBLEM_BASE, PROBLEMS, ProblemDocument, type ProblemName } from './problem.ts'

export interface ApiInfo {
  readonly title: string
  readonly description: string
}

type Json = Record<string, unknown>

/** The OpenAPI 3.1 document of a list of operations. `prefix` stands before every path (`/v1` for the public API). */
export function openApiDocument(
  info: ApiInfo,
  operations: readonly Operation[],
  { prefix = '', servers = ['/'] as readonly string[] } = {},
): Json {
  const paths: Record<string, Json> = {}
  for (const operation of operations) {
    const path = prefix + operation.path
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) }
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
    components: { schemas: { Problem: schemaOf(ProblemDocument) } },
  }
}

function describe(operation: Operation): Json {
  const { id, summary, description, params, query, fields = {}, body, example, answers, problems } = operation
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
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(body
      ? {
          requestBody: {
            required: true,
            content: Object.fromEntries(
              [...bodiesOf(operation)].map(([type, schema]) => [
                type,
                { schema: schemaOf(schema, 'input'), ...(schema === body ? { example: example.body } : {}) },
              ]),
            ),
          },
        }
      : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, answer]) => [status, describeAnswer(answer)]),
      ),
      ...describeProblems(problems),
    },
  }
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

function describeAnswer({ description, body, fields }: Operation['answers'][number]): Json {
  const headers = Object.fromEntries(
    Object.entries(fields ?? {}).map(([name, says]) => [
      name,
      { description: says, schema: { type: 'string' } },
    ]),
  )
  return {
    description,
    ...(fields ? { headers } : {}),
    ...(body ? { content: { 'application/json': { schema: schemaOf(body) } } } : {}),
  }
}

/** Problems that share a status share an entry, which names each type. */
function describeProblems(problems: readonly ProblemName[]): Json {
  const byStatus = new Map<number, ProblemName[]>()
  for (const name of [...problems, 'internal-error' as const]) {
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
