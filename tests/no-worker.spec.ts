import { expect, test } from './support/journey.ts'
import { sandboxOf } from './support/sandbox.ts'

test.use({ serviceWorkers: 'block' })

const taken = [
  ['the browser has none', 'This browser window has no service workers.'],
  ['the browser refuses it', 'The browser did not let this page register its service worker.'],
] as const

for (const [how, reason] of taken) {
  test(`where there is no service worker, because ${how}, the page answers itself and says so`, async ({
    page,
    axe,
  }) => {
    const asked: string[] = []
    page.on('request', (request) => void asked.push(new URL(request.url()).host))
    await page.addInitScript((none) => {
      if (none) Reflect.deleteProperty(Navigator.prototype, 'serviceWorker')
      else
        ServiceWorkerContainer.prototype.register = () =>
          Promise.reject(new DOMException('refused', 'SecurityError'))
    }, how === 'the browser has none')
    await page.emulateMedia({ reducedMotion: 'reduce' })

    await page.goto('./')
    const tryIt = page.getByRole('region', { name: 'Try it' })
    await page.getByRole('button', { name: 'Send' }).click()
    await expect(tryIt.getByRole('status')).toContainText('3 → 2.')
    await expect(tryIt).toContainText(
      `This page answered your requests itself, because it has no service worker: ${reason}`,
    )

    await page.goto('./sandbox/')
    const { take, send, said, request, hops, response, changes, blocks, level } = sandboxOf(page)
    await level('Break it')
    await take('Place an order')
    await send.click()
    await expect(said).toContainText('Answer: 201 Created, 5 hops, stock 3 → 2')
    await expect(request).toContainText(`The page itself answers here. ${reason}`)
    await expect(hops).toHaveCount(5)
    await expect(changes.getByRole('region', { name: 'Changes in inventory' })).toBeVisible()
    await blocks.getByText('Take a block down').click()
    await blocks.getByRole('button', { name: 'Take gateway down' }).click()
    await send.click()
    await expect(response).toContainText('No answer came.')
    await expect(response).toContainText('ECONNREFUSED')
    await axe(page)
    expect(
      asked.filter((host) => host.includes('bookshop')),
      'requests that left the page',
    ).toEqual([])
  })
}
