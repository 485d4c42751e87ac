import { beforeEach, describe, expect, test } from 'vitest'
import { memoryBackend, openStore, type Store } from '../storage/store.ts'
import { type Answer, json } from './answer.ts'
import type { Call } from './call.ts'
import { idempotent, idempotentInOneTransaction, type RememberedRequest } from './idempotency.ts'
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

/** One life of a process: with a key, and without. */
let lives: Record<'strict' | 'lenient', ReturnType<typeof idempotent>>

const live = () => ({
  strict: idempotent({ store, table: 'keys', required: true }),
  lenient: idempotent({ store, table: 'keys', required: false }),
})
const once = (required = true) => (required ? lives.strict : lives.lenient)

beforeEach(async () => {
  store = await openStore<Keys>({ party: 'orders', seed: {}, backend: memoryBackend })
  lives = live()
  runs = 0
})

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

describe('work that goes on without the request', () => {
  /** A request that leaves work behind and fails, as a saga does that can not learn what became of a step. */
  const leaving = (work: string) => async (id?: string) => {
    await store.transact({}, (tx) => {
      const claimed = tx.get('keys', id ?? '')
      if (claimed?.state === 'in progress') tx.put('keys', id ?? '', { ...claimed, work })
    })
    throw new Problem('dependency-unavailable', 'payments does not answer.')
  }
  /** Asks again; \`ended\` is what the work makes of the key. */
  const again = (ended: (id: string) => Promise<unknown>) =>
    idempotent({ store, table: 'keys', required: true, goOn: async (work) => void (await ended(work)) })(
      asking('k'),
      '{}',
      GUEST,
      run,
    )

  beforeEach(async () => {
    await expect(once()(asking('k'), '{}', GUEST, leaving('w'))).rejects.toThrow('payments')
  })

  test('keeps its key: a repeated request goes on with it and waits while it is open', async () => {
    const asked: string[] = []
    await expect(again(async (work) => asked.push(work))).rejects.toMatchObject({
      problem: 'request-in-progress',
    })
    expect(asked).toEqual(['w'])
  })

  test('that ended well has answered', async () => {
    const answer = json('done')
    const settle = () =>
      store.transact({}, (tx) =>
        tx.put('keys', 'guest k', { state: 'answered', fingerprint: 'POST /orders {}', answer }),
      )
    expect(await again(settle)).toEqual(answer)
    expect(runs).toBe(0)
  })

  test('that came to nothing makes place for another try', async () => {
    const answer = await again(() => store.transact({}, (tx) => tx.delete('keys', 'guest k')))
    expect([answer.status, runs]).toEqual([201, 1])
  })

  test('outlives a crash, and other requests that were under way do not', async () => {
    await store.transact({}, (tx) => tx.put('keys', 'guest dead', { state: 'in progress', fingerprint: 'x' }))
    await once()(asking('answered'), '{}', GUEST, run)
    lives = live()
    expect((await once()(asking('dead'), '{}', GUEST, run)).status).toBe(201)
    expect(Object.keys((await store.snapshot()).keys ?? {})).toEqual([
      'guest answered',
      'guest dead',
      'guest k',
    ])
  })
})

describe('in one transaction with what was done', () => {
  type Ledger = Keys & { ledger: string }
  const open = () => openStore<Ledger>({ party: 'payments', seed: {}, backend: memoryBackend })
  const onceIn = (ledger: Store<Ledger>) =>
    idempotentInOneTransaction({ store: ledger, table: 'keys', required: false })
  const paying = (ledger: Store<Ledger>, fails?: Error) => (call: Call) =>
    ledger.transact(call, (tx) => {
      tx.put('ledger', String(tx.next('payment')), 'paid')
      if (fails) throw fails
      return json('paid', { status: 201 })
    })
  const paid = async (ledger: Store<Ledger>) => Object.keys((await ledger.snapshot()).ledger ?? {}).length

  test('however many ask at the same time, it is done once and all get the same answer', async () => {
    const ledger = await open()
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => onceIn(ledger)(asking('k'), '{}', GUEST, paying(ledger))),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await paid(ledger)).toBe(1)
    await onceIn(ledger)(asking(undefined), '{}', GUEST, paying(ledger))
    expect(await paid(ledger)).toBe(2)
  })

  test('what a refused request began is rolled back, and the refusal is remembered', async () => {
    const ledger = await open()
    const refused = new Problem('payment-declined', 'No.')
    const first = await onceIn(ledger)(asking('k'), '{}', GUEST, paying(ledger, refused))
    expect(first.status).toBe(422)
    expect(await onceIn(ledger)(asking('k'), '{}', GUEST, paying(ledger))).toEqual(first)
    expect(await paid(ledger)).toBe(0)
    await expect(onceIn(ledger)(asking('k'), 'other', GUEST, paying(ledger))).rejects.toMatchObject({
      problem: 'idempotency-key-reused',
    })
  })

  test('a bug leaves neither: the client may try again', async () => {
    const ledger = await open()
    await expect(
      onceIn(ledger)(asking('k'), '{}', GUEST, paying(ledger, new TypeError('x'))),
    ).rejects.toThrow(TypeError)
    expect(await ledger.snapshot()).toEqual({})
    expect((await onceIn(ledger)(asking('k'), '{}', GUEST, paying(ledger))).status).toBe(201)
  })
})
