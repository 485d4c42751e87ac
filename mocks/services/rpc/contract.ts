import { assert } from 'chai'
import * as z from 'zod'
import { type Ask, contractOf, type Promised, type Refusal, type Reply } from '../../http/contract.ts'
import { mannerlyRefusals, mannersOf } from '../../http/manners.contract.ts'
import document from './openapi.json' with { type: 'json' }
import { BatchGetStockResponse, ConnectErrorDocument, GetStockResponse } from './schema.ts'

const SERVICE = '/bookshop.inventory.v1.InventoryService'
const LE_GUIN = '9780441478125'
const CALVINO = '9780156453806'
/** A valid ISBN-13 of which no stock is kept. */
const UNKNOWN = '9780306406157'
const CALVINO_STOCK = { isbn: CALVINO, onHand: 6, reserved: 2, available: 4 }

type Fields = Readonly<Record<string, string>>

/** Calls a procedure with one message in Connect's JSON form. */
function call(send: Ask, procedure: string, message: unknown, fields: Fields = {}): Promise<Reply> {
  return send(`${SERVICE}/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...fields },
    body: typeof message === 'string' ? message : JSON.stringify(message),
  })
}

/** The same in gRPC-Web, as base64: what comes back are its messages, and the trailers behind them. */
async function callWeb(send: Ask, procedure: string, message: unknown, fields: Fields = {}) {
  const { status, headers, text } = await send(`${SERVICE}/${procedure}`, {
    method: 'POST',
    headers: { 'content-type': 'application/grpc-web-text+json', ...fields },
    body: btoa(enveloped(JSON.stringify(message))),
  })
  assert.equal(status, 200, text)
  assert.equal(headers.get('content-type'), 'application/grpc-web-text+json')
  const parts = envelopesIn(atob(text))
  const trailers = parts.find(({ flags }) => flags === 0x80)?.content ?? ''
  return {
    messages: parts.filter(({ flags }) => flags === 0).map(({ content }): unknown => JSON.parse(content)),
    trailers: new Map(trailers.split('\r\n').map((line) => line.split(': ') as [string, string])),
  }
}

function enveloped(message: string): string {
  return `\u0000\u0000\u0000\u0000${String.fromCharCode(message.length)}${message}`
}

/** The envelopes of a stream whose bytes are characters. */
function envelopesIn(bytes: string): { flags: number; content: string }[] {
  const parts: { flags: number; content: string }[] = []
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].reduce((sum, i) => sum * 256 + bytes.charCodeAt(at + i), 0)
    parts.push({ flags: bytes.charCodeAt(at), content: bytes.slice(at + 5, at + 5 + length) })
    at += 5 + length
  }
  return parts
}

/** The error of a refused call; its HTTP status follows from its code. */
function refused({ status, headers, json }: Reply, expected: { status: number; code: string }) {
  assert.equal(headers.get('content-type'), 'application/json')
  const error = ConnectErrorDocument.parse(json)
  assert.deepEqual({ status, code: error.code }, expected)
  assert.isNotEmpty(error.message)
  return new Map(error.details?.map(({ type, debug }) => [type, debug]))
}

/** Calls that say something impossible: what is sent, and which fields the answer must name. */
const IMPOSSIBLE: readonly [procedure: string, message: unknown, fields: readonly string[]][] = [
  ['GetStock', {}, ['isbn']],
  ['GetStock', { isbn: 'dune' }, ['isbn']],
  ['GetStock', { isbn: '9780441478126' }, ['isbn']],
  ['BatchGetStock', { isbns: [] }, ['isbns']],
  ['BatchGetStock', { isbns: Array.from({ length: 51 }, () => LE_GUIN) }, ['isbns']],
  ['BatchGetStock', { isbns: [LE_GUIN, 'x', LE_GUIN] }, ['isbns[1]', 'isbns[2]']],
]

/** Content that is no message at all. */
const UNREADABLE = [
  '',
  '{"',
  '[]',
  '{"isbn":1}',
  `{"isbn":"${LE_GUIN}","surprise":true}`,
  '{"isbn":"","isbn":""}',
]

/** What the edge promises, where it is mounted: at the origin. */
export const rpcPromises: readonly Promised[] = [
  {
    promise: 'gives the stock of a book in Connect and in gRPC-Web, numbers that are 0 included',
    async check({ send }) {
      const reply = await call(send, 'GetStock', { isbn: CALVINO })
      assert.equal(reply.status, 200)
      assert.deepEqual(GetStockResponse.parse(reply.json), { stock: CALVINO_STOCK })
      const { messages, trailers } = await callWeb(send, 'GetStock', { isbn: CALVINO })
      assert.deepEqual(messages, [reply.json])
      assert.equal(trailers.get('grpc-status'), '0')
      assert.deepNestedInclude((await call(send, 'GetStock', { isbn: LE_GUIN })).json, {
        'stock.reserved': 0,
      })
    },
  },
  {
    promise: 'gives the same to GET, which caches may keep',
    async check({ send }) {
      const { text } = await call(send, 'GetStock', { isbn: CALVINO })
      const ways = [
        { encoding: 'json', message: JSON.stringify({ isbn: CALVINO }) },
        {
          encoding: 'json',
          base64: '1',
          message: btoa(JSON.stringify({ isbn: CALVINO })).replace(/=+$/, ''),
        },
      ]
      for (const query of ways) {
        const kept = await send(`${SERVICE}/GetStock?${new URLSearchParams({ connect: 'v1', ...query })}`)
        assert.equal(kept.status, 200, kept.text)
        assert.equal(kept.text, text)
        assert.equal(kept.headers.get('cache-control'), 'no-cache')
      }
      const unread = await send(`${SERVICE}/GetStock?encoding=json&base64=1&message=***`)
      refused(unread, { status: 400, code: 'invalid_argument' })
    },
  },
  {
    promise: 'gives the stock of several books at once, and says which it does not know',
    async check({ send }) {
      const { status, json } = await call(send, 'BatchGetStock', { isbns: [CALVINO, UNKNOWN, LE_GUIN] })
      assert.equal(status, 200)
      const { stocks, unknownIsbns } = BatchGetStockResponse.parse(json)
      assert.deepEqual(
        stocks.map(({ isbn }) => isbn),
        [CALVINO, LE_GUIN],
      )
      assert.deepEqual(stocks[0], CALVINO_STOCK)
      assert.deepEqual(unknownIsbns, [UNKNOWN])
      const one = JSON.stringify({ isbns: [CALVINO, UNKNOWN, LE_GUIN] })
      const query = new URLSearchParams({ encoding: 'json', message: one })
      assert.deepEqual((await send(`${SERVICE}/BatchGetStock?${query}`)).json, json)
    },
  },
  {
    promise: 'answers not_found, and says which book it means',
    async check({ send }) {
      const details = refused(await call(send, 'GetStock', { isbn: UNKNOWN }), {
        status: 404,
        code: 'not_found',
      })
      assert.deepInclude(details.get('google.rpc.ErrorInfo'), { reason: 'NOT_FOUND' })
      assert.deepInclude(details.get('google.rpc.ResourceInfo'), { resourceName: UNKNOWN })
      const { messages, trailers } = await callWeb(send, 'GetStock', { isbn: UNKNOWN })
      assert.deepEqual(messages, [])
      assert.equal(trailers.get('grpc-status'), '5')
      assert.isNotEmpty(trailers.get('grpc-status-details-bin'))
    },
  },
  {
    promise: 'answers invalid_argument to what does not fit, and names each field',
    async check({ send }) {
      for (const [procedure, message, fields] of IMPOSSIBLE) {
        const details = refused(await call(send, procedure, message), {
          status: 400,
          code: 'invalid_argument',
        })
        const { fieldViolations } = BadRequest.parse(details.get('google.rpc.BadRequest'))
        assert.includeMembers(
          fieldViolations.map(({ field }) => field),
          [...fields],
        )
      }
      for (const content of UNREADABLE)
        refused(await call(send, 'GetStock', content), { status: 400, code: 'invalid_argument' })
      const torn = await send(`${SERVICE}/WatchStock`, {
        method: 'POST',
        headers: { 'content-type': 'application/grpc-web-text+json' },
        body: btoa(enveloped('{"')),
      })
      // The words are ours: those of engines differ.
      assert.include(atob(torn.text), 'The%20content%20is%20not%20JSON')
      const timeout = { 'connect-timeout-ms': 'soon' }
      const late = await call(send, 'GetStock', { isbn: CALVINO }, timeout)
      refused(late, { status: 400, code: 'invalid_argument' })
    },
  },
  {
    promise: 'answers resource_exhausted to more than it reads, and unimplemented to what it can not unpack',
    async check({ send }) {
      const large = await call(send, 'GetStock', { isbn: 'x'.repeat(100_000) })
      refused(large, { status: 429, code: 'resource_exhausted' })
      const packed = await call(send, 'GetStock', { isbn: CALVINO }, { 'content-encoding': 'gzip' })
      refused(packed, { status: 501, code: 'unimplemented' })
    },
  },
  {
    promise: 'answers unauthenticated to a token that nobody issued, in both protocols',
    async check({ send }) {
      const fields = { authorization: 'Bearer x' }
      const reply = await call(send, 'GetStock', { isbn: CALVINO }, fields)
      refused(reply, { status: 401, code: 'unauthenticated' })
      assert.match(reply.headers.get('www-authenticate') ?? '', /^Bearer .*error="invalid_token"/)
      const { trailers } = await callWeb(send, 'GetStock', { isbn: CALVINO }, fields)
      assert.equal(trailers.get('grpc-status'), '16')
      const stream = await callWeb(send, 'WatchStock', { isbns: [CALVINO] }, fields)
      assert.equal(stream.trailers.get('grpc-status'), '16')
    },
  },
  {
    promise: 'answers deadline_exceeded when the time is over, in both protocols',
    async check({ send }) {
      const fields = { 'connect-timeout-ms': '0' }
      refused(await call(send, 'GetStock', { isbn: CALVINO }, fields), {
        status: 504,
        code: 'deadline_exceeded',
      })
      const { trailers } = await callWeb(send, 'GetStock', { isbn: CALVINO }, { 'grpc-timeout': '0m' })
      assert.equal(trailers.get('grpc-status'), '4')
      assert.equal(
        (await call(send, 'GetStock', { isbn: CALVINO }, { 'connect-timeout-ms': '30000' })).status,
        200,
      )
    },
  },
  {
    promise: 'shows a watcher the stock as it is, and ends by itself or with the deadline',
    async check({ send }) {
      const watch = (message: unknown, fields?: Fields) => callWeb(send, 'WatchStock', message, fields)
      const whole = await watch({ isbns: [LE_GUIN], within: '0.6s' })
      assert.deepEqual(whole.messages, [
        { kind: 'KIND_CURRENT', stock: { isbn: LE_GUIN, onHand: 3, reserved: 0, available: 3 } },
      ])
      assert.equal(whole.trailers.get('grpc-status'), '0')
      const late = await watch({ isbns: [LE_GUIN], within: '60s' }, { 'grpc-timeout': '700m' })
      assert.deepEqual(late.messages, whole.messages)
      assert.equal(late.trailers.get('grpc-status'), '4')
      const impossible = [{ within: '61s' }, { changes: 101 }, { isbns: [] }]
      for (const part of impossible) {
        const { messages, trailers } = await watch({ isbns: [LE_GUIN], ...part })
        assert.deepEqual([messages, trailers.get('grpc-status')], [[], '3'])
      }
      assert.equal((await watch({ isbns: [UNKNOWN] })).trailers.get('grpc-status'), '5')
    },
  },
]

const BadRequest = z.object({ fieldViolations: z.array(z.object({ field: z.string() })) })

const withType = (type: string, procedure = 'GetStock'): Pick<Refusal, 'path' | 'init'> => ({
  path: `${SERVICE}/${procedure}`,
  init: { method: 'POST', headers: { 'content-type': type }, body: '{}' },
})

/** What the edge refuses before a protocol is spoken. */
export const rpcRefusals: readonly Refusal[] = [
  { when: 'a procedure that is not in the .proto', path: `${SERVICE}/Reserve`, problem: 'not-found' },
  {
    when: 'native gRPC, which needs HTTP/2',
    ...withType('application/grpc'),
    problem: 'unsupported-media-type',
    fields: { 'accept-post': /application\/json, application\/proto, application\/grpc-web\+proto/ },
  },
  {
    when: 'one message for a stream without an envelope',
    ...withType('application/json', 'WatchStock'),
    problem: 'unsupported-media-type',
    fields: { 'accept-post': /^application\/connect\+json, application\/connect\+proto/ },
  },
  {
    when: 'a GET that does not say its encoding',
    path: `${SERVICE}/GetStock?message={}`,
    problem: 'unsupported-media-type',
  },
]

/** What the edge promises its callers. */
export const rpcContract = contractOf({
  name: 'rpc',
  document,
  promises: [...rpcPromises, ...mannersOf('rpc', document)],
  refusals: [...rpcRefusals, ...mannerlyRefusals(document)],
  everything: async (send) => (await call(send, 'BatchGetStock', { isbns: [LE_GUIN, CALVINO] })).json,
})
