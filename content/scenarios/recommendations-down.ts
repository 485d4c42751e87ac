import * as z from 'zod'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsBetween, statusOf } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import type { FailureScenarioInput } from './schema.ts'

type Settings = NonNullable<ScenarioInput['settings']>

/** What a reader sees of the page, and no more. */
const Page = z.object({
  books: z.array(z.unknown()),
  recommendations: z.array(z.unknown()),
  warnings: z.array(z.object({ part: z.string() })),
})

/** Somebody opens the front page while recommendations is down. */
function openPage(settings: Settings): ScenarioInput {
  return {
    v: 1,
    settings,
    faults: [{ kind: 'down', service: 'recommendations' }],
    workload: [{ method: 'GET', url: 'https://api.bookshop.example/v1/home' }],
  }
}

/** The page as it came; undefined when there is none. */
function pageOf(run: FinishedRun) {
  const content = run.exchanges[0]?.response?.content
  if (statusOf(run, 0) !== 200 || !content || !('text' in content)) return undefined
  return Page.parse(JSON.parse(content.text))
}

/** How many of the two parts of the page have something in them. */
function partsShown(run: FinishedRun): number {
  const page = pageOf(run)
  return page ? [page.books, page.recommendations].filter(({ length }) => length > 0).length : 0
}

/** A nicety became a necessity, because nobody decided otherwise. */
export const recommendationsDown: FailureScenarioInput = {
  id: 'recommendations-down',
  number: 6,
  title: 'A nicety takes the page down',
  story:
    'The front page shows books and recommendations. recommendations is down, catalog is well, and the gateway needs both.',
  prediction: {
    question: 'How many of the two parts of the front page does the reader see?',
    reads: partsShown,
    options: [
      {
        value: 0,
        text: 'None',
        why: 'The gateway asks for both parts and gives up when one fails. The books were there, and nobody saw them.',
      },
      {
        value: 1,
        text: 'One: the books',
        why: 'catalog did answer. Whether the reader sees it depends on what the gateway does about the other part.',
      },
      {
        value: 2,
        text: 'Both',
        why: 'recommendations is down. Both parts would need an older answer to show instead, and nothing here keeps one.',
      },
    ],
  },
  symptom: {
    says: 'The page answers `502`, although the books are there.',
    scenario: openPage({ recommendations: 'required' }),
    shows: (run) => statusOf(run, 0) === 502 && callsBetween(run, 'gateway', 'catalog') > 0,
  },
  cures: [
    {
      id: 'leave-it-out',
      does: 'Make the part optional: answer without it, and say in the answer what is missing.',
      scenario: openPage({ recommendations: 'optional' }),
      says: 'The page answers `200` with the books, and a warning that names the missing part.',
      shows: (run) =>
        partsShown(run) === 1 &&
        pageOf(run)
          ?.warnings.map(({ part }) => part)
          .join() === 'recommendations',
      cost: {
        says: 'A page with a hole looks like a success to whoever counts statuses. Somebody has to watch the warnings.',
        measured: [
          {
            label: 'Answers of 200 that are not whole',
            unit: 'answers',
            reads: (run) => (pageOf(run)?.warnings.length ? 1 : 0),
          },
        ],
      },
    },
  ],
  wrongCure: {
    does: 'Let the gateway ask recommendations three times.',
    tempts: 'Three tries help against a request that got lost, and they are one line of configuration.',
    scenario: openPage({
      recommendations: 'required',
      policies: [{ edge: { from: 'gateway', to: 'recommendations' }, retry: { attempts: 3 } }],
    }),
    says: 'A service that is down refuses three times instead of once. The page still answers `502`.',
    shows: (run) => statusOf(run, 0) === 502 && callsBetween(run, 'gateway', 'recommendations') === 3,
  },
  assumptions: [
    'recommendations is down from the beginning to the end of the run.',
    'Nobody keeps older recommendations that could be shown instead.',
    'A reader would rather see the books alone than no page.',
  ],
}
