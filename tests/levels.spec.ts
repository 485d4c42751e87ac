import type { Page } from '@playwright/test'
import { expect, test } from './support/journey.ts'
import { sandboxOf } from './support/sandbox.ts'

/** What a person can do on the first screen, outside of navigation: each group of radios or tabs is one choice. */
function controlsOnScreen(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const choices = new Set<unknown>()
    const names: string[] = []
    for (const it of document.querySelectorAll<HTMLElement>(
      'main :is(a[href], button, input, select, textarea, summary)',
    )) {
      const box = it.getBoundingClientRect()
      if (!it.checkVisibility() || box.width === 0 || box.top >= innerHeight || box.bottom <= 0) continue
      if (it.closest('nav, [role=tablist]') || it.matches('summary:has(+ nav)')) continue
      const choice = it instanceof HTMLInputElement && it.type === 'radio' ? it.name : it
      if (choices.has(choice)) continue
      choices.add(choice)
      names.push(it.textContent || it.getAttribute('aria-label') || it.id)
    }
    return names
  })
}

for (const width of [1440, 768, 360]) {
  test(`a newcomer is shown at most seven things to do at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 })
    await page.goto('./sandbox/')
    await expect(sandboxOf(page).send).toBeEnabled()
    const controls = await controlsOnScreen(page)
    expect(controls.length, controls.join(' | ')).toBeLessThanOrEqual(7)
    expect(controls.length).toBeGreaterThan(3)
  })
}

test('a learner lays out more of the workbench, step by step, and finds it so tomorrow', async ({
  page,
  axe,
}) => {
  test.slow()
  await page.goto('./sandbox/')
  const { trace, changes, send, said, blocks, level } = sandboxOf(page)
  const breaking = page.getByRole('region', { name: 'Break it' })
  await expect(page.getByRole('radio', { name: 'Send', exact: true })).toBeChecked()
  await expect(trace).toBeHidden()
  await expect(changes).toBeHidden()
  await send.click()
  await expect(said).toContainText('Answer: 201 Created')
  await axe(page)
  await blocks.getByRole('button', { name: /^Look inside/ }).click()
  await expect(trace).toBeVisible()
  await expect(changes).toBeVisible()
  await expect(breaking).toHaveCount(0)
  await level('Break it')
  await expect(breaking).toBeVisible()
  await axe(page)
  await page.reload()
  await expect(breaking).toBeVisible()
  await level('Send')
  await expect(breaking).toHaveCount(0)
  await expect(trace).toBeHidden()
})
