import type { Page } from '@playwright/test'
import { expect, test } from './support/journey.ts'
import { sandboxOf } from './support/sandbox.ts'

test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })

/** Nothing sticks out at the side. */
async function fits(page: Page, where: string): Promise<void> {
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth),
    `width of ${where}`,
  ).toBeLessThanOrEqual(360)
}

test('a person on a telephone sends a first request and makes it a monolith', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto('./')
  await page.getByRole('button', { name: 'Send' }).tap()
  const caption = page.getByRole('region', { name: 'Try it' }).getByRole('status')
  await expect(caption).toContainText(/201 Created\. .*5 HTTP hops\. .*3 → 2\./)
  await expect(caption).toBeInViewport()
  await page.getByText('These hops in words').tap()
  await expect(page.getByRole('listitem').filter({ hasText: '5. orders asks payments' })).toBeVisible()
  await fits(page, 'the home page with its hops')
  await page.getByRole('button', { name: 'No', exact: true }).tap()
  await expect(caption).toContainText(/0 of \d+ bytes of the content changed/)
  await expect(caption).toBeInViewport()
  await fits(page, 'the home page with its findings')
})

test('a person on a telephone sends an order in the sandbox and looks at it from every side', async ({
  page,
  expectFailure,
  axe,
}) => {
  test.slow()
  expectFailure({ url: '/v1/orders', status: 503 })
  await page.goto('./sandbox/')
  const { take, send, said, response, blocks, trace, hops, changes, request, architecture } = sandboxOf(page)
  const views = page.getByRole('tablist', { name: 'Views of this request' })
  const view = (name: string) => views.getByRole('tab', { name })
  await take('Place an order')
  await request
    .or(page.getByText('Request', { exact: true }))
    .first()
    .tap()
  await expect(page.getByRole('textbox', { name: 'Body' })).toBeVisible()
  await fits(page, 'the sandbox with the request open')
  await send.tap()
  await expect(said).toContainText('Answer: 201 Created, 5 hops, stock 3 → 2')
  await expect(page.getByText(/^201 Created · 5 hops · stock 3 → 2/)).toBeVisible()
  await expect(response).toBeVisible()
  await expect(trace).toBeHidden()
  await response.getByText('Modelled').first().tap()
  await expect(response.getByText('Part of this time is injected.')).toBeInViewport({ ratio: 1 })
  await fits(page, 'the time, explained')
  await response.getByText('Modelled').first().tap()

  await view('Trace').tap()
  await expect(response).toBeHidden()
  await expect(hops).toHaveCount(5)
  await hops.nth(3).tap()
  await fits(page, 'the trace')
  await axe(page)
  await trace.getByRole('button', { name: 'Read the messages of hop 4' }).tap()
  await expect(view('Answer')).toHaveAttribute('aria-selected', 'true')
  await expect(response).toContainText('Hop 4 of 5: orders → inventory')
  await fits(page, 'the wire')

  await view('Blocks').tap()
  await expect(blocks).toContainText('Orders asked catalog')
  await blocks.getByText('Take a block down').tap()
  await blocks.getByRole('button', { name: 'Take payments down' }).tap()
  await fits(page, 'the blocks')
  await take('Place an order')
  await send.tap()
  await expect(said).toContainText('Answer: 503 Service Unavailable, 6 hops')
  await expect(view('Blocks')).toHaveAttribute('aria-selected', 'true')
  await axe(page)

  // The views by keyboard, for whoever has one.
  await view('Blocks').press('ArrowRight')
  await expect(view('Data')).toBeFocused()
  await expect(changes.getByRole('region', { name: 'Changes in inventory' })).toContainText(
    'changed and put back',
  )
  await fits(page, 'the data')
  await architecture('Monolith').check()
  await send.tap()
  await expect(said).toContainText('Answer: 201 Created, 1 hop, stock 3 → 2')
  await fits(page, 'the monolith')
})

test('a person on a telephone reads, switches, and answers a question', async ({ page, axe }) => {
  await page.goto('./learn/rest-api-vs-microservices/')
  const panel = page.getByRole('region', { name: 'Two switches on one request' })
  await panel.getByRole('radio', { name: 'Monolith' }).check()
  await fits(page, 'the panel with its question')
  await panel.getByRole('button', { name: 'The same answer' }).tap()
  await expect(panel).toContainText('As you predicted.')
  await fits(page, 'the panel with its comparison')
  for (const summary of ['The diagram in words', 'Mermaid source'])
    for (const fold of await page.getByText(summary, { exact: true }).all()) await fold.tap()
  await fits(page, 'page 1 with everything unfolded')

  await page.getByRole('link', { name: 'Quiz yourself on this page: 3 questions' }).tap()
  await expect(page.getByRole('heading', { name: 'Question 1 of 3' })).toBeFocused()
  await page.getByRole('radio').first().check()
  await page.getByRole('button', { name: 'Check my answer' }).tap()
  await page.getByRole('button', { name: 'Show me' }).tap()
  await expect(page.getByRole('region', { name: 'Measured just now' })).toBeVisible()
  await page.getByText('Where the time went').tap()
  await page.getByText('This drawing in words').tap()
  await fits(page, 'a verdict with its demonstration')
  await axe(page)
})
