import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, type Page, test } from '@playwright/test'
import {
  type CrossOriginAnswer,
  crossOrigin,
  type Permission,
  type ScriptRequest,
  type SentRequest,
} from '#mocks/http/cross-origin.ts'
import { type Servers, startServers } from '#mocks/runtimes/supervisor.ts'

/** What went over the wire: a request as it came, and what it was answered with. */
interface OnTheWire {
  readonly request: SentRequest
  readonly answer: CrossOriginAnswer
}

let servers: Servers
let watched: Watched
let open: Server[] = []
let pageOrigin: string

test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  test.setTimeout(60_000)
  servers = await startServers({ system: 'monolith', port: 0, seed: 7 })
  watched = await watch(servers.addresses.monolith ?? '')
  pageOrigin = await serve((_, response) =>
    response.setHeader('content-type', 'text/html').end('<!doctype html>'),
  )
})
test.afterAll(async () => {
  for (const server of open) server.close()
  open = []
  await servers?.stop()
})

const json = { 'content-type': 'application/json' }
const order = JSON.stringify({ lines: [{ isbn: '9780141439587', quantity: 1 }] })
const book = '/v1/books/9780441478125'

/** What a script asks of the bookshop on another origin; each is held to the model. */
const ASKED: readonly (Omit<ScriptRequest, 'url'> & { path: string })[] = [
  { method: 'GET', path: '/v1/books?limit=2' },
  { method: 'get', path: book },
  { method: 'HEAD', path: book },
  { method: 'GET', path: book, fields: { accept: 'application/json' } },
  { method: 'GET', path: book, fields: { accept: 'application/json;q="1"' } },
  { method: 'GET', path: book, fields: { 'accept-language': 'en-GB, de;q=0.5' } },
  { method: 'GET', path: book, fields: { 'accept-language': 'en@now' } },
  { method: 'GET', path: book, fields: { 'if-none-match': '*' } },
  { method: 'GET', path: book, fields: { range: 'bytes=0-9' } },
  { method: 'GET', path: book, fields: { range: 'bytes=-9' } },
  { method: 'GET', path: book, fields: { accept: `application/json;${'x'.repeat(150)}` } },
  { method: 'GET', path: book, fields: { 'x-request-id': 'one' } },
  { method: 'GET', path: book, fields: { 'x-api-key': 'key-library' } },
  { method: 'GET', path: book, fields: { 'x-api-key': 'key-of-somebody' } },
  { method: 'GET', path: book, fields: { cookie: 'a=b', host: 'elsewhere', 'sec-gpc': '1', via: '1.1 me' } },
  { method: 'GET', path: book, credentials: 'include' },
  { method: 'GET', path: book, credentials: 'omit' },
  { method: 'GET', path: '/v1/orders', fields: { authorization: 'Bearer x' } },
  { method: 'GET', path: '/v1/books/0' },
  { method: 'GET', path: '/nowhere' },
  { method: 'GET', path: '/auth/jwks.json' },
  { method: 'GET', path: '/auth/authorize?client_id=nobody' },
  { method: 'GET', path: '/v1/books/9780441478125/price' },
  { method: 'OPTIONS', path: '/v1/orders' },
  { method: 'POST', path: '/v1/orders', body: order },
  { method: 'POST', path: '/v1/orders', body: order, fields: { 'content-type': 'text/plain' } },
  {
    method: 'POST',
    path: '/v1/orders',
    body: 'a=b',
    fields: { 'content-type': 'application/x-www-form-urlencoded' },
  },
  { method: 'POST', path: '/v1/orders', body: order, fields: json },
  {
    method: 'POST',
    path: '/v1/orders',
    body: order,
    fields: { ...json, 'idempotency-key': '"cross-origin"' },
  },
  {
    method: 'POST',
    path: '/v1/orders',
    body: order,
    fields: { ...json, 'idempotency-key': '"more"', prefer: 'wait=1' },
  },
  { method: 'POST', path: '/v1/orders', body: order, fields: json, credentials: 'include' },
  { method: 'PUT', path: '/v1/carts/seeded-cart/items/9780141439587', body: '{"quantity":1}', fields: json },
  { method: 'put', path: '/v1/carts/seeded-cart/items/9780141439587', body: '{"quantity":2}', fields: json },
  { method: 'DELETE', path: '/v1/carts/seeded-cart/items/9780141439587' },
  { method: 'DELETE', path: '/v1/orders' },
  {
    method: 'PATCH',
    path: book,
    body: '{}',
    fields: { 'content-type': 'application/merge-patch+json', 'if-match': '*' },
  },
  { method: 'patch', path: book, body: '{}', fields: { 'content-type': 'application/merge-patch+json' } },
  { method: 'QUERY', path: '/v1/books', body: '{"limit":1}', fields: json },
  { method: 'POST', path: '/nowhere', body: '{}', fields: json },
]

test(`the bookshop on another origin: ${ASKED.length} requests, as Chromium sends them and lets a page see the answers`, async ({
  page,
}) => {
  await page.goto(pageOrigin)
  const remembered: Permission[] = []
  for (const [number, { path, ...request }] of ASKED.entries()) {
    // What the browser has in its HTTP cache it would not ask for again.
    const isKept = /^(GET|HEAD)$/i.test(request.method)
    const url = `${watched.origin}${path}${isKept ? `${path.includes('?') ? '&' : '?'}number=${number}` : ''}`
    await holds(page, { ...request, url }, remembered)
  }
  const preflights = watched.all().filter(({ request }) => 'access-control-request-method' in request.fields)
  expect(preflights.length).toBeGreaterThan(12)
})

/** Answers of servers that share in other ways than ours does: what their fields say, by their names without `access-control-`. */
const SHARING: readonly (Omit<ScriptRequest, 'url'> & {
  answers: Record<string, string>
  status?: number
})[] = [
  { method: 'GET', answers: {} },
  { method: 'GET', answers: { 'allow-origin': 'PAGE' } },
  { method: 'GET', answers: { 'allow-origin': 'https://elsewhere.example' } },
  { method: 'GET', answers: { 'allow-origin': 'PAGE, PAGE' } },
  { method: 'GET', answers: { 'allow-origin': 'null' } },
  { method: 'GET', answers: { 'allow-origin': 'PAGE' }, credentials: 'include' },
  { method: 'GET', answers: { 'allow-origin': 'PAGE', 'allow-credentials': 'true' }, credentials: 'include' },
  { method: 'GET', answers: { 'allow-origin': 'PAGE', 'allow-credentials': 'TRUE' }, credentials: 'include' },
  { method: 'GET', answers: { 'allow-origin': '*', 'allow-credentials': 'true' }, credentials: 'include' },
  { method: 'GET', answers: { 'allow-origin': '*', 'expose-headers': '*' } },
  { method: 'GET', answers: { 'allow-origin': '*', 'expose-headers': 'X-One' } },
  {
    method: 'GET',
    answers: { 'allow-origin': 'PAGE', 'allow-credentials': 'true', 'expose-headers': '*' },
    credentials: 'include',
  },
  { method: 'PUT', answers: { 'allow-origin': '*' } },
  { method: 'PUT', answers: { 'allow-origin': '*', 'allow-methods': '*' } },
  { method: 'PUT', answers: { 'allow-origin': '*', 'allow-methods': 'put' } },
  { method: 'PUT', answers: { 'allow-origin': '*', 'allow-methods': 'GET,PUT' } },
  {
    method: 'PUT',
    answers: { 'allow-origin': 'PAGE', 'allow-credentials': 'true', 'allow-methods': '*' },
    credentials: 'include',
  },
  { method: 'PUT', answers: { 'allow-origin': '*', 'allow-methods': 'PUT' }, status: 404 },
  { method: 'GET', answers: { 'allow-origin': '*', 'allow-headers': '*' }, fields: { 'x-one': '1' } },
  {
    method: 'GET',
    answers: { 'allow-origin': '*', 'allow-headers': '*' },
    fields: { authorization: 'Bearer x' },
  },
  {
    method: 'GET',
    answers: { 'allow-origin': '*', 'allow-headers': '*, Authorization' },
    fields: { authorization: 'Bearer x' },
  },
  {
    method: 'GET',
    answers: { 'allow-origin': '*', 'allow-headers': 'X-Two' },
    fields: { 'x-two': '2', 'x-one': '1' },
  },
  {
    method: 'POST',
    answers: { 'allow-origin': '*', 'allow-headers': 'content-type' },
    fields: json,
    body: '{}',
  },
]

test(`servers that share in other ways: ${SHARING.length} requests`, async ({ page }) => {
  const origin = await serve((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://here')
    const isPreflight = request.method === 'OPTIONS'
    response.statusCode = isPreflight ? Number(searchParams.get('status') ?? 204) : 200
    for (const [name, value] of searchParams)
      if (name !== 'status' && name !== 'number')
        response.setHeader(`access-control-${name}`, value.replaceAll('PAGE', request.headers.origin ?? ''))
    response.setHeader('x-one', '1').setHeader('set-cookie', 'a=b').end()
  })
  watched.close()
  watched = await watch(origin)
  await page.goto(pageOrigin)
  const remembered: Permission[] = []
  for (const [number, { answers, status, ...request }] of SHARING.entries()) {
    const query = new URLSearchParams({
      ...answers,
      number: `${number}`,
      ...(status ? { status: `${status}` } : {}),
    })
    await holds(page, { ...request, url: `${watched.origin}/?${query}` }, remembered)
  }
})

test('what a preflight allowed is remembered for as long as it says', async ({ page }) => {
  await page.goto(pageOrigin)
  const remembered: Permission[] = []
  const asking = (age: string | undefined): ScriptRequest => ({
    method: 'PUT',
    url: `${watched.origin}/?${new URLSearchParams({
      'allow-origin': '*',
      'allow-methods': 'PUT,DELETE',
      'allow-headers': 'x-one',
      ...(age === undefined ? {} : { 'max-age': age }),
    })}`,
  })
  const counts: number[] = []
  for (const request of [
    asking('600'),
    asking('600'),
    { ...asking('600'), method: 'DELETE', fields: { 'x-one': '1' } },
    { ...asking('600'), method: 'DELETE', credentials: 'omit' as const },
    asking('0'),
    asking('0'),
    asking(undefined),
    asking(undefined),
  ])
    counts.push((await holds(page, request, remembered)).length)
  expect(counts).toEqual([2, 1, 1, 1, 2, 2, 2, 1])
})

test('what no script may send is refused before anybody is asked', async ({ page }) => {
  await page.goto(pageOrigin)
  for (const method of ['TRACE', 'CONNECT', 'track']) {
    const before = watched.all().length
    const request = { method, url: watched.origin }
    expect(() => crossOrigin({ origin: pageOrigin }, request, {})).toThrow(TypeError)
    expect(await asked(page, request)).toBe('TypeError')
    expect(watched.all().length).toBe(before)
  }
})

/** Lets the page ask, and holds what was sent and what it saw to the model. Gives what was sent. */
async function holds(
  page: Page,
  request: ScriptRequest,
  remembered: Permission[],
): Promise<readonly OnTheWire[]> {
  const before = watched.all().length
  const saw = await asked(page, request)
  const wire = watched.all().slice(before)
  const isPreflight = ({ request }: OnTheWire) => 'access-control-request-method' in request.fields
  const predicted = crossOrigin({ origin: pageOrigin, remembered, nowS: Date.now() / 1000 }, request, {
    preflight: wire.find(isPreflight)?.answer,
    actual: wire.find((each) => !isPreflight(each))?.answer,
  })
  const what = JSON.stringify(request)
  expect(
    wire.map(({ request: { method, url, fields } }, i) => ({
      method,
      url,
      fields: only(fields, predicted.sent[i]),
    })),
    what,
  ).toEqual(predicted.sent)
  expect(saw, what).toEqual('failed' in predicted.sees ? 'TypeError' : predicted.sees)
  remembered.splice(0, remembered.length, ...predicted.remembered)
  return wire
}

/** Of what a browser sent: the fields that the model names, and those that scripts could have named. */
function only(fields: Readonly<Record<string, string>>, predicted: SentRequest | undefined) {
  const OF_THE_BROWSER =
    /^(host|connection|user-agent|referer|accept-encoding|accept-language|content-length|dnt|cache-control|pragma|cookie|sec-.*)$/
  return Object.fromEntries(
    Object.entries(fields).filter(
      ([name]) => !OF_THE_BROWSER.test(name) || name in (predicted?.fields ?? {}),
    ),
  )
}

/** What a script on the page gets: the status and all fields that it can read, or the name of the error. */
function asked(page: Page, { url, method, fields = {}, body, credentials = 'same-origin' }: ScriptRequest) {
  return page.evaluate(
    async ([url, init]) => {
      try {
        const { status, headers } = await fetch(url, init)
        return { status, fields: Object.fromEntries(headers) }
      } catch (error) {
        return error instanceof Error ? error.name : 'unknown'
      }
    },
    [url, { method, headers: fields, credentials, ...(body === undefined ? {} : { body }) }] as const,
  )
}

interface Watched {
  readonly origin: string
  all(): readonly OnTheWire[]
  close(): void
}

/** Stands in front of a server and writes down what goes by, unchanged. */
async function watch(target: string): Promise<Watched> {
  const wire: OnTheWire[] = []
  const server = createServer((request, response) => {
    const { method = '', headers, url = '' } = request
    const entry = { request: { method, url: origin + url, fields: flat(headers) } }
    const passedOn = httpRequest(target + url, { method, headers }, (answer) => {
      wire.push({ ...entry, answer: { status: answer.statusCode ?? 0, fields: flat(answer.headers) } })
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    request.pipe(passedOn)
  })
  const origin = await listening(server)
  return { origin, all: () => wire, close: () => server.close() }
}

const flat = (headers: IncomingHttpHeaders) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]))

function serve(listener: Parameters<typeof createServer>[1]): Promise<string> {
  return listening(createServer(listener))
}

/** Each has a port of its own, and so an origin of its own. */
async function listening(server: Server): Promise<string> {
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return `http://localhost:${(server.address() as AddressInfo).port}`
}
