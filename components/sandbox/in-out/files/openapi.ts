import * as z from 'zod'
import { draftOf, emptyDraft, type Row } from '../../draft.ts'
import { withParams } from '../../request/params.ts'
import type { Imported } from './collection.ts'

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace', 'query'] as const

const Example = z.object({ value: z.unknown().optional() })
const Parameter = z.object({
  name: z.string(),
  in: z.string(),
  required: z.boolean().default(false),
  example: z.unknown().optional(),
  schema: z.object({ default: z.unknown().optional(), example: z.unknown().optional() }).optional(),
})
const Media = z.object({
  example: z.unknown().optional(),
  examples: z.record(z.string(), Example).optional(),
})
const Operation = z.object({
  summary: z.string().optional(),
  operationId: z.string().optional(),
  parameters: z.array(z.unknown()).optional(),
  requestBody: z.object({ content: z.record(z.string(), Media) }).optional(),
})
const OpenApiFile = z.object({
  openapi: z.string().regex(/^3\./, 'OpenAPI 3 is what is read here'),
  info: z.object({ title: z.string().default('Imported') }),
  servers: z.array(z.object({ url: z.string() })).optional(),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
})

/** Whether a document says that it describes an API. */
export function isOpenApi(value: unknown): boolean {
  return z.object({ openapi: z.string() }).safeParse(value).success
}

/** Reads an OpenAPI 3 document: one request for each operation, with the examples that it gives. Throws ZodError. */
export function readOpenApi(value: unknown): Imported {
  const { info, servers, paths } = OpenApiFile.parse(value)
  const base = (servers?.[0]?.url ?? '').replace(/\/$/, '')
  let references = 0
  const requests = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = Operation.safeParse(item[method] ?? item[`x-${method}`])
      if (!operation.success) return []
      const { summary, operationId, parameters = [], requestBody } = operation.data
      const shared = Array.isArray(item.parameters) ? item.parameters : []
      const read = [...shared, ...parameters].flatMap((each) => {
        const parameter = Parameter.safeParse(each)
        if (!parameter.success) references++
        return parameter.success ? [parameter.data] : []
      })
      return [
        {
          name: summary ?? operationId ?? `${method.toUpperCase()} ${path}`,
          draft: requestFor(method.toUpperCase(), base + path, read, requestBody?.content ?? {}),
        },
      ]
    }),
  )
  return {
    collection: { v: 1, name: info.title.slice(0, 200), requests, variables: [] },
    notes: references > 0 ? [`${references} parameters are written elsewhere ($ref) and were left out.`] : [],
  }
}

function requestFor(
  method: string,
  url: string,
  parameters: readonly z.infer<typeof Parameter>[],
  content: Readonly<Record<string, z.infer<typeof Media>>>,
) {
  const exampleOf = ({ example, schema }: z.infer<typeof Parameter>) =>
    asText(example ?? schema?.example ?? schema?.default ?? '')
  const filled = parameters
    .filter((parameter) => parameter.in === 'path')
    .reduce(
      (text, parameter) =>
        text.replace(
          `{${parameter.name}}`,
          () => encodeURIComponent(exampleOf(parameter)) || `{{${parameter.name}}}`,
        ),
      url,
    )
  const rows = (place: string): Row[] =>
    parameters
      .filter((parameter) => parameter.in === place)
      .map((parameter, id) => ({
        id,
        name: parameter.name,
        value: exampleOf(parameter),
        on: parameter.required,
      }))
  const [type, media] = Object.entries(content)[0] ?? []
  const example = media && (media.example ?? Object.values(media.examples ?? {})[0]?.value)
  const headers = rows('header')
  const draft =
    type === undefined
      ? { ...emptyDraft(method, filled), headers }
      : {
          ...draftOf({
            method,
            url: filled,
            headers: [['content-type', type]],
            ...(example === undefined ? {} : { body: bodyText(type, example) }),
          }),
        }
  const next = headers.map((row) => ({ ...row, id: row.id + 1 }))
  return withParams(
    type === undefined ? draft : { ...draft, headers: [...draft.headers, ...next] },
    rows('query'),
  )
}

const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

function bodyText(type: string, example: unknown): string {
  if (typeof example === 'string') return example
  if (/urlencoded/.test(type) && typeof example === 'object' && example !== null)
    return new URLSearchParams(
      Object.entries(example).map(([name, value]): [string, string] => [name, asText(value)]),
    ).toString()
  return JSON.stringify(example, undefined, 2)
}
