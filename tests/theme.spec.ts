import type { Page } from '@playwright/test'
import { expect, test } from './support/journey.ts'

/** How light the paper is, from 0 to 1. */
const lightnessOf = (page: Page) =>
  page.evaluate(() => {
    const { data } = (() => {
      const pen = new OffscreenCanvas(1, 1).getContext('2d')
      if (!pen) throw new Error('There is no canvas.')
      pen.fillStyle = getComputedStyle(document.documentElement).backgroundColor
      pen.fillRect(0, 0, 1, 1)
      return pen.getImageData(0, 0, 1, 1)
    })()
    return ((data[0] ?? 0) + (data[1] ?? 0) + (data[2] ?? 0)) / 765
  })

test('a reader chooses the night by day, and it stays, from the first paint on', async ({
  page,
  context,
}) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('./')
  const colours = page.getByRole('combobox', { name: 'Colours' })
  await expect(colours).toHaveValue('system')
  expect(await lightnessOf(page)).toBeGreaterThan(0.8)
  await colours.selectOption('Dark')
  expect(await lightnessOf(page)).toBeLessThan(0.3)

  // Every later page is dark before it has anything to show.
  await page.addInitScript(() => {
    const seen: string[] = []
    Object.assign(globalThis, { seen })
    new MutationObserver((_, observer) => {
      if (!document.body) return
      seen.push(
        getComputedStyle(document.documentElement).colorScheme,
        document.documentElement.dataset.theme ?? '',
      )
      observer.disconnect()
    }).observe(document, { childList: true, subtree: true })
  })
  for (const address of ['./sandbox/', './quiz/', './learn/']) {
    await page.goto(address)
    expect(
      await page.evaluate(() => Reflect.get(globalThis, 'seen')),
      `when ${address} got its body`,
    ).toEqual(['dark', 'dark'])
    expect(await lightnessOf(page)).toBeLessThan(0.3)
    await expect(colours).toHaveValue('dark')
  }

  // In another tab too, and by a link inside the site.
  const other = await context.newPage()
  await other.goto('./learn/')
  expect(await lightnessOf(other)).toBeLessThan(0.3)
  await other.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Quiz' }).click()
  await expect(other.getByRole('heading', { level: 1 })).toHaveText('Quiz')
  expect(await lightnessOf(other)).toBeLessThan(0.3)

  // Back to what the system says, whatever that becomes.
  await colours.selectOption('As the system')
  expect(await lightnessOf(page)).toBeGreaterThan(0.8)
  await page.emulateMedia({ colorScheme: 'dark' })
  expect(await lightnessOf(page)).toBeLessThan(0.3)
  await page.reload()
  await expect(colours).toHaveValue('system')
})
