import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { contentToSend, draftOf, emptyDraft, requestOf, type SentRequest } from '#components/sandbox/draft.ts'
import { EXAMPLES } from '#components/sandbox/examples.ts'
import { LANGUAGES } from '#components/sandbox/in-out/code/languages.ts'
import { curlOf } from '#components/sandbox/in-out/curl/write-curl.ts'
import { examplesOf } from '#components/sandbox/in-out/files/examples-of.ts'
import { postmanOf } from '#components/sandbox/in-out/files/postman.ts'
import { withKind } from '#components/sandbox/request/bodies.ts'
import { type Servers, startServers } from '#mocks/runtimes/supervisor.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const API = 'https://api.bookshop.example'
const run = promisify(execFile)
const require = createRequire(import.meta.url)
const NEWMAN = require.resolve('newman/bin/newman.js')
const hasCurl = await run('curl', ['--version']).then(
  () => true,
  () => false,
)

let servers: Servers
let edge: string
beforeAll(async () => {
  servers = await startServers({ system: 'monolith', port: 0, seed: 7 })
  edge = servers.addresses.monolith ?? ''
})
afterAll(() => servers.stop())

/** The request at the real processes' address, with what a client that is no browser needs to be let in again. */
const real = (request: SentRequest): SentRequest => ({ ...request, url: request.url.replace(API, edge) })

async function fetched({ method, url, headers, ...content }: SentRequest) {
  const body = contentToSend(content)
  const response = await fetch(url, {
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    ...(body === undefined ? {} : { body }),
  })
  return { status: response.status, content: await response.text() }
}

async function typedIntoShell(request: SentRequest) {
  const { stdout } = await run('sh', ['-c', `${curlOf(request)} --silent --write-out '\\n%{http_code}'`])
  const at = stdout.lastIndexOf('\n')
  // Of HEAD curl prints the head.
  return {
    status: Number(stdout.slice(at + 1)),
    content: request.method === 'HEAD' ? '' : stdout.slice(0, at),
  }
}

const post = (part: Partial<SentRequest>): SentRequest => ({
  method: 'POST',
  url: `${API}/v1/rpc`,
  headers: [['content-type', 'application/json']],
  ...part,
})
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const ASKED: readonly (readonly [name: string, request: SentRequest])[] = [
  ...EXAMPLES.map(({ id, request }) => [id, request({ entries: [] })] as const).filter(([, { url }]) =>
    url.startsWith(API),
  ),
  ['head', { method: 'HEAD', url: `${API}/v1/books?limit=1`, headers: [] }],
  ['brackets', { method: 'GET', url: `${API}/v1/books?q=[a-z]{1,2}`, headers: [] }],
  ['an empty field', { method: 'GET', url: `${API}/v1/books?limit=1`, headers: [['x-empty', '']] }],
  ['no JSON', post({ body: '{"a": \'$HOME`id`\\ "\u00e9\u{1F600}\n%s' })],
  ['no type', post({ headers: [], body: '{}' })],
  [
    'a picture',
    requestOf(
      withKind(
        {
          ...emptyDraft('POST', `${API}/v1/covers`),
          headers: draftOf(post({ headers: [['idempotency-key', '"cover-1"']] })).headers,
          fields: [
            { id: 0, name: 'isbn', value: '9780441478125', on: true },
            {
              id: 1,
              name: 'cover',
              value: '',
              on: true,
              file: { name: 'a.png', type: 'image/png', base64: PNG },
            },
          ],
        },
        'multipart',
      ),
      `${API}/v1/covers`,
    ),
  ],
]

test('the collection that it exports passes in Newman', async () => {
  await fetch(`${servers.control}/reset`, { method: 'POST' })
  const folder = await mkdtemp(join(tmpdir(), 'bookshop-'))
  const [collection, report] = [join(folder, 'collection.json'), join(folder, 'report.json')]
  const { host } = new URL(API)
  await writeFile(collection, JSON.stringify(postmanOf(examplesOf(host), host)))
  await run(process.execPath, [
    NEWMAN,
    ...['run', collection, '--env-var', `bookshop=${edge}`],
    ...['--reporters', 'json', '--reporter-json-export', report],
  ])
  const { run: ran } = JSON.parse(await readFile(report, 'utf8'))
  await rm(folder, { recursive: true })
  expect(ran.failures).toEqual([])
  const asked = EXAMPLES.filter(({ request }) => request({ entries: [] }).url.startsWith(API)).length
  expect(ran.stats.assertions).toMatchObject({ total: asked, failed: 0 })
})

/** What is new with every request. */
const calmed = ({ status, content }: { status: number; content: string }) => ({
  status,
  content: content
    .replaceAll(/"(?:traceId|trace_id|instance)":"[^"]*"/g, '"…"')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '…'),
})

describe.skipIf(!hasCurl)('the cURL that the workbench prints, run in a shell', () => {
  test.each(ASKED)('%s is answered as it is when a page asks', async (_, asked) => {
    const request = real(asked)
    // What is done once is done: the second answer is that of every later one.
    await fetched(request)
    const expected = await fetched(request)
    expect(calmed(await typedIntoShell(request))).toEqual(calmed(expected))
  })
})

test.each(ASKED.filter(([name]) => ['place-order', 'search-books', 'no JSON'].includes(name)))(
  'the JavaScript that it prints asks the same: %s',
  async (_, asked) => {
    const request = real(asked)
    const text = LANGUAGES.find(({ id }) => id === 'fetch')?.print(request)
    const response: Response = await new Function('fetch', `return ${text}`)(fetch)
    expect(calmed({ status: response.status, content: await response.text() })).toEqual(
      calmed(await fetched(request)),
    )
  },
)
