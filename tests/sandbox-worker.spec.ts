import type { Page } from '@playwright/test'
import { expect, test } from './support/journey.ts'
import { sandboxOf } from './support/sandbox.ts'

const STOCK = 'https://api.bookshop.example/v1/stock/9780441478125'

/** Sends the request of an example and says whether the service worker answered it. */
async function sendThroughWorker(page: Page, example: string): Promise<boolean> {
  const { take, send, said } = sandboxOf(page)
  await take(example)
  const answered = page.waitForResponse((response) =>
    response.url().startsWith('https://api.bookshop.example/'),
  )
  await send.click()
  await expect(said).toContainText('Answer:')
  return (await answered).fromServiceWorker()
}

/** What a person reads who types a request into the developer tools of this page. */
const availableIn = (page: Page) =>
  page.evaluate(async (url) => {
    const response = await fetch(url)
    const { available } = await response.json()
    return { status: response.status, available }
  }, STOCK)

test('a learner closes every page, comes back, and the same worker answers', async ({ page, context }) => {
  await page.goto('./sandbox/')
  expect(await sendThroughWorker(page, 'Place an order')).toBe(true)
  await page.close()

  const again = await context.newPage()
  await again.goto('./sandbox/')
  // It controls the page from the start: it was never gone.
  expect(await again.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toMatch(/\/sw\.js$/)
  expect(await sendThroughWorker(again, 'Look at the stock')).toBe(true)
  // A page is a shop: the order of the page that was closed is not in this one.
  expect(await availableIn(again)).toEqual({ status: 200, available: 3 })
})

test('a learner has two shops in two tabs, and asks each from its own console', async ({ page, context }) => {
  const other = await context.newPage()
  await page.goto('./sandbox/')
  await other.goto('./sandbox/')
  expect(await sendThroughWorker(page, 'Place an order')).toBe(true)
  expect(await sendThroughWorker(other, 'Look at the stock')).toBe(true)
  expect(await availableIn(page)).toEqual({ status: 200, available: 2 })
  expect(await availableIn(other)).toEqual({ status: 200, available: 3 })

  // At the same time.
  await Promise.all([sendThroughWorker(page, 'Place an order'), sendThroughWorker(other, 'Place an order')])
  expect(await availableIn(page)).toEqual({ status: 200, available: 1 })
  expect(await availableIn(other)).toEqual({ status: 200, available: 2 })

  // One of them is closed; the other goes on.
  await page.close()
  expect(await availableIn(other)).toEqual({ status: 200, available: 2 })
  expect(await sendThroughWorker(other, 'Read a book')).toBe(true)
})

test('a learner goes from place to place, and each place has a shop that answers', async ({ page }) => {
  await page.goto('./')
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByRole('region', { name: 'Try it' }).getByRole('status')).toContainText('3 → 2.')
  const main = page.getByRole('navigation', { name: 'Main' })
  await main.getByRole('link', { name: 'Sandbox' }).click()
  expect(await sendThroughWorker(page, 'Place an order')).toBe(true)
  await expect(sandboxOf(page).said).toContainText('stock 3 → 2')
  await main.getByRole('link', { name: 'Learn' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Learn')
  await page.goBack()
  await expect(sandboxOf(page).response).toBeVisible()
  expect(await sendThroughWorker(page, 'Look at the stock')).toBe(true)
  await page.getByRole('link', { name: 'Blocks & Glue' }).first().click()
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByRole('region', { name: 'Try it' }).getByRole('status')).toContainText('3 → 2.')
})
