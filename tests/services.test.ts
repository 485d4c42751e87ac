import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, get } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { ProblemDocument } from '#mocks/http/problem.ts'
import { findFreePort, MAX_PORT } from '#mocks/runtimes/ports.ts'
import { type Servers, startServers } from '#mocks/runtimes/supervisor.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'

import { callsOf, PUBLIC_ROUTES, SERVICE_NAMES } from '#mocks/systems/map.ts'

import type { Architecture, ServiceName } from '#mocks/systems/scenario.ts'

// Processes take a moment to start, more so on a busy machine. Nothing here waits for a time, only for events.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** A book with enough copies for every order in here. */
const ISBN = '9780141439518'
const JSON_TYPE = { 'content-type': 'application/json' }

/** A bookshop of processes, and what a person does with it. */
async function openShop(system: Architecture) {
  const lines: string[] = []
  const waiting = new Set<() => void>()
  const report = (line: string) => {
    lines.push(line)
    for (const look of waiting) look()
  }
  const servers = await startServers({ system, port: 0, seed: 7, report })
  const edge = servers.addresses.gateway ?? servers.addresses.monolith
  let keys = 0
  const shop = {
    ...servers,
    edge,
    /** Resolves when a line that fits is reported; those from before do not count. */
    reported: (pattern: RegExp) =>
      new Promise<string>((resolve) => {
        let seen = lines.length
        const look = () => {
          for (; seen < lines.length; seen++) {
            const line = lines[seen] ?? ''
            if (!pattern.test(line)) continue
            waiting.delete(look)
            resolve(line)
          }
        }
        waiting.add(look)
      }),
    order: (fields: Record<string, string> = {}) =>
      fetch(`${edge}/v1/orders`, {
        method: 'POST',
        headers: { ...JSON_TYPE, 'idempotency-key': `"test-${++keys}"`, ...fields },
        body: JSON.stringify({ lines: [{ isbn: ISBN, quantity: 1 }] }),
      }),
    stock: async (): Promise<{ reserved: number }> =>
      (await answered(fetch(`${edge}/v1/stock/${ISBN}`))).json(),
    orders: () => ordersAt(edge),
    process: (name: string) => {
      const found = servers.processes().find(({ party }) => party === name)
      if (!found) throw new Error(`There is no process ${name}.`)
      return found
    },
    pidOf: (name: string) => shop.process(name).pid ?? Number.NaN,
    readFaults: async (): Promise<unknown> => (await fetch(`${servers.control}/faults`)).json(),
    putFaults: (...down: ServiceName[]) =>
      fetch(`${servers.control}/faults`, {
        method: 'PUT',
        headers: JSON_TYPE,
        body: JSON.stringify(down.map((service) => ({ kind: 'down', service }))),
      }),
  }
  return shop
}
type Shop = Awaited<ReturnType<typeof openShop>>

/** An answer that is no refusal. */
async function answered(answer: Promise<Response>): Promise<Response> {
  const response = await answer
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`)
  return response
}

/** The guest's orders, as text, so that a single changed byte shows. */
const ordersAt = async (edge: string | undefined) =>
  (await answered(fetch(`${edge}/v1/orders?limit=50`))).text()
const idsIn = (orders: string): string[] => JSON.parse(orders).items.map(({ id }: { id: string }) => id)

/** What the system's error was when no answer came. */
async function failureOf(answer: Promise<Response>): Promise<string | undefined> {
  const error = await answer.then(() => undefined).catch((error: unknown) => error)
  const bottom = (error: unknown): unknown =>
    error instanceof Error && error.cause ? bottom(error.cause) : error
  const last = bottom(error)
  return last instanceof Error && 'code' in last && typeof last.code === 'string' ? last.code : undefined
}

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toBe('application/problem+json')
  return ProblemDocument.parse(await response.json())
}

/** The same conversation in the page and over TCP: method, path, content and whatever else. */
const CONVERSATION: readonly {
  method?: string
  path: string
  headers?: Record<string, string>
  body?: string
}[] = [
  { path: '/v1/books?limit=2' },
  { path: '/v1/books?limit=nonsense' },
  { path: `/v1/books/${ISBN}` },
  { path: '/v1/books/9780000000000' },
  { path: `/v1/books/${ISBN}`, headers: { 'if-none-match': '*' } },
  { path: `/v1/books/${ISBN}`, headers: { accept: 'text/html' } },
  { method: 'HEAD', path: `/v1/books/${ISBN}` },
  { method: 'OPTIONS', path: '/v1/books' },
  { method: 'DELETE', path: '/v1/books' },
  { path: '/v1/nothing/here' },
  { path: '/books' },
  { path: '/health' },
  { path: '/openapi.json' },
  { method: 'POST', path: '/v1/orders', headers: JSON_TYPE, body: '{}' },
  { method: 'POST', path: '/v1/orders', headers: { ...JSON_TYPE, 'idempotency-key': 'a' }, body: '{' },
  { method: 'POST', path: '/v1/orders', headers: { 'idempotency-key': 'b' }, body: 'x' },
  {
    method: 'POST',
    path: '/v1/orders',
    headers: { ...JSON_TYPE, 'idempotency-key': 'c' },
    body: `{"lines":[{"isbn":"${ISBN}","quantity":1}]}`,
  },
  {
    method: 'POST',
    path: '/v1/orders',
    headers: { ...JSON_TYPE, 'idempotency-key': 'c' },
    body: `{"lines":[{"isbn":"${ISBN}","quantity":1}]}`,
  },
  {
    method: 'POST',
    path: '/v1/orders',
    headers: { ...JSON_TYPE, 'idempotency-key': 'c' },
    body: `{"lines":[{"isbn":"${ISBN}","quantity":2}]}`,
  },
  {
    method: 'POST',
    path: '/v1/orders',
    headers: { ...JSON_TYPE, 'idempotency-key': 'd' },
    body: `{"lines":[{"isbn":"${ISBN}","quantity":50}]}`,
  },
  { path: `/v1/stock/${ISBN}` },
  { path: '/v1/orders?limit=3' },
  { path: '/v1/orders/7' },
  { method: 'PUT', path: '/v1/orders/7/cancellation' },
  { path: '/v1/orders/7/cancellation' },
  { path: '/v1/orders', headers: { authorization: 'Bearer x' } },
  {
    method: 'POST',
    path: '/v1/rpc',
    headers: JSON_TYPE,
    body: `{"jsonrpc":"2.0","id":1,"method":"catalog.readBook","params":{"isbn":"${ISBN}"}}`,
  },
]
const COMPARED_FIELDS = [
  'content-type',
  'location',
  'link',
  'allow',
  'cache-control',
  'www-authenticate',
  'retry-after',
  'accept-post',
]
/** Seeded times are from 2025; what happens now has another time in the page and here. */
const withoutTimes = (text: string) => text.replaceAll(/"20(2[6-9]|[3-9]\d)-[^"]+Z"/g, '"now"')

async function conversationWith(edge: string | undefined): Promise<unknown[]> {
  const answers: unknown[] = []
  for (const { path, ...init } of CONVERSATION) {
    const response = await fetch(edge + path, { redirect: 'manual', ...init })
    const fields = Object.fromEntries(COMPARED_FIELDS.map((name) => [name, response.headers.get(name)]))
    answers.push({ path, status: response.status, fields, content: withoutTimes(await response.text()) })
  }
  return answers
}

async function conversationInThePage(system: Architecture): Promise<unknown[]> {
  const { exchanges } = await runScenario({
    v: 1,
    system,
    seed: 7,
    workload: CONVERSATION.map(({ method = 'GET', path, headers = {}, body }) => ({
      method,
      url: `https://api.bookshop.example${path}`,
      // What fetch adds when there is text to send and no type is named.
      headers: {
        ...(body !== undefined && !headers['content-type']
          ? { 'content-type': 'text/plain;charset=UTF-8' }
          : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    })),
  })
  return exchanges.map(({ response }, at) => {
    const got = new Headers(response?.fields.map(([name, value]): [string, string] => [name, value]))
    const fields = Object.fromEntries(COMPARED_FIELDS.map((name) => [name, got.get(name)]))
    const content = response && 'text' in response.content ? response.content.text : ''
    return { path: CONVERSATION[at]?.path, status: response?.status, fields, content: withoutTimes(content) }
  })
}

describe.each(['microservices', 'monolith'] as const)('the bookshop as processes: %s', (system) => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openShop(system)
  })
  afterAll(() => shop.stop())

  test('answers over TCP what it answers in the page, byte for byte', async () => {
    expect(await conversationWith(shop.edge)).toEqual(await conversationInThePage(system))
    expect((await fetch(`${shop.control}/reset`, { method: 'POST' })).status).toBe(204)
  })

  test('an order is confirmed, and the stock falls', async () => {
    const { reserved } = await shop.stock()
    const answer = await answered(shop.order())
    expect(answer.status).toBe(201)
    const placed = await answer.text()
    expect(JSON.parse(placed)).toMatchObject({ state: 'confirmed', lines: [{ isbn: ISBN, quantity: 1 }] })
    expect(await (await fetch(shop.edge + (answer.headers.get('location') ?? ''))).text()).toBe(placed)
    expect((await shop.stock()).reserved).toBe(reserved + 1)
    expect(idsIn(await shop.orders())[0]).toBe(JSON.parse(placed).id)
  })

  test('a process that is down refuses connections; started again, it still has its data', async () => {
    const [victim] = system === 'monolith' ? (['monolith'] as const) : (['orders'] as const)
    const orders = await shop.orders()
    const pid = shop.pidOf(victim)
    expect((await shop.putFaults('orders')).status).toBe(200)
    expect(await failureOf(fetch(`${shop.process(victim).address}/health`))).toBe('ECONNREFUSED')
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    expect(await (await shop.putFaults()).json()).toEqual([])
    expect(shop.pidOf(victim)).not.toBe(pid)
    expect(await shop.orders()).toBe(orders)
  })

  test('a reset brings back the seeded data, forgets the traces and starts what is down', async () => {
    await answered(fetch(`${shop.control}/reset`, { method: 'POST' }))
    const [stock, orders] = [await shop.stock(), await shop.orders()]
    await answered(shop.order())
    expect(await shop.orders()).not.toBe(orders)
    await shop.putFaults('catalog')
    const answer = await fetch(`${shop.control}/reset`, { method: 'POST' })
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect(await shop.readFaults()).toEqual([])
    expect(await (await fetch(`${shop.control}/traces`)).json()).toEqual({ resourceSpans: [] })
    expect([await shop.stock(), await shop.orders()]).toEqual([stock, orders])
  })
})

describe('processes that share nothing', () => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openShop('microservices')
  })
  afterAll(() => shop.stop())

  test('the topology names every process, its address and whom it may call', async () => {
    const topology = await (await fetch(`${shop.control}/topology`)).json()
    expect(topology).toMatchObject({ system: 'microservices', seed: 7, control: shop.control })
    const names = topology.processes.map(({ party }: { party: string }) => party)
    expect(names).toEqual(SERVICE_NAMES)
    const first = Number(new URL(topology.processes[0].address).port)
    for (const [at, { party, address, pid, state }] of topology.processes.entries()) {
      expect(address).toBe(`http://localhost:${first + at}`)
      expect(state).toBe('up')
      expect(await (await fetch(`${address}/health`)).json()).toEqual({ status: 'pass', service: party })
      expect(() => process.kill(pid, 0)).not.toThrow()
    }
    for (const { party, calls } of topology.processes) expect(calls).toEqual(callsOf(party))
    expect(names.indexOf('gateway')).toBe(0)
    expect(shop.control).toBe(`http://localhost:${first + 100}`)
  })

  test.runIf(existsSync('/proc/self/cmdline'))('the command line of each process names its service', () => {
    for (const { party, pid } of shop.processes()) {
      const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
      expect(commandLine[1]).toMatch(/service-process\.ts$/)
      expect(commandLine[2]).toBe(party)
    }
  })

  test('a trace has every hop, each below the one that caused it, whoever started it', async () => {
    const traceId = 'c0ffee'.padEnd(32, '0')
    expect(
      (await shop.order({ traceparent: `00-${traceId}-00000000000000aa-01`, tracestate: 'a=b' })).status,
    ).toBe(201)
    expect((await shop.order({ traceparent: 'nonsense' })).status).toBe(201)
    const all = await spansOf(shop.control)
    expect(treeOf(all, traceId, '00000000000000aa')).toEqual(ORDER_HOPS)

    const roots = all.filter(({ parentSpanId, name }) => !parentSpanId && name === 'POST /v1/orders')
    expect(roots).toHaveLength(1)
    expect(treeOf(all, roots[0]?.traceId ?? '', undefined)).toEqual(ORDER_HOPS)
    expect(new Set(all.map(({ spanId }) => spanId)).size).toBe(all.length)
  })

  test('a callee works inside the time of its caller', async () => {
    await answered(shop.order())
    const all = await spansOf(shop.control)
    const byId = new Map(all.map((span) => [span.spanId, span]))
    const pairs = all.flatMap((child) => {
      const parent = byId.get(child.parentSpanId ?? '')
      return parent ? [{ child, parent }] : []
    })
    expect(pairs.length).toBeGreaterThan(20)
    for (const { child, parent } of pairs) {
      expect(BigInt(child.startTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(parent.startTimeUnixNano))
      expect(BigInt(child.endTimeUnixNano)).toBeLessThanOrEqual(BigInt(parent.endTimeUnixNano))
    }
  })

  test('payments is killed: the order fails with 503, nothing is lost or held; started again, all goes on', async () => {
    const { address } = shop.process('payments')
    const paid = await fetch(`${address}/payments`, {
      method: 'POST',
      headers: JSON_TYPE,
      body: JSON.stringify({ order: 'earlier', amount: { amount: 5, currency: 'EUR' }, card: 'tok_visa' }),
    })
    const payment = await paid.text()
    const [stock, orders] = [await shop.stock(), await shop.orders()]
    const survivors = SERVICE_NAMES.filter((name) => name !== 'payments')
    const others = survivors.map(shop.pidOf)

    const noticed = shop.reported(/^payments was ended by SIGKILL/)
    const advised = shop.reported(/^To start it again: curl -X PUT /)
    process.kill(shop.pidOf('payments'), 'SIGKILL')
    await noticed
    expect(await shop.readFaults()).toEqual([{ kind: 'down', service: 'payments' }])
    expect(shop.process('payments')).toMatchObject({ state: 'down' })
    expect(await failureOf(fetch(`${address}/health`))).toBe('ECONNREFUSED')

    const refused = await shop.order()
    expect(refused.status).toBe(503)
    expect(refused.headers.get('retry-after')).toBe('5')
    expect(await problemOf(refused)).toMatchObject({
      type: expect.stringMatching(/dependency-unavailable$/),
      status: 503,
      dependency: 'payments',
    })
    expect([await shop.stock(), await shop.orders()]).toEqual([stock, orders])
    const attempt = (await spansOf(shop.control)).findLast(
      ({ values }) => values['error.type'] === 'ECONNREFUSED',
    )
    expect(attempt?.service).toBe('orders')

    // The advice of the report works as printed.
    const [, url = '', body = ''] = /-X PUT (\S+) .* -d '(.*)'$/.exec(await advised) ?? []
    expect((await fetch(url, { method: 'PUT', headers: JSON_TYPE, body })).status).toBe(200)
    expect((await shop.order()).status).toBe(201)
    const { id } = JSON.parse(payment)
    expect(await (await fetch(`${address}/payments/${id}`)).text()).toBe(payment)
    expect((await fetch(`${address}/payments/seeded-7`)).status).toBe(200)
    expect(survivors.map(shop.pidOf)).toEqual(others)
  })

  test('orders is killed in the middle of an order: started again, it goes on, and the key ends with one order', async () => {
    const key = { 'idempotency-key': '"killed-in-the-middle"' }
    const before = await shop.stock()
    const [payments, inventory] = [shop.process('payments'), shop.process('inventory')]
    process.kill(shop.pidOf('payments'), 'SIGSTOP')
    try {
      const noticed = shop.reported(/^orders was ended by SIGKILL/)
      const first = shop.order(key)
      // The copy is held and payments has been asked: from there on orders waits.
      while ((await shop.stock()).reserved === before.reserved) await new Promise(setImmediate)
      process.kill(shop.pidOf('orders'), 'SIGKILL')
      await noticed
      expect((await first).status).toBe(503)
    } finally {
      process.kill(shop.pidOf('payments'), 'SIGCONT')
    }
    expect((await shop.putFaults()).status).toBe(200)

    let again = await shop.order(key)
    // Meanwhile it looks up what became of the steps that it had begun.
    while (again.status === 409 || again.status === 503) {
      await again.text()
      again = await shop.order(key)
    }
    expect(again.status).toBe(201)
    const text = await again.text()
    expect(await (await shop.order(key)).text()).toBe(text)
    const { id } = JSON.parse(text)
    const itemsOf = async (url: string): Promise<{ state: string }[]> =>
      (await (await answered(fetch(url))).json()).items
    const held = await itemsOf(`${inventory.address}/reservations?order=${id}`)
    expect(held.map(({ state }) => state)).toEqual(['held'])
    const paid = await itemsOf(`${payments.address}/payments?order=${id}`)
    expect(paid.map(({ state }) => state)).toEqual(['authorised'])
    expect((await shop.stock()).reserved).toBe(before.reserved + 1)
  })

  test('a suspended process lets its callers wait on the socket, and nobody else', async () => {
    const pid = shop.pidOf('inventory')
    process.kill(pid, 'SIGSTOP')
    try {
      let answered = false
      const waiting = shop.stock().finally(() => {
        answered = true
      })
      for (let round = 0; round < 20; round++) {
        expect((await fetch(`${shop.edge}/v1/books/${ISBN}`)).status).toBe(200)
      }
      expect((await fetch(`${shop.control}/traces`)).status).toBe(200)
      expect(answered).toBe(false)
      process.kill(pid, 'SIGCONT')
      expect(await waiting).toMatchObject({ isbn: ISBN })
    } finally {
      process.kill(pid, 'SIGCONT')
    }
  })

  test('a reset leaves the processes alone that can do it themselves, and starts a suspended one anew', async () => {
    const before = SERVICE_NAMES.map(shop.pidOf)
    process.kill(shop.pidOf('inventory'), 'SIGSTOP')
    const held = shop.stock()
    // Once a later request is answered, the gateway has taken that one in.
    await answered(fetch(`${shop.edge}/v1/books/${ISBN}`))
    await answered(fetch(`${shop.control}/reset`, { method: 'POST' }))
    // The gateway was waiting for inventory, so it could not come to rest either.
    const anew = SERVICE_NAMES.filter((name, at) => shop.pidOf(name) !== before[at])
    expect(anew).toEqual(['gateway', 'inventory'])
    await held.catch(() => {})
    await answered(shop.order())
    await answered(fetch(`${shop.control}/reset`, { method: 'POST' }))
    expect(await spansOf(shop.control)).toEqual([])
  })

  test('two services go down and come up; what is asked for twice is done once', async () => {
    const both = [
      { kind: 'down', service: 'catalog' },
      { kind: 'down', service: 'payments' },
    ]
    expect(await (await shop.putFaults('payments', 'catalog', 'payments')).json()).toEqual(both)
    expect(await (await shop.putFaults('catalog', 'payments')).json()).toEqual(both)
    const gone = await fetch(`${shop.edge}/v1/books`)
    expect([gone.status, (await problemOf(gone)).dependency]).toEqual([503, 'catalog'])
    expect(await (await shop.putFaults('payments')).json()).toEqual([both[1]])
    const pid = shop.pidOf('catalog')
    expect(await (await shop.putFaults()).json()).toEqual([])
    expect(shop.pidOf('catalog')).toBe(pid)
    expect((await shop.order()).status).toBe(201)
  })

  test.each<
    [
      why: string,
      status: number,
      method: string,
      path: string,
      headers: Record<string, string>,
      body?: string,
    ]
  >([
    ['no JSON', 400, 'PUT', '/faults', JSON_TYPE, '{'],
    ['no type', 415, 'PUT', '/faults', { 'content-type': 'text/plain' }, '[]'],
    ['no list', 422, 'PUT', '/faults', JSON_TYPE, '{"faults":[]}'],
    ['an unknown service', 422, 'PUT', '/faults', JSON_TYPE, '[{"kind":"down","service":"warehouse"}]'],
    ['an unknown kind', 422, 'PUT', '/faults', JSON_TYPE, '[{"kind":"slow","service":"orders"}]'],
    ['an unknown field', 422, 'PUT', '/faults', JSON_TYPE, '[{"kind":"down","service":"orders","forMs":5}]'],
    [
      'too many',
      422,
      'PUT',
      '/faults',
      JSON_TYPE,
      JSON.stringify(Array(51).fill({ kind: 'down', service: 'orders' })),
    ],
    ['too much', 413, 'PUT', '/faults', JSON_TYPE, `[${' '.repeat(100_001)}]`],
    ['another method', 405, 'DELETE', '/faults', {}],
    ['another method', 405, 'GET', '/reset', {}],
    ['no such path', 404, 'GET', '/payments', {}],
    ['another type', 406, 'GET', '/topology', { accept: 'text/html' }],
    ['a page of another origin', 403, 'POST', '/reset', { origin: 'https://evil.example' }],
    ['a sandboxed page', 403, 'POST', '/reset', { origin: 'null' }],
    ['another site', 403, 'GET', '/topology', { 'sec-fetch-site': 'cross-site' }],
  ])('the control API refuses %s with %i', async (_, status, method, path, headers, body) => {
    const before = shop.processes()
    const answer = await fetch(shop.control + path, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    })
    expect(answer.status).toBe(status)
    expect((await problemOf(answer)).status).toBe(status)
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    expect(shop.processes()).toEqual(before)
  })

  test('the control API answers under no name but its own (DNS rebinding), and takes requests of its own origin', async () => {
    const { port } = new URL(shop.control)
    const statusAs = (host: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const request = get({ host: '127.0.0.1', port, path: '/topology', headers: { host } }, (response) => {
          response.resume()
          resolve(response.statusCode)
        })
        request.on('error', reject)
      })
    expect(await statusAs(`rebound.example:${port}`)).toBe(403)
    expect(await statusAs('localhost:1')).toBe(403)
    expect(await statusAs(`127.0.0.1:${port}`)).toBe(200)
    expect(await statusAs(`localhost:${port}`)).toBe(200)
    expect((await fetch(`${shop.control}/topology`, { headers: { origin: shop.control } })).status).toBe(200)
  })

  test('nobody outside of this machine is answered: everything listens on the loopback interface', () => {
    const listening = existsSync('/proc/net/tcp') ? readFileSync('/proc/net/tcp', 'utf8') : ''
    const ports = [...shop.processes().map(({ address }) => address), shop.control].map((url) =>
      Number(new URL(url).port),
    )
    for (const port of listening ? ports : []) {
      const hex = port.toString(16).toUpperCase().padStart(4, '0')
      expect(listening).toContain(`0100007F:${hex} 00000000:0000 0A`)
    }
  })
})

describe('npm run services', () => {
  const started: ChildProcess[] = []
  const folders: string[] = []
  afterEach(() => {
    for (const child of started.splice(0)) child.kill('SIGKILL')
    for (const folder of folders.splice(0)) {
      // A process that is about to end may still tidy up in there, which makes rmSync stop early.
      while (existsSync(folder)) rmSync(folder, { recursive: true, force: true })
    }
  })

  /** The program itself, in a process group of its own as a terminal would start it. */
  const run = (...flags: string[]) => start(process.execPath, 'mocks/runtimes/servers.ts', ...flags)

  function start(program: string, ...args: string[]) {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true })
    started.push(child)
    let text = ''
    const finished = new Promise<{ code: number | null; text: string }>((resolve) => {
      child.on('close', (code) => resolve({ code, text }))
    })
    const ready = new Promise<string>((resolve, reject) => {
      for (const stream of [child.stdout, child.stderr]) {
        createInterface(stream).on('line', (line) => {
          text += `${line}\n`
          if (line === 'Ctrl-C ends all processes.') resolve(text)
        })
      }
      void finished.then(() => reject(new Error(`It ended before it was ready: ${text}`)))
    })
    // Whoever waits for the end does not ask whether it was ready.
    ready.catch(() => {})
    return { child, ready, finished }
  }
  const rowsOf = (text: string) =>
    [...text.matchAll(/^ {2}([\w-]+) +(\d+) +(http:\S+) +(.+)$/gm)].map(
      ([, name = '', pid, url = '', offers = '']) => ({
        name,
        pid: Number(pid),
        url,
        offers,
      }),
    )
  /** Resolves when whoever listens there is gone. */
  const goneFrom = (url: string) =>
    new Promise<() => Promise<void>>((resolve) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1')
      const closed = new Promise<void>((done) => socket.on('close', () => done()))
      socket.on('error', () => {})
      socket.on('connect', () => resolve(() => closed))
    })
  const isAlive = (pid: number) => {
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  }
  const freeFor = (system: Architecture) => findFreePort(system)

  test('prints a table when everything answers, and requests that work as printed; SIGTERM ends it all', async () => {
    const port = await freeFor('microservices')
    // Through npm, so that its shell is in between: it must pass the signal on.
    const flags = ['--system', 'microservices', '--port', `${port}`, '--seed', '7']
    const { child, ready, finished } = start('npm', 'run', '--silent', 'services', '--', ...flags)
    const text = await ready
    const rows = rowsOf(text)
    expect(rows.map(({ name, url }) => `${name} ${url}`)).toEqual([
      ...SERVICE_NAMES.map((name, at) => `${name} http://localhost:${port + at}`),
      `control http://localhost:${port + 100}`,
    ])
    for (const part of Object.keys(PUBLIC_ROUTES)) expect(rows[0]?.offers).toContain(`/v1/${part}`)
    expect(rows[0]?.offers).toMatch(/ \/auth /)

    const [books, order, traces] = text.split('\n').filter((line) => line.startsWith('  curl '))
    expect((await fetch(/'(\S+)'/.exec(books ?? '')?.[1] ?? '')).status).toBe(200)
    const headers = [...(order ?? '').matchAll(/-H '([^:']+): ([^']*)'/g)].map(
      ([, name = '', value = '']): [string, string] => [name, value],
    )
    const placed = await fetch(/http\S+/.exec(order ?? '')?.[0] ?? '', {
      method: 'POST',
      headers,
      body: /-d '(.*)'/.exec(order ?? '')?.[1] ?? '',
    })
    expect(placed.status).toBe(201)
    expect((await fetch(/http\S+/.exec(traces ?? '')?.[0] ?? '')).status).toBe(200)

    const folder = /^Data: (\S+) \(removed at the end\)$/m.exec(text)?.[1] ?? ''
    expect(existsSync(join(folder, 'orders.sqlite'))).toBe(true)
    child.kill('SIGTERM')
    expect((await finished).code).toBe(0)
    expect(rows.filter(({ pid }) => isAlive(pid))).toEqual([])
    expect(existsSync(folder)).toBe(false)
  })

  test('npm is killed, or its terminal is hung up: nothing is left behind', async () => {
    const port = await freeFor('microservices')
    const { child, ready } = start('npm', 'run', '--silent', 'services', '--', '--port', `${port}`)
    const text = await ready
    folders.push(/^Data: (\S+)/m.exec(text)?.[1] ?? '')
    const gone = await Promise.all(rowsOf(text).map(({ url }) => goneFrom(url)))
    child.kill('SIGHUP')
    await Promise.all(gone.map((closed) => closed()))
  })

  test('Ctrl-C, which reaches every process, ends it in order; a suspended process does not hold it up', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'services-test-'))
    folders.push(folder)
    const port = await freeFor('microservices')
    const { child, ready, finished } = run('--port', `${port}`, '--data', folder)
    const rows = rowsOf(await ready)
    process.kill(rows.find(({ name }) => name === 'catalog')?.pid ?? Number.NaN, 'SIGSTOP')
    process.kill(-(child.pid ?? Number.NaN), 'SIGINT')
    const { code, text } = await finished
    expect([code, text.split('\n').at(-2)]).toEqual([0, 'All processes have ended.'])
    expect(text).not.toMatch(/refused connection|Error/)
    expect(rows.filter(({ pid }) => isAlive(pid))).toEqual([])
    expect(existsSync(join(folder, 'orders.sqlite'))).toBe(true)
  })

  test('the data of a folder is there the next time, and while it is in use nobody else may have it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'services-test-'))
    folders.push(folder)
    const open = async (): Promise<Servers> =>
      startServers({ system: 'monolith', port: 0, seed: 7, dataDir: folder })
    const read = ({ addresses }: Servers) => ordersAt(addresses.monolith)
    const first = await open()
    let kept: string
    try {
      const placed = await fetch(`${first.addresses.monolith}/v1/orders`, {
        method: 'POST',
        headers: { ...JSON_TYPE, 'idempotency-key': 'k' },
        body: JSON.stringify({ lines: [{ isbn: ISBN, quantity: 1 }] }),
      })
      expect(placed.status).toBe(201)
      kept = await read(first)
      expect(idsIn(kept)).toContain((await placed.json()).id)
      await expect(open()).rejects.toThrow(
        /^monolith could not be started: .*monolith\.sqlite is open in another process\. End that one/,
      )
    } finally {
      await first.stop()
    }
    const second = await open()
    try {
      expect(await read(second)).toBe(kept)
    } finally {
      await second.stop()
    }
  })

  test('a killed supervisor leaves no orphan', async () => {
    const port = await freeFor('microservices')
    const { child, ready, finished } = run('--port', `${port}`)
    const text = await ready
    folders.push(/^Data: (\S+)/m.exec(text)?.[1] ?? '')
    const gone = await Promise.all(rowsOf(text).map(({ url }) => goneFrom(url)))
    child.kill('SIGKILL')
    await finished
    await Promise.all(gone.map((closed) => closed()))
  })

  test.each([
    ['the gateway', 0],
    ['orders', 3],
    ['the control API', 100],
  ])('a port in use (%s) is named before anything starts, with what to do', async (_, offset) => {
    const port = await freeFor('microservices')
    const taken = createServer()
    await new Promise<void>((resolve) => taken.listen(port + offset, '127.0.0.1', resolve))
    try {
      const { code, text } = await run('--port', `${port}`).finished
      expect(code).toBe(1)
      expect(text).toMatch(
        new RegExp(
          `^Port ${port + offset} \\(.+\\) is in use\\.\nStop what runs there, or choose other ports: .*--port \\d+\n$`,
        ),
      )
    } finally {
      await new Promise((resolve) => taken.close(resolve))
    }
  })

  test('a port to which fetch never connects is named too', async () => {
    const { code, text } = await run('--port', '5058').finished
    expect(code).toBe(1)
    expect(text).toMatch(/Port 5060 \(inventory\) is one that fetch never connects to\./)
  })

  test('a wrong flag is explained, and --help says everything', async () => {
    const wrong = await run('--port', `${MAX_PORT + 1}`).finished
    expect(wrong).toEqual({
      code: 1,
      text: '--port must be a whole number from 1024 to 65435. For all flags: npm run services -- --help\n',
    })
    const help = await run('--help').finished
    expect(help.code).toBe(0)
    expect(help.text).toContain('--system microservices|monolith')
  })
})

interface TracedSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly name: string
  readonly kind: number
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly service: string
  readonly values: Readonly<Record<string, unknown>>
}

/** Every span that the control API knows, with its service and its attributes by name. */
async function spansOf(control: string): Promise<TracedSpan[]> {
  const { resourceSpans } = await (await fetch(`${control}/traces`)).json()
  interface KeyValue {
    key: string
    value: Record<string, unknown>
  }
  const values = (attributes: KeyValue[]) =>
    Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
  return resourceSpans.flatMap(
    ({
      resource,
      scopeSpans,
    }: {
      resource: { attributes: KeyValue[] }
      scopeSpans: { spans: (TracedSpan & { attributes: KeyValue[] })[] }[]
    }) =>
      scopeSpans.flatMap(({ spans }) =>
        spans.map((span) => ({
          ...span,
          service: values(resource.attributes)['service.name'],
          values: values(span.attributes),
        })),
      ),
  )
}

type Tree = readonly [span: string, ...below: Tree[]]

/** The spans of one trace below a parent, in the order in which they started. */
function treeOf(spans: readonly TracedSpan[], traceId: string, parent: string | undefined): Tree[] {
  return spans
    .filter((span) => span.traceId === traceId && span.parentSpanId === parent)
    .sort((a, b) => Number(BigInt(a.startTimeUnixNano) - BigInt(b.startTimeUnixNano)))
    .map((span): Tree => {
      const status = span.values['http.response.status_code']
      return [
        `${span.service}: ${span.name}${status === undefined ? '' : ` ${status}`}`,
        ...treeOf(spans, traceId, span.spanId),
      ]
    })
}

const hop = (
  from: string,
  to: string,
  method: string,
  route: string,
  status: number,
  ...below: Tree[]
): Tree => [
  `${from}: ${method} ${to}`,
  [`${from}: ${method} ${status}`, [`${to}: ${method} ${route} ${status}`, ...below]],
]
/** Everything that one order causes: what the caller asked for, the try on the wire, and the callee's work. */
const ORDER_HOPS: Tree[] = [
  [
    'gateway: POST /v1/orders 201',
    hop(
      'gateway',
      'orders',
      'POST',
      '/orders',
      201,
      hop('orders', 'catalog', 'GET', '/books/{isbn}', 200),
      hop('orders', 'inventory', 'POST', '/reservations', 201),
      hop('orders', 'payments', 'POST', '/payments', 201),
    ),
  ],
]
