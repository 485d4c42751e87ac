import { expect, test } from './support/journey.ts'

test.use({ viewport: { width: 1440, height: 1000 } })

test('a practitioner predicts a retry storm, causes it, counts its requests, cures it, and asks what the cure costs', async ({
  page,
  expectFailure,
  axe,
}) => {
  test.slow()
  expectFailure({ url: 'https://api.bookshop.example/v1/orders', status: 503 })
  await page.goto('./sandbox/')
  await page.getByText('Failures', { exact: true }).click()
  await page
    .getByRole('navigation', { name: 'Failures' })
    .getByRole('button', { name: 'Retry storm' })
    .click()
  const story = page
    .getByRole('region', { name: 'Break it' })
    .getByRole('article', { name: 'Retry storm', exact: true })
  await expect(page.getByRole('radio', { name: 'Break it' })).toBeChecked()
  await story.getByRole('button', { name: '9', exact: true }).click()
  await story.getByRole('button', { name: 'Cause it and see' }).click()

  // The run decides what was right, and everything else shows the same run.
  const linked = page.getByRole('region', { name: 'Linked run' })
  const trace = page.getByRole('region', { name: 'Trace' })
  await expect(story.getByRole('status')).toContainText('Not what you predicted.')
  await expect(story.getByRole('status')).toContainText('One click becomes 27 requests to catalog')
  await expect(linked).toContainText('client → anybody: makes up to 3 attempts')
  await expect(trace).toContainText('39 hops')
  const broken = page.getByRole('list', { name: 'What is broken or set' })
  await expect(broken).toContainText('orders → catalog: 100% of the requests are answered 503')
  await expect(page.getByRole('region', { name: 'Blocks' })).toContainText(
    'Catalog answered orders with 503 (27 times).',
  )
  await axe(page)

  // A cure, and its price, measured in two runs.
  const cure = story.getByRole('region', { name: /^Cure: Only orders tries again/ })
  await cure.getByRole('button', { name: 'Run it with this cure' }).click()
  await expect(linked).not.toContainText('client → anybody')
  await expect(trace).toContainText('5 hops')
  await cure.getByRole('button', { name: 'What does it cost?' }).click()
  await expect(cure).toContainText('Orders refused: 0 → 1 orders')

  // The same run as real fetches: the fault and the policy hold there as well, until they are taken back.
  await linked.getByRole('button', { name: 'Send it live' }).click()
  await expect(page.getByRole('navigation', { name: 'History' }).getByRole('button').first()).toContainText(
    /503 Service Unavailable.*5 hops/,
  )
  await broken.getByRole('button', { name: /^Take back: orders → catalog/ }).click()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await expect(page.getByRole('region', { name: 'Response' })).toContainText('201 Created')
  await expect(broken).toContainText('orders → anybody: makes up to 3 attempts')
  await page.getByRole('button', { name: 'Reset' }).click()
  await expect(broken).toHaveCount(0)
})
