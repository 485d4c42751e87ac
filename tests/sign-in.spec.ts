import { expect, test } from './support/journey.ts'
import { sandboxOf } from './support/sandbox.ts'

test('a learner signs in step by step, reads the token, and sees whose orders these are', async ({
  page,
  axe,
  expectFailure,
}) => {
  test.slow()
  expectFailure({ url: '/v1/me/orders', status: 401 })
  await page.goto('./sandbox/')
  const { url, method, send, said, request, requestTab, response, openHistory, take } = sandboxOf(page)
  const content = response.getByRole('region', { name: /^JSON, indented/ })
  await expect(send).toBeEnabled()
  await expect(page.getByText('You act as the guest')).toBeVisible()

  // Who is nobody has no orders of their own.
  await take('List books')
  await method.selectOption('GET')
  await url.fill('/v1/me/orders')
  await send.click()
  await expect(said).toContainText('Answer: 401')

  await requestTab(/^Auth/).click()
  await request
    .getByRole('combobox', { name: 'Who acts' })
    .selectOption('Sign in: OAuth 2 with PKCE, step by step')
  const steps = request.getByRole('region', { name: 'Sign in step by step' })
  await steps.getByRole('button', { name: 'Make them' }).click()
  await expect(steps).toContainText('code_challenge')
  await steps.getByRole('button', { name: 'Send GET /auth/authorize' }).click()
  await expect(said).toContainText('Answer: 200 OK')
  await expect(steps).toContainText('The workbench of this site asks for:')
  await axe(page)

  // Whoever refuses is sent back without a code; then they change their mind.
  await steps.getByRole('button', { name: 'Deny' }).click()
  await expect(steps.getByRole('alert')).toContainText('sent the browser back without a code')
  await expect(said).toContainText('Answer: 303 See Other')
  await steps.getByRole('button', { name: 'Allow' }).click()
  await expect(steps).toContainText('The state is the one that was sent.')
  await steps.getByRole('button', { name: 'Exchange code and verifier for a token' }).click()
  await expect(page.getByText('You act as alice')).toBeVisible()
  await expect(request.getByRole('region', { name: 'Claims of the token' })).toContainText('"sub": "alice"')
  await axe(page)

  // Every step was a request, and stands in the history; the request in the editor is still there.
  await expect(await openHistory()).toHaveText([
    /POST \/auth\/token.*200 OK/,
    /POST \/auth\/authorize.*303 See Other/,
    /POST \/auth\/authorize.*303 See Other/,
    /GET \/auth\/authorize.*200 OK/,
    /GET \/v1\/me\/orders.*401/,
  ])
  await expect(url).toHaveValue('/v1/me/orders')
  await send.click()
  await expect(said).toContainText('Answer: 200 OK')
  await expect(content).toContainText('"items"')

  // A refresh token is good once and brings the next one.
  await steps.getByRole('button', { name: 'Get a new one with the refresh token' }).click()
  await expect(said).toContainText('Answer: 200 OK')
  await expect(steps.getByRole('alert')).toHaveCount(0)
  // Examples are sent in the same name.
  await take('Read a book')
  await expect(page.getByText('You act as alice')).toBeVisible()
})
