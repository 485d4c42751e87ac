import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expect, test } from './support/journey.ts'
import { sandboxOf } from './support/sandbox.ts'

test.use({ viewport: { width: 1440, height: 900 } })

/** The document that a press on a button brings as a file. */
async function downloaded(page: Page, name: string) {
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name }).click()
  const download = await coming
  return {
    name: download.suggestedFilename(),
    document: JSON.parse(await readFile(await download.path(), 'utf8')),
  }
}

test('a practitioner keeps requests, brings others in, and finds them and the history again tomorrow', async ({
  page,
  axe,
}) => {
  test.slow()
  await page.goto('./sandbox/')
  const { url, send, said, request, requestTab, response, openHistory, take, level, body } = sandboxOf(page)
  const content = response.getByRole('region', { name: /^JSON, indented/ })
  await expect(send).toBeEnabled()
  await level('Look inside')
  await take('Place an order')
  await send.click()
  await expect(said).toContainText('Answer: 201')

  // A value of the answer goes to where the cursor was, and is sent in its place.
  await take('Read order 7')
  await url.fill('/v1/orders/')
  await request.getByText('Values', { exact: true }).click()
  await request.getByRole('searchbox', { name: 'Search its values' }).fill('/id')
  await request.getByRole('button', { name: /^\/id / }).click()
  await expect(url).toHaveValue('/v1/orders/{{2:/id}}')
  await axe(page)
  await send.click()
  await expect(said).toContainText('Answer: 200')
  await expect(content).toContainText('"state"')

  // A name that has no value yet is pointed out, and then has one.
  await url.fill('/v1/books/{{book}}')
  await send.click()
  await expect(url).toHaveAccessibleDescription(/\{\{book\}\} has no value\. Give it one under Values/)
  await request.getByRole('button', { name: 'Add a variable' }).click()
  await request.getByRole('textbox', { name: 'Name of variable 1' }).fill('book')
  await request.getByRole('textbox', { name: 'Value of variable 1' }).fill('9780441478125')
  await send.click()
  await expect(said).toContainText('Answer: 200')
  await expect(content).toContainText('The Left Hand of Darkness')

  // It is kept under a name; another tool’s collection comes in; junk does not, and says why.
  await page.getByText('Collections', { exact: true }).click()
  const collections = page.getByRole('region', { name: 'Collections' })
  await collections.getByRole('textbox', { name: 'Save the request as' }).fill('My book')
  await collections.getByRole('button', { name: 'Save', exact: true }).click()
  await expect(collections).toContainText('Saved in My requests.')
  const paste = collections.getByRole('textbox', { name: 'Import' })
  const importing = collections.getByRole('button', { name: 'Import', exact: true })
  await paste.fill('{"v": 9, "requests": []}')
  await importing.click()
  await expect(paste).toHaveAccessibleDescription(
    /Nothing was imported\. .*later version of the workbench \(9\)/,
  )
  await expect(paste).toHaveValue('{"v": 9, "requests": []}')
  await collections
    .getByLabel('Import from a file')
    .setInputFiles({ name: 'junk.json', mimeType: 'application/json', buffer: Buffer.alloc(20_000_000, '[') })
  await expect(paste).toHaveAccessibleDescription(/20\.0 million characters; at most 5 million/)
  await paste.fill(
    JSON.stringify({
      info: {
        name: '<img src=x onerror=alert(1)>',
        schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json',
      },
      item: [
        {
          name: '<b>Order</b>',
          request: {
            method: 'POST',
            url: '{{bookshop}}/v1/orders',
            header: [{ key: 'idempotency-key', value: '"theirs"' }],
            body: { mode: 'raw', raw: '{"lines":[]}', options: { raw: { language: 'json' } } },
          },
        },
      ],
    }),
  )
  await importing.click()
  await expect(collections).toContainText('Imported: <img src=x onerror=alert(1)>, one request.')
  await collections.getByText('<img src=x onerror=alert(1)> (1)').click()
  await collections.getByRole('button', { name: 'POST <b>Order</b>' }).click()
  await expect(url).toHaveValue('https://api.bookshop.example/v1/orders')
  await requestTab('Body').click()
  await expect(body).toHaveValue('{"lines":[]}')
  await axe(page)

  // Files for other tools.
  await collections.getByText('My requests (1)').click()
  const postman = await downloaded(page, 'Export My requests for Postman')
  expect(postman.name).toBe('My-requests.postman_collection.json')
  expect(postman.document.item[0]).toMatchObject({
    name: 'My book',
    request: { method: 'GET', url: { raw: '{{bookshop}}/v1/books/{{book}}' } },
  })
  const har = await downloaded(page, 'History as HAR')
  expect(
    har.document.log.entries.map((entry: { response: { status: number } }) => entry.response.status),
  ).toEqual([201, 200, 200])
  const [first] = har.document.log.entries
  expect(Math.abs(Date.parse(first.startedDateTime) - Date.now())).toBeLessThan(120_000)

  // Tomorrow: the requests, the variable, and what was sent with its answers.
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('sandbox-history')), { timeout: 10_000 })
    .toBe('kept')
  await page.reload()
  await expect(send).toBeEnabled()
  await page.getByRole('button', { name: 'Bring back earlier visits' }).click()
  await expect(page.getByText(/^\d brought back, with their answers/)).toBeVisible()
  await (await openHistory()).filter({ hasText: '/v1/books/9780441478125' }).first().click()
  await expect(content).toContainText('The Left Hand of Darkness')
  await expect(url).toHaveValue('/v1/books/{{book}}')
  await send.click()
  await expect(said).toContainText('Answer: 200')
  await page.getByText('Collections', { exact: true }).click()
  await collections.getByText('My requests (1)').click()
  await collections.getByRole('button', { name: 'GET My book' }).click()
  await expect(url).toHaveValue('/v1/books/{{book}}')
})
