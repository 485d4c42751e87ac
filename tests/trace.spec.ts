import { readFile } from 'node:fs/promises'
import { expect, test } from './support/journey.ts'
import { sandboxOf } from './support/sandbox.ts'

test('a practitioner reads one trace as a waterfall, a diagram and a log, by keyboard, and takes it home', async ({
  page,
  axe,
}) => {
  test.slow()
  await page.goto('./sandbox/')
  const { send, said, trace, hops, drawn, level } = sandboxOf(page)
  await level('Look inside')
  await send.click()
  await expect(said).toContainText('Answer: 201 Created, 5 hops')

  // The treegrid: down to the second row, fold it, unfold it, back to its parent, select the last one.
  await hops.first().focus()
  await page.keyboard.press('ArrowDown')
  await expect(hops.nth(1)).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(hops.nth(1)).toHaveAttribute('aria-expanded', 'false')
  await expect(hops).toHaveCount(2)
  await page.keyboard.press('ArrowRight')
  await expect(hops).toHaveCount(5)
  await page.keyboard.press('End')
  await expect(hops.nth(4)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(hops.nth(4)).toHaveAttribute('aria-selected', 'true')
  await expect(drawn.nth(4)).toHaveAttribute('aria-current', 'true')
  const phases = trace.getByRole('region', { name: 'Phases of hop 5' })
  await expect(phases.getByRole('rowheader')).toHaveText(['Network: there', 'Service', 'Network: back'])
  await axe(page)

  // The same hop in the diagram, and its source in Mermaid.
  await trace.getByRole('tab', { name: 'Sequence' }).click()
  const messages = trace.getByRole('list', { name: 'Messages, in the order of the log' })
  await expect(messages.getByRole('button')).toHaveCount(10)
  await expect(messages.getByRole('button', { pressed: true })).toHaveText([
    /orders asks payments/,
    /payments answers orders: 201/,
  ])
  await messages.getByRole('button').nth(2).click()
  await expect(drawn.nth(2)).toHaveAttribute('aria-current', 'true')
  await trace.getByText('Mermaid source', { exact: true }).click()
  await expect(trace.getByRole('region', { name: /^Mermaid source/ })).toContainText('sequenceDiagram')
  await axe(page)

  // And in the log, filtered.
  await trace.getByRole('tab', { name: 'Log' }).click()
  await trace.getByRole('searchbox', { name: 'Filter the log' }).fill('reservations')
  await expect(trace.getByRole('status')).toContainText(/^\d+ of \d+ lines$/)
  await trace.getByRole('list', { name: 'Lines of the log' }).getByRole('button').first().click()
  await expect(drawn.nth(3)).toHaveAttribute('aria-current', 'true')
  await axe(page)

  await trace.getByRole('tab', { name: 'Waterfall' }).click()
  const [har] = await Promise.all([
    page.waitForEvent('download'),
    trace.getByRole('button', { name: 'Export as HAR' }).click(),
  ])
  const { log } = JSON.parse(await readFile(await har.path(), 'utf8'))
  expect(log.version).toBe('1.2')
  expect(log.entries).toHaveLength(5)
})
