import { expect, test } from './support/journey.ts'

test('a script that somebody slips into a page does not run', async ({ page, expectFailure }) => {
  expectFailure({ message: /violates the following Content Security Policy directive:? ['"]script-src/ })
  await page.goto('./')
  const ran = await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'globalThis.slippedIn = true'
    document.body.append(script)
    return 'slippedIn' in globalThis
  })
  expect(ran).toBe(false)
})

test('text cannot become code', async ({ page }) => {
  await page.goto('./')
  const outcome = await page.evaluate(
    () =>
      new Promise((resolve) => {
        // In a task of the page's own: the one that a test starts is exempt from the policy.
        setTimeout(() => {
          try {
            resolve(new Function('return "it ran"')())
          } catch (error) {
            resolve(error instanceof EvalError ? 'refused' : String(error))
          }
        })
      }),
  )
  expect(outcome).toBe('refused')
})

test('no page talks to a foreign host', async ({ page, expectFailure }) => {
  expectFailure({ message: /violates the following Content Security Policy directive:? ['"]connect-src/ })
  expectFailure({ message: /Refused to connect because it violates/ })
  await page.goto('./')
  const outcome = await page.evaluate(() => fetch('https://example.org/').catch(() => 'refused'))
  expect(outcome).toBe('refused')
})
