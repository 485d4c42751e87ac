import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { assert } from 'chai'
import * as z from 'zod'

const DescribedOperation = z.object({
  operationId: z.string(),
  'x-protocol': z.string().optional(),
  'x-signed': z.boolean().optional(),
  security: z.array(z.record(z.string(), z.array(z.string()))).default([{}]),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.enum(['path', 'query', 'header']),
        required: z.boolean(),
        schema: z.record(z.string(), z.unknown()).default({}),
        example: z.unknown().optional(),
      }),
    )
    .default([]),
  requestBody: z
    .object({
      'x-max-bytes': z.number().default(100_000),
      content: z.record(
        z.string(),
        z.object({ schema: z.record(z.string(), z.unknown()), example: z.unknown() }),
      ),
    })
    .optional(),
  responses: z.record(
    z.string(),
    z.object({
      headers: z.record(z.string(), z.unknown()).default({}),
      content: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
})
export type DescribedOperation = z.infer<typeof DescribedOperation>

/** As much of an OpenAPI document as contracts read. */
const Described = z.object({ paths: z.record(z.string(), z.record(z.string(), DescribedOperation)) })

/** Every operation of a document, with its method in capitals, its path template and its key in the path item. */
export function operationsIn(
  document: unknown,
): { method: string; path: string; key: string; operation: DescribedOperation }[] {
  return Object.entries(Described.parse(document).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([key, operation]) => ({
      method: key.replace(/^x-/, '').toUpperCase(),
      path,
      key,
      operation,
    })),
  )
}

/** An answer, read to its end. */
interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  readonly json: unknown
}

/** What every service answers at these addresses, without a word in its document. */
const MANNERS: Readonly<Record<string, RegExp>> = {
  '/health': /^application\/json$/,
  '/metrics': /^text\/plain; version=0\.0\.4/,
  '/openapi.json': /^application\/json$/,
}
/** Statuses that the shared manners give at any path, whatever operations it has: no such path, no such method. */
const ANYWHERE = new Set([404, 405])
/** Statuses with which a gateway turns consumers away before it looks at what they want. */
const AT_THE_DOOR = new Set([403, 429])
/** The status of an address that nobody reads to its end. */
const TOO_LONG = 414

const checks = new WeakMap<object, ReturnType<typeof createCheck>>()

/** Throws when an answer is not one that the document describes: status, media type, content and header fields. */
export function responseCheck(document: Readonly<Record<string, unknown>>) {
  const check = checks.get(document) ?? createCheck(document)
  checks.set(document, check)
  return check
}

function createCheck(document: Readonly<Record<string, unknown>>) {
  // A whole document is no schema: unknown keywords are the rest of it.
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema({ $id: 'https://document.invalid/', ...document })
  const compiled = new Map<string, ValidateFunction>()
  const validator = (pointer: string) => {
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `https://document.invalid/#${pointer}` })
    compiled.set(pointer, validate)
    return validate
  }
  const operations = operationsIn(document).map((each) => ({ ...each, matches: matcherOf(each.path) }))

  function fits(pointer: readonly string[], answer: Answered, where: string) {
    const validate = validator(
      pointer
        .map((part) => `/${encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
        .join(''),
    )
    assert(
      validate(answer.json),
      `${where}: the content is not what the document says: ${ajv.errorsText(validate.errors)}\n${answer.text.slice(0, 500)}`,
    )
  }

  return (method: string, path: string, answer: Answered) => {
    const { pathname } = new URL(path, 'http://service')
    const where = `${method} ${path} → ${answer.status}`
    const type = answer.headers.get('content-type')
    const bodiless = method === 'HEAD' || answer.status === 204 || answer.status === 304
    if (bodiless) assert.equal(answer.text, '', `${where}: has content`)

    if (answer.status === TOO_LONG && !bodiless)
      return fits(['components', 'schemas', 'Problem'], answer, where)
    const here = operations.filter(({ matches }) => matches(pathname))
    const described = here.find((each) => each.method === (method === 'HEAD' ? 'GET' : method))
    const response = described?.operation.responses[answer.status]
    if (described && response) {
      for (const name of Object.keys(response.headers))
        assert(answer.headers.has(name), `${where}: has no ${name} field`)
      const types = Object.keys(response.content ?? {})
      if (bodiless || leftOut(answer)) return
      const documented = types.find((each) => each === type) ?? types[0]
      assert.equal(type, documented ?? null, `${where}: media type`)
      if (documented === undefined) return assert.equal(answer.text, '', `${where}: has content`)
      if (answer.json === undefined) return
      return fits(
        [
          'paths',
          described.path,
          described.key,
          'responses',
          String(answer.status),
          'content',
          documented,
          'schema',
        ],
        answer,
        where,
      )
    }
    if (AT_THE_DOOR.has(answer.status) && !described)
      return bodiless ? undefined : fits(['components', 'schemas', 'Problem'], answer, where)
    const known = here.length > 0 || pathname in MANNERS
    if (method === 'OPTIONS' && known) return assert.equal(answer.status, 204, where)
    if (ANYWHERE.has(answer.status)) {
      assert(
        answer.status === (known ? 405 : 404),
        `${where}: ${known ? 'the path exists' : 'the path does not exist'}`,
      )
      assert(!described, `${where}: the document offers this`)
      if (!bodiless) fits(['components', 'schemas', 'Problem'], answer, where)
      return
    }
    const manner = (method === 'GET' || method === 'HEAD') && MANNERS[pathname]
    assert(manner, `${where}: the document knows no such answer`)
    assert.equal(answer.status, 200, where)
    assert.match(type ?? '', manner, where)
  }
}

/** Whether the caller wanted no content (RFC 7240 §4.2), and there is none. */
function leftOut({ headers, text }: Answered): boolean {
  return text === '' && (headers.get('preference-applied') ?? '').includes('return=minimal')
}

/** Whether a path is one that a template such as `/books/{isbn}` means. */
function matcherOf(template: string): (path: string) => boolean {
  const pattern = new RegExp(
    `^${template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`,
  )
  return (path) => pattern.test(path)
}
