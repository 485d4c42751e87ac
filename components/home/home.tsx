import { runScenario } from '#mocks/runtimes/virtual.ts'
import { encodeRun } from '#mocks/systems/link.ts'
import { Closing } from './closing.tsx'
import { compareTakes } from './compare.ts'
import { FirstMinute } from './first-minute.tsx'
import { type BookChoice, BROWSE, FIRST_LINE, orderRequest, scenarioOf } from './order-line.ts'
import { replay } from './replay.ts'
import {
  brokenWords,
  browsedWords,
  comparisonWords,
  failedWords,
  reservationWords,
  sentWords,
} from './words.ts'

/** The key of the recorded order; every live order gets a key of its own. */
const RECORDED_KEY = 'the-recorded-order'

/** The home page. What it shows at first is recorded while the site is built: the same runs, on the virtual clock. */
export async function Home() {
  const order = orderRequest(FIRST_LINE, RECORDED_KEY)
  const recorded = await replay(scenarioOf(order, 'microservices'), 'recorded')
  const broken = await replay(scenarioOf(order, 'microservices', ['payments']))
  const browsed = [
    browsedWords(await replay(scenarioOf(BROWSE, 'microservices', ['payments']))),
    failedWords('catalog-down', await replay(scenarioOf(BROWSE, 'microservices', ['catalog']))),
    failedWords('monolith-killed', await replay(scenarioOf(BROWSE, 'monolith', ['payments']))),
  ]
  const words = {
    sent: sentWords(recorded),
    compared: comparisonWords(compareTakes(recorded, await replay(scenarioOf(order, 'monolith')))),
    broken: `${brokenWords(broken)} ${reservationWords(broken)}`,
    browsed: browsed.join(' '),
  }
  const link = await encodeRun(scenarioOf(order, 'microservices'))

  return (
    <>
      <div className="sheet pt-7 sm:pt-10">
        <h1 className="text-2xl sm:text-3xl lg:text-4xl">Same request. Same answer. Different machinery.</h1>
        <p className="mt-2 text-balance font-serif text-ink-soft text-lg sm:mt-3 lg:text-xl">
          REST describes how you ask. Microservices describe who does the work. Try it.
        </p>
      </div>
      <FirstMinute recorded={recorded} words={words} books={await booksOf()} recordedLink={link}>
        <Closing />
      </FirstMinute>
    </>
  )
}

/** The books that the line can name, from the catalog's own data. */
async function booksOf(): Promise<readonly BookChoice[]> {
  const { data } = await runScenario({ v: 1 })
  const books = Object.values(data.catalog?.books ?? {}).flatMap((book) => {
    if (typeof book !== 'object' || book === null || !('isbn' in book) || !('title' in book)) return []
    return [{ isbn: String(book.isbn), title: String(book.title) }]
  })
  return books.toSorted((a, b) => a.title.localeCompare(b.title, 'en'))
}
