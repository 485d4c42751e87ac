import { expect, test } from './support/journey.ts'

test.use({ viewport: { width: 1440, height: 1000 } })

test('a practitioner causes a retry storm, counts its requests, and cures it', async ({
  page,
  expectFailure,
  axe,
}) => {
  expectFailure({ url: 'https://api.bookshop.example/v1/orders', status: 503 })
  await page.goto('./sandbox/')
  await page.getByText('Failures', { exact: true }).click()
  const failures = page.getByRole('navigation', { name: 'Failures' })
  await failures.getByText('Retry storm', { exact: true }).click()
  await failures.getByRole('button', { name: 'Cause it.' }).click()

  const linked = page.getByRole('region', { name: 'Linked run' })
  await expect(linked).toContainText('orders → catalog: 100% of the requests are answered 503')
  await expect(linked).toContainText('client → anybody: makes up to 3 attempts')
  await linked.getByRole('button', { name: 'Replay it' }).click()
  const trace = page.getByRole('region', { name: 'Trace' })
  await expect(trace).toContainText('39 hops')
  await expect(page.getByRole('region', { name: 'Blocks' })).toContainText(
    'Catalog answered orders with 503 (27 times).',
  )
  await axe(page)

  await failures.getByRole('button', { name: /^Cure: Only orders tries again/ }).click()
  await expect(linked).not.toContainText('client → anybody')
  await linked.getByRole('button', { name: 'Replay it' }).click()
  await expect(trace).toContainText('5 hops')

  // The same run as real fetches: the fault and the policy hold there as well.
  await linked.getByRole('button', { name: 'Send it live' }).click()
  await expect(page.getByRole('navigation', { name: 'History' }).getByRole('button').first()).toContainText(
    /503 Service Unavailable.*5 hops/,
  )
  await page.getByRole('button', { name: 'Reset' }).click()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Response' })).toContainText('201 Created')
})
