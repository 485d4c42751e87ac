import { expect, test } from './support/journey.ts'

const ORDERS = 'https://api.bookshop.example/v1/orders'

test('a visitor sends a first request from the home page, breaks the shop, and goes on', async ({
  page,
  expectFailure,
  axe,
}) => {
  expectFailure({ url: ORDERS, status: 503 })
  expectFailure({ url: '/v1/books', status: 'failed' })
  await page.goto('./')
  const tryIt = page.getByRole('region', { name: 'Try it' })
  const steps = tryIt
    .getByRole('list')
    .filter({ has: page.getByRole('heading', { name: /^1\. ?Send one order/ }) })
  const step = (title: string) =>
    steps.getByRole('listitem').filter({ has: page.getByRole('heading', { name: title }) })
  await expect(tryIt.getByText('A recorded run')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Yes' })).toHaveCount(0)

  // 1. Send: a real fetch, answered by the service worker.
  await page.getByRole('combobox', { name: 'Book' }).selectOption({ label: 'The Left Hand of Darkness' })
  const answered = page.waitForResponse(ORDERS)
  await page.getByRole('button', { name: 'Send' }).click()
  const response = await answered
  expect(response.status()).toBe(201)
  expect(response.fromServiceWorker()).toBe(true)
  expect(await response.headerValue('location')).toMatch(/\/v1\/orders\/\w+$/)
  await expect(step('Send one order').getByRole('status')).toHaveText(
    '201 Created. It took 5 HTTP hops. Copies you can buy: 3 → 2.',
  )
  await expect(tryIt.getByText('Observed')).toBeVisible()
  await expect(tryIt.getByText('A recorded run')).toBeHidden()
  await expect(
    tryIt
      .getByRole('listitem')
      .filter({ hasText: /^5\. orders asks payments/ })
      .first(),
  ).toContainText('Answer: 201.')
  await expect(tryIt).toContainText('A service worker in this browser answered them')

  // 2. A wrong prediction.
  await page.getByRole('button', { name: 'Yes' }).click()
  await expect(step('Now make it a monolith')).toContainText(
    /0 of \d{3} bytes of the answer changed · 5 HTTP hops → 1/,
  )
  await expect(step('Now make it a monolith')).toContainText('You said yes. It was the other way round.')

  // 3. Payments is pulled out: the same order fails, and says what failed.
  const refused = page.waitForResponse(ORDERS)
  await page.getByRole('button', { name: 'Pull payments out' }).click()
  expect((await refused).headers()['content-type']).toBe('application/problem+json')
  await expect(step('Pull payments out')).toContainText(
    '503 Service Unavailable. Hop 5 found nobody: payments does not listen.',
  )
  await expect(tryIt.getByRole('region', { name: 'Problem document (RFC 9457)' })).toContainText(
    '"status": 503',
  )
  await page.getByRole('button', { name: 'What happened to the reserved copy?' }).click()
  await expect(step('Pull payments out')).toContainText('Copies you can buy: 3 → 2 → 3.')
  await axe(page)
  await page.emulateMedia({ colorScheme: null, reducedMotion: null })

  // 4. Browsing does not need payments; a monolith that is gone answers nobody.
  await page.getByRole('button', { name: 'Browse books' }).click()
  await expect(step('Browse the books')).toContainText(
    '200 OK. 2 HTTP hops, and none of them needs payments.',
  )
  await page.getByRole('button', { name: 'Kill the monolith' }).click()
  await expect(step('Browse the books')).toContainText('all are gone: no answer at all (ECONNREFUSED).')
  await expect(tryIt.getByRole('status').filter({ hasText: /^ECONNREFUSED\s*no answer$/ })).toBeVisible()

  // The doors: the run that was just made, in the sandbox; and the reason, on page 1.
  await page.getByRole('link', { name: 'Open this run in the sandbox' }).click()
  await expect(page).toHaveURL(/\/sandbox\/#run=1\./)
  const linked = page.getByRole('region', { name: 'Linked run' })
  await expect(linked).toContainText('monolith, one request, payments down, seed 7')
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
  const finding = (hasText: string) => page.getByRole('status').filter({ hasText })
  /** Presses Tab until the focus is there: what no one can reach fails. */
  const tabTo = async (role: 'button' | 'textbox' | 'link', name: string | RegExp) => {
    const target = page.getByRole(role, { name })
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
  await expect(finding('It took 5 HTTP hops. Copies you can buy: 3 → 1.')).toBeVisible()
  expect(await page.evaluate(movingProperties), 'what moves although less motion was asked for').toEqual([])

  await tabTo('button', 'No')
  await page.keyboard.press('Space')
  await expect(finding('You said no. That is what happened.')).toBeVisible()
  await tabTo('button', 'Pull payments out')
  await page.keyboard.press('Enter')
  await tabTo('button', 'What happened to the reserved copy?')
  await page.keyboard.press('Enter')
  await expect(finding('Copies you can buy: 3 → 1 → 3.')).toBeVisible()
  await tabTo('button', 'Browse books')
  await page.keyboard.press('Enter')
  await expect(finding('none of them needs payments')).toBeVisible()
  await tabTo('button', 'Pull the catalog out')
  await page.keyboard.press('Enter')
  await expect(finding('Without the catalog: 503 Service Unavailable.')).toBeVisible()
  await tabTo('link', /^Open this run in the sandbox/)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Linked run' })).toContainText('catalog down')
})

test('a visitor who presses Send before the page is ready is not sent away, and orders what is shown', async ({
  page,
}) => {
  // The page's programs come only when they are let through.
  const { promise: letThrough, resolve: open } = Promise.withResolvers<void>()
  await page.route('**/_next/static/chunks/*.js', async (route) => {
    await letThrough
    await route.continue()
  })
  await page.goto('./', { waitUntil: 'commit' })
  const send = page.getByRole('button', { name: 'Send' })
  const copies = page.getByRole('textbox', { name: 'Copies' })
  const place = await send.boundingBox()
  if (!place) throw new Error('Send is not to be seen.')
  await page.mouse.click(place.x + place.width / 2, place.y + place.height / 2)
  await copies.fill('2')
  await copies.press('Enter')
  open()
  const asked = page.waitForRequest(ORDERS)
  await send.click()
  const shown = Number(await copies.inputValue())
  expect((await asked).postDataJSON()).toMatchObject({ lines: [{ quantity: shown }] })
  await expect(page).toHaveURL(/\/$/)
})

/** The CSS properties that animations of this page change right now; a fade is no motion. */
function movingProperties(): string[] {
  const keyframes = document
    .getAnimations()
    .flatMap(({ effect }) => (effect instanceof KeyframeEffect ? effect.getKeyframes() : []))
  const aside = ['offset', 'computedOffset', 'easing', 'composite', 'opacity']
  return keyframes.flatMap((keyframe) => Object.keys(keyframe).filter((name) => !aside.includes(name)))
}
