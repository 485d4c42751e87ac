import { loadConcepts } from '#content/load.ts'
import { expect, test } from './support/journey.ts'

const concepts = loadConcepts()

test.describe('without JavaScript', () => {
  test.use({ noJavaScript: true })

  test('a reader reads the whole course, page after page, and finds every run recorded', async ({ page }) => {
    test.slow()
    await page.goto(`./learn/${concepts[0]?.slug}/`)
    for (const [at, { title, diagrams, misconceptions, panels }] of concepts.entries()) {
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
      const figures = page
        .getByRole('figure')
        .filter({ has: page.getByRole('region', { name: /^Diagram: / }) })
      await expect(figures).toHaveCount(diagrams.length)
      for (const figure of await figures.all()) {
        await expect(figure.getByRole('img').first()).toBeVisible()
        await figure.getByText('The diagram in words').click()
        await expect(figure.getByRole('listitem').first()).toBeVisible()
      }
      const asks = page.locator('summary').filter({ hasText: /^Before you open this: / })
      const recorded = page.locator('details').filter({ has: asks })
      expect(await recorded.count(), `recorded panels of “${title}”`).toBeGreaterThanOrEqual(panels.length)
      for (const panel of await recorded.all()) {
        await panel.locator('summary').click()
        await expect(panel.getByRole('table')).toBeVisible()
      }
      await expect(page.getByRole('heading', { level: 3, name: /^Not so: / })).toHaveCount(
        misconceptions.length,
      )
      await expect(page.getByRole('heading', { name: 'Recap' })).toBeVisible()
      const next = concepts[at + 1]
      if (next)
        await page
          .getByRole('navigation', { name: 'Pages before and after' })
          .getByRole('link', { name: `Next ${next.title}` })
          .click()
    }
  })
})

test('a reader writes a decision down by keyboard, and it refuses until there is a reason', async ({
  page,
  axe,
}) => {
  await page.goto('./learn/when-to-use-what/')
  const panel = page.getByRole('region', { name: 'A decision, with its reasons' })
  const record = panel.getByRole('region', { name: 'The record, in Markdown' })
  const decision = panel.getByRole('heading', { level: 4 })
  const refused = await decision.innerText()
  await panel.getByRole('textbox', { name: 'The system is called' }).fill('Ticket office')
  await expect(record).toContainText('Ticket office')
  for (const group of await panel.getByRole('group').all()) {
    await group.getByRole('radio', { checked: true }).focus()
    // From the first to the last, round the end.
    await page.keyboard.press('ArrowLeft')
  }
  await expect(decision).not.toHaveText(refused)
  await axe(page)
})

test('a reader puts guesses of their own into the cost model by keyboard, and every sum follows', async ({
  page,
  axe,
}) => {
  await page.goto('./learn/people-and-cost/')
  const panel = page.getByRole('region', { name: /^A month, worked out of guesses/ })
  await expect(panel.getByText('Modelled').first()).toBeVisible()
  const before = await panel.getByRole('table').innerText()
  await panel.getByRole('spinbutton').first().focus()
  await page.keyboard.press('ArrowUp')
  await expect(panel.getByRole('table')).not.toHaveText(before)
  await axe(page)
})
