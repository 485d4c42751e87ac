import { execFile, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Code, ConnectError, createClient } from '@connectrpc/connect'
import { createConnectTransport, createGrpcWebTransport } from '@connectrpc/connect-web'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Servers, startServers } from '#mocks/runtimes/supervisor.ts'
import {
  InventoryService,
  WatchStockResponse_Kind,
} from '#mocks/services/rpc/generated/bookshop/inventory/v1/inventory_pb.js'
import { ResourceInfoSchema } from '#mocks/services/rpc/generated/google/rpc/error_details_pb.js'
import { Architecture } from '#mocks/systems/scenario.ts'
import { processOf } from '#mocks/systems/topology.ts'

const ROOT = join(import.meta.dirname, '..')
const CALVINO = '9780156453806'
const UNKNOWN = '9780306406157'

async function refusalOf(work: Promise<unknown>): Promise<ConnectError> {
  const error = await work.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (error instanceof ConnectError) return error
  throw new Error(`Not refused: ${error}`)
}

describe.each(Architecture.options)('the library’s own clients and real processes: %s', (system) => {
  let servers: Servers
  let edge = ''
  beforeAll(async () => {
    servers = await startServers({ system, port: 0, seed: 7 })
    edge = servers.addresses[processOf(system, 'gateway')] ?? ''
  }, 60_000)
  afterAll(() => servers?.stop(), 60_000)

  describe.each([
    ['Connect, JSON', () => createConnectTransport({ baseUrl: edge })],
    [
      'Connect, binary and GET',
      () => createConnectTransport({ baseUrl: edge, useBinaryFormat: true, useHttpGet: true }),
    ],
    ['gRPC-Web', () => createGrpcWebTransport({ baseUrl: edge })],
  ])('%s', (_, transport) => {
    const client = () => createClient(InventoryService, transport())

    test('one message, several, and a stream to its end', async () => {
      const { stock } = await client().getStock({ isbn: CALVINO })
      expect(stock).toMatchObject({ isbn: CALVINO, onHand: 6, reserved: 2, available: 4 })
      expect((await client().batchGetStock({ isbns: [UNKNOWN] })).unknownIsbns).toEqual([UNKNOWN])
      const kinds: WatchStockResponse_Kind[] = []
      for await (const { kind } of client().watchStock({ isbns: [CALVINO], within: { nanos: 100_000_000 } }))
        kinds.push(kind)
      expect(kinds).toEqual([WatchStockResponse_Kind.CURRENT])
    })

    test('refusals by code', async () => {
      const unknown = await refusalOf(client().getStock({ isbn: UNKNOWN }))
      expect(unknown.code).toBe(Code.NotFound)
      expect(unknown.findDetails(ResourceInfoSchema)).toMatchObject([{ resourceName: UNKNOWN }])
      expect((await refusalOf(client().getStock({ isbn: 'dune' }))).code).toBe(Code.InvalidArgument)
      const headers = { authorization: 'Bearer x' }
      expect((await refusalOf(client().getStock({ isbn: CALVINO }, { headers }))).code).toBe(
        Code.Unauthenticated,
      )
      const key = { 'x-api-key': 'nobody' }
      expect((await refusalOf(client().getStock({ isbn: CALVINO }, { headers: key }))).code).toBe(
        Code.PermissionDenied,
      )
    })

    test('each message comes when it is said, and who breaks off stops the watch', async () => {
      const stream = client().watchStock({ isbns: [CALVINO], within: { seconds: 40n } })
      const from = performance.now()
      for await (const { kind } of stream) {
        expect(kind).toBe(WatchStockResponse_Kind.CURRENT)
        break
      }
      // The stream goes on for 40 seconds; its first message was there long before.
      expect(performance.now() - from).toBeLessThan(20_000)
    })

    test('a watcher who gives up hears so, and the service goes on', async () => {
      const over = new AbortController()
      const watching = (async () => {
        const stream = client().watchStock(
          { isbns: [CALVINO], within: { seconds: 2n } },
          { signal: over.signal },
        )
        for await (const _ of stream);
      })()
      over.abort()
      expect((await refusalOf(watching)).code).toBe(Code.Canceled)
      expect((await client().getStock({ isbn: CALVINO })).stock?.available).toBe(4)
    })
  })

  test('whoever says how long they wait is answered in time, in the words of their protocol', async () => {
    const late = (type: string, field: string, value: string) =>
      fetch(`${edge}/bookshop.inventory.v1.InventoryService/WatchStock`, {
        method: 'POST',
        headers: { 'content-type': type, [field]: value },
        body: `\u0000\u0000\u0000\u0000\u001b{"isbns":["${CALVINO}"]}`,
      }).then((answer) => answer.text())
    expect(await late('application/connect+json', 'connect-timeout-ms', '200')).toContain(
      '"code":"deadline_exceeded"',
    )
    expect(await late('application/grpc-web+json', 'grpc-timeout', '200m')).toContain('grpc-status: 4')
  })

  test.skipIf(spawnSync('curl', ['--version']).status !== 0)('curl needs no client at all', async () => {
    const { stdout } = await promisify(execFile)('curl', [
      '--silent',
      '--json',
      JSON.stringify({ isbn: CALVINO }),
      `${edge}/bookshop.inventory.v1.InventoryService/GetStock`,
    ])
    expect(JSON.parse(stdout)).toEqual({ stock: { isbn: CALVINO, onHand: 6, reserved: 2, available: 4 } })
  })

  // A client that shares no line with the server: it is written in Go.
  describe.each(['connect', 'grpcweb'])('buf curl --protocol %s', (protocol) => {
    const run = promisify(execFile)
    const call = (procedure: string, message: unknown) =>
      run(join(ROOT, 'node_modules/.bin/buf'), [
        ...['curl', '--schema', join(ROOT, 'mocks/services/rpc'), '--protocol', protocol],
        ...['--data', JSON.stringify(message)],
        `${edge}/bookshop.inventory.v1.InventoryService/${procedure}`,
      ])

    test('a message and a stream', async () => {
      const stock = { isbn: CALVINO, onHand: 6, reserved: 2, available: 4 }
      expect(JSON.parse((await call('GetStock', { isbn: CALVINO })).stdout)).toEqual({ stock })
      const watched = await call('WatchStock', { isbns: [CALVINO], within: '0.1s' })
      expect(JSON.parse(watched.stdout)).toEqual({ kind: 'KIND_CURRENT', stock })
    })

    test('a refusal with its details', async () => {
      const { stderr } = await call('GetStock', { isbn: UNKNOWN }).catch((error: { stderr: string }) => error)
      expect(JSON.parse(stderr)).toMatchObject({
        code: 'not_found',
        details: [{ type: 'google.rpc.ErrorInfo' }, { type: 'google.rpc.ResourceInfo' }],
      })
    })
  })

  test('native gRPC is told why not', async () => {
    const answer = await fetch(`${edge}/bookshop.inventory.v1.InventoryService/GetStock`, {
      method: 'POST',
      headers: { 'content-type': 'application/grpc' },
      body: new Uint8Array(5),
    })
    expect(answer.status).toBe(415)
    expect(await answer.json()).toMatchObject({ detail: expect.stringContaining('HTTP/2') })
  })
})
