import { create, toBinary, toJsonString } from '@bufbuild/protobuf'
import { type Client, Code, ConnectError, createClient } from '@connectrpc/connect'
import { createConnectTransport, createGrpcWebTransport } from '@connectrpc/connect-web'
import { describe, expect, test } from 'vitest'
import { operationsIn } from '#mocks/http/openapi.contract.ts'
import type { RunEvent } from '#mocks/log/events.ts'
import { createRunLog } from '#mocks/log/log.ts'
import { hopsOf, spansOf } from '#mocks/log/views/spans.ts'
import { macrotask } from '#mocks/runtimes/macrotask.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import {
  GetStockResponseSchema,
  InventoryService,
  WatchStockResponse_Kind,
} from '#mocks/services/rpc/generated/bookshop/inventory/v1/inventory_pb.js'
import {
  BadRequestSchema,
  ErrorInfoSchema,
  ResourceInfoSchema,
} from '#mocks/services/rpc/generated/google/rpc/error_details_pb.js'
import document from '#mocks/services/rpc/openapi.json' with { type: 'json' }
import { createVirtualClock } from '#mocks/simulation/virtual-clock.ts'
import { Architecture, type Fault } from '#mocks/systems/scenario.ts'
import { createSystem } from '#mocks/systems/system.ts'
import { PUBLIC_HOST } from '#mocks/systems/topology.ts'
import { withBookshop } from './support/virtual.ts'

const LE_GUIN = '9780441478125'
const CALVINO = '9780156453806'
const UNKNOWN = '9780306406157'
const ORIGIN = `https://${PUBLIC_HOST}`
const SERVICE = `${ORIGIN}/bookshop.inventory.v1.InventoryService`

const TRANSPORTS = {
  'Connect, JSON': (fetch: typeof globalThis.fetch) =>
    createConnectTransport({ baseUrl: ORIGIN, fetch, useBinaryFormat: false }),
  'Connect, binary': (fetch: typeof globalThis.fetch) =>
    createConnectTransport({ baseUrl: ORIGIN, fetch, useBinaryFormat: true }),
  'Connect, GET': (fetch: typeof globalThis.fetch) =>
    createConnectTransport({ baseUrl: ORIGIN, fetch, useHttpGet: true, useBinaryFormat: true }),
  'gRPC-Web': (fetch: typeof globalThis.fetch) =>
    createGrpcWebTransport({ baseUrl: ORIGIN, fetch, useBinaryFormat: true }),
}

/** A bookshop whose clock runs while somebody asks it, so that a client made by others can stay outside. */
async function openShop(architecture: Architecture, faults: readonly Fault[] = []) {
  const { clock, run } = createVirtualClock({ settle: macrotask })
  const events: RunEvent[] = []
  const log = createRunLog({ run: 'test', nowUs: clock.nowUs, sinks: [(event) => events.push(event)] })
  const system = await run(createSystem({ architecture, seed: 7, clock, log }))
  system.setFaults(faults)
  const fetch: typeof globalThis.fetch = async (input, init) => {
    // A stream needs the clock to go on until its end; the client reads what came as a stream of its own.
    const whole = system.fetch(new Request(input, init)).then(async (response) => {
      const content = await response.arrayBuffer()
      return { response, content }
    })
    const { response, content } = await run(whole)
    return new Response(content, response)
  }
  return { fetch, events, clock }
}

async function refusalOf(work: Promise<unknown>): Promise<ConnectError> {
  const error = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (error instanceof ConnectError) return error
  throw new Error(`Not refused: ${error}`)
}

async function allOf<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const each of stream) all.push(each)
  return all
}

describe.each(Architecture.options)('a client made from the .proto asks the %s', (architecture) => {
  describe.each(Object.entries(TRANSPORTS))('%s', (_, transport) => {
    const withClient = async (
      work: (client: Client<typeof InventoryService>) => Promise<void>,
      faults?: readonly Fault[],
    ) => {
      const { fetch } = await openShop(architecture, faults)
      await work(createClient(InventoryService, transport(fetch)))
    }

    test('one message for one, and several at once', () =>
      withClient(async (client) => {
        const { stock } = await client.getStock({ isbn: CALVINO })
        expect(stock).toMatchObject({ isbn: CALVINO, onHand: 6, reserved: 2, available: 4 })
        const { stocks, unknownIsbns } = await client.batchGetStock({ isbns: [UNKNOWN, CALVINO] })
        expect(stocks).toEqual([stock])
        expect(unknownIsbns).toEqual([UNKNOWN])
      }))

    test('a stream that ends by itself, and one that the deadline ends', () =>
      withClient(async (client) => {
        const current = { kind: WatchStockResponse_Kind.CURRENT, stock: { isbn: LE_GUIN, available: 3 } }
        const whole = await allOf(client.watchStock({ isbns: [LE_GUIN], within: { seconds: 2n } }))
        expect(whole).toMatchObject([current])
        const seen: unknown[] = []
        const late = (async () => {
          const stream = client.watchStock(
            { isbns: [LE_GUIN], within: { seconds: 60n } },
            { timeoutMs: 20_000 },
          )
          for await (const each of stream) seen.push(each)
        })()
        expect((await refusalOf(late)).code).toBe(Code.DeadlineExceeded)
        expect(seen).toMatchObject([current])
      }))

    test('each refusal by its code, with details', () =>
      withClient(async (client) => {
        const unknown = await refusalOf(client.getStock({ isbn: UNKNOWN }))
        expect(unknown.code).toBe(Code.NotFound)
        expect(unknown.findDetails(ErrorInfoSchema)).toMatchObject([
          {
            reason: 'NOT_FOUND',
            domain: 'bookshop.example',
            metadata: { type: `${ORIGIN}/problems/not-found` },
          },
        ])
        expect(unknown.findDetails(ResourceInfoSchema)).toMatchObject([{ resourceName: UNKNOWN }])

        const impossible = await refusalOf(client.batchGetStock({ isbns: [CALVINO, 'dune'] }))
        expect(impossible.code).toBe(Code.InvalidArgument)
        expect(impossible.findDetails(BadRequestSchema)).toMatchObject([
          { fieldViolations: [{ field: 'isbns[1]' }] },
        ])

        const headers = { authorization: 'Bearer x' }
        const nobody = await refusalOf(client.getStock({ isbn: CALVINO }, { headers }))
        expect(nobody.code).toBe(Code.Unauthenticated)

        // What the gateway refuses is a problem document; clients go by its status.
        const key = { 'x-api-key': 'nobody' }
        const stranger = await refusalOf(client.getStock({ isbn: CALVINO }, { headers: key }))
        expect(stranger.code).toBe(Code.PermissionDenied)
      }))

    test('a call that its caller gave up', () =>
      withClient(async (client) => {
        const signal = AbortSignal.abort()
        expect((await refusalOf(client.getStock({ isbn: CALVINO }, { signal }))).code).toBe(Code.Canceled)
      }))
  })
})

describe('deadlines', () => {
  const slow: Fault = { kind: 'slow', service: 'inventory', ms: 800 }

  test.each(Object.entries(TRANSPORTS))(
    '%s: whoever waits too short gets deadline_exceeded',
    async (_, transport) => {
      const { fetch, clock } = await openShop('microservices', [slow])
      const client = createClient(InventoryService, transport(fetch))
      const from = clock.nowUs()
      const late = await refusalOf(client.getStock({ isbn: CALVINO }, { timeoutMs: 500 }))
      expect(late.code).toBe(Code.DeadlineExceeded)
      // Nobody waited for inventory: 500 ms, and the way there and back.
      expect((clock.nowUs() - from) / 1000).toBeLessThan(600)
      const { stock } = await client.getStock({ isbn: CALVINO }, { timeoutMs: 5_000 })
      expect(stock?.available).toBe(4)
    },
  )

  test('what is left goes on to inventory', async () => {
    const { events, exchanges } = await runScenario({
      v: 1,
      workload: [
        {
          method: 'POST',
          url: `${SERVICE}/GetStock`,
          headers: { 'content-type': 'application/json', 'connect-timeout-ms': '700' },
          body: JSON.stringify({ isbn: CALVINO }),
        },
      ],
    })
    const hops = hopsOf(events, exchanges[0]?.traceId ?? '')
    expect(hops.map(({ from, to, request }) => `${from} → ${to} ${new URL(request.url).pathname}`)).toEqual([
      'client → gateway /bookshop.inventory.v1.InventoryService/GetStock',
      'gateway → rpc /bookshop.inventory.v1.InventoryService/GetStock',
      `rpc → inventory /stock/${CALVINO}`,
    ])
    const left = hops.map(({ request }) => new Map(request.fields).get('request-timeout-ms'))
    expect(left.slice(0, 2)).toEqual([undefined, undefined])
    expect(Number(left[2])).toBeGreaterThan(690)
    expect(Number(left[2])).toBeLessThanOrEqual(700)
  })

  test('inventory is down: unavailable, and when to try again', async () => {
    const { fetch } = await openShop('microservices', [{ kind: 'down', service: 'inventory' }])
    const client = createClient(InventoryService, TRANSPORTS['gRPC-Web'](fetch))
    expect((await refusalOf(client.getStock({ isbn: CALVINO }, { timeoutMs: 9_000 }))).code).toBe(
      Code.Unavailable,
    )
  })
})

describe.each(Architecture.options)('somebody orders while somebody watches the %s', (system) => {
  const watched = JSON.stringify({ isbns: [LE_GUIN], changes: 2, within: '30s' })
  const watching = {
    method: 'POST',
    headers: { 'content-type': 'application/connect+json' },
    body: `\u0000\u0000\u0000\u0000${String.fromCharCode(watched.length)}${watched}`,
  }
  const workload = [
    { url: `${SERVICE}/WatchStock`, ...watching },
    ...[2_000, 5_000].map((atMs) => ({
      method: 'POST',
      url: `${ORIGIN}/v1/orders`,
      headers: { 'content-type': 'application/json', 'idempotency-key': `at-${atMs}` },
      body: JSON.stringify({ lines: [{ isbn: LE_GUIN, quantity: 1 }] }),
      atMs,
      waits: false as const,
    })),
  ]

  test('the watcher sees each change, and the stream ends after the last one', async () => {
    const { exchanges, events } = await runScenario({ v: 1, system, workload })
    const [watch] = exchanges
    const content = watch?.response?.content
    const text = content && 'text' in content ? content.text : ''
    const kinds = [...text.matchAll(/"kind":"(\w+)".*?"available":(\d+)/g)].map(([, kind, left]) => [
      kind,
      left,
    ])
    expect(kinds).toEqual([
      ['KIND_CURRENT', '3'],
      ['KIND_CHANGED', '2'],
      ['KIND_CHANGED', '1'],
    ])
    expect(text.endsWith('{}')).toBe(true)
    expect((watch?.endUs ?? 0) / 1000).toBeGreaterThan(5_000)
    expect((watch?.endUs ?? 0) / 1000).toBeLessThan(6_000)
    // Each message came when it was said: at once, half a second after each order at most, and the end.
    const came = events.flatMap((event) =>
      event.kind === 'chunk' && event.from === 'client' && event.content ? Math.floor(event.atUs / 1e6) : [],
    )
    expect(came).toEqual([0, 2, 5, 5])
  })

  test('who reads no further has nobody look any more', async () => {
    const { result, events } = await withBookshop({ architecture: system }, async ({ fetch }, clock) => {
      const leaving = new AbortController()
      const init = { ...watching, signal: leaving.signal }
      const answer = await fetch(new Request(`${SERVICE}/WatchStock`, init))
      const reading = answer.text().then(
        () => 'all of it',
        (error: Error) => error.message,
      )
      await clock.sleep(3_000_000)
      leaving.abort()
      return reading
    })
    expect(result).toContain('gave up')
    const looks = events.filter((event) => event.kind === 'request' && event.to === 'inventory')
    if (system === 'microservices') expect(looks.length).toBeGreaterThan(4)
    expect(events.filter(({ atUs }) => atUs > 3_200_000)).toEqual([])
    expect(spansOf(events).filter(({ endUs }) => endUs === undefined)).toEqual([])
  })

  test('and does so in the same way each time, whether the libraries are there already or not', async () => {
    const log = async () => JSON.stringify((await runScenario({ v: 1, system, workload })).events)
    expect(await log()).toBe(await log())
  })
})

test('every form in which the document shows a request gets an answer', async () => {
  const { fetch } = await openShop('microservices')
  let forms = 0
  for (const { method, path, operation } of operationsIn(document)) {
    for (const [type, { example }] of Object.entries(operation.requestBody?.content ?? {})) {
      const body = typeof example === 'string' ? example : JSON.stringify(example)
      const response = await fetch(ORIGIN + path, { method, headers: { 'content-type': type }, body })
      const bytes = new Uint8Array(await response.arrayBuffer())
      const text = new TextDecoder().decode(/text/.test(type) ? bytesOf(unpacked(ascii(bytes))) : bytes)
      expect([response.status, response.headers.get('content-type')], text).toEqual([200, type])
      expect(text, type).toContain(LE_GUIN)
      if (/grpc-web/.test(type)) expect(text, type).toContain('grpc-status: 0')
      forms++
    }
  }
  expect(forms).toBe(18)
})

const ascii = (bytes: Uint8Array) => String.fromCharCode(...bytes)
/** Base64 in pieces, each with a padding of its own: a stream is written while it comes. */
const unpacked = (text: string) => (text.match(/[^=]+={0,2}/g) ?? []).map((piece) => atob(piece)).join('')
const bytesOf = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))

test('the same stock, as JSON and in the binary form: 72 bytes and 23', async () => {
  const { fetch } = await openShop('microservices')
  const ask = async (type: string, body: BodyInit) => {
    const response = await fetch(`${SERVICE}/GetStock`, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    })
    return new Uint8Array(await response.arrayBuffer())
  }
  const json = await ask('application/json', JSON.stringify({ isbn: CALVINO }))
  const binary = await ask('application/proto', `\n\r${CALVINO}`)
  const stock = { isbn: CALVINO, onHand: 6, reserved: 2, available: 4 }
  const message = create(GetStockResponseSchema, { stock })
  expect(ascii(json)).toBe(toJsonString(GetStockResponseSchema, message))
  expect(binary).toEqual(toBinary(GetStockResponseSchema, message))
  expect({ json: json.length, binary: binary.length }).toEqual({ json: 72, binary: 23 })
})
