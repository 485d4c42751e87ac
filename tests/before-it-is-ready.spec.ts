import type { Locator, Page } from '@playwright/test'
import { expect, test } from './support/journey.ts'
import { sandboxOf } from './support/sandbox.ts'

/** Opens a page whose programs do not come yet; returns how to let them come. */
async function openSlowly(page: Page, address: string): Promise<() => Promise<void>> {
  const programs = '**/_next/static/chunks/*.js'
  const { promise: letThrough, resolve: open } = Promise.withResolvers<void>()
  await page.route(programs, async (route) => {
    await letThrough
    await route.continue()
  })
  await page.goto(address, { waitUntil: 'commit' })
  return async () => {
    open()
    await page.waitForLoadState('networkidle')
    await page.unroute(programs)
  }
}

/** Presses the middle of something, as a hand would that does not know whether it is ready. */
async function poke(control: Locator): Promise<void> {
  await control.scrollIntoViewIfNeeded()
  const box = await control.boundingBox()
  if (!box) throw new Error(`${control} is not to be seen.`)
  await control.page().mouse.click(box.x + box.width / 2, box.y + box.height / 2)
}

test('a person who is quicker than the page is not sent away, and nothing is shown that is not so', async ({
  page,
}) => {
  // The home page: what is shown is what is ordered.
  let ready = await openSlowly(page, './')
  const copies = page.getByRole('textbox', { name: 'Copies' })
  const send = page.getByRole('button', { name: 'Send', exact: true })
  await poke(send)
  await poke(copies)
  await page.keyboard.type('2')
  await page.keyboard.press('Enter')
  await ready()
  await expect(page).toHaveURL(/\/$/)
  await expect(copies).toHaveValue('1')
  const ordered = page.waitForRequest('https://api.bookshop.example/v1/orders')
  await send.click()
  expect((await ordered).postDataJSON()).toMatchObject({ lines: [{ quantity: 1 }] })

  // Page 1: a switch is where the run is, and moving it asks.
  ready = await openSlowly(page, './learn/rest-api-vs-microservices/')
  const monolith = page.getByRole('radio', { name: 'Monolith' })
  await poke(monolith)
  await ready()
  await expect(page.getByRole('radio', { name: 'Microservices' })).toBeChecked()
  await monolith.check()
  await expect(page.getByText('Before it runs:')).toBeVisible()

  // The sandbox: request and switch are what they say.
  ready = await openSlowly(page, './sandbox/')
  const { url, architecture, said } = sandboxOf(page)
  await poke(url)
  await page.keyboard.type('nonsense')
  await page.keyboard.press('Enter')
  await poke(architecture('Monolith'))
  await ready()
  await expect(page).toHaveURL(/\/sandbox\/$/)
  await expect(url).toHaveValue('https://api.bookshop.example/v1/orders')
  await expect(architecture('Microservices')).toBeChecked()
  await send.click()
  await expect(said).toContainText('Answer: 201 Created, 5 hops')
})
