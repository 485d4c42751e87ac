import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { toResponse } from './answer.ts'
import type { Call } from './call.ts'
import { createClient } from './client.ts'
import { Problem, problemAnswer } from './problem.ts'

const call: Call = {
  caller: { customer: 'guest', scopes: [] },
  arrivedAt: '2026-01-05T09:00:00.000Z',
  trace: { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) },
}
const Book = z.object({ title: z.string() })

/** What a client makes of one response, and the request that it sent. */
async function asking(response: () => Response | Promise<Response>, more: object = {}) {
  const sent: Request[] = []
  const ask = createClient({
    service: 'catalog',
    origin: 'https://catalog.test',
    send: async (request) => {
      sent.push(request)
      return response()
    },
  })
  const outcome = await ask({ method: 'GET', path: '/books/1', reads: Book, ...more }, call).catch(
    (error: unknown) => error,
  )
  return { outcome, request: sent[0] }
}
const jsonOf =
  (body: unknown, status = 200) =>
  () =>
    Response.json(body, { status })

describe('a request', () => {
  test('says what it accepts, which trace it belongs to and when the work arrived', async () => {
    const { request } = await asking(jsonOf({ title: 'Dune' }))
    expect(request?.url).toBe('https://catalog.test/books/1')
    expect(Object.fromEntries(request?.headers ?? [])).toEqual({
      accept: 'application/json, application/problem+json',
      traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
      baggage: 'arrived-at=2026-01-05T09%3A00%3A00.000Z',
    })
  })

  test('with content names its type', async () => {
    const { request } = await asking(jsonOf({ title: 'Dune' }), {
      method: 'POST',
      body: { a: 1 },
      fields: { 'idempotency-key': 'k' },
    })
    expect(request?.headers.get('content-type')).toBe('application/json')
    expect(request?.headers.get('idempotency-key')).toBe('k')
    expect(await request?.json()).toEqual({ a: 1 })
  })
})

describe('an answer', () => {
  test('is read tolerantly: fields that nobody asked for are ignored', async () => {
    expect((await asking(jsonOf({ title: 'Dune', colour: 'sand' }))).outcome).toEqual({ title: 'Dune' })
  })

  test('204 is an answer without content', async () => {
    expect(
      (await asking(() => new Response(null, { status: 204 }), { reads: undefined })).outcome,
    ).toBeUndefined()
  })

  test('that is a problem is the same problem here', async () => {
    const errors = [{ pointer: '#/lines/0', detail: 'must be at most 3' }]
    const theirs = new Problem('out-of-stock', { detail: 'Too few copies.', errors })
    const { outcome } = await asking(() => toResponse(problemAnswer(theirs)))
    expect(outcome).toMatchObject({ problem: 'out-of-stock', details: { detail: 'Too few copies.', errors } })
  })
})

describe('dependency-unavailable is what becomes of', () => {
  test.each<[string, () => Response | Promise<Response>]>([
    ['no answer', () => Promise.reject(new TypeError('fetch failed'))],
    ['a failure of the callee', jsonOf({}, 500)],
    [
      'a callee whose own dependency is missing',
      () => toResponse(problemAnswer(new Problem('dependency-unavailable', 'bank is away.'))),
    ],
    ['a refusal that is no problem document', jsonOf({ error: 'no' }, 404)],
    [
      'a problem that nobody here knows',
      () =>
        Response.json(
          { type: 'https://elsewhere.example/p', title: 't', status: 409, detail: 'd' },
          { status: 409, headers: { 'content-type': 'application/problem+json' } },
        ),
    ],
    ['an answer that is not what was promised', jsonOf({ name: 'Dune' })],
    ['an answer that is no JSON', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['a refusal that is no JSON', () => new Response('<html>', { status: 404 })],
    ['an empty answer', () => new Response(null, { status: 200 })],
  ])('%s', async (_, response) => {
    const { outcome } = await asking(response)
    expect(outcome).toMatchObject({
      problem: 'dependency-unavailable',
      details: { dependency: 'catalog', headers: { 'retry-after': '5' } },
    })
  })
})

describe('a request that never left', () => {
  const failing = (properties: object) =>
    asking(() => Promise.reject(Object.assign(new TypeError('no answer'), properties)))

  test('leaves no doubt about what was done: nothing', async () => {
    const { outcome } = await failing({ sent: false })
    expect(outcome).toMatchObject({ problem: 'dependency-unavailable', details: { untouched: true } })
    expect(JSON.stringify(problemAnswer(outcome as Problem))).not.toContain('untouched')
  })

  test('is not taken for one whose answer never came', async () => {
    for (const properties of [{ sent: true }, {}]) {
      const { outcome } = await failing(properties)
      expect(outcome).toMatchObject({ problem: 'dependency-unavailable' })
      expect(outcome).not.toHaveProperty('details.untouched')
    }
  })
})
