import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsInAll, fieldOf, statusOf, waitedMs } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import type { Request } from '../scenarios/requests.ts'
import type { PanelInput } from './schema.ts'

const SHOP = 'https://api.bookshop.example'
const BOOKS = 12

/** What the screen shows of each book, as GraphQL selects it. */
const SELECTION: Readonly<Record<string, string>> = {
  titles: 'title',
  stock: 'title stock { available }',
  recommendations: 'title stock { available } recommendations { book { title } }',
}

const places = Array.from({ length: BOOKS }, (_, i) => i)
/** The ISBN of a book of the first answer, quoted. */
const isbnAt = (i: number) => `{{0:/items/${i}/isbn}}`

/** The screen by REST: the list, the stock of all in one request, and the recommendations of each. */
function byRest(screen: string, fields: string): Request[] {
  return [
    { method: 'GET', url: `${SHOP}/v1/books?limit=${BOOKS}${fields}` },
    ...(screen === 'titles'
      ? []
      : [{ method: 'GET', url: `${SHOP}/v1/stock?isbn=${places.map(isbnAt).join(',')}` }]),
    ...(screen === 'recommendations'
      ? places.map((i) => ({ method: 'GET', url: `${SHOP}/v1/recommendations?isbn=${isbnAt(i)}` }))
      : []),
  ]
}

function byGraphql(screen: string): Request[] {
  return [
    {
      method: 'POST',
      url: `${SHOP}/graphql`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: `{ books(first: ${BOOKS}) { nodes { ${SELECTION[screen]} } } }` }),
    },
  ]
}

const requests = ({ exchanges }: FinishedRun) => exchanges.length
const bytes = ({ exchanges }: FinishedRun) =>
  exchanges.reduce((sum, { response }) => sum + (response?.content.bytes ?? 0), 0)
const inside = (run: FinishedRun) => callsInAll(run) - requests(run)
/** Answers that can be asked for again with their ETag, or kept. */
const keepable = (run: FinishedRun) =>
  run.exchanges.filter(
    (_, i) =>
      fieldOf(run, i, 'etag') !== undefined && !fieldOf(run, i, 'cache-control')?.includes('no-store'),
  ).length
const untilAll = (run: FinishedRun) =>
  Math.round(run.exchanges.reduce((sum, _, i) => sum + waitedMs(run, i), 0))
const isWhole = (run: FinishedRun) => run.exchanges.every((_, i) => statusOf(run, i) === 200)

/** One screen of books, asked for in two styles. */
export const panel: PanelInput = {
  id: 'one-screen',
  title: 'One screen, two styles',
  invites: `A screen shows ${BOOKS} books. Choose what it shows of each, and how it asks. Behind both styles are the same services.`,
  controls: [
    {
      id: 'style',
      legend: 'It asks by',
      options: [
        { value: 'rest', label: 'REST, whole books' },
        { value: 'rest-fields', label: 'REST, chosen fields' },
        { value: 'graphql-off', label: 'GraphQL, each for itself' },
        { value: 'graphql-on', label: 'GraphQL, with a loader' },
      ],
    },
    {
      id: 'screen',
      legend: 'It shows',
      options: [
        { value: 'titles', label: 'Titles' },
        { value: 'stock', label: 'and stock' },
        { value: 'recommendations', label: 'and recommendations' },
      ],
    },
  ],
  scenario: ({ style = 'rest', screen = 'titles' }): ScenarioInput => ({
    v: 1,
    settings: { graphqlBatching: style === 'graphql-off' ? 'off' : 'on' },
    workload: style.startsWith('graphql')
      ? byGraphql(screen)
      : byRest(screen, style === 'rest-fields' ? '&fields=isbn,title' : ''),
  }),
  shows: ['messages'],
  figures: [
    { label: 'Requests of the screen', evidence: 'observed', reads: requests },
    { label: 'Bytes that it gets', evidence: 'observed', reads: bytes },
    { label: 'Requests between services', evidence: 'observed', reads: inside },
    { label: 'Answers that may be kept or compared', evidence: 'observed', reads: keepable },
    { label: 'Waiting, one after another', unit: 'ms', evidence: 'modelled', reads: untilAll },
  ],
  prediction: {
    question:
      'The screen shows titles, stock and recommendations, and asks by one GraphQL query. A loader collects what can be collected. How many requests go between the services?',
    about: { style: 'graphql-on', screen: 'recommendations' },
    reads: inside,
    options: [
      {
        value: 4,
        text: '4: one for each service',
        why: 'That would be so if each service could be asked for all twelve books at once.',
      },
      {
        value: 15,
        text: '15: twelve for recommendations',
        why: 'The twelve are right: there is no operation for several books. Count also whom recommendations asks.',
      },
      {
        value: 57,
        text: '57',
        why: 'Stock is collected into one request. Recommendations has no operation for several books, and asks catalog itself for what it recommends.',
      },
    ],
  },
  claims: [
    {
      says: 'GraphQL takes one request for each screen, and REST up to fourteen.',
      holds: (at) =>
        requests(at({ style: 'graphql-on', screen: 'recommendations' })) === 1 &&
        requests(at({ screen: 'recommendations' })) === 14 &&
        isWhole(at({ screen: 'recommendations' })),
    },
    {
      says: 'GraphQL sends the fewest bytes on each of the screens; REST with chosen fields comes closer.',
      holds: (at) =>
        ['titles', 'stock', 'recommendations'].every(
          (screen) =>
            bytes(at({ style: 'graphql-on', screen })) < bytes(at({ style: 'rest-fields', screen })) &&
            bytes(at({ style: 'rest-fields', screen })) < bytes(at({ style: 'rest', screen })),
        ),
    },
    {
      says: 'What the screen saves is asked for inside: one query makes up to 98 requests between services, and 57 with a loader.',
      holds: (at) =>
        inside(at({ style: 'graphql-off', screen: 'recommendations' })) === 98 &&
        inside(at({ style: 'graphql-on', screen: 'recommendations' })) === 57,
    },
    {
      says: 'For titles alone GraphQL takes more requests inside than REST, and none of its answers may be kept.',
      holds: (at) =>
        inside(at({ style: 'graphql-on' })) > inside(at()) &&
        keepable(at({ style: 'graphql-on' })) === 0 &&
        keepable(at()) === 1,
    },
  ],
  assumptions: [
    'The screen sends its requests one after another, since it learns the ISBNs from the first. A browser would send the later ones side by side.',
    'Bytes are those of the content, without header fields and without compression.',
    'REST has an operation for the stock of several books, and none for their recommendations. Another API may have both.',
  ],
}
