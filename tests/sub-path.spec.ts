import { expect, test } from './support/journey.ts'
import { addressesOf } from './support/pages.ts'

test('every page works under a sub-path', async ({ page }) => {
  for (const address of addressesOf('out-sub-path')) {
    await page.goto(address)
    expect(new URL(page.url()).pathname).toMatch(/^\/blocks\//)
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
  }
})

test('links inside the site stay under the sub-path', async ({ page }) => {
  await page.goto('./')
  await page.getByRole('navigation').first().getByRole('link').first().click()
  await expect(page).toHaveURL(/\/blocks\/./)
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
})

test('a reader sends an order, and the service worker of the sub-path answers', async ({ page }) => {
  await page.goto('./')
  const answer = page.waitForResponse(
    (response) => response.url() === 'https://api.bookshop.example/v1/orders',
  )
  await page.getByRole('button', { name: 'Send' }).first().click()
  const response = await answer
  expect(response.status()).toBe(201)
  expect(response.fromServiceWorker()).toBe(true)
  const worker = await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)
  expect(new URL(worker ?? '').pathname).toBe('/blocks/sw.js')
  await expect(page.getByRole('main').getByText('201').first()).toBeVisible()
})
