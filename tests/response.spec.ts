import { expect, test } from './support/journey.ts'
import { sandboxOf } from './support/sandbox.ts'

test('a front-end person reads an answer from every side, and learns what page code may see of it', async ({
  page,
  context,
  axe,
}) => {
  test.slow()
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto('./sandbox/')
  const { take, send, said, response, tab, level } = sandboxOf(page)
  await level('Look inside')
  await take('List books')
  await send.click()
  await expect(said).toContainText('Answer: 200 OK')

  // As a tree: search, go to the place, copy its path; fold by keyboard.
  await response.getByRole('radio', { name: 'Tree' }).check()
  const tree = response.getByRole('tree', { name: 'JSON, as a tree' })
  const search = response.getByRole('searchbox', { name: 'Search names and values' })
  await search.fill('currency')
  await search.press('Enter')
  await expect(response.getByRole('status', { name: 'Places found' })).toContainText(/^1 of \d+$/)
  await response.getByRole('button', { name: /^Copy the path/ }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^\$\..+\[0\].*\.currency$/)
  await tree.getByRole('treeitem', { selected: true }).focus()
  await page.keyboard.press('Home')
  await expect(tree.getByRole('treeitem').first()).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(tree.getByRole('treeitem')).toHaveCount(1)
  await axe(page)
  await response.getByRole('radio', { name: 'Bytes' }).check()
  await expect(response.getByRole('region', { name: 'Bytes of the content' })).toContainText('000000')
  await response.getByRole('radio', { name: 'Preview' }).check()
  await expect(response.getByRole('columnheader', { name: 'isbn' })).toBeVisible()

  // Status and fields, explained in place.
  await tab(/^Headers/).click()
  await expect(response.getByRole('region', { name: 'The status, explained' })).toContainText('It worked')
  const fields = response.getByRole('list', { name: 'Header fields, explained' })
  await fields.getByText(/^vary/).click()
  await expect(fields.getByRole('link', { name: 'RFC 9110 §12.5.5' })).toBeVisible()
  await axe(page)

  // The wire, beside what a script is let to see.
  await tab('Wire').click()
  await response.getByRole('radio', { name: 'Page sees' }).check()
  const seen = response.getByRole('table', { name: /^Fields of the answer/ })
  await expect(seen.getByRole('row', { name: /^link:/ })).toContainText('the same')
  await expect(seen.getByRole('row', { name: /^vary:/ })).toContainText('withheld')
  await axe(page)
  await tab('Time').click()
  await expect(response.getByRole('region', { name: 'Phases of hop 1' })).toContainText('Network: there')

  // Compared with another answer.
  await take('Read a book')
  await send.click()
  await expect(said).toContainText('Answer: 200 OK')
  await tab('Compare').click()
  await expect(response.getByRole('region', { name: 'Header fields that differ' })).toContainText(
    'content-length',
  )
  await expect(response.getByRole('region', { name: 'Line by line' })).toContainText('added')
  await axe(page)
})

test('an answer with script in every field does nothing', async ({ page }) => {
  await page.goto('./sandbox/')
  const { method, url, send, said, response, level } = sandboxOf(page)
  await level('Everything')
  await method.selectOption('GET')
  await url.fill('/v1/books?q=<img src=x onerror=alert(1)><script>alert(2)</script>')
  await send.click()
  await expect(said).toContainText('Answer: 200 OK')
  for (const view of ['Tree', 'Raw', 'Pretty']) await response.getByRole('radio', { name: view }).check()
  await page.getByRole('region', { name: 'Trace' }).getByRole('tab', { name: 'Sequence' }).click()
  await expect(page.locator('main img')).toHaveCount(0)
})
