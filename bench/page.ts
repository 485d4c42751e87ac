/** The page's side of the round-trip benchmark; bundled and loaded by bench/run.ts. */
import { createShop } from '#mocks/runtimes/live.ts'
import { answerThroughWorker } from '#mocks/runtimes/worker.ts'
import { Settings } from '#mocks/systems/scenario.ts'

const ADDRESS = 'https://api.bookshop.example/v1/books/9780441478125'
const shop = () => createShop({ settings: Settings.parse({ latency: 'none' }) })

/** Durations of `rounds` requests, one after another, in ms; the answer is read to its end. */
async function roundTrips(send: () => Promise<Response>, rounds: number): Promise<number[]> {
  const durations: number[] = []
  for (let round = 0; round < rounds; round++) {
    const start = performance.now()
    const response = await send()
    const book = (await response.json()) as { isbn: string }
    durations.push(performance.now() - start)
    if (response.status !== 200 || book.isbn !== '9780441478125')
      throw new Error(`round ${round} got ${response.status}`)
  }
  return durations
}

const measured = {
  /** Through the service worker and MSW to the bookshop in this page. */
  async worker(rounds: number) {
    await answerThroughWorker(shop().answer)
    return roundTrips(() => fetch(ADDRESS, { credentials: 'omit' }), rounds)
  },
  /** The same bookshop, called in this page. */
  inPage(rounds: number) {
    const { answer } = shop()
    return roundTrips(() => answer(new Request(ADDRESS)), rounds)
  },
  /** A service worker of a few lines that answers the same JSON, with no bookshop behind it. */
  async bareWorker(rounds: number) {
    await navigator.serviceWorker.register('bare-sw.js')
    await navigator.serviceWorker.ready
    if (!navigator.serviceWorker.controller) {
      await new Promise((resolve) =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
      )
    }
    return roundTrips(() => fetch(ADDRESS, { credentials: 'omit' }), rounds)
  },
}

declare global {
  interface Window {
    measured: typeof measured
  }
}
window.measured = measured
