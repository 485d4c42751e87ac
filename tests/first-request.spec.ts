import type { Page } from '@playwright/test'
import { expect, test } from './support/journey.ts'

const ORDERS = 'https://api.bookshop.example/v1/orders'

/** The parts of the first minute, found as a person finds them. */
function firstMinuteOf(page: Page) {
  const tryIt = page.getByRole('region', { name: 'Try it' })
  return {
    tryIt,
    button: (name: string) => tryIt.getByRole('button', { name, exact: true }),
    /** A step of the story, by its heading. */
    step: (title: string) =>
      tryIt.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) }),
    /** What was done last and what came of it: said aloud, too. */
    caption: tryIt.getByRole('status'),
  }
}

test('a visitor sends a first request from the home page, breaks the shop, and goes on', async ({
  page,
  expectFailure,
  axe,
}) => {
  test.slow()
  expectFailure({ url: ORDERS, status: 503 })
  expectFailure({ url: '/v1/books', status: 'failed' })
  await page.goto('./')
  const { tryIt, button, step, caption } = firstMinuteOf(page)
  await expect(tryIt).toContainText('Recorded earlier')
  await expect(button('Yes')).toHaveCount(0)

  // 1. Send: a real fetch, answered by the service worker.
  await page.getByRole('combobox', { name: 'Book' }).selectOption({ label: 'The Left Hand of Darkness' })
  const answered = page.waitForResponse(ORDERS)
  await button('Send').click()
  const response = await answered
  expect(response.status()).toBe(201)
  expect(response.fromServiceWorker()).toBe(true)
  expect(await response.headerValue('location')).toMatch(/\/v1\/orders\/\w+$/)
  await expect(step('Send one order')).toContainText(/201 Created\. .*5 HTTP hops\. .*3 → 2\./)
  await expect(caption).toContainText(/201 Created\. .*5 HTTP hops\. .*3 → 2\./)
  await expect(tryIt).toContainText('Your run, just now')
  await expect(tryIt).not.toContainText('Recorded earlier')
  const payment = tryIt.getByRole('listitem').filter({ hasText: /^5\. orders asks payments/ })
  await expect(payment.first()).toContainText('Answer: 201.')
  await expect(tryIt).toContainText('A service worker in this browser answered them')

  // 2. A wrong prediction. From here on without the playback, which has shown itself.
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await button('Yes').click()
  await expect(step('Make it a monolith')).toContainText(/You said yes; it did not change\./)
  await expect(step('Make it a monolith')).toContainText(
    /Same status\. 0 of \d{3} bytes of the content changed\. 5 HTTP hops → 1\./,
  )
  await expect(button('Yes')).toHaveAttribute('aria-pressed', 'true')

  // 3. Payments is taken down: the same order fails, says what failed, and leaves nothing behind.
  const refused = page.waitForResponse(ORDERS)
  await button('Take payments down').click()
  expect((await refused).headers()['content-type']).toBe('application/problem+json')
  await expect(step('Take payments down')).toContainText(
    /503 Service Unavailable\. Hop 5 was refused: payments/,
  )
  await tryIt.getByText(/^The problem document \(RFC 9457\)/).click()
  await expect(tryIt.getByRole('region', { name: 'Content', exact: true })).toContainText('"status": 503')
  await button('What happened to the reserved copy?').click()
  await expect(step('Take payments down')).toContainText(/in hop 6\. .*3 → 2 → 3\./)
  await axe(page)

  // 4. Browsing does not need payments; 5. a monolith that is not running answers nobody.
  await button('Browse books').click()
  await expect(step('Browse the books')).toContainText(
    '200 OK. 2 HTTP hops, and none of them needs payments.',
  )
  await step('Make browsing fail')
    .getByRole('button', { name: /monolith/i })
    .click()
  await expect(step('Make browsing fail')).toContainText('No answer at all (ECONNREFUSED).')
  await expect(caption).toContainText('Hop 1 was refused: the monolith is not listening.')

  // The doors: the run that was just made, in the sandbox; and the reason, on page 1.
  await page.getByRole('link', { name: 'Open this run in the sandbox' }).click()
  await expect(page).toHaveURL(/\/sandbox\/#run=1\./)
  const linked = page.getByRole('region', { name: 'Linked run' })
  await expect(linked).toContainText(/monolith, one request, \w+ down, seed \d+/)
  await expect(linked).toContainText('GET /v1/books')
  await linked.getByRole('button', { name: 'Replay it' }).click()
  await expect(page.getByRole('region', { name: 'Response' })).toContainText('No answer came.')

  await page.goBack()
  await page.getByRole('link', { name: /^Understand it/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('REST API v microservices in five minutes')
})

test('a visitor does the same by keyboard alone, without motion', async ({ page, expectFailure }) => {
  expectFailure({ url: ORDERS, status: 503 })
  expectFailure({ url: '/v1/books', status: 503 })
  await page.emulateMedia({ reducedMotion: 'reduce' })
  await page.goto('./')
  const { tryIt, step } = firstMinuteOf(page)
  /** Presses Tab until the focus is there: what no one can reach fails. */
  const tabTo = async (role: 'button' | 'textbox' | 'link', name: string | RegExp) => {
    const target = page.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name })
    for (let presses = 0; presses < 60; presses++) {
      if ((await target.count()) === 1 && (await target.evaluate((it) => it === document.activeElement))) {
        await expect(target).toBeInViewport()
        return
      }
      await page.keyboard.press('Tab')
    }
    throw new Error(`Sixty presses of Tab do not lead to ${role} ${name}.`)
  }
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeFocused()
  await page.keyboard.press('Enter')

  await tabTo('textbox', 'Copies')
  await page.keyboard.type('0')
  await expect(page.getByText('Give a whole number of copies from 1 to 9.')).toBeVisible()
  await page.keyboard.press('ControlOrMeta+a')
  await page.keyboard.type('2')
  await page.keyboard.press('Enter')
  await expect(step('Send one order')).toContainText(/5 HTTP hops\. .*3 → 1\./)
  expect(await page.evaluate(movingProperties), 'what moves although less motion was asked for').toEqual([])

  await tabTo('button', 'No')
  await page.keyboard.press('Space')
  await expect(step('Make it a monolith')).toContainText('No, it did not change.')
  await tabTo('button', 'Take payments down')
  await page.keyboard.press('Enter')
  await tabTo('button', 'What happened to the reserved copy?')
  await page.keyboard.press('Enter')
  await expect(step('Take payments down')).toContainText('3 → 1 → 3.')
  await tabTo('button', 'Browse books')
  await page.keyboard.press('Enter')
  await expect(step('Browse the books')).toContainText('none of them needs payments')
  await tabTo('button', /catalog/i)
  await page.keyboard.press('Enter')
  await expect(step('Make browsing fail')).toContainText('503 Service Unavailable.')
  await expect(tryIt.getByRole('status')).toContainText('the catalog is not listening.')
  await tabTo('link', /^Open this run in the sandbox/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Linked run' })).toContainText('catalog down')
})

/** The CSS properties that animations of this page change right now; a fade is no motion. */
function movingProperties(): string[] {
  const keyframes = document
    .getAnimations()
    .flatMap(({ effect }) => (effect instanceof KeyframeEffect ? effect.getKeyframes() : []))
  const aside = ['offset', 'computedOffset', 'easing', 'composite', 'opacity']
  return keyframes.flatMap((keyframe) => Object.keys(keyframe).filter((name) => !aside.includes(name)))
}
