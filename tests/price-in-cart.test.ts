import { expect, test } from 'vitest'
import { Cart } from '#mocks/services/cart/schema.ts'
import { Architecture } from '#mocks/systems/scenario.ts'
import { mint } from './support/minted.ts'
import { withBookshop } from './support/virtual.ts'

const DUNE = '9780441013593'

test.each(Architecture.options)('%s: a price changes, and the cart shows both', async (architecture) => {
  const authorization = `Bearer ${await mint('ada')}`
  const { result } = await withBookshop({ architecture }, async ({ fetch }, clock) => {
    const ask = (path: string, init?: RequestInit) =>
      fetch(new Request(`https://api.bookshop.example/v1${path}`, init))
    const read = async () => Cart.parse(await (await ask('/carts/seeded-cart')).json())
    const before = await read()
    const changed = await ask(`/books/${DUNE}`, {
      method: 'PATCH',
      headers: { authorization, 'if-match': '*', 'content-type': 'application/merge-patch+json' },
      body: JSON.stringify({ price: { amount: 1_499, currency: 'EUR' } }),
    })
    await clock.sleep(2_000_000)
    return { before, status: changed.status, after: await read() }
  })
  const [dune, other] = result.after.lines
  const seen = result.before.lines.find(({ isbn }) => isbn === DUNE)?.unitPrice
  expect(result.status).toBe(200)
  expect(dune).toMatchObject({ isbn: DUNE, unitPrice: { amount: 1_499 }, previousPrice: seen })
  expect(other?.previousPrice).toBeUndefined()
  expect(result.after.updatedAt).toBe(result.before.updatedAt)
})
