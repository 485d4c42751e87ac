import fc from 'fast-check'
import { writeExample } from '#mocks/http/example-content.ts'
import { isJsonType } from '#mocks/http/negotiation.ts'
import { type DescribedOperation, operationsIn } from '#mocks/http/openapi.contract.ts'
import { fromSchema, NASTY, spoilt } from './schema-arbitrary.ts'

/** A request as plain data, so that it can be printed and sent again. */
export interface FuzzedRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array<ArrayBuffer>
}

/**
 * Requests for a service, drawn from its OpenAPI document: most of them nearly right, some right, some nonsense. Where an
 * operation needs a token, it is `token`.
 */
export function requestsFor(document: unknown, token?: string): fc.Arbitrary<FuzzedRequest> {
  const operations = operationsIn(document)
  const ids = knownIds(operations.map(({ operation }) => operation))
  return fc
    .oneof(
      ...operations.map(({ method, path, operation }) =>
        fc.record({
          method: fc.oneof({ weight: 30, arbitrary: fc.constant(method) }, { weight: 1, arbitrary: methods }),
          path: addresses(path, operation, ids),
          ...contents(operation, token),
        }),
      ),
      ...(operations.length > 0 ? [] : [fc.constant(NOTHING)]),
    )
    .map(({ method, path, headers, body }) => ({
      method,
      path,
      headers,
      // Fetch allows no content here, and a server does not look at it.
      body: method === 'GET' || method === 'HEAD' ? EMPTY : body,
    }))
}

const EMPTY = new Uint8Array(0)
const NOTHING: FuzzedRequest = { method: 'GET', path: '/', headers: {}, body: EMPTY }
const methods = fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'QUERY', 'BREW')
const text = new TextEncoder()

/** Path parameters that stand in the examples: with them a request meets something. */
function knownIds(operations: readonly DescribedOperation[]): string[] {
  const examples = operations.flatMap(({ parameters }) =>
    parameters.filter((parameter) => parameter.in === 'path').map(({ example }) => String(example)),
  )
  return [...new Set([...examples, '9780441478125', '9780306406157', '1', '7', 'seeded-1'])]
}

const TRICKS = [
  '%00',
  '%2e%2e%2f',
  '..%2F..%2F',
  '%FF',
  '%',
  '%E2%82',
  ';a=b',
  '..',
  '.',
  '',
  'a//b',
  'x'.repeat(9_000),
  '%F0%9F%92%A9',
  '__proto__',
  'constructor',
  '*',
  '{id}',
]

function addresses(
  template: string,
  { parameters }: DescribedOperation,
  ids: readonly string[],
): fc.Arbitrary<string> {
  const part = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...ids) },
    { weight: 2, arbitrary: fc.constantFrom(...TRICKS) },
    {
      weight: 1,
      arbitrary: fc
        .string({ unit: 'grapheme', maxLength: 10 })
        .filter((t) => t.isWellFormed())
        .map(encodeURIComponent),
    },
  )
  const names = [...template.matchAll(/\{\w+\}/g)].map(([name]) => name)
  const filled = fc
    .tuple(...names.map(() => part))
    .map((parts) => names.reduce((path, name, at) => path.replace(name, () => parts[at] ?? ''), template))
  const query = parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, schema, example }) =>
      fc
        .oneof(
          { weight: 6, arbitrary: fromSchema(schema, example) },
          { weight: 1, arbitrary: fc.constantFrom(...NASTY) },
        )
        .map((value) => `${name}=${encodeURIComponent(scalar(value))}`),
    )
  const extra = fc.constantFrom('', '', '', '&&&', '=', '%ZZ=%', 'limit=1&limit=2', '__proto__=1', '+')
  const pairs = fc.tuple(
    query.length > 0 ? fc.shuffledSubarray([...query.keys()]) : fc.constant([]),
    fc.tuple(...query),
    extra,
  )
  return fc.tuple(filled, pairs).map(([path, [chosen, all, more]]) => {
    const wanted = [...chosen.map((at) => all[at]), ...(more ? [more] : [])]
    return wanted.length > 0 ? `${path}?${wanted.join('&')}` : path
  })
}

function scalar(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.toWellFormed()
}

/** Fields that mean something to somebody, with values from right to absurd. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  accept: ['*/*', 'application/json', 'text/html', 'application/json;q=0', ';;;', 'a/b/c', '*'],
  'content-type': [
    'text/plain',
    'application/json; charset=utf-16',
    'application/xml',
    ';',
    'multipart/form-data',
    '',
  ],
  'content-encoding': ['gzip', 'identity', 'br, gzip'],
  'if-match': ['*', '"0"', 'W/"0"', 'nonsense', ',', '"'],
  'if-none-match': ['*', '"0"', 'W/"0", "1"', '*, "a"'],
  'if-range': ['"0"', 'Mon, 05 Jan 2026 09:00:00 GMT'],
  range: ['bytes=0-9', 'bytes=-5', 'bytes=99999999-', 'bytes=5-1', 'bytes=0-1,2-3', 'lines=1-', 'bytes=a-b'],
  prefer: [
    'return=minimal',
    'respond-async, wait=1',
    'wait=99999999999',
    '=',
    'return=minimal, return=representation',
  ],
  'idempotency-key': ['one', '"two"', '', 'x'.repeat(300), '"', '__proto__'],
  authorization: ['Bearer', 'Bearer a.b.c', 'Basic YTpi', 'Bearer  ', 'nonsense'],
  traceparent: ['nonsense', `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`, 'ff-'],
  baggage: [
    'arrived-at=%FF',
    'arrived-at=9999-99-99T00%3A00%3A00Z',
    ',,,',
    'arrived-at=1999-01-01T00%3A00%3A00Z',
  ],
  'x-forwarded-prefix': ['/evil', '//evil.example'],
  'x-forwarded-host': ['evil.example', '%%%', 'a b'],
  'x-forwarded-proto': ['javascript', ':'],
  origin: ['null', 'https://evil.example'],
  'last-event-id': ['x', '-1'],
  'x-api-key': ['x', ''],
}

const oddFields = fc
  .uniqueArray(
    fc.constantFrom(...Object.keys(FIELDS)).chain((name) =>
      fc.tuple(
        fc.constant(name),
        fc.oneof(
          { weight: 4, arbitrary: fc.constantFrom(...(FIELDS[name] ?? [])) },
          {
            weight: 1,
            arbitrary: fc.string({ unit: 'grapheme-ascii', maxLength: 20 }).map((value) => value.trim()),
          },
        ),
      ),
    ),
    { maxLength: 3, selector: ([name]) => name },
  )
  .map((pairs) => Object.fromEntries(pairs))
const fewOddFields = fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: oddFields })

function contents(
  { requestBody, parameters, security }: DescribedOperation,
  token: string | undefined,
): {
  headers: fc.Arbitrary<Record<string, string>>
  body: fc.Arbitrary<Uint8Array<ArrayBuffer>>
} {
  const required = parameters.filter((parameter) => parameter.in === 'header' && parameter.required)
  const needed: Record<string, string> = Object.fromEntries(
    required.map(({ name, example }) => [name, String(example)]),
  )
  if (token !== undefined && security.every((way) => Object.keys(way).length > 0))
    needed.authorization = `Bearer ${token}`
  // Now and then an answer to a new key, mostly one that was there before.
  const key =
    'idempotency-key' in needed
      ? fc.nat(2_000).map((n) => ({ 'idempotency-key': `key-${n}` }))
      : fc.constant({})
  const formats = Object.entries(requestBody?.content ?? {})
  const type =
    formats.length === 0
      ? fc.constant({})
      : fc.constantFrom(...formats.map(([name]) => ({ 'content-type': writeExample(name, {}).type })))
  const headers = fc
    .tuple(type, key, fewOddFields)
    .map(([type, key, odd]) => ({ ...needed, ...type, ...key, ...odd }))
  const bodies = formats.map(([name, { schema, example }]) => {
    const right = fromSchema(schema, example)
    const written = fc.oneof({ weight: 3, arbitrary: right }, { weight: 4, arbitrary: right.chain(spoilt) })
    const asBytes = written.map((value) => {
      const content = isJsonType(name) ? (JSON.stringify(value) ?? '') : writeExample(name, value).content
      return typeof content === 'string' ? text.encode(content) : content
    })
    return fc.oneof(
      { weight: 12, arbitrary: asBytes },
      { weight: 3, arbitrary: asBytes.chain(torn) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }).map((bytes) => new Uint8Array(bytes)) },
      { weight: 1, arbitrary: fc.constantFrom(...RAW).map((content) => text.encode(content)) },
    )
  })
  return { headers, body: bodies.length > 0 ? fc.oneof(...bodies) : fc.constant(EMPTY) }
}

/** JSON that parsers disagree about, or that goes too far. */
const RAW = [
  '',
  'null',
  '"',
  '{',
  '[1,]',
  '{"a":1,"a":2}',
  '{"__proto__":{"admin":true}}',
  '"\\ud800"',
  'NaN',
  '1e999',
  '-0',
  `${'['.repeat(3_000)}${']'.repeat(3_000)}`,
  `"${'x'.repeat(120_000)}"`,
  '\uFEFF{}',
  '<a/>',
  '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
  'a=b&a=c',
]

/** Content with one byte of it changed, lost or doubled. */
function torn(bytes: Uint8Array<ArrayBuffer>): fc.Arbitrary<Uint8Array<ArrayBuffer>> {
  return fc
    .tuple(fc.nat(Math.max(0, bytes.length - 1)), fc.nat(255), fc.constantFrom(0, 1, 2))
    .map(([at, byte, how]) =>
      how === 0
        ? new Uint8Array([...bytes.slice(0, at), byte, ...bytes.slice(at + 1)])
        : new Uint8Array([
            ...bytes.slice(0, at + (how === 2 ? 1 : 0)),
            ...bytes.slice(at + (how === 2 ? 0 : 1)),
          ]),
    )
}
