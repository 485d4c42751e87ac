import type { Page } from '@playwright/test'
import { expect, test } from './support/journey.ts'
import { sandboxOf } from './support/sandbox.ts'

test.use({ viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] })

/** Pastes a text where the focus is. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text)
  await page.keyboard.press('ControlOrMeta+v')
}

const COPIED = `curl 'https://api.bookshop.example/v1/orders' \\
  -H 'content-type: application/json' \\
  -H 'cookie: session=1' \\
  -H 'idempotency-key: "from-my-terminal"' \\
  --data-raw '{"lines":[{"isbn":"9780441478125","quantity":1}]}'`

test('a practitioner pastes a command, changes the request in every tab, and takes it along in another language', async ({
  page,
  axe,
  expectFailure,
}) => {
  test.slow()
  expectFailure({ url: '/v1/me/orders', status: 401 })
  await page.goto('./sandbox/')
  const { url, method, send, said, request, requestTab, body, response } = sandboxOf(page)
  const content = response.getByRole('region', { name: /^JSON, indented/ })
  await expect(send).toBeEnabled()

  // A command becomes the request; what page code can not send is switched off and named.
  await url.fill('')
  await paste(page, COPIED)
  await expect(method).toHaveValue('POST')
  await expect(request).toContainText('From a curl command. cookie: the browser’s own, and switched off.')
  await expect(body).toHaveValue(/"quantity":1/)
  await requestTab(/^Headers \(2\)/).click()
  await expect(request.getByRole('checkbox', { name: 'Send header 2' })).not.toBeChecked()
  await send.click()
  await expect(said).toContainText('Answer: 201 Created')

  // One that nobody can read loses nothing.
  await url.focus()
  await paste(page, 'curl -H "authorization: $(cat token)" https://api.bookshop.example/v1/books')
  await expect(url).toHaveAccessibleDescription(
    /This command was not taken over\. .*for the shell to work out/,
  )
  await expect(url).toHaveValue('https://api.bookshop.example/v1/orders')

  // Lines of the query follow the URL, and the URL follows them.
  await url.fill('/v1/books?q=guin&limit=1')
  await expect(url).toHaveAccessibleDescription('')
  await method.selectOption('GET')
  await requestTab('Params (2)').click()
  await request.getByRole('checkbox', { name: 'Send parameter 1' }).uncheck()
  await expect(url).toHaveValue('/v1/books?limit=1')
  await request.getByRole('textbox', { name: 'Value of parameter 2' }).fill('2')
  await expect(url).toHaveValue('/v1/books?limit=2')
  await request.getByRole('button', { name: 'Edit as text' }).click()
  await request.getByRole('textbox', { name: 'All parameters' }).fill('limit: 3\n# q: guin\nsort: price')
  await expect(url).toHaveValue('/v1/books?limit=3&sort=price')
  await request.getByRole('button', { name: 'Edit as a table' }).click()

  // The same in another language, at every key; and at the address of the real processes.
  await requestTab('Code').click()
  const code = request.getByRole('region', { name: /, as text$/ })
  await expect(code).toContainText("curl 'https://api.bookshop.example/v1/books?limit=3&sort=price'")
  await url.press('End')
  await url.pressSequentially('X')
  await expect(code).toContainText('sort=priceX')
  await url.press('Backspace')
  await request.getByRole('combobox', { name: 'Language' }).selectOption('Go (net/http)')
  await request.getByRole('radio', { name: 'localhost:4000' }).check()
  await expect(code).toContainText('"http://localhost:4000/v1/books?limit=3&sort=price"')
  await axe(page)

  // A form, by keyboard: the kind, the fields, and what is sent.
  await method.selectOption('POST')
  await url.fill('/v1/orders')
  await url.press('Escape')
  await requestTab('Body').click()
  await request.getByRole('radio', { name: 'Form' }).check()
  await request.getByRole('button', { name: 'Add a field' }).click()
  await request.getByRole('textbox', { name: 'Name of field 1' }).fill('a')
  await request.getByRole('textbox', { name: 'Value of field 1' }).fill('1 & 2')
  await axe(page)
  await requestTab('Code').click()
  await request.getByRole('combobox', { name: 'Language' }).selectOption('cURL')
  await expect(code).toContainText("--data-raw 'a=1+%26+2'")
  await expect(code).toContainText("'content-type: application/x-www-form-urlencoded'")

  // A token that is none: the service says so, and who acts is to be seen.
  await method.selectOption('GET')
  await url.fill('/v1/me/orders')
  await url.press('Escape')
  await requestTab('Body').click()
  await request.getByRole('radio', { name: 'None' }).check()
  await requestTab('Auth').click()
  await request.getByRole('combobox', { name: 'Who acts' }).selectOption('Bearer token (RFC 6750)')
  await request.getByRole('textbox', { name: 'Token' }).fill('made-up')
  await expect(request).toContainText('Sent as authorization: Bearer made-up')
  await axe(page)
  await send.click()
  await expect(said).toContainText('Answer: 401')
  await expect(content).toContainText('"status": 401')
})
