import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { type FinishedRun, runScenario } from '../../runtimes/virtual.ts'
import { VIRTUAL_EPOCH_MS } from '../../simulation/virtual-clock.ts'
import type { RunEvent } from '../events.ts'
import { harOf } from './har.ts'
import { hopsOf } from './spans.ts'

// HAR 1.2, with every field that it requires. Strict: a field of our own must begin with an underscore.
const NameValue = z.strictObject({ name: z.string(), value: z.string() })
const Ms = z.number().min(0)
const OptionalMs = z.union([Ms, z.literal(-1)])
const Har = z.strictObject({
  log: z.strictObject({
    version: z.literal('1.2'),
    creator: z.strictObject({ name: z.string().min(1), version: z.string().min(1) }),
    comment: z.string(),
    entries: z.array(
      z
        .strictObject({
          startedDateTime: z.iso.datetime(),
          time: Ms,
          request: z.strictObject({
            method: z.string().min(1),
            url: z.url(),
            httpVersion: z.string().min(1),
            cookies: z.array(NameValue),
            headers: z.array(NameValue),
            queryString: z.array(NameValue),
            postData: z
              .strictObject({
                mimeType: z.string(),
                text: z.string(),
                _encoding: z.literal('base64').optional(),
              })
              .optional(),
            headersSize: z.int().min(-1),
            bodySize: z.int().min(-1),
          }),
          response: z.strictObject({
            status: z.int().min(0).max(599),
            statusText: z.string(),
            httpVersion: z.string().min(1),
            cookies: z.array(NameValue),
            headers: z.array(NameValue),
            content: z.strictObject({
              size: z.int().min(0),
              mimeType: z.string().min(1),
              text: z.string().optional(),
              encoding: z.literal('base64').optional(),
            }),
            redirectURL: z.string(),
            headersSize: z.int().min(-1),
            bodySize: z.int().min(-1),
            _error: z.string().optional(),
          }),
          cache: z.strictObject({}),
          timings: z.strictObject({
            blocked: OptionalMs,
            dns: OptionalMs,
            connect: OptionalMs,
            send: Ms,
            wait: Ms,
            receive: Ms,
            ssl: OptionalMs,
          }),
          comment: z.string(),
        })
        .refine(
          ({ time, timings }) =>
            Math.abs(time - Object.values(timings).reduce((sum, each) => sum + Math.max(0, each), 0)) < 1e-9,
          'time is the sum of the timings',
        ),
    ),
  }),
})

const API = 'https://api.bookshop.example/v1'
let run: FinishedRun
const exported = (events: readonly RunEvent[], traceId = run.exchanges[0]?.traceId ?? '') =>
  Har.parse(harOf(events, traceId, VIRTUAL_EPOCH_MS)).log.entries

beforeAll(async () => {
  run = await runScenario({
    v: 1,
    settings: {
      policies: [
        {
          edge: { from: 'orders', to: 'payments' },
          timeoutMs: 90,
          retry: { attempts: 3, methods: 'all', backoff: { kind: 'constant', baseMs: 40 } },
          bulkhead: { places: 1, queue: 9 },
        },
      ],
    },
    faults: [
      { kind: 'lose-reply', edge: { from: 'orders', to: 'payments' }, strikes: { first: 1 } },
      { kind: 'slow-body', edge: { from: 'orders', to: 'inventory' }, ms: 70 },
    ],
    workload: [0, 1].map((i) => ({
      method: 'POST',
      url: `${API}/orders?a=1&b=%C3%BC&a=`,
      headers: { 'content-type': 'application/json', 'idempotency-key': `"k${i}"` },
      body: JSON.stringify({ lines: [{ isbn: '9780441478125', quantity: 1 }] }),
      waits: false as const,
    })),
  })
})

test('one entry for each hop of the trace, started and lasting as it did', () => {
  const traceId = run.exchanges[0]?.traceId ?? ''
  const entries = exported(run.events)
  const hops = hopsOf(run.events, traceId)
  expect(entries).toHaveLength(hops.length)
  for (const [i, { startedDateTime, time, timings, request, response }] of entries.entries()) {
    const hop = hops[i]
    const blocked = Math.max(0, timings.blocked)
    expect(time - blocked).toBeCloseTo(((hop?.endUs ?? 0) - (hop?.sentUs ?? 0)) / 1000, 9)
    const startedMs = Date.parse(startedDateTime) - VIRTUAL_EPOCH_MS + blocked
    expect(Math.abs(startedMs - (hop?.sentUs ?? 0) / 1000)).toBeLessThan(1)
    expect(request).toMatchObject({ method: hop?.request.method, url: hop?.request.url })
    expect(response.status).toBe(hop?.response?.status ?? 0)
  }
})

test('the times are to the microsecond', () => {
  const hops = hopsOf(run.events, run.exchanges[0]?.traceId ?? '')
  for (const [i, { startedDateTime, timings }] of exported(run.events).entries()) {
    if (timings.blocked >= 0) continue
    expect(startedDateTime.slice(-4)).toBe(`${String((hops[i]?.sentUs ?? 0) % 1000).padStart(3, '0')}Z`)
  }
})

test('query and contents are there', () => {
  const [first] = exported(run.events)
  expect(first?.request.queryString).toEqual([
    { name: 'a', value: '1' },
    { name: 'b', value: 'ü' },
    { name: 'a', value: '' },
  ])
  expect(first?.request.postData).toMatchObject({
    mimeType: 'application/json',
    text: expect.stringContaining('9780441478125'),
  })
  expect(first?.response).toMatchObject({
    status: 201,
    redirectURL: expect.stringMatching(/\/orders\//),
    content: { mimeType: expect.stringMatching(/^application\/json/), text: expect.stringMatching(/^\{/) },
  })
})

test('a hop without an answer has status 0 and says why; waiting in line is blocked; a slow body is received', () => {
  const all = run.exchanges.flatMap(({ traceId }) => exported(run.events, traceId))
  const failed = all.filter(({ response }) => response.status === 0)
  expect(failed.map(({ response }) => response._error)).toEqual([expect.stringMatching(/^ETIMEDOUT: /)])
  expect(failed[0]?.timings).toMatchObject({ receive: 0 })
  expect(all.filter(({ timings }) => timings.blocked > 0).length).toBeGreaterThan(0)
  for (const { timings, request } of all)
    if (new URL(request.url).host.startsWith('inventory')) expect(timings.receive).toBeGreaterThan(70)
})

describe('contents and cookies', () => {
  const text = { bytes: 2, text: 'hi' }
  const binary = { bytes: 2, base64: '//4=' }
  const log = (content: typeof text | typeof binary): RunEvent[] => {
    const envelope = { v: 1, run: 'r', traceId: 't', spanId: 'a', from: 'x', to: 'y' } as const
    const fields = [['Set-Cookie', 'id=1; Path=/; Secure']] as const
    return [
      {
        ...envelope,
        seq: 0,
        atUs: 0,
        kind: 'request',
        message: {
          method: 'PUT',
          url: 'https://y.example/',
          fields: [['Cookie', 'one=1; two=a=b']],
          content,
        },
      },
      { ...envelope, seq: 1, atUs: 5, kind: 'response', message: { status: 200, fields, content } },
    ]
  }

  test('binary content is base64 and says so', () => {
    const [entry] = exported(log(binary), 't')
    expect(entry?.response.content).toMatchObject({ size: 2, text: '//4=', encoding: 'base64' })
    expect(entry?.request.postData).toEqual({
      mimeType: 'application/octet-stream',
      text: '//4=',
      _encoding: 'base64',
    })
    expect(entry?.request.cookies).toEqual([
      { name: 'one', value: '1' },
      { name: 'two', value: 'a=b' },
    ])
    expect(entry?.response.cookies).toEqual([{ name: 'id', value: '1' }])
  })

  test('text is text', () => {
    const [entry] = exported(log(text), 't')
    expect(entry?.response.content).not.toHaveProperty('encoding')
    expect(entry?.request.postData).not.toHaveProperty('_encoding')
  })

  test('a hop that has not ended is left out', () => {
    expect(exported(log(text).slice(0, 1), 't')).toEqual([])
  })
})
