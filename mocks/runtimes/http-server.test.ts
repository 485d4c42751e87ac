import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ProblemDocument } from '../http/problem.ts'
import { closeServer, createHttpServer, LOOPBACK, listen } from './http-server.ts'

/** Says what it got, so that a test can see it. */
const echo = async (request: Request): Promise<Response> => {
  const { pathname, search, host } = new URL(request.url)
  if (pathname === '/throws') throw new Error('a secret of the inside')
  if (pathname === '/nothing') return new Response(null, { status: 204 })
  if (pathname === '/unchanged') return new Response(null, { status: 304, headers: { etag: '"1"' } })
  const said = {
    method: request.method,
    path: pathname + search,
    host,
    content: await request.text(),
    fields: [...request.headers],
  }
  return Response.json(said, {
    headers: [
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
    ],
  })
}
const reported: unknown[] = []
const server = createHttpServer(echo, (error) => reported.push(error))
let port = 0

beforeAll(async () => {
  await listen(server, 0)
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
})
afterAll(() => closeServer(server, 0))

interface Raw {
  readonly status: number
  readonly head: string
  readonly content: string
}

/** Sends bytes and reads until the server ends the connection: what a browser would never send can be sent. */
function raw(...parts: (string | Uint8Array)[]): Promise<Raw> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(port, LOOPBACK, () => {
      for (const part of parts) socket.write(part)
    })
    socket.setEncoding('utf8').on('data', (data: string) => {
      text += data
    })
    socket.on('error', reject)
    socket.on('end', () => {
      socket.destroy()
      const [head = '', ...content] = text.split('\r\n\r\n')
      resolve({ status: Number(head.split(' ')[1]), head, content: content.join('\r\n\r\n') })
    })
  })
}
const request = (line: string, ...fields: string[]) =>
  raw(`${[line, ...fields, 'Connection: close'].join('\r\n')}\r\n\r\n`)

function problem({ head, content, status }: Raw) {
  expect(head).toMatch(/content-type: application\/problem\+json/)
  const document = ProblemDocument.parse(JSON.parse(content))
  expect(document.status).toBe(status)
  return document
}

test('a request arrives with its method, target, fields and content, and the answer with its fields', async () => {
  const response = await fetch(`http://${LOOPBACK}:${port}/a%20b?q=ü&q=2`, {
    method: 'PATCH',
    body: 'ß',
    headers: { 'x-one': '1' },
  })
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  const said = await response.json()
  expect(said).toMatchObject({
    method: 'PATCH',
    path: '/a%20b?q=%C3%BC&q=2',
    host: `${LOOPBACK}:${port}`,
    content: 'ß',
  })
  expect(said.fields).toContainEqual(['x-one', '1'])
})

test('HEAD, 204 and 304 have no content, and other answers say how long theirs is', async () => {
  const head = await request('HEAD /x HTTP/1.1', 'Host: a')
  expect([head.status, head.content]).toEqual([200, ''])
  for (const path of ['/nothing', '/unchanged']) {
    const { head, content } = await request(`GET ${path} HTTP/1.1`, 'Host: a')
    expect(content).toBe('')
    expect(head).not.toMatch(/content-length|transfer-encoding/i)
  }
  const get = await request('GET /x HTTP/1.1', 'Host: a')
  expect(get.head).toContain(`content-length: ${Buffer.byteLength(get.content)}`)
})

test('the content of a GET means nothing and does not disturb the next request', async () => {
  const both = await raw(
    'GET /first HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello',
    'GET /second HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
  )
  expect(both.content).toContain('"/first"')
  expect(both.content).toContain('"/second"')
})

test('a whole URL, an asterisk and HTTP/1.0 are understood', async () => {
  expect((await request('GET http://shop.example:81/v1?x HTTP/1.1', 'Host: other')).content).toContain(
    '"host":"shop.example:81"',
  )
  expect((await request('OPTIONS * HTTP/1.1', 'Host: a')).status).toBe(204)
  expect((await raw('GET / HTTP/1.0\r\n\r\n')).status).toBe(200)
})

test.each([
  ['no HTTP at all', 'hello'],
  ['a space in the target', 'GET /a b HTTP/1.1'],
  ['no Host', 'GET / HTTP/1.1'],
  ['two Hosts', 'GET / HTTP/1.1', 'Host: a', 'Host: b'],
  ['a Host that is more', 'GET / HTTP/1.1', 'Host: a/b'],
  ['a Host with a user', 'GET / HTTP/1.1', 'Host: me@a'],
  ['a target that is no path', 'GET books HTTP/1.1', 'Host: a'],
  ['a fragment', 'GET /a#b HTTP/1.1', 'Host: a'],
  ['an asterisk for GET', 'GET * HTTP/1.1', 'Host: a'],
  ['a URL of another scheme', 'GET ftp://a/ HTTP/1.1', 'Host: a'],
  ['a port that is none', 'GET / HTTP/1.1', 'Host: a:99999'],
  ['a field without a colon', 'GET / HTTP/1.1', 'Host: a', 'nonsense'],
  ['two lengths', 'POST / HTTP/1.1', 'Host: a', 'Content-Length: 1', 'Content-Length: 2'],
  [
    'length and chunks together',
    'POST / HTTP/1.1',
    'Host: a',
    'Content-Length: 5',
    'Transfer-Encoding: chunked',
  ],
  ['a later HTTP', 'GET / HTTP/9.9', 'Host: a'],
])('%s gets 400', async (_, line, ...fields) => {
  const answer = await request(line, ...fields)
  expect(answer.status).toBe(400)
  expect(problem(answer).type).toMatch(/malformed-request$/)
})

test.each([
  ['a chunk without a size', 'Transfer-Encoding: chunked', 'ZZ\r\nhello\r\n'],
  ['a chunk that is longer than it says', 'Transfer-Encoding: chunked', '3\r\nhello\r\n0\r\n\r\n'],
])('%s gets 400, although the request had begun well', async (_, field, content) => {
  const answer = await raw(`POST / HTTP/1.1\r\nHost: a\r\n${field}\r\n\r\n${content}`)
  expect(answer.status).toBe(400)
  problem(answer)
})

test.each(['TRACE / HTTP/1.1', 'CONNECT a:80 HTTP/1.1', 'BREW / HTTP/1.1'])('%s gets 501', async (line) => {
  const answer = await request(line, 'Host: a')
  expect(answer.status).toBe(501)
  problem(answer)
})

test('fields that are too large get 431, an unknown expectation 417', async () => {
  const large = await request('GET / HTTP/1.1', 'Host: a', `x: ${'y'.repeat(20_000)}`)
  expect([large.status, problem(large).title]).toEqual([431, 'Request Header Fields Too Large'])
  const expecting = await request('POST / HTTP/1.1', 'Host: a', 'Expect: wonders', 'Content-Length: 3')
  expect([expecting.status, problem(expecting).status]).toEqual([417, 417])
})

test('content that is too large gets 413, and its sender reads the answer', async () => {
  const many = new Uint8Array(3_000_000)
  const told = await raw(
    `POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: ${many.length}\r\n\r\n`,
    many,
  )
  expect([told.status, problem(told).status]).toEqual([413, 413])
  const asked = await request('POST / HTTP/1.1', 'Host: a', 'Expect: 100-continue', 'Content-Length: 3000000')
  expect(asked.status).toBe(413)
})

test('who waits for 100 Continue is told to go on, and services hear nothing of it', async () => {
  const { status, content } = await raw(
    'POST /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n',
    'hi',
  )
  expect(status).toBe(100)
  expect(content).toContain('"content":"hi"')
  expect(content).not.toContain('["expect"')
})

test('what a service throws is reported inside and not told outside', async () => {
  const answer = await request('GET /throws HTTP/1.1', 'Host: a')
  expect(answer.status).toBe(500)
  expect(problem(answer).type).toMatch(/internal-error$/)
  expect(answer.content).not.toContain('secret')
  expect(reported).toEqual([new Error('a secret of the inside')])
})
