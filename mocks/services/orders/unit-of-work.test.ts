import { describe, expect, test } from 'vitest'
import type { Call } from '../../http/call.ts'
import { memoryBackend, openStore } from '../../storage/store.ts'
import type { OrdersTables } from './store.ts'
import { oneTransaction, saga } from './unit-of-work.ts'

const call: Call = { caller: { customer: 'guest', scopes: [] }, arrivedAt: '2026-01-05T09:00:00.000Z' }

describe('a saga', () => {
  /** Runs three steps of which the given ones fail, and tells what happened. */
  async function story({ failing, undoFailing }: { failing?: string; undoFailing?: string }) {
    const told: string[] = []
    const outcome = await saga
      .run(call, async (step, inner) => {
        expect(inner).toBe(call)
        for (const name of ['reserve', 'authorise', 'ship']) {
          await step(
            async () => {
              if (name === failing) throw new Error(`${name} failed`)
              told.push(name)
              return `${name} 1`
            },
            async (done) => {
              told.push(`undo ${done}`)
              if (name === undoFailing) throw new Error('undo failed')
            },
          )
        }
        return 'confirmed'
      })
      .catch((error: Error) => error.message)
    return { told, outcome }
  }

  test('that goes well undoes nothing', async () => {
    expect(await story({})).toEqual({ told: ['reserve', 'authorise', 'ship'], outcome: 'confirmed' })
  })

  test('undoes the steps that were done, last one first, with what they gave, and fails as the step did', async () => {
    expect(await story({ failing: 'ship' })).toEqual({
      told: ['reserve', 'authorise', 'undo authorise 1', 'undo reserve 1'],
      outcome: 'ship failed',
    })
    expect(await story({ failing: 'reserve' })).toEqual({ told: [], outcome: 'reserve failed' })
  })

  test('goes on undoing when one undo fails', async () => {
    expect(await story({ failing: 'ship', undoFailing: 'authorise' })).toEqual({
      told: ['reserve', 'authorise', 'undo authorise 1', 'undo reserve 1'],
      outcome: 'ship failed',
    })
  })
})

describe('one transaction', () => {
  const open = () => openStore<OrdersTables>({ party: 'monolith', seed: {}, backend: memoryBackend })
  const ann = { id: 'ann', name: 'Ann', status: 'active' } as const

  test('commits every step together, and calls no undo', async () => {
    const store = await open()
    await oneTransaction(store).run(call, async (step, inner) => {
      await step(
        () => store.transact(inner, (tx) => tx.put('customers', 'ann', ann)),
        () => Promise.reject(new Error('was undone')),
      )
      expect(await store.snapshot()).toEqual({})
    })
    expect(await store.snapshot()).toEqual({ customers: { ann } })
  })

  test('that fails leaves nothing, and calls no undo either', async () => {
    const store = await open()
    const run = oneTransaction(store).run(call, async (step, inner) => {
      await step(
        () => store.transact(inner, (tx) => tx.put('customers', 'ann', ann)),
        () => Promise.reject(new Error('was undone')),
      )
      throw new Error('declined')
    })
    await expect(run).rejects.toThrow('declined')
    expect(await store.snapshot()).toEqual({})
  })
})
