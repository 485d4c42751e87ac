import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { ProblemDocument } from '#mocks/http/problem.ts'
import type { RunEvent } from '#mocks/log/events.ts'
import { type Servers, startServers, UnrealRun } from '#mocks/runtimes/supervisor.ts'
import { type Fault, Scenario, Settings } from '#mocks/systems/scenario.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

const ISBN = '9780141439518'
const JSON_TYPE = { 'content-type': 'application/json' }
/** Callers give up by themselves, so that nothing here has to wait for the operating system to. */
const SETTINGS = Settings.parse({
  latency: 'none',
  policies: [
    { edge: { from: 'gateway', to: 'catalog' }, timeoutMs: 1000 },
    { edge: { from: 'gateway', to: 'orders' }, timeoutMs: 3000 },
  ],
})

let servers: Servers
let edge: string
const lines: string[] = []
beforeAll(async () => {
  servers = await startServers({
    system: 'microservices',
    port: 0,
    seed: 7,
    settings: SETTINGS,
    report: (line) => lines.push(line),
  })
  edge = servers.addresses.gateway ?? ''
})
afterAll(() => servers?.stop())
afterEach(async () => {
  await answered(putFaults([]))
})

function putFaults(faults: readonly unknown[]): Promise<Response> {
  const body = JSON.stringify(faults)
  return fetch(`${servers.control}/faults`, { method: 'PUT', headers: JSON_TYPE, body })
}
const breaks = async (...faults: (typeof Scenario)['_zod']['input']['faults'] & object) => {
  expect(await (await answered(putFaults(faults))).json()).toEqual(Scenario.parse({ v: 1, faults }).faults)
}

/** An answer that is no refusal. */
async function answered(answer: Promise<Response>): Promise<Response> {
  const response = await answer
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${await response.text()}`)
  return response
}

let keys = 0
const order = (fields: Record<string, string> = {}) =>
  fetch(`${edge}/v1/orders`, {
    method: 'POST',
    headers: { ...JSON_TYPE, 'idempotency-key': `"real-${++keys}"`, ...fields },
    body: JSON.stringify({ lines: [{ isbn: ISBN, quantity: 1 }] }),
  })
const readBook = (fields: Record<string, string> = {}) =>
  fetch(`${edge}/v1/books/${ISBN}`, { headers: fields })
const ordersKept = async () => {
  expect(await servers.rest(20_000)).toBe(true)
  return Object.keys((await servers.data()).orders?.orders ?? {}).length
}
/** What was logged since the last time that somebody asked. */
async function newEvents(): Promise<readonly RunEvent[]> {
  const all = await servers.events()
  const fresh = all.filter((event) => !seen.has(event))
  for (const event of all) seen.add(event)
  return fresh
}
const seen = new WeakSet<RunEvent>()
const faultsIn = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.kind === 'fault' ? [`${event.from}→${event.to} ${event.fault}`] : []))
const failuresIn = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.kind === 'failure' ? [`${event.from}→${event.to} ${event.failure}`] : []))
const servedBy = (events: readonly RunEvent[], party: string) =>
  events.filter(
    (event) =>
      event.kind === 'span' && event.phase === 'started' && event.role === 'serve' && event.party === party,
  )

/** Everything that comes over a connection of one's own, in the pieces in which it came, and how the connection ended. */
function raw(path: string): { pieces: string[]; ended: Promise<'closed' | string>; give: () => void } {
  const pieces: string[] = []
  const { port, host } = new URL(edge)
  const socket = connect(Number(port), '127.0.0.1', () => {
    socket.write(`GET ${path} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`)
  })
  socket.setEncoding('utf8').on('data', (piece: string) => pieces.push(piece))
  const ended = new Promise<string>((resolve) => {
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    socket.on('close', () => resolve('closed'))
  })
  return { pieces, ended, give: () => socket.destroy() }
}

describe('between two services', () => {
  const way = { from: 'gateway', to: 'catalog' } as const

  test.each<[kind: string, fault: Fault, failure: string, worked: boolean]>([
    ['lose-request', { kind: 'lose-request', edge: way, strikes: { first: 1 } }, 'ETIMEDOUT', false],
    ['lose-reply', { kind: 'lose-reply', edge: way, strikes: { first: 1 } }, 'ETIMEDOUT', true],
    ['reset', { kind: 'reset', edge: way, strikes: { first: 1 } }, 'ECONNRESET', false],
    ['cut-body', { kind: 'cut-body', edge: way, strikes: { first: 1 } }, 'ECONNRESET', true],
    ['black-hole', { kind: 'black-hole', edge: way, strikes: { first: 1 } }, 'ETIMEDOUT', false],
  ])('%s strikes the first request and not the second', async (kind, fault, failure, worked) => {
    await breaks(fault)
    await newEvents()
    expect((await readBook()).status).toBe(503)
    const struck = await newEvents()
    expect(faultsIn(struck)).toEqual([`gateway→catalog ${kind}`])
    expect(failuresIn(struck)).toEqual([`gateway→catalog ${failure}`])
    expect(servedBy(struck, 'catalog')).toHaveLength(worked ? 1 : 0)
    expect((await readBook()).status).toBe(200)
    expect(faultsIn(await newEvents())).toEqual([])
  })

  test.each<[kind: string, fault: Fault]>([
    ['latency', { kind: 'latency', edge: way, oneWay: { kind: 'constant', us: 2_000_000 } }],
    ['bandwidth', { kind: 'bandwidth', edge: way, bytesPerSecond: 1 }],
    ['slow-body', { kind: 'slow-body', edge: way, ms: 5000 }],
    ['slow', { kind: 'slow', service: 'catalog', ms: 5000 }],
    ['partition', { kind: 'partition', services: ['catalog'] }],
  ])('%s takes longer than the caller waits', async (_, fault) => {
    await breaks(fault)
    await newEvents()
    expect((await readBook()).status).toBe(503)
    expect(failuresIn(await newEvents())).toEqual(['gateway→catalog ETIMEDOUT'])
    await breaks()
    expect((await readBook()).status).toBe(200)
  })

  test('error answers before the request reaches the service', async () => {
    await breaks({ kind: 'error', edge: way, strikes: { percent: 100 }, status: 418 })
    await newEvents()
    const answer = await readBook()
    expect([answer.status, await answer.text()]).toEqual([418, 'injected error'])
    expect(servedBy(await newEvents(), 'catalog')).toEqual([])
  })

  test('no-trace-context splits the trace', async () => {
    const traceId = 'abc'.padEnd(32, '0')
    await breaks({ kind: 'no-trace-context', edge: way })
    await newEvents()
    await readBook({ traceparent: `00-${traceId}-00000000000000aa-01` })
    const served = servedBy(await newEvents(), 'catalog')
    expect(served).toHaveLength(1)
    expect(served[0]?.traceId).not.toBe(traceId)
  })

  test('a reply that is lost is lost after the work: the order is there, and its buyer does not know', async () => {
    const before = await ordersKept()
    await breaks({ kind: 'lose-reply', edge: { from: 'gateway', to: 'orders' }, strikes: { first: 1 } })
    expect((await order()).status).toBe(503)
    expect(await ordersKept()).toBe(before + 1)
  })

  test('a caller that gives up closes its connection, and the callee goes on', async () => {
    await breaks({ kind: 'slow', service: 'catalog', ms: 1500 })
    await newEvents()
    expect((await readBook()).status).toBe(503)
    expect(await servers.rest(20_000)).toBe(true)
    const spans = (await newEvents()).filter((event) => event.kind === 'span')
    const [work] = servedBy(spans, 'catalog')
    const end = spans.find(({ phase, spanId }) => phase === 'ended' && spanId === work?.spanId)
    expect(end).toMatchObject({ attributes: { 'http.response.status_code': 200 } })
  })
})

describe('between clients and the public API', () => {
  const way = { from: 'client', to: 'gateway' } as const

  test('error is what the client gets, and whoever watches over the process is not struck', async () => {
    await breaks({ kind: 'error', edge: way, strikes: { percent: 100 }, status: 500 })
    await newEvents()
    expect((await readBook()).status).toBe(500)
    expect(servedBy(await newEvents(), 'gateway')).toEqual([])
    for (const path of ['/health', '/metrics']) expect((await fetch(edge + path)).status).toBe(200)
  })

  test('reset is a reset on the wire', async () => {
    await breaks({ kind: 'reset', edge: way, strikes: { first: 1 } })
    const { pieces, ended } = raw(`/v1/books/${ISBN}`)
    expect(await ended).toBe('ECONNRESET')
    expect(pieces).toEqual([])
    expect((await readBook()).status).toBe(200)
  })

  test('cut-body breaks off in the midst of the content', async () => {
    const whole = await (await readBook()).text()
    await breaks({ kind: 'cut-body', edge: way, strikes: { first: 1 } })
    const { pieces, ended } = raw(`/v1/books/${ISBN}`)
    expect(await ended).toBe('closed')
    const [head = '', content = ''] = pieces.join('').split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(head).toContain(`content-length: ${Buffer.byteLength(whole)}`)
    expect(content).toBe(whole.slice(0, Math.floor(whole.length / 2)))
    await breaks({ kind: 'cut-body', edge: way, strikes: { first: 1 } })
    // fetch notices as well.
    await expect(readBook().then((answer) => answer.text())).rejects.toThrow('terminated')
    expect(await (await readBook()).text()).toBe(whole)
  })

  test.each<[string, Fault]>([
    ['slow-body', { kind: 'slow-body', edge: way, ms: 200 }],
    ['bandwidth', { kind: 'bandwidth', edge: way, bytesPerSecond: 2000 }],
  ])('%s lets the content trickle, and all of it comes', async (_, fault) => {
    const whole = await (await readBook()).text()
    await breaks(fault)
    const { pieces, ended } = raw(`/v1/books/${ISBN}`)
    expect(await ended).toBe('closed')
    expect(pieces.join('').endsWith(`\r\n\r\n${whole}`)).toBe(true)
    // The head is there before the content is.
    expect(pieces.length).toBeGreaterThan(2)
    expect(pieces[0]).not.toContain(whole)
  })

  test('lose-request: nothing is done, and nothing comes; the next one is answered', async () => {
    await breaks({ kind: 'lose-request', edge: way, strikes: { first: 1 } })
    await newEvents()
    const { pieces, ended, give } = raw(`/v1/books/${ISBN}`)
    await vi.waitUntil(async () => faultsIn(await newEvents()).includes('client→gateway lose-request'))
    expect((await readBook()).status).toBe(200)
    expect(servedBy(await newEvents(), 'catalog')).toHaveLength(1)
    give()
    expect([await ended, pieces]).toEqual(['closed', []])
  })

  test('lose-reply: the work is done, and nothing comes', async () => {
    await breaks({ kind: 'lose-reply', edge: way, strikes: { first: 1 } })
    await newEvents()
    const { pieces, ended, give } = raw(`/v1/books/${ISBN}`)
    const seen: RunEvent[] = []
    await vi.waitUntil(async () => {
      seen.push(...(await newEvents()))
      return faultsIn(seen).includes('client→gateway lose-reply')
    })
    expect(servedBy(seen, 'catalog')).toHaveLength(1)
    give()
    expect([await ended, pieces]).toEqual(['closed', []])
  })

  test('latency is waited for in both directions', async () => {
    await breaks({ kind: 'latency', edge: way, oneWay: { kind: 'constant', us: 100_000 } })
    const start = performance.now()
    expect((await readBook()).status).toBe(200)
    // A timer of the system may ring a little early.
    expect(performance.now() - start).toBeGreaterThan(195)
  })

  test('no-trace-context: the trace of the client ends at the door', async () => {
    const traceId = 'def'.padEnd(32, '0')
    await breaks({ kind: 'no-trace-context', edge: way })
    await newEvents()
    await readBook({ traceparent: `00-${traceId}-00000000000000aa-01` })
    const served = servedBy(await newEvents(), 'gateway')
    expect(served).toHaveLength(1)
    expect(served[0]?.traceId).not.toBe(traceId)
  })

  test('anybody includes clients', async () => {
    await breaks({ kind: 'error', edge: { from: '*', to: '*' }, strikes: { percent: 100 }, status: 599 })
    expect((await readBook()).status).toBe(599)
  })
})

test('clock-skew: a process that is wrong about the time says so in everything it writes', async () => {
  await breaks({ kind: 'clock-skew', service: 'gateway', ms: -600_000 })
  await newEvents()
  const before = Date.now() - 600_000
  const said = Date.parse((await readBook()).headers.get('date') ?? '')
  // A date has whole seconds.
  expect(said).toBeGreaterThanOrEqual(Math.floor(before / 1000) * 1000)
  expect(said).toBeLessThan(before + 300_000)
  const spans = (await newEvents()).filter((event) => event.kind === 'span' && event.phase === 'started')
  const behind = spans.flatMap((span) =>
    span.kind === 'span' && span.phase === 'started' && span.reportedUs !== undefined
      ? [[span.party, Math.round((span.atUs - span.reportedUs) / 1_000_000)]]
      : [],
  )
  expect(new Set(behind.map((each) => each.join(' ')))).toEqual(new Set(['gateway 600']))
})

describe('settings', () => {
  const putSettings = (settings: unknown) =>
    fetch(`${servers.control}/settings`, {
      method: 'PUT',
      headers: JSON_TYPE,
      body: JSON.stringify(settings),
    })
  afterEach(async () => {
    await answered(putSettings(SETTINGS))
  })

  test('change while the processes run: the same fault, with and without the cure, and nothing is lost', async () => {
    const fails: Fault = {
      kind: 'error',
      edge: { from: 'gateway', to: 'catalog' },
      strikes: { first: 2 },
      status: 503,
    }
    const before = await ordersKept()
    const pids = servers.processes().map(({ pid }) => pid)
    await breaks(fails)
    expect((await readBook()).status).toBe(503)
    const retry = { policies: [{ edge: { from: 'gateway' }, retry: { attempts: 3 } }] }
    const kept = await (await answered(putSettings(retry))).json()
    expect(kept).toEqual(Settings.parse({ latency: 'none', ...retry }))
    expect(await (await fetch(`${servers.control}/settings`)).json()).toEqual(kept)
    // Counters begin anew: two are struck, and the third try goes through.
    expect((await readBook()).status).toBe(200)
    expect(servers.processes().map(({ pid }) => pid)).toEqual(pids)
    expect(await ordersKept()).toBe(before)
  })

  test('are those of a process that was down meanwhile, too', async () => {
    await breaks({ kind: 'down', service: 'gateway' })
    await answered(putSettings({ serverTiming: true }))
    expect(await (await fetch(`${servers.control}/faults`)).json()).toEqual([
      { kind: 'down', service: 'gateway' },
    ])
    await breaks()
    expect((await readBook()).headers.get('server-timing')).toMatch(
      /^catalog;dur=[\d.]+, gateway;dur=[\d.]+$/,
    )
  })

  test.each<[what: string, settings: unknown, pointer: string]>([
    ['an unknown setting', { retries: 3 }, '#/retries'],
    ['a wrong value', { policies: [{ edge: {}, timeoutMs: 0 }] }, '#/policies/0/timeoutMs'],
    ['several instances', { fleets: [{ service: 'orders', instances: 2 }] }, '#/fleets/0/instances'],
  ])('are refused with %s, and named', async (_, settings, pointer) => {
    const before = await (await fetch(`${servers.control}/settings`)).json()
    const answer = await putSettings(settings)
    expect(answer.status).toBe(422)
    expect(ProblemDocument.parse(await answer.json()).errors).toMatchObject([{ pointer }])
    expect(await (await fetch(`${servers.control}/settings`)).json()).toEqual(before)
  })
})

describe('the list of faults', () => {
  const loses = {
    kind: 'lose-reply',
    edge: { from: 'gateway', to: 'catalog' },
    strikes: { percent: 100 },
  } as const

  test('names processes that are down together with the rest, and outlives them', async () => {
    await breaks({ kind: 'down', service: 'catalog' }, loses)
    expect(await (await fetch(`${servers.control}/faults`)).json()).toEqual([
      { kind: 'down', service: 'catalog' },
      loses,
    ])
    expect((await readBook()).status).toBe(503)
    expect(failuresIn(await newEvents()).at(-1)).toBe('gateway→catalog ECONNREFUSED')
    await breaks(loses)
    expect((await readBook()).status).toBe(503)
    expect(failuresIn(await newEvents()).at(-1)).toBe('gateway→catalog ETIMEDOUT')
  })

  test('is known to a process from its first request on', async () => {
    await breaks({ kind: 'down', service: 'gateway' }, loses)
    await breaks(loses)
    await newEvents()
    expect((await readBook()).status).toBe(503)
    expect(faultsIn(await newEvents())).toEqual(['gateway→catalog lose-reply'])
  })

  test('is empty after a reset', async () => {
    await breaks(loses)
    expect((await fetch(`${servers.control}/reset`, { method: 'POST' })).status).toBe(204)
    expect(await (await fetch(`${servers.control}/faults`)).json()).toEqual([])
    expect((await readBook()).status).toBe(200)
  })

  test.each<[what: string, fault: Fault, pointer: string, why: RegExp]>([
    [
      'an instance',
      { kind: 'instance-down', service: 'orders', instance: 1 },
      'kind',
      /one process of orders/,
    ],
    ['another instance', { kind: 'slow', service: 'orders', ms: 1, instance: 2 }, 'instance', /one process/],
    ['another version', { kind: 'slow', service: 'orders', ms: 1, version: 2 }, 'version', /version 1/],
    ['discovery', { kind: 'stale-discovery', service: 'orders', ms: 1 }, 'kind', /one address/],
    [
      'a version that fails',
      { kind: 'error', edge: { from: '*', to: 'orders' }, strikes: { first: 1 }, status: 500, version: 1 },
      'version',
      /leave the field out/,
    ],
    [
      'a client at a door that is not the public one',
      { kind: 'reset', edge: { from: 'client', to: 'orders' }, strikes: { first: 1 } },
      'edge',
      /only gateway knows that its caller is a client/,
    ],
    [
      'a handshake of a client',
      { kind: 'black-hole', edge: { from: 'client', to: '*' }, strikes: { first: 1 } },
      'kind',
      /lose-request is possible/,
    ],
  ])('refuses %s, which real processes do not have, and changes nothing', async (_, fault, field, why) => {
    const answer = await putFaults([loses, fault])
    expect(answer.status).toBe(422)
    const { errors } = ProblemDocument.parse(await answer.json())
    expect(errors).toEqual([{ pointer: `#/1/${field}`, detail: expect.stringMatching(why) }])
    expect(await (await fetch(`${servers.control}/faults`)).json()).toEqual([])
  })

  test('and settings that can not be real start nothing', async () => {
    const settings = Settings.parse({
      fleets: [{ service: 'catalog', instances: 3, canary: { percent: 5 } }],
    })
    const faults: Fault[] = [{ kind: 'instance-down', service: 'catalog', instance: 2 }]
    const start = startServers({ system: 'microservices', port: 0, seed: 7, settings, faults })
    await expect(start).rejects.toThrow(UnrealRun)
    await expect(start).rejects.toThrow(
      /settings\.fleets\[0\]\.instances: .*settings\.fleets\[0\]\.canary: .*faults\[0\]\.kind: /,
    )
  })
})

describe('deadlines', () => {
  /** What each message of a request says is left. Events are published when nobody waits for them: they have none. */
  const leftIn = (events: readonly RunEvent[]) =>
    events.flatMap((event) => {
      if (event.kind !== 'request' || event.from === 'broker' || event.to === 'broker') return []
      const left = event.message.fields.find(([name]) => name === 'request-timeout-ms')?.[1]
      return [{ way: `${event.from}→${event.to}`, left: left === undefined ? undefined : Number(left) }]
    })

  test('never grow along the path', async () => {
    await newEvents()
    await answered(order({ 'request-timeout-ms': '20000' }))
    const messages = leftIn(await newEvents())
    const [first, ...rest] = messages
    expect(first).toMatchObject({ way: 'gateway→orders' })
    expect(rest.length).toBeGreaterThanOrEqual(3)
    let least = 20_000
    for (const { left = Number.POSITIVE_INFINITY } of messages) {
      expect(left).toBeLessThanOrEqual(least)
      least = left
    }
  })

  test('without one, nobody makes one up', async () => {
    await newEvents()
    await answered(order())
    expect(leftIn(await newEvents()).filter(({ left }) => left !== undefined)).toEqual([])
  })

  test('that have passed end the calls of the callee as well: nothing more is sent', async () => {
    await breaks({
      kind: 'latency',
      edge: { from: 'orders', to: 'catalog' },
      oneWay: { kind: 'constant', us: 1_500_000 },
    })
    await newEvents()
    expect((await order({ 'request-timeout-ms': '1000' })).status).toBe(503)
    expect(await servers.rest(20_000)).toBe(true)
    const events = await newEvents()
    const passed = events.flatMap((event) =>
      event.kind === 'policy' && event.policy === 'deadline' ? [`${event.party} ${event.what}`] : [],
    )
    expect(passed).toEqual(expect.arrayContaining(['gateway passed', 'orders passed']))
    expect(leftIn(events).map(({ way }) => way)).toEqual(['gateway→orders', 'orders→catalog'])
  })
})

describe('restart', () => {
  let restarting: Servers
  const told: string[] = []
  const listeners = new Set<() => void>()
  /** Resolves with the first line that fits, of those that were and those that come. */
  const line = (pattern: RegExp) =>
    new Promise<string>((resolve) => {
      const look = () => {
        const found = told.find((each) => pattern.test(each))
        if (!found) return
        listeners.delete(look)
        resolve(found)
      }
      listeners.add(look)
      look()
    })
  beforeAll(async () => {
    const report = (text: string) => {
      told.push(text)
      for (const listen of [...listeners]) listen()
    }
    restarting = await startServers({ system: 'microservices', port: 0, seed: 7, restart: true, report })
  })
  afterAll(() => restarting?.stop())
  const pidOf = (name: string) =>
    restarting.processes().find(({ party }) => party === name)?.pid ?? Number.NaN

  test('a process that dies is started again with its data, and each time it is told', async () => {
    const address = `${restarting.addresses.gateway}/v1/orders`
    const placed = await answered(
      fetch(address, {
        method: 'POST',
        headers: { ...JSON_TYPE, 'idempotency-key': '"restart"' },
        body: JSON.stringify({ lines: [{ isbn: ISBN, quantity: 1 }] }),
      }),
    )
    const { id } = JSON.parse(await placed.text())
    process.kill(pidOf('orders'), 'SIGKILL')
    expect(await line(/^orders is started again/)).toBe('orders is started again in 0.5 s.')
    expect(told.join('\n')).toContain(
      'orders was ended by SIGKILL. Whoever calls it now sees a refused connection.',
    )
    expect(await line(/^orders is up again/)).toBe(`orders is up again (pid ${pidOf('orders')}).`)
    expect((await fetch(`${address}/${id}`)).status).toBe(200)
  })

  test('what was taken down on purpose stays down', async () => {
    const down = [{ kind: 'down', service: 'payments' }]
    const put = (faults: unknown) =>
      answered(
        fetch(`${restarting.control}/faults`, {
          method: 'PUT',
          headers: JSON_TYPE,
          body: JSON.stringify(faults),
        }),
      )
    await put(down)
    process.kill(pidOf('catalog'), 'SIGKILL')
    await line(/^catalog is up again/)
    expect(await (await fetch(`${restarting.control}/faults`)).json()).toEqual(down)
    await put([])
  })
})
