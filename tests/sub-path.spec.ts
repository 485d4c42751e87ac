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
