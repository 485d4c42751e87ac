import { runScenario } from '#mocks/runtimes/virtual.ts'
import { encodeRun } from '#mocks/systems/link.ts'
import { Closing } from './closing.tsx'
import { compareTakes } from './compare.ts'
import { FirstMinute } from './first-minute.tsx'
import { type BookChoice, BROWSE, FIRST_LINE, orderRequest, type Story, scenarioOf } from './order-line.ts'
import { replay } from './replay.ts'
import {
  brokenWords,
  browsedWords,
  comparisonWords,
  failedWords,
  MONOLITH_FAIRNESS,
  reservationWords,
  sentWords,
} from './words.ts'

/** The key of the recorded order; every live order gets a key of its own. */
const RECORDED_KEY = 'the-recorded-order'

/** The home page. What it shows at first is recorded while the site is built: the same runs, on the virtual clock. */
export async function Home() {
  const order = orderRequest(FIRST_LINE, RECORDED_KEY)
  const ordered: Story = { requests: [order], system: 'microservices' }
  const run = (story: Story) => replay(scenarioOf(story))
  const recorded = await replay(scenarioOf(ordered), 'recorded')
  const broken = await run({ ...ordered, down: ['payments'] })
  const browsing: Story = { requests: [BROWSE], system: 'microservices' }
  const failed = [
    failedWords('catalog-down', await run({ ...browsing, down: ['catalog'] })),
    failedWords('monolith-down', await run({ ...browsing, system: 'monolith', down: ['payments'] })),
  ]
  const words = {
    sent: sentWords(recorded),
    compared: comparisonWords(compareTakes(recorded, await run({ ...ordered, system: 'monolith' }))),
    broken: `${brokenWords(broken)} ${reservationWords(broken)}`,
    browsed: browsedWords(await run({ ...browsing, down: ['payments'] })),
    failed: [...failed, MONOLITH_FAIRNESS].join(' '),
  }
  const link = await encodeRun(scenarioOf(ordered))

  return (
    <>
      <div className="sheet pt-6 lg:pt-5">
        <h1 className="text-2xl sm:text-3xl lg:text-4xl">Same request. Same answer. Different machinery.</h1>
        <p className="mt-2 text-balance font-serif text-ink-soft text-lg lg:text-xl">
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
