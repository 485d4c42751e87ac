import { expect, test } from './support/journey.ts'
import { sandboxOf } from './support/sandbox.ts'

test.use({ viewport: { width: 1440, height: 900 } })

test('a newcomer finds an operation by a word, writes its content with help, and sends it many times', async ({
  page,
  axe,
  expectFailure,
}) => {
  test.slow()
  expectFailure({ url: '/v1/orders', status: 409 })
  await page.goto('./sandbox/')
  const { url, method, send, said, request, requestTab, level } = sandboxOf(page)
  await expect(send).toBeEnabled()
  await level('Look inside')

  // By keyboard alone: a word, the arrow, Enter. Escape closes the list and leaves what was typed.
  await url.fill('place an ord')
  const offered = page.getByRole('listbox', { name: 'Operations of the bookshop' }).getByRole('option')
  await expect(offered).toHaveText([/POST.*\/v1\/orders.*Place an order/])
  await url.press('Escape')
  await expect(offered).toHaveCount(0)
  await expect(url).toHaveValue('place an ord')
  await url.press('ArrowDown')
  await expect(offered).toHaveCount(1)
  await url.press('ArrowDown')
  await expect(offered).toHaveAttribute('aria-selected', 'true')
  await url.press('Enter')
  await expect(url).toHaveValue('https://api.bookshop.example/v1/orders')
  await expect(method).toHaveValue('POST')
  await requestTab(/^Headers/).click()
  await expect(request.getByRole('textbox', { name: 'Name of header 2' })).toHaveValue('idempotency-key')

  // The schema of that operation offers names and marks what does not fit.
  await requestTab('Body').click()
  await request.getByRole('button', { name: 'Complete and check as I type' }).click()
  const editor = request.getByRole('textbox', { name: 'Body' })
  await editor.fill('')
  await editor.press('ControlOrMeta+a')
  await page.keyboard.type('{"lin')
  await expect(request.getByRole('option', { name: /lines/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(editor).toContainText('"lines": []')
  await editor.press('ControlOrMeta+a')
  await page.keyboard.insertText('{"lines": [{"isbn": "9780441478125", "quantity": 1}], "gift": true}')
  await expect(request.locator('.cm-lintRange-warning')).toHaveText('true')
  await axe(page)
  await editor.press('ControlOrMeta+a')
  await page.keyboard.insertText('{"lines": [{"isbn": "9780441478125", "quantity": 1}]}')
  await expect(request.locator('.cm-lintRange-warning')).toHaveCount(0)
  await editor.press('ControlOrMeta+Enter')
  await expect(said).toContainText('Answer: 201 Created')

  // Many at once: three copies there were, and one is ordered already.
  await requestTab('Repeat').click()
  await request.getByRole('spinbutton', { name: 'How many' }).fill('4')
  await request.getByRole('spinbutton', { name: 'At a time' }).fill('4')
  await request.getByRole('button', { name: 'Send them' }).click()
  await expect(request.getByRole('status', { name: 'How far' })).toHaveText(
    /^4 of 4 sent\. 2 × (201 Created|409 Conflict), 2 × (201 Created|409 Conflict)\.$/,
  )
  await expect(request.getByRole('region', { name: 'Results' }).getByRole('row')).toHaveCount(5)
  await axe(page)

  // Advice, with the page that explains it.
  await requestTab(/^Headers/).click()
  await request.getByRole('checkbox', { name: 'Send header 2' }).uncheck()
  const advice = request.getByRole('list', { name: 'Advice' })
  await expect(advice).toContainText('sending it again may do it twice')
  await expect(advice.getByRole('link', { name: /^Why/ })).toHaveAttribute(
    'href',
    /\/learn\/partial-failure\/$/,
  )
})
