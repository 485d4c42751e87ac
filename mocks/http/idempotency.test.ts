import { beforeEach, describe, expect, test } from 'vitest'
import { memoryBackend, openStore, type Store } from '../storage/store.ts'
import { type Answer, json } from './answer.ts'
import type { Call } from './call.ts'
import { idempotent, type RememberedRequest } from './idempotency.ts'
import { Problem } from './problem.ts'

type Keys = { keys: RememberedRequest }

const callBy = (customer: string): Call => ({
  caller: { customer, scopes: [] },
  arrivedAt: '2026-01-05T09:00:00.000Z',
})
const GUEST = callBy('guest')
const asking = (key: string | undefined, path = '/orders') =>
  new Request(`https://orders.test${path}`, {
    method: 'POST',
    headers: key === undefined ? {} : { 'idempotency-key': key },
  })

let store: Store<Keys>
let runs = 0
const run = async (): Promise<Answer> => json({ run: ++runs }, { status: 201 })

beforeEach(async () => {
  store = await openStore<Keys>({ party: 'orders', seed: {}, backend: memoryBackend })
  runs = 0
})
const once = (required = true) => idempotent({ store, table: 'keys', required })

describe('the same key', () => {
  test('with the same content gets the same answer again, and nothing runs twice', async () => {
    const first = await once()(asking('k'), '{}', GUEST, run)
    expect(await once()(asking('k'), '{}', GUEST, run)).toEqual(first)
    expect(runs).toBe(1)
  })

  test('with and without the quotes of a structured field is the same key', async () => {
    await once()(asking('"k"'), '{}', GUEST, run)
    await once()(asking('  k '), '{}', GUEST, run)
    expect(runs).toBe(1)
  })

  test.each([
    ['other content', () => once()(asking('k'), '{ }', GUEST, run)],
    ['another path', () => once()(asking('k', '/other'), '{}', GUEST, run)],
  ])('with %s is refused', async (_, ask) => {
    await once()(asking('k'), '{}', GUEST, run)
    await expect(ask()).rejects.toMatchObject({ problem: 'idempotency-key-reused' })
    expect(runs).toBe(1)
  })

  test('of another customer is another key', async () => {
    await once()(asking('k'), '{}', GUEST, run)
    await once()(asking('k'), '{}', callBy('alice'), run)
    expect(runs).toBe(2)
  })

  test('while the first request is still running is told to wait, then gets its answer', async () => {
    let finish = (_: Answer) => {}
    const first = once()(asking('k'), '{}', GUEST, () => new Promise((resolve) => (finish = resolve)))
    await expect(once()(asking('k'), '{}', GUEST, run)).rejects.toMatchObject({
      problem: 'request-in-progress',
      details: { headers: { 'retry-after': '1' } },
    })
    await expect(once()(asking('k'), 'other', GUEST, run)).rejects.toMatchObject({
      problem: 'idempotency-key-reused',
    })
    finish(json('done'))
    expect(await first).toEqual(json('done'))
    expect(await once()(asking('k'), '{}', GUEST, run)).toEqual(json('done'))
    expect(runs).toBe(0)
  })
})

describe('an outcome', () => {
  test('that is a refusal is remembered like any other answer', async () => {
    const refuse = async () => {
      runs++
      throw new Problem('out-of-stock', 'None left.')
    }
    const first = await once()(asking('k'), '{}', GUEST, refuse)
    expect(first.status).toBe(409)
    expect(await once()(asking('k'), '{}', GUEST, refuse)).toEqual(first)
    expect(runs).toBe(1)
  })

  test.each([
    ['a failure of ours', new Problem('dependency-unavailable', 'payments does not answer.')],
    ['a bug', new TypeError('x is not a function')],
  ])('that is %s is not: the client may try again', async (_, failure) => {
    await expect(once()(asking('k'), '{}', GUEST, () => Promise.reject(failure))).rejects.toBe(failure)
    expect(await store.snapshot()).toEqual({ keys: {} })
    expect((await once()(asking('k'), '{}', GUEST, run)).status).toBe(201)
  })
})

describe('without a key', () => {
  test('a request is refused where one is required', async () => {
    await expect(once()(asking(undefined), '{}', GUEST, run)).rejects.toMatchObject({
      problem: 'idempotency-key-missing',
    })
    expect(runs).toBe(0)
  })

  test('it runs each time where none is', async () => {
    await once(false)(asking(undefined), '{}', GUEST, run)
    await once(false)(asking(undefined), '{}', GUEST, run)
    expect(runs).toBe(2)
    expect(await store.snapshot()).toEqual({})
  })
})

test.each(['', '""', 'k'.repeat(201)])('the key %j is malformed', async (key) => {
  await expect(once(false)(asking(key), '{}', GUEST, run)).rejects.toMatchObject({
    problem: 'malformed-request',
  })
})
