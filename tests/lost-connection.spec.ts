import type { Page } from '@playwright/test'
import { expect, test } from './support/journey.ts'
import { sandboxOf } from './support/sandbox.ts'

const PROGRAMS = '**/_next/static/chunks/*.js'

/** Cuts the connection for programs that the page has not fetched yet; returns how to mend it. */
async function cut(page: Page): Promise<() => Promise<void>> {
  await page.waitForLoadState('networkidle')
  await page.route(PROGRAMS, (route) => route.abort('connectionfailed'))
  return () => page.unroute(PROGRAMS)
}

test('the connection drops before the first request: each place says that it failed itself, and tries again', async ({
  page,
  expectFailure,
}) => {
  expectFailure({ url: /_next\/static\/chunks/, status: 'failed' })
  await page.emulateMedia({ reducedMotion: 'reduce' })

  await page.goto('./')
  let mend = await cut(page)
  const tryIt = page.getByRole('region', { name: 'Try it' })
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(tryIt.getByRole('alert')).toContainText('This page could not run the bookshop')
  await mend()
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(tryIt.getByRole('status')).toContainText('201 Created.')

  await page.goto('./learn/rest-api-vs-microservices/')
  mend = await cut(page)
  const panel = page.getByRole('region', { name: 'Two switches on one request' })
  await panel.getByRole('radio', { name: 'Monolith' }).check()
  await panel.getByRole('button', { name: 'Just show me' }).click()
  await expect(panel).toContainText('The sandbox could not run Monolith, REST')
  await mend()
  await panel.getByRole('radio', { name: 'Monolith' }).click()
  await expect(panel).toContainText('What happened.')

  await page.goto('./quiz/')
  await page.getByRole('button', { name: 'Start with 8' }).click()
  await page.getByRole('button', { name: 'I don’t know yet, tell me' }).click()
  mend = await cut(page)
  await page.getByRole('button', { name: 'Show me' }).click()
  await expect(
    page.getByRole('status').filter({ hasText: 'The bookshop could not be started' }),
  ).toBeVisible()
  await mend()
  await page.getByRole('button', { name: 'Show me' }).click()
  await expect(page.getByRole('region', { name: 'Measured just now' })).toBeVisible()
})

test('the connection drops while the sandbox opens', async ({ page, expectFailure }) => {
  expectFailure({ url: /_next\/static\/chunks/, status: 'failed' })
  // A browser that is never idle has fetched nothing ahead.
  await page.addInitScript(() => void Reflect.deleteProperty(globalThis, 'requestIdleCallback'))
  await page.goto('./sandbox/')
  const mend = await cut(page)
  const { send, said, response } = sandboxOf(page)
  await send.click()
  await expect(said).toContainText('The sandbox failed, not the bookshop')
  await expect(response.getByRole('alert')).toContainText('Our sandbox failed, not the bookshop.')
  await mend()
  await send.click()
  await expect(said).toContainText('Answer: 201 Created')
})
