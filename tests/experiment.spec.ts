import { expect, test } from './support/journey.ts'

test('a reader predicts, is surprised, changes one thing at a time, and takes the run along', async ({
  page,
  axe,
}) => {
  await page.goto('./learn/partial-failure/')
  const panel = page.getByRole('region', { name: 'One click, and what the last service gets of it' })
  const figure = (name: RegExp) => panel.getByRole('row', { name })
  await expect(figure(/^Calls that catalog gets/)).toContainText('1')
  await expect(panel.getByText('recorded when the page was built')).toBeVisible()

  // By keyboard alone: the prediction, then a switch.
  await panel.getByRole('button', { name: '9', exact: true }).press('Enter')
  await expect(panel.getByText('Not what you predicted: it is 27.')).toBeVisible()
  await expect(figure(/^Calls that catalog gets/)).toContainText('27')
  await expect(figure(/^Requests in all/)).toContainText('39')
  await axe(page)
  await panel.getByRole('radio', { name: 'Every caller' }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(panel.getByRole('columnheader', { name: '3 times, Only the client' })).toBeVisible()
  await expect(panel.getByRole('row', { name: /^Calls that catalog gets.* 27 .*3/ })).toBeVisible()
  await expect(panel.getByText('The trace: 9 hops')).toBeVisible()
  await expect(panel.getByRole('list', { name: /^Trace/ }).getByRole('listitem')).toHaveCount(9)

  await panel.getByRole('link', { name: 'Open this run in the sandbox' }).press('Enter')
  await expect(page).toHaveURL(/sandbox\/#run=/)
  await expect(page.getByText('No caller waits between its tries.')).toBeVisible()
})

test('a reader sends a message of the page, and sees what the page says', async ({ page, axe }) => {
  await page.goto('./learn/partial-failure/')
  await page.getByRole('button', { name: 'Send it' }).first().press('Enter')
  const answer = (status: number) => page.getByRole('figure', { name: `Answer ${status} to POST /v1/orders` })
  await expect(answer(201)).toContainText('"state": "confirmed"')
  await page.getByRole('button', { name: 'Send it', exact: true }).first().press('Enter')
  await expect(answer(400)).toContainText('idempotency-key-missing')
  await axe(page)
})

test('without JavaScript the panel still teaches: every setting was recorded', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, ...(baseURL ? { baseURL } : {}) })
  const page = await context.newPage()
  await page.goto('./learn/partial-failure/')
  await page.getByText('Before you open this: Three callers').click()
  await expect(page.getByText('27.', { exact: true })).toBeVisible()
  await expect(page.getByRole('row', { name: /^3 times, Every caller 27 39 503/ })).toBeVisible()
  await context.close()
})
