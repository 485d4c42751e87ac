import { expect, test } from './support/journey.ts'
import { sandboxOf } from './support/sandbox.ts'

const ORDERS = 'https://api.bookshop.example/v1/orders'

test.describe('on a desk', () => {
  test.use({ viewport: { width: 1440, height: 900 } })

  test('a learner breaks everything and can tell each trouble from the others', async ({
    page,
    expectFailure,
    axe,
  }) => {
    expectFailure({ url: ORDERS, status: 400 })
    expectFailure({ url: ORDERS, status: 503 })
    expectFailure({ url: ORDERS, status: 'failed' })
    test.slow()
    await page.goto('./sandbox/')
    const {
      body,
      url,
      send,
      request,
      response,
      blocks,
      said,
      take,
      drawn,
      architecture,
      openHistory,
      level,
    } = sandboxOf(page)
    await level('Break it')
    const content = response.getByRole('region', { name: /^JSON, indented/ })

    // Content that is no JSON: pointed out once, then sent, and the service answers.
    await take('Place an order')
    await body.fill('{"lines": [}')
    await expect(request).toContainText('Not JSON yet. Line 1, column 12')
    await send.click()
    await expect(body).toHaveAttribute('aria-invalid', 'true')
    await expect(request).toContainText('Send it once more and it goes out as it is')
    await send.click()
    await expect(said).toContainText('Answer: 400 Bad Request')
    await expect(response).toContainText('400Bad Request')
    await expect(content).toContainText('"status": 400')
    await expect(response.getByRole('alert')).toHaveCount(0)

    // A block is taken down: a service answers that it can not, and says who is missing.
    await blocks.getByText('Take a block down').click()
    await blocks.getByRole('button', { name: 'Take payments down' }).click()
    await expect(said).toHaveText('payments is down.')
    await take('Place an order')
    await send.click()
    await expect(said).toContainText('Answer: 503 Service Unavailable, 6 hops, stock still 3')
    await expect(content).toContainText('"status": 503')
    await expect(drawn.nth(4)).toContainText('No answer: the connection was refused (ECONNREFUSED).')
    await expect(blocks).toContainText('Payments did not answer orders')
    await axe(page)
    await blocks.getByRole('button', { name: 'Bring payments back' }).click()
    await send.click()
    await expect(said).toContainText('Answer: 201 Created, 5 hops, stock 3 → 2')

    // The monolith is killed: nobody answers. That is no status, and it does not look like one.
    await architecture('Monolith').check()
    await blocks.getByRole('button', { name: 'Take monolith down' }).click()
    await send.click()
    await expect(said).toContainText('No answer came.')
    await expect(response).toContainText('No answer came.')
    await expect(response).toContainText('ECONNREFUSED')
    await expect(response).toContainText('There is no status and no content: nobody was there to write them.')
    await expect(content).toHaveCount(0)
    await expect(response.getByRole('alert'), 'our own failure').toHaveCount(0)
    await axe(page)

    // Nothing of it is lost: each earlier answer is one press away.
    const history = await openHistory()
    await expect(history).toHaveText([
      /no answer/,
      /201 Created/,
      /503 Service Unavailable/,
      /400 Bad Request/,
    ])
    await history.nth(2).click()
    await expect(content).toContainText('"status": 503')
    await expect(body).toHaveValue(/"quantity": 1/)
    await history.nth(3).click()
    await expect(content).toContainText('"status": 400')
    await expect(body).toHaveValue('{"lines": [}')

    // A fresh start has its three copies again, and keeps the history.
    await architecture('Microservices').check()
    await page.getByRole('button', { name: 'Reset' }).click()
    await expect(said).toHaveText(
      'The bookshop is as it was at the start: seeded data, every block up, nothing broken.',
    )
    await take('Look at the stock')
    await send.click()
    await expect(content).toContainText('"available": 3')
    await expect(await openHistory()).toHaveCount(5)
    await expect(url).toHaveValue(/\/v1\/stock\//)
  })

  test('a learner asks for what can not be sent, and is told why before anything leaves', async ({
    page,
  }) => {
    const asked: string[] = []
    page.on('request', (request) => void asked.push(new URL(request.url()).host))
    const elsewhere = () => asked.filter((host) => host !== new URL(page.url()).host)
    await page.goto('./sandbox/')
    const { url, method, send, request, said } = sandboxOf(page)

    await expect(send).toBeEnabled()
    await url.fill('https://example.com/v1/books')
    await send.click()
    await expect(url).toBeFocused()
    await expect(url).toHaveAccessibleDescription(
      /example\.com is not part of the bookshop, and nothing is sent anywhere else\. Use one of: api\.bookshop\.example/,
    )
    for (const [typed, told] of [
      ['http://api.bookshop.example/v1/books', /The bookshop speaks https only/],
      ['https://me:secret@api.bookshop.example/', /Browsers send no name and password in a URL/],
      ['javascript:alert(1)', /is not part of the bookshop|not a URL/],
      ['', /Type a URL or a path, such as \/v1\/books/],
    ] as const) {
      await url.fill(typed)
      await url.press('Enter')
      await expect(url).toHaveAccessibleDescription(told)
      await expect(url).toHaveAttribute('aria-invalid', 'true')
    }

    await method.selectOption('Other…')
    await page.getByRole('textbox', { name: 'Other method' }).fill('TRACE')
    await url.fill('/v1/books')
    await send.click()
    await expect(page.getByRole('textbox', { name: 'Other method' })).toHaveAccessibleDescription(
      /Browsers let no page send TRACE/,
    )
    await method.selectOption('GET')

    // A field that belongs to the browser. Switched off, it is in nobody's way.
    await request.getByText(/^Headers \(/).click()
    await request.getByRole('button', { name: 'Add a header' }).click()
    const name = request.getByRole('textbox', { name: /^Name of header/ }).last()
    await name.fill('Cookie')
    await request
      .getByRole('textbox', { name: /^Value of header/ })
      .last()
      .fill('session=stolen')
    await send.click()
    await expect(name).toHaveAccessibleDescription(/Cookie is the browser’s own: page code can not send it/)
    expect(elsewhere(), 'hosts that were asked').toEqual([])

    await request.getByRole('checkbox').last().uncheck()
    await send.click()
    await expect(said).toContainText('Answer: 200 OK')
    expect(elsewhere()).toEqual(['api.bookshop.example'])
  })

  test('a learner stops waiting, and sees that the bookshop did not', async ({ page }) => {
    await page.clock.install()
    await page.goto('./sandbox/')
    const { send, response, said, request, take, changes, level } = sandboxOf(page)
    await level('Look inside')
    await take('Place an order')
    await expect(request).toContainText('A service worker answers')
    // Time stands still, so the message stays on its way.
    await page.clock.pauseAt(await page.evaluate(() => Date.now() + 1000))
    await send.click()
    await expect(response).toContainText('Waiting for the answer…')
    await expect(page.getByRole('button', { name: 'Sending…' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(response).toContainText('You stopped waiting.')
    await expect(said).toHaveText('You stopped waiting. The bookshop goes on with what has reached it.')
    await page.clock.resume()
    await expect(changes).toContainText('stock')
    await expect(response).toContainText(/It made \d+ hops? after you had gone and changed \d+ records\./)

    // The next request is none the worse for it.
    await take('Look at the stock')
    await send.click()
    await expect(said).toContainText('Answer: 200 OK')
  })
})
