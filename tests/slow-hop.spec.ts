import { expect, test } from './support/journey.ts'
import { readHop, sandboxOf } from './support/sandbox.ts'

const ORDERS = 'https://api.bookshop.example/v1/orders'

test('a learner places an order and finds the slow hop', async ({ page, axe }) => {
  test.slow()
  await page.goto('./sandbox/')
  const {
    method,
    url,
    body,
    send,
    response,
    blocks,
    trace,
    changes,
    said,
    tab,
    hops,
    drawn,
    take,
    request,
    level,
  } = sandboxOf(page)
  await level('Look inside')
  await expect(response).toContainText('A recorded run')

  // What the shop has before.
  await method.selectOption('GET')
  await url.fill('/v1/stock/9780441478125')
  await send.click()
  await expect(said).toContainText('Answer: 200 OK')
  await expect(response.getByRole('region', { name: /^JSON, indented/ })).toContainText('"available": 3')
  await expect(request).toContainText('A service worker answers')

  // The order, written by hand.
  await take('Place an order')
  await expect(body).toHaveValue(/"quantity": 1/)
  await body.fill('{"lines":[{"isbn":"9780441478125","quantity":2}]}')
  await expect(request).toContainText('JSON, and well-formed.')
  const answered = page.waitForResponse(ORDERS)
  await body.press('ControlOrMeta+Enter')
  const answer = await answered
  expect(answer.status()).toBe(201)
  expect(answer.fromServiceWorker()).toBe(true)
  expect(answer.request().method()).toBe('POST')
  expect(answer.request().postDataJSON()).toEqual({ lines: [{ isbn: '9780441478125', quantity: 2 }] })
  await expect(said).toHaveText(/^Answer: 201 Created, 5 hops, stock 3 → 1, [\d.]+ m?s\.$/)
  await expect(response.getByRole('region', { name: /^JSON, indented/ })).toContainText(
    '"state": "confirmed"',
  )
  await expect(trace).toContainText('5 hops')
  await expect(hops).toHaveCount(5)
  await expect(drawn).toHaveCount(5)

  // The waterfall: the client's own hop is the longest, because it waits for all others; of those that asked nobody,
  // one is the slowest.
  const rows = await Promise.all((await hops.all()).map(readHop))
  expect(rows.map(({ from, to }) => `${from} → ${to}`)).toEqual([
    'client → gateway',
    'gateway → orders',
    'orders → catalog',
    'orders → inventory',
    'orders → payments',
  ])
  const longest = rows.toSorted((a, b) => b.tookMs - a.tookMs)
  expect(longest[0]?.number).toBe(1)
  expect(longest[1]?.number).toBe(2)
  const slow = longest[2]
  if (!slow) throw new Error('There is no slowest hop among five.')

  // Selecting it selects it everywhere.
  await hops.nth(slow.number - 1).click()
  await expect(hops.nth(slow.number - 1)).toHaveAttribute('aria-selected', 'true')
  await expect(trace.getByRole('row', { selected: true })).toHaveCount(1)
  await expect(drawn.nth(slow.number - 1)).toHaveAttribute('aria-current', 'true')
  await expect(tab('Wire')).toHaveAttribute('aria-selected', 'true')
  const wire = response.getByRole('tabpanel', { name: 'Wire' })
  await expect(wire).toContainText(`Hop ${slow.number} of 5: orders → ${slow.to}`)
  await expect(wire.getByRole('region', { name: /^Request/ })).toContainText(/^(GET|POST) \/\S* HTTP\/1\.1/)
  await expect(wire.getByRole('region', { name: /^Request/ })).toContainText(
    /traceparent: 00-[0-9a-f]{32}-[0-9a-f]{16}-01/i,
  )
  await expect(wire.getByRole('region', { name: /^Response/ })).toContainText(/^HTTP\/1\.1 20[01]/)

  // By keyboard too: the next hop, and back to what the page sees.
  await hops.nth(3).focus()
  await page.keyboard.press('Enter')
  await expect(wire).toContainText('Hop 4 of 5: orders → inventory')
  await expect(drawn.nth(3)).toHaveAttribute('aria-current', 'true')
  await tab('Wire').focus()
  await page.keyboard.press('ArrowLeft')
  await expect(tab(/^Headers/)).toBeFocused()
  await expect(response.getByRole('row', { name: /^content-type application\/json/ })).toBeVisible()

  // What it did: in whose data, and why.
  const inventory = changes.getByRole('region', { name: 'Changes in inventory' })
  await expect(inventory).toContainText('9780441478125')
  await expect(inventory.getByRole('row', { name: /reserved/ })).toContainText(/→ ?\d/)
  await expect(changes.getByRole('region', { name: 'Changes in orders' })).toContainText('new')
  await expect(blocks).toContainText('Orders asked catalog for the book and its price')

  // And the stock says the same when it is asked again.
  await take('Look at the stock')
  await send.click()
  await expect(said).toContainText('Answer: 200 OK, 2 hops')
  await expect(response.getByRole('region', { name: /^JSON, indented/ })).toContainText('"available": 1')
  await axe(page)
})
