import { expect, test } from 'vitest'
import { type Call, GUEST } from '../../http/call.ts'
import { Problem } from '../../http/problem.ts'
import { memoryBackend, openStore } from '../../storage/store.ts'
import { createRecommendationsDomain } from './domain.ts'
import type { RecommendationsTables } from './store.ts'

const call: Call = { caller: GUEST, arrivedAt: '2026-01-05T09:00:00.000Z' }

async function learnt(...baskets: string[][]) {
  const store = await openStore<RecommendationsTables>({ party: 'r', seed: {}, backend: memoryBackend })
  const domain = createRecommendationsDomain({
    store,
    catalogue: {
      async bookOf(isbn) {
        if (isbn === 'gone') throw new Problem('not-found', 'It is sold no more.')
        return { title: isbn.toUpperCase(), price: { amount: 1, currency: 'EUR' } }
      },
    },
  })
  for (const basket of baskets) await domain.learn(basket, call)
  return async (isbn: string | undefined, limit = 10) =>
    (await domain.recommend({ isbn, limit }, call)).map((it) => `${it.title} ${it.because} ${it.times}`)
}

test('what was bought together comes first, most often first; then what sells well', async () => {
  const ask = await learnt(['a', 'b'], ['a', 'b', 'c'], ['c', 'd'], ['d'], ['d'])
  expect(await ask('a')).toEqual(['B bought together 2', 'C bought together 1', 'D bought often 3'])
  expect(await ask('d', 2)).toEqual(['C bought together 1', 'A bought often 2'])
  expect(await ask(undefined, 1)).toEqual(['D bought often 3'])
})

test('a book twice in one order counts once, and never goes with itself', async () => {
  const ask = await learnt(['a', 'a', 'b'])
  expect(await ask('a')).toEqual(['B bought together 1'])
})

test('a book that is sold no more is left out', async () => {
  const ask = await learnt(['a', 'gone'], ['a', 'b'])
  expect(await ask('a')).toEqual(['B bought together 1'])
})
