import { expect, test } from './support/journey.ts'
import { sandboxOf } from './support/sandbox.ts'

test('a learner switches to the monolith and sees the same answer', async ({ page, axe, expectFailure }) => {
  await page.goto('./sandbox/')
  const { url, send, response, blocks, trace, said, hops, openHistory, take, architecture, level } =
    sandboxOf(page)
  await level('Look inside')
  const content = response.getByRole('region', { name: /^JSON, indented/ })

  // A read is the same to the last byte.
  await take('Read a book')
  await send.click()
  await expect(said).toContainText('Answer: 200 OK, 2 hops')
  const before = await content.innerText()
  await architecture('Monolith').check()
  await expect(blocks).toContainText('A fresh bookshop: seeded data, an empty log.')
  await expect(url).toHaveValue(/\/v1\/books\/9780441478125$/)
  await blocks.getByRole('button', { name: 'Send the same request again' }).click()
  await expect(said).toContainText('Answer: 200 OK, 1 hop')
  expect(await content.innerText()).toBe(before)
  await expect(hops).toHaveCount(1)
  await expect(blocks).toContainText('One process did everything')
  await expect(blocks).toContainText(
    'Compared with the microservices: the same status, 0 bytes of the content differ, 2 hops → 1.',
  )

  // An order that is sent twice differs in what its moment gave it, and says so; replayed from the same start, it does not.
  await take('Place an order')
  await send.click()
  await expect(said).toContainText('Answer: 201 Created, 1 hop, stock 3 → 2')
  await architecture('Microservices').check()
  await send.click()
  await expect(said).toContainText('Answer: 201 Created, 5 hops, stock 3 → 2')
  await expect(blocks).toContainText(
    /Compared with the monolith: the same status, \d+ bytes? of the content differ/,
  )
  await expect(blocks).toContainText('The two were sent at different moments.')
  await axe(page)
  await blocks.getByRole('button', { name: 'Replay both from the same start' }).click()
  await expect(blocks).toContainText(
    'Compared with the monolith: the same status, 0 bytes of the content differ, 1 hop → 5.',
  )
  await expect(trace).toContainText('5 hops')
  await expect(await openHistory()).toHaveCount(6)

  // Where the construction does show: a service has an address of its own, a module has none.
  await take('Go round the gateway')
  await send.click()
  await expect(said).toContainText('Answer: 200 OK, 1 hop')
  await architecture('Monolith').check()
  expectFailure({ url: 'https://inventory.bookshop.internal/', status: 'failed' })
  await send.click()
  await expect(said).toContainText('No answer came. There is no inventory.bookshop.internal in the monolith')
})
