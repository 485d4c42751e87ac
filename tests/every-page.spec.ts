import { expect, test } from './support/journey.ts'
import { addressesOf } from './support/pages.ts'

const addresses = addressesOf('out')
const isSheet = (address: string) => address.includes('/quiz/sheet/')

// The sheets of questions are one page in many copies: one of them speaks for all.
const [sheet] = addresses.filter(isSheet)
const kinds = addresses.filter((address) => !isSheet(address) || address === sheet)

for (const address of kinds) {
  test(`a visitor opens ${address} and finds a complete, accessible page`, async ({ page, axe }) => {
    await page.goto(address)
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
    await expect(page.getByRole('main')).toBeVisible()
    await axe(page)
  })
}

test.describe('on a telephone', () => {
  test.use({ viewport: { width: 360, height: 740 } })
  test('no page is wider than the screen', async ({ page }) => {
    test.slow()
    // Blocks that slide to their new place are on their way, not too wide.
    await page.emulateMedia({ reducedMotion: 'reduce' })
    for (const address of addresses) {
      await page.goto(address)
      // 320: a small telephone, and a page enlarged four times (WCAG 1.4.10).
      for (const width of [360, 320]) {
        await page.setViewportSize({ width, height: 740 })
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth),
          `width of ${address}`,
        ).toBeLessThanOrEqual(width)
      }
    }
  })
})

test.describe('without JavaScript', () => {
  test.use({ noJavaScript: true })
  test('every page still says what it is about', async ({ page }) => {
    test.slow()
    for (const address of kinds) {
      await page.goto(address)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      expect((await page.getByRole('main').innerText()).length, `text of ${address}`).toBeGreaterThan(200)
    }
  })
})

test('an address that leads nowhere is answered with a page that leads back', async ({
  page,
  expectFailure,
}) => {
  expectFailure({ url: '/no-such-page/', status: 404 })
  await page.goto('./no-such-page/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.getByRole('main').getByRole('link').first()).toBeVisible()
})
