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

test('text cannot become code, and no page talks to a foreign host', async ({ page, expectFailure }) => {
  expectFailure({ message: /violates the following Content Security Policy directive:? ['"]connect-src/ })
  await page.goto('./')
  const outcome = await page.evaluate(async () => {
    const evaluated = await Promise.resolve()
      .then(() => new Function('return 1')())
      .catch((error: unknown) => (error instanceof EvalError ? 'refused' : 'failed'))
    const fetched = await fetch('https://example.org/').catch(() => 'refused')
    return { evaluated, fetched }
  })
  expect(outcome).toEqual({ evaluated: 'refused', fetched: 'refused' })
})
