import type { Page } from '@playwright/test'
import { expect, test } from './support/journey.ts'

const TITLE = 'REST API v microservices in five minutes'
const DIAGRAMS = [
  'One contract, two constructions',
  'The hops of one order',
  'Two questions, four combinations',
] as const

/** The figure of a diagram: the drawing, the same in words, and its source. */
const diagram = (page: Page, title: string) =>
  page.getByRole('figure').filter({ has: page.getByRole('region', { name: `Diagram: ${title}` }) })

test.describe('without JavaScript', () => {
  test.use({ noJavaScript: true })

  test('a reader reads page 1 and misses nothing', async ({ page }) => {
    await page.goto('./learn/')
    await page.getByRole('heading', { name: TITLE }).getByRole('link').click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(TITLE)
    const contents = page.getByRole('navigation', { name: 'On this page' }).getByRole('link')
    for (const link of await contents.all()) {
      const name = await link.innerText()
      await link.click()
      await expect(page.getByRole('heading', { name, exact: true }).first()).toBeInViewport()
    }
    await expect(
      page.getByText('Each has its own answer, and neither answer decides the other.'),
    ).toBeVisible()

    for (const title of DIAGRAMS) {
      const figure = diagram(page, title)
      await expect(figure.getByRole('img', { name: title })).toBeVisible()
      await figure.getByText('The diagram in words').click()
      await expect(figure.getByRole('listitem').first()).toBeVisible()
      await figure.getByText('Mermaid source').click()
      await expect(figure.getByRole('region', { name: `${title}, Mermaid` })).toContainText('accTitle')
      await expect(figure.getByRole('button', { name: 'Larger' })).toHaveCount(0)
    }
    // The hops in words come from a run.
    await expect(diagram(page, DIAGRAMS[1]).getByRole('listitem')).toHaveCount(5)

    // What the panel would have shown was recorded: four ways, with their findings.
    const panel = page.getByRole('region', { name: 'Two switches on one request' })
    await expect(panel).toContainText('GET /v1/books/')
    await expect(panel.getByRole('radio')).toHaveCount(0)
    await page.getByText(/^Before you open this: the request stays the same/).click()
    const recorded = page.getByRole('table', { name: 'The same book, read in four ways' })
    await expect(recorded.getByRole('row')).toHaveCount(5)
    await expect(recorded.getByRole('row', { name: /^Microservices, REST/ })).toContainText(
      'gateway, then catalog',
    )
    await expect(
      page.getByText(/^REST, other construction: 0 of \d+ bytes of the answer differ/),
    ).toBeVisible()

    // A term explains itself, and every mark leads to a source that exists.
    await page.getByRole('button', { name: 'monolith' }).first().click()
    await expect(page.getByText(/^Monolith /)).toBeVisible()
    await page.keyboard.press('Escape')
    const cites = page.getByRole('link', { name: /^Source \d+: / })
    expect(await cites.count()).toBeGreaterThan(5)
    await cites.first().click()
    await expect(page.getByRole('list').filter({ hasText: 'Roy T. Fielding' }).last()).toBeInViewport()
    await expect(page.getByText(/^Not so: /)).toHaveCount(3)
  })
})

test('a reader predicts wrongly, runs the request, and sees which part of it moved', async ({
  page,
  axe,
}) => {
  await page.goto(`./learn/rest-api-vs-microservices/`)
  const panel = page.getByRole('region', { name: 'Two switches on one request' })
  const choose = (name: string) => panel.getByRole('radio', { name }).check()
  const hops = panel.getByRole('list', { name: /^Trace/ }).getByRole('listitem')
  const table = panel.getByRole('table')
  await expect(panel).toContainText('This run was recorded when the page was built.')
  await expect(hops).toHaveCount(2)

  await choose('Monolith')
  await expect(panel).toContainText('Before it runs: The client sends exactly the same message.')
  await panel.getByRole('button', { name: 'Another answer' }).click()
  await expect(panel).toContainText(/Not what you predicted\. Status 200 both times, 0 of \d+ bytes differ/)
  await expect(panel).toContainText('2 HTTP hops became 1 HTTP hop')
  await expect(hops).toHaveCount(1)
  await expect(table.getByRole('row', { name: /^HTTP hops 2 1/ })).toContainText('different')
  await expect(table.getByRole('row', { name: /^status/i })).toContainText('same')

  await choose('JSON-RPC')
  await panel.getByRole('button', { name: 'The same ones can' }).click()
  await expect(panel).toContainText('As you predicted.')
  await expect(panel).toContainText('The book in it is the same.')
  await expect(panel).toContainText('POST /v1/rpc')
  // Once is enough: the same switch does not ask again.
  await choose('Microservices')
  await expect(hops).toHaveCount(2)
  await expect(panel).toContainText('What happened.')
  await expect(panel.getByRole('list', { name: 'The four combinations' })).toContainText(
    'Microservices, JSON-RPC, you are here',
  )
  await panel.getByText(/^Left out of the comparison/).click()
  await axe(page)

  // The run that is shown is the one that the sandbox opens.
  await panel.getByRole('link', { name: 'Open this run in the sandbox' }).click()
  const linked = page.getByRole('region', { name: 'Linked run' })
  await expect(linked).toContainText('microservices, one request')
  await expect(linked).toContainText('POST /v1/rpc')
})

test('a reader comes by a link, and enlarges a diagram by keyboard', async ({ page }) => {
  await page.goto('./learn/')
  await page.getByRole('region', { name: 'Essentials' }).getByRole('link', { name: TITLE }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(TITLE)
  for (const title of DIAGRAMS)
    await expect(diagram(page, title).getByRole('img', { name: title })).toBeVisible()

  const [title] = DIAGRAMS
  const figure = diagram(page, title)
  const view = figure.getByRole('region', { name: `Diagram: ${title}` })
  const drawing = view.getByRole('img')
  const width = async () => (await drawing.boundingBox())?.width ?? 0
  const fit = await width()
  await view.focus()
  await page.keyboard.press('+')
  await page.keyboard.press('+')
  await expect(figure.getByRole('button', { name: /^156 %/ })).toBeVisible()
  expect(await width()).toBeCloseTo(fit * 1.5625, -1)
  const scrolled = await view.evaluate((it) => it.scrollLeft)
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => view.evaluate((it) => it.scrollLeft)).toBeGreaterThan(scrolled)
  await page.keyboard.press('0')
  await expect(figure.getByRole('button', { name: /^100 %/ })).toBeVisible()
  expect(await width()).toBeCloseTo(fit, -1)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  await expect(figure.getByRole('button', { name: 'Larger' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(figure.getByRole('button', { name: /^125 %/ })).toBeVisible()
})

test('a reader goes through a sequence by keyboard, message by message', async ({ page, axe }) => {
  await page.goto('./learn/rest-api-vs-microservices/')
  const figure = diagram(page, 'The hops of one order')
  const steps = figure.getByRole('group', { name: 'Messages of the diagram: The hops of one order' })
  await steps.getByRole('button', { name: 'Step through' }).focus()
  await page.keyboard.press('Enter')
  await expect(steps).toContainText('1 of 5: client → gateway')
  await steps.getByRole('button', { name: 'Next message' }).press('Enter')
  await expect(steps).toContainText('2 of 5: gateway → orders')
  await expect(figure.locator('[data-step="now"]')).toHaveCount(2)
  await axe(page)
  await steps.getByRole('button', { name: 'Back' }).press('Enter')
  await expect(steps).toContainText('1 of 5')
  for (let message = 0; message < 4; message++)
    await steps.getByRole('button', { name: 'Next message' }).press('Enter')
  await steps.getByRole('button', { name: 'Show all' }).press('Enter')
  await expect(figure.locator('[data-step]')).toHaveCount(0)
})

test('a reader stops in the middle, comes back, reads to the end, and is quizzed on the page', async ({
  page,
}) => {
  await page.goto('./learn/methods/')
  const contents = page.getByRole('navigation', { name: 'On this page' })
  await contents.getByRole('link').nth(1).click()
  await expect(contents.getByRole('link').nth(1)).toHaveAttribute('aria-current', 'location')
  await page.goto('./learn/')
  await page.getByRole('link', { name: /^Continue: Methods/ }).click()
  await expect(page).toHaveURL(/\/learn\/methods\/#\w/)
  await contents.getByRole('link', { name: 'Recap' }).click()
  await expect(contents.locator('[aria-current="location"]')).toHaveText(/Recap|Sources/)
  await page.getByRole('link', { name: 'Quiz yourself on this page: 3 questions' }).click()
  await expect(page.getByRole('heading', { name: 'Question 1 of 3' })).toBeFocused()
  await page.goto('./learn/')
  await expect(
    page.getByRole('region', { name: 'Essentials' }).getByRole('listitem').filter({ hasText: 'Methods' }),
  ).toContainText('read')
  await expect(page.getByRole('link', { name: /^Next: Status codes/ })).toBeVisible()
})
