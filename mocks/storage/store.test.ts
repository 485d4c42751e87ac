import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RunEvent } from '../log/events.ts'
import { createRunLog } from '../log/log.ts'
import {
  type Backend,
  type Change,
  createMemoryBackend,
  memoryBackend,
  openStore,
  type Store,
} from './store.ts'

type Account = { readonly owner: string; readonly cents: number }
type Bank = { accounts: Account; notes: string }

const SEED = { accounts: { a: { owner: 'ann', cents: 100 }, b: { owner: 'ben', cents: 50 } } }
const trace = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16) }

/** A store, its log, and what its backend was told. */
async function openBank(backend: Backend = memoryBackend) {
  const events: RunEvent[] = []
  const log = createRunLog({ run: 'test', nowUs: () => 0, sinks: [(event) => events.push(event)] })
  const commits: (readonly Change[])[] = []
  const spied: Backend = {
    load: backend.load,
    commit: (changes) => {
      commits.push(changes)
      return backend.commit(changes)
    },
  }
  return { store: await openStore<Bank>({ party: 'bank', seed: SEED, backend: spied, log }), events, commits }
}

const pay = (store: Store<Bank>, from: string, to: string, cents: number) =>
  store.transact({ trace }, async (tx) => {
    const payer = tx.get('accounts', from)
    const payee = tx.get('accounts', to)
    if (!payer || !payee) throw new Error('no such account')
    tx.put('accounts', from, { ...payer, cents: payer.cents - cents })
    await null
    if (payer.cents < cents) throw new Error('too little money')
    tx.put('accounts', to, { ...payee, cents: payee.cents + cents })
  })
const cents = async (store: Store<Bank>) => {
  const { accounts } = await store.snapshot()
  return Object.fromEntries(
    Object.entries(accounts ?? {}).map(([id, account]) => [id, (account as Account).cents]),
  )
}

describe('all or nothing', () => {
  test('a transaction that throws leaves no trace: no record, no event, no commit', async () => {
    const { store, events, commits } = await openBank()
    const before = commits.length
    await expect(pay(store, 'a', 'b', 500)).rejects.toThrow('too little money')
    expect(await cents(store)).toEqual({ a: 100, b: 50 })
    expect(events).toEqual([])
    expect(commits).toHaveLength(before)
  })

  test('one that ends is committed at once, then told to the log with its trace', async () => {
    const { store, events, commits } = await openBank()
    await pay(store, 'a', 'b', 30)
    expect(await cents(store)).toEqual({ a: 70, b: 80 })
    expect(commits.at(-1)?.map(({ key }) => key)).toEqual(['a', 'b'])
    expect(events).toMatchObject([
      {
        kind: 'state',
        party: 'bank',
        table: 'accounts',
        key: 'a',
        before: { cents: 100 },
        after: { cents: 70 },
        ...trace,
      },
      {
        kind: 'state',
        party: 'bank',
        table: 'accounts',
        key: 'b',
        before: { cents: 50 },
        after: { cents: 80 },
        ...trace,
      },
    ])
  })

  test('when the backend refuses, nothing has happened, and the store goes on', async () => {
    let broken = false
    const { store, events } = await openBank({
      load: async () => undefined,
      commit: async () => {
        if (broken) throw new Error('disk full')
      },
    })
    broken = true
    await expect(pay(store, 'a', 'b', 30)).rejects.toThrow('disk full')
    expect(await cents(store)).toEqual({ a: 100, b: 50 })
    expect(events).toEqual([])
    broken = false
    await pay(store, 'a', 'b', 30)
    expect(await cents(store)).toEqual({ a: 70, b: 80 })
  })

  test('state events come after the commit, not before', async () => {
    const order: string[] = []
    const log = createRunLog({ run: 'test', nowUs: () => 0, sinks: [() => order.push('event')] })
    const backend: Backend = { load: async () => undefined, commit: async () => void order.push('commit') }
    const store = await openStore<Bank>({ party: 'bank', seed: SEED, backend, log })
    await pay(store, 'a', 'b', 1)
    expect(order).toEqual(['commit', 'commit', 'event', 'event'])
  })

  test('a transaction that only reads commits nothing', async () => {
    const { store, commits } = await openBank()
    const before = commits.length
    await store.transact({}, (tx) => tx.list('accounts'))
    expect(commits).toHaveLength(before)
  })
})

describe('one after another', () => {
  test('money neither appears nor disappears, however many pay at the same time', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            from: fc.constantFrom('a', 'b'),
            to: fc.constantFrom('a', 'b'),
            sum: fc.integer({ min: 1, max: 120 }),
          }),
          { maxLength: 12 },
        ),
        async (payments) => {
          const { store } = await openBank()
          await Promise.allSettled(
            payments
              .filter(({ from, to }) => from !== to)
              .map(({ from, to, sum }) => pay(store, from, to, sum)),
          )
          const now = await cents(store)
          expect((now.a ?? 0) + (now.b ?? 0)).toBe(150)
          for (const sum of Object.values(now)) expect(sum).toBeGreaterThanOrEqual(0)
        },
      ),
    ))

  test('a transaction sees its own writes, and others see them only after the commit', async () => {
    const { store } = await openBank()
    const seen: (string | undefined)[] = []
    const writing = store.transact({}, async (tx) => {
      tx.put('notes', 'n', 'mine')
      seen.push(tx.get('notes', 'n'))
      const { notes } = await store.snapshot()
      seen.push(notes && String(notes.n))
    })
    const reading = store.transact({}, (tx) => seen.push(tx.get('notes', 'n')))
    await Promise.all([writing, reading])
    expect(seen).toEqual(['mine', undefined, 'mine'])
  })

  test('one that fails does not hold up the next', async () => {
    const { store } = await openBank()
    const [failed, paid] = await Promise.allSettled([pay(store, 'a', 'b', 999), pay(store, 'a', 'b', 1)])
    expect([failed?.status, paid?.status]).toEqual(['rejected', 'fulfilled'])
  })
})

describe('joining', () => {
  test('work that is handed the open transaction takes part in it: it commits and rolls back with it', async () => {
    const { store, commits } = await openBank()
    const before = commits.length
    const outer = (fails: boolean) =>
      store.transact({ trace }, async (tx, open) => {
        tx.put('notes', 'outer', 'x')
        await store.transact({ trace, open }, (inner) => {
          expect(inner.get('notes', 'outer')).toBe('x')
          inner.put('notes', 'inner', 'y')
        })
        expect(tx.get('notes', 'inner')).toBe('y')
        if (fails) throw new Error('outer fails')
      })
    await expect(outer(true)).rejects.toThrow('outer fails')
    expect((await store.snapshot()).notes).toBeUndefined()
    await outer(false)
    expect((await store.snapshot()).notes).toEqual({ inner: 'y', outer: 'x' })
    expect(commits).toHaveLength(before + 1)
  })

  test('the open transaction of another store is none of ours', async () => {
    const [{ store: one }, { store: other }] = [await openBank(), await openBank()]
    await one.transact({}, (_, open) => other.transact({ open }, (tx) => tx.put('notes', 'n', 'mine')))
    expect((await one.snapshot()).notes).toBeUndefined()
    expect((await other.snapshot()).notes).toEqual({ n: 'mine' })
  })

  test('work that throws at once rejects, like work that throws later', async () => {
    const { store } = await openBank()
    const fails = () => {
      throw new Error('at once')
    }
    await expect(store.transact({}, (_, open) => store.transact({ open }, fails))).rejects.toThrow('at once')
    const caught = store.transact({}, (_, open) => store.transact({ open }, fails).catch(() => 'caught'))
    expect(await caught).toBe('caught')
  })
})

describe('records', () => {
  test('nobody can change one behind the store’s back', async () => {
    const { store } = await openBank()
    const written = { owner: 'cat', cents: 1 }
    const read = await store.transact({}, (tx) => {
      tx.put('accounts', 'c', written)
      return tx.get('accounts', 'c')
    })
    written.cents = 1_000
    expect((await cents(store)).c).toBe(1)
    expect(Object.isFrozen(read)).toBe(true)
    const seeded = await store.transact({}, (tx) => tx.get('accounts', 'a'))
    expect(Object.isFrozen(seeded)).toBe(true)
    const copy = await store.snapshot()
    Object.assign(copy.accounts ?? {}, { a: 'changed' })
    expect((await cents(store)).a).toBe(100)
  })

  test('lists are in the order of keys by code unit, with what is written and without what is deleted', async () => {
    const { store } = await openBank()
    const keys = await store.transact({}, (tx) => {
      for (const key of ['10', '9', 'é', 'z', 'Z']) tx.put('notes', key, key)
      tx.delete('notes', '9')
      return tx.list('notes')
    })
    expect(keys).toEqual(['10', 'Z', 'z', 'é'])
    expect(Object.keys((await store.snapshot()).notes ?? {})).toEqual(['10', 'Z', 'z', 'é'])
  })

  test('a list is up to date after each commit, and what failed is not in it', async () => {
    const { store } = await openBank()
    const owners = () => store.transact({}, (tx) => tx.list('accounts').map(({ owner }) => owner))
    expect(await owners()).toEqual(['ann', 'ben'])
    await store.transact({}, (tx) => tx.put('accounts', 'aa', { owner: 'abe', cents: 1 }))
    expect(await owners()).toEqual(['ann', 'abe', 'ben'])
    const fails = store.transact({}, (tx) => {
      tx.delete('accounts', 'a')
      expect(tx.entries('accounts').map(([id]) => id)).toEqual(['aa', 'b'])
      throw new Error('no')
    })
    await expect(fails).rejects.toThrow('no')
    expect(await owners()).toEqual(['ann', 'abe', 'ben'])
  })

  test('deleting is told to the log with null', async () => {
    const { store, events } = await openBank()
    await store.transact({ trace }, (tx) => tx.delete('accounts', 'a'))
    expect(events).toMatchObject([{ key: 'a', before: { cents: 100 }, after: null }])
  })
})

describe('sequences', () => {
  test('they count from one, each for itself, and a number is taken back when its transaction fails', async () => {
    const { store, events } = await openBank()
    const next = (sequence: string) => store.transact({}, (tx) => tx.next(sequence))
    expect([await next('x'), await next('x'), await next('y')]).toEqual([1, 2, 1])
    await expect(
      store.transact({}, (tx) => {
        tx.next('x')
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await next('x')).toBe(3)
    expect(events).toEqual([])
    expect(await store.snapshot()).not.toHaveProperty('sequences')
  })
})

describe('opening', () => {
  test('what the backend kept wins over the seed, sequences too; the seed is written once', async () => {
    const kept: Record<string, Record<string, unknown>> = {}
    const backend: Backend = {
      load: async () => (Object.keys(kept).length > 0 ? structuredClone(kept) : undefined),
      commit: async (changes) => {
        for (const { table, key, after } of changes) kept[table] = { ...kept[table], [key]: after }
      },
    }
    const first = await openBank(backend)
    expect(first.commits).toHaveLength(1)
    await pay(first.store, 'a', 'b', 30)
    await first.store.transact({}, (tx) => tx.next('x'))
    const second = await openBank(backend)
    expect(second.commits).toHaveLength(0)
    expect(await cents(second.store)).toEqual({ a: 70, b: 80 })
    expect(await second.store.transact({}, (tx) => tx.next('x'))).toBe(2)
    expect(second.events).toEqual([])
  })

  test('a memory backend keeps what was committed, deletions and sequences too', async () => {
    const backend = createMemoryBackend()
    const first = await openBank(backend)
    await pay(first.store, 'a', 'b', 30)
    await first.store.transact({}, (tx) => {
      tx.next('x')
      tx.put('notes', 'n', 'mine')
    })
    await first.store.transact({}, (tx) => tx.delete('notes', 'n'))
    const second = await openBank(backend)
    expect(second.commits).toHaveLength(0)
    expect(await cents(second.store)).toEqual({ a: 70, b: 80 })
    expect((await second.store.snapshot()).notes ?? {}).toEqual({})
    expect(await second.store.transact({}, (tx) => tx.next('x'))).toBe(2)
  })

  test('two stores of one seed share nothing', async () => {
    const [one, two] = [await openBank(), await openBank()]
    await pay(one.store, 'a', 'b', 30)
    expect(await cents(two.store)).toEqual({ a: 100, b: 50 })
  })
})
