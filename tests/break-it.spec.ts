import { expect, test } from './support/journey.ts'
import { sandboxOf } from './support/sandbox.ts'

test.use({ viewport: { width: 1440, height: 1000 } })

test('a practitioner breaks an edge, gives the caller a policy, kills an instance, and heals it all with one click', async ({
  page,
  axe,
}) => {
  test.slow()
  await page.goto('./sandbox/')
  const { send, said, trace, take, level, architecture } = sandboxOf(page)
  await level('Break it')
  const panel = page.getByRole('region', { name: 'Break it' })
  const broken = page.getByRole('list', { name: 'What is broken or set' })

  // A fault on an edge, from the schema: the first request to catalog is answered 503.
  await panel.getByRole('tab', { name: 'Faults' }).click()
  await panel.getByRole('combobox', { name: 'What goes wrong' }).selectOption('error')
  await panel.getByRole('combobox', { name: 'to', exact: true }).selectOption('catalog')
  await panel.getByRole('combobox', { name: 'which messages' }).selectOption('the first so many')
  await expect(panel.getByRole('status')).toContainText('the first 1 requests are answered 503')
  await axe(page)
  await panel.getByRole('button', { name: 'Break it', exact: true }).click()
  await expect(broken).toContainText('the first 1 requests are answered 503')

  // A policy for the caller: it tries again, and the order goes through.
  await panel.getByRole('tab', { name: 'Policies' }).click()
  await panel.getByRole('combobox', { name: 'to', exact: true }).selectOption('catalog')
  await panel.getByRole('checkbox', { name: 'retry…' }).check()
  await axe(page)
  await panel.getByRole('button', { name: 'Add this policy' }).click()
  await expect(broken).toContainText('orders → catalog: gives up after 500 ms, makes up to 3 attempts')
  await take('Place an order')
  await send.click()
  await expect(said).toContainText('Answer: 201 Created, 6 hops')
  await expect(trace.getByRole('row', { name: /Try 2 of 2\./ })).toBeVisible()

  // Instances: two of catalog, one of them slow; the other one is killed.
  await panel.getByRole('tab', { name: 'Instances' }).click()
  await panel.getByRole('combobox', { name: 'Instances of catalog' }).selectOption('2')
  await panel.getByRole('button', { name: 'Slow instance 1 of catalog' }).click()
  await panel.getByRole('button', { name: 'Kill instance 2 of catalog' }).click()
  await expect(broken).toContainText('instance 2 of catalog is down')
  await axe(page)
  await page.getByRole('button', { name: 'Reset' }).click()
  await expect(broken).toHaveCount(0)

  // Both constructions under the same request.
  await panel.getByRole('tab', { name: 'Side by side' }).click()
  await panel.getByRole('button', { name: /to both$/ }).click()
  await expect(panel.getByRole('status')).toContainText('0 bytes of the body changed, 5 hops → 1.')
  await expect(panel.getByRole('region', { name: 'As monolith' })).toContainText('1 hop')
  await axe(page)
  await expect(architecture('Microservices')).toBeChecked()
})

test('a practitioner plays a run step by step, looks into the stores, and sees who heard of it', async ({
  page,
  axe,
}) => {
  test.slow()
  await page.goto('./sandbox/')
  const { send, said, blocks, drawn, changes, trace, level } = sandboxOf(page)
  await level('Everything')
  await send.click()
  await expect(said).toContainText('Answer: 201 Created')

  const step = blocks.getByRole('slider', { name: 'Step of the playback' })
  await step.focus()
  await page.keyboard.press('Home')
  await expect(blocks.getByRole('status')).toContainText('Nothing has left yet.')
  await page.keyboard.press('ArrowRight')
  await expect(blocks.getByRole('status')).toContainText('1 of 5. client asks gateway')
  await blocks.getByRole('button', { name: 'One step on' }).click()
  await expect(drawn.nth(1)).toHaveAttribute('aria-current', 'true')
  await blocks.getByRole('combobox', { name: 'Speed of the playback' }).selectOption('double speed')
  await blocks.getByRole('button', { name: 'Play' }).click()
  await expect(blocks.getByRole('status')).toContainText('5 of 5.')

  const inspector = changes.getByRole('region', { name: 'Database inspector' })
  await inspector.getByRole('combobox', { name: 'Whose data' }).selectOption('inventory')
  await inspector.getByText(/^stock/).click()
  await expect(inspector.getByText('by this request').first()).toBeVisible()
  await axe(page)

  await trace.getByRole('tab', { name: 'Events' }).click()
  await expect(trace.getByRole('region', { name: 'Events' })).toContainText('order.placed')
  await expect(trace.getByRole('region', { name: 'Consumers' })).toContainText('notifications')
  await axe(page)
  await trace.getByRole('tab', { name: 'Metrics' }).click()
  await expect(trace.getByRole('row', { name: /orders → payments/ })).toBeVisible()
  await axe(page)
})
