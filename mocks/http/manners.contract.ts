import { assert } from 'chai'
import * as z from 'zod'
import { type Ask, as, type Promised, type Refusal, type Reply } from './contract.ts'
import { writeExample } from './example-content.ts'
import { accepts } from './negotiation.ts'
import { type DescribedOperation, operationsIn } from './openapi.contract.ts'
import { fillPath } from './operation.ts'

type Described = { method: string; path: string; operation: DescribedOperation }
type Document = Readonly<Record<string, unknown>>

/** What every service promises, whatever it is about: read off its own OpenAPI document. */
export function mannersOf(name: string, document: Document): readonly Promised[] {
  const operations = operationsIn(document)
  return [
    // What must be signed anew each time, its service's own contract sends.
    ...operations.filter(({ operation }) => !operation['x-signed']).map(exampleWorks),
    ...operations.filter(({ method }) => method === 'GET').map(headEqualsGet),
    ...operations.filter(({ operation }) => operation.responses['304']).map(revalidates),
    ...pathsOf(operations).map(saysWhatIsAllowed),
    {
      promise: 'works on when it cannot read what travels beside a request',
      async check({ send }) {
        const [described] = operations
        if (!described) return
        const { path, init } = exampleOf(described)
        const { status } = await send(path, init)
        for (const fields of UNREADABLE) {
          assert.equal(
            (await send(path, { ...init, headers: { ...init.headers, ...fields } })).status,
            status,
            JSON.stringify(fields),
          )
        }
      },
    },
    {
      promise: 'is healthy, and says who it is',
      async check({ send }) {
        const { status, json } = await send('/health')
        assert.equal(status, 200)
        assert.deepEqual(json, { status: 'pass', service: name })
      },
    },
    {
      promise: 'publishes the very document that it is held to',
      async check({ send }) {
        assert.deepEqual((await send('/openapi.json')).json, document)
      },
    },
    {
      promise: 'counts its answers for Prometheus',
      async check({ send }) {
        const before = requestsIn(await send('/metrics'))
        const [first] = operations
        for (let i = 0; first && i < 3; i++) await askExample(send, first)
        const after = requestsIn(await send('/metrics'))
        assert.equal(after, before + 3)
      },
    },
  ]
}

/** What every service refuses, whatever it is about: read off its own OpenAPI document. */
export function mannerlyRefusals(document: Document): readonly Refusal[] {
  const operations = operationsIn(document)
  return [
    { when: 'a path that does not exist', path: '/nowhere', problem: 'not-found' },
    { when: 'an address without end', path: `/nowhere?${'x'.repeat(8_000)}`, problem: 'uri-too-long' },
    { when: 'a path with an empty end', path: `${pathsOf(operations)[0]?.example}/`, problem: 'not-found' },
    {
      when: 'DELETE /health',
      path: '/health',
      init: { method: 'DELETE' },
      problem: 'method-not-allowed',
      fields: { allow: 'GET, HEAD, OPTIONS' },
    },
    ...pathsOf(operations).map(({ path, example, allow }): Refusal => {
      const method = ['DELETE', 'PATCH', 'POST'].find((other) => !allow.includes(other)) ?? 'PUT'
      return {
        when: `${method} ${path}`,
        path: example,
        init: { method },
        problem: 'method-not-allowed',
        fields: { allow: allow.join(', ') },
      }
    }),
    // What a protocol on top of HTTP refuses, and in which words, its service knows.
    ...operations
      .filter(({ operation }) => !operation['x-protocol'])
      .flatMap((described) => [...fieldRefusals(described), ...contentRefusals(described)]),
  ]
}

function fieldRefusals(described: Described): Refusal[] {
  const { operation } = described
  const { path, init } = exampleOf(described)
  const having = (fields: Record<string, string>): RequestInit => ({
    ...init,
    headers: { ...init.headers, ...fields },
  })
  const id = operation.operationId
  const refusals: Refusal[] = operation.security.some(({ client }) => client)
    ? []
    : NOT_TOKENS.map((authorization) => ({
        when: `${authorization.slice(0, 40)}, which nobody issued (${id})`,
        path,
        init: having({ authorization }),
        problem: 'invalid-token',
        fields: { 'www-authenticate': /^Bearer .*error="invalid_token"/ },
      }))
  if (needsToken(operation)) {
    const { authorization: _, ...others } = init.headers
    refusals.push({
      when: `no token (${id})`,
      path,
      init: { ...init, headers: others },
      problem: 'token-missing',
      // Whoever sent nothing did nothing wrong: no error code (RFC 6750 §3.1).
      fields: { 'www-authenticate': /^Bearer realm="bookshop"(, scope="[a-z:]+")?$/ },
    })
  }
  for (const scope of operation.security.flatMap(({ oauth }) => oauth ?? [])) {
    refusals.push({
      when: `a token without the scope ${scope} (${id})`,
      path,
      init: having(as('ada', scope === 'profile' ? 'email' : 'profile')),
      problem: 'insufficient-scope',
      fields: { 'www-authenticate': new RegExp(`error="insufficient_scope", scope="${scope}"`) },
    })
  }
  const fields = ['application/xml', 'text/*', 'application/json;q=0', 'application/json;q=0, */*']
  const types = Object.entries(operation.responses).flatMap(([status, { content = {} }]) =>
    Number(status) < 300 ? Object.keys(content) : [],
  )
  if (operation.responses['406'] && types.length > 0) {
    refusals.push(
      ...fields
        .filter((field) => !types.some((type) => accepts(field, type)))
        .map(
          (accept): Refusal => ({
            when: `Accept: ${accept} (${operation.operationId})`,
            path,
            init: having({ accept }),
            problem: 'not-acceptable',
          }),
        ),
    )
  }
  return refusals
}

/** Whether an operation turns the guest away. */
function needsToken({ security }: DescribedOperation): boolean {
  return security.every((way) => Object.keys(way).length > 0)
}

/** The field that says which content a server takes, where it is not `Accept`. */
const ACCEPTING: Readonly<Record<string, string>> = {
  POST: 'accept-post',
  PATCH: 'accept-patch',
  QUERY: 'accept-query',
}

function contentRefusals(described: Described): Refusal[] {
  const { method, operation } = described
  const { path, init } = exampleOf(described)
  // What a form may hold, its service knows.
  if (!operation.requestBody || operation.requestBody.content[FORM_TYPE]) return []
  const { operationId: id } = operation
  const { 'content-type': type = '', ...fields } = init.headers
  const types = Object.keys(operation.requestBody.content)
  const most = operation.requestBody['x-max-bytes']
  const carrying = (
    body: BodyInit,
    type: Record<string, string> = { 'content-type': 'application/json' },
  ): RequestInit => ({ method, headers: { ...fields, ...type }, body })
  const wrongType: Pick<Refusal, 'problem' | 'fields'> = {
    problem: 'unsupported-media-type',
    fields: { [ACCEPTING[method] ?? 'accept']: types.join(', ') },
  }
  return [
    {
      when: `content of another type (${id})`,
      path,
      init: carrying('{}', { 'content-type': 'text/plain' }),
      ...wrongType,
    },
    {
      when: `content of no named type (${id})`,
      path,
      init: carrying(new TextEncoder().encode('{}'), {}),
      ...wrongType,
    },
    {
      when: `a form (${id})`,
      path,
      init: carrying(new URLSearchParams({ a: 'b' }), {
        'content-type': 'application/x-www-form-urlencoded',
      }),
      ...wrongType,
    },
    {
      when: `content in a coding that nobody unpacks (${id})`,
      path,
      init: carrying('{}', { 'content-type': type, 'content-encoding': 'gzip' }),
      problem: 'unsupported-media-type',
      fields: { 'accept-encoding': 'identity' },
    },
    {
      when: `content in another charset (${id})`,
      path,
      init: carrying('{}', { 'content-type': `${type}; charset=iso-8859-1` }),
      problem: 'unsupported-media-type',
    },
    {
      when: `content of more than ${most} bytes (${id})`,
      path,
      init: carrying(`"${'x'.repeat(most)}"`, { 'content-type': type }),
      problem: 'content-too-large',
    },
    ...types
      .filter((type) => /[/+]json$/.test(type))
      .flatMap((type) => jsonRefusals(described, type, (body) => carrying(body, { 'content-type': type }))),
  ]
}

function jsonRefusals(
  described: Described,
  type: string,
  carrying: (body: BodyInit) => RequestInit,
): Refusal[] {
  const { operation } = described
  const { path } = exampleOf(described)
  const id = `${operation.operationId}, ${type}`
  const malformed = (when: string, body: BodyInit): Refusal => ({
    when: `${when} (${id})`,
    path,
    init: carrying(body),
    problem: 'malformed-request',
  })
  const refusals: Refusal[] = [
    malformed('no content at all', ''),
    malformed('JSON that ends too early', '{"'),
    malformed('bytes that are not UTF-8', new Uint8Array([0x22, 0xc3, 0x28, 0x22])),
    malformed('deeply nested JSON', '['.repeat(20_000) + ']'.repeat(20_000)),
    malformed('a name that stands twice in one object', '{"a":1,"\\u0061":2}'),
    malformed('half of a surrogate pair', '{"a":"\\ud800"}'),
  ]
  const { schema = {}, example } = operation.requestBody?.content[type] ?? {}
  if (schema.type === 'object' && schema.additionalProperties === false) {
    const withMore = { ...z.record(z.string(), z.unknown()).parse(example), surprise: true, 'a/b~c': true }
    refusals.push(
      {
        when: `JSON of another type (${id})`,
        path,
        init: carrying('[]'),
        problem: 'invalid-content',
        names: ['#'],
      },
      {
        when: `unknown fields (${id})`,
        path,
        init: carrying(JSON.stringify(withMore)),
        problem: 'invalid-content',
        names: ['#/surprise', '#/a~1b~0c'],
      },
    )
  }
  return refusals
}

/** What may stand in Authorization and is no token of ours: unsigned, no JWT, another scheme, two at once. */
const NOT_TOKENS = ['Bearer eyJhbGciOiJub25lIn0.e30.', 'Bearer x', 'Basic YWxpY2U6YQ==', 'Bearer a b']

/** Trace context and baggage that mean nothing: the reader starts anew (W3C Trace Context §3.2, W3C Baggage §3). */
const UNREADABLE: readonly Record<string, string>[] = [
  { traceparent: 'nonsense' },
  { traceparent: `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01` },
  { baggage: 'arrived-at=%' },
  { baggage: 'arrived-at=%FF%FE' },
  { baggage: 'arrived-at=99999-99-99T00:00:00Z,=,;' },
]

function exampleWorks(described: Described): Promised {
  const { operation, method, path } = described
  return {
    promise: `answers the example of ${operation.operationId} (${method} ${path})`,
    async check({ send }) {
      const { status, text } = await askExample(send, described)
      assert.isBelow(status, 304, text)
    },
  }
}

/** Fields that may differ between a HEAD and a GET that were sent one after another, or that HEAD may leave out (RFC 9110 §9.3.2). */
const OF_ONE_MESSAGE = new Set([
  'ratelimit',
  'date',
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
])

function headEqualsGet(described: Described): Promised {
  const { path } = exampleOf(described)
  return {
    promise: `answers HEAD ${described.path} like GET, without content`,
    async check({ send }) {
      for (const address of [path, '/health', '/metrics', '/openapi.json']) {
        const get = await send(address)
        const head = await send(address, { method: 'HEAD' })
        const fields = ({ headers }: Reply) => [...headers].filter(([name]) => !OF_ONE_MESSAGE.has(name))
        assert.deepEqual(
          { status: head.status, fields: fields(head) },
          { status: get.status, fields: fields(get) },
        )
        const length = head.headers.get('content-length')
        if (length !== null) assert.equal(length, get.headers.get('content-length'))
        assert.equal(head.text, '')
      }
    },
  }
}

function revalidates(described: Described): Promised {
  return {
    promise: `sends ${described.path} again only to callers whose copy is out of date`,
    async check({ send }) {
      const { path, init } = exampleOf(described)
      const having = (field: string) => ({ ...init, headers: { ...init.headers, 'if-none-match': field } })
      const first = await send(path, init)
      const etag = first.headers.get('etag') ?? ''
      assert.match(etag, /^"[^"]+"$/)
      for (const field of [etag, `W/${etag}`, `"another", ${etag}`, '*']) {
        const again = await send(path, having(field))
        assert.equal(again.status, 304, field)
        for (const name of ['etag', 'cache-control', 'vary'])
          assert.equal(again.headers.get(name), first.headers.get(name), name)
      }
      for (const field of ['"another"', etag.replaceAll('"', '')]) {
        const again = await send(path, having(field))
        assert.equal(again.status, 200, field)
        assert.equal(again.text, first.text)
      }
    },
  }
}

function saysWhatIsAllowed({ path, example, allow }: AllowedPath): Promised {
  return {
    promise: `answers OPTIONS ${path} with what is allowed`,
    async check({ send }) {
      const { status, headers } = await send(example, { method: 'OPTIONS' })
      assert.equal(status, 204)
      assert.equal(headers.get('allow'), allow.join(', '))
    },
  }
}

interface AllowedPath {
  readonly path: string
  readonly example: string
  readonly allow: readonly string[]
}

function pathsOf(operations: readonly Described[]): AllowedPath[] {
  return [...new Set(operations.map(({ path }) => path))].map((path) => {
    const here = operations.filter((each) => each.path === path)
    const methods = here.map(({ method }) => method)
    const [first] = here
    return {
      path,
      example: (first && exampleOf(first).path.split('?')[0]) ?? path,
      allow: [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'],
    }
  })
}

/** The request that the document gives as an example: every parameter and the content filled in. */
function exampleOf({ method, path, operation }: Described): {
  path: string
  init: RequestInit & { headers: Record<string, string> }
} {
  const given = (place: string) =>
    operation.parameters.filter((parameter) => parameter.in === place && parameter.example !== undefined)
  const values = (place: string) =>
    Object.fromEntries(given(place).map(({ name, example }) => [name, String(example)]))
  const query = new URLSearchParams(values('query')).toString()
  const required = new Set(
    operation.parameters.filter((parameter) => parameter.required).map(({ name }) => name),
  )
  const headers = Object.fromEntries(Object.entries(values('header')).filter(([name]) => required.has(name)))
  if (needsToken(operation)) Object.assign(headers, as('ada'))
  const content = exampleContent(operation)
  return {
    path: fillPath(path, values('path')) + (query && `?${query}`),
    init: {
      method,
      headers: content ? { ...headers, 'content-type': content.type } : headers,
      ...(content ? { body: content.content } : {}),
    },
  }
}

const FORM_TYPE = 'application/x-www-form-urlencoded'

/** The content of the example in the media type that is named first, and how it is written. */
function exampleContent({ requestBody }: DescribedOperation) {
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? []
  return type === undefined || content === undefined ? undefined : writeExample(type, content.example)
}

function askExample(send: Ask, described: Described): Promise<Reply> {
  const { path, init } = exampleOf(described)
  return send(path, init)
}

/** A sample, comment or empty line of the Prometheus text format, version 0.0.4. */
const LINE =
  /^(?:# (?:HELP [a-zA-Z_:][\w:]* .*|TYPE [a-zA-Z_:][\w:]* (?:counter|gauge|histogram|summary|untyped))|[a-zA-Z_:][\w:]*(?:\{(?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)*\})? [-+]?\d+(?:\.\d+)?)$/

/** How many requests a Prometheus text says were answered; throws when a line is none. */
function requestsIn({ status, text }: Reply): number {
  assert.equal(status, 200)
  assert.isTrue(text.endsWith('\n'), 'the last line has no end')
  let sum = 0
  for (const line of text.trimEnd().split('\n')) {
    assert.match(line, LINE)
    if (line.startsWith('bookshop_http_requests_total{')) sum += Number(line.split(' ').at(-1))
  }
  return sum
}
