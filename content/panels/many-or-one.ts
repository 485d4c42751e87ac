import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsInAll } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import type { Request } from '../scenarios/requests.ts'
import type { Chosen, PanelInput } from './schema.ts'

const SHOP = 'https://api.bookshop.example'
const BOOKS = 5
/** The first five books of the shelf, in its order. */
const ON_THE_SHELF = [
  '9780547773742',
  '9780141439761',
  '9780143035008',
  '9780140449068',
  '9780141439723',
] as const

const LIST: Request = { method: 'GET', url: `${SHOP}/v1/books?limit=${BOOKS}&fields=isbn,title` }
const STOCKS: readonly Request[] = ON_THE_SHELF.map((isbn) => ({
  method: 'GET',
  url: `${SHOP}/v1/stock/${isbn}`,
}))
const BATCH: Request = { method: 'GET', url: `${SHOP}/v1/stock?isbn=${ON_THE_SHELF.join(',')}` }
/** The same screen, put together by the edge. */
const COMPOSED: Request = {
  method: 'POST',
  url: `${SHOP}/graphql`,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ query: `{ books(first: ${BOOKS}) { nodes { title stock { available } } } }` }),
}

/** How long a message takes between the client and the shop, one way. */
const ONE_WAY_MS: Readonly<Record<string, number>> = { cable: 10, mobile: 150 }
const oneWayMs = ({ network = 'cable' }: Chosen) => ONE_WAY_MS[network] ?? 10

function workload(chosen: Chosen): ScenarioInput['workload'] {
  switch (chosen.how) {
    case 'together': {
      // When the list has come, with a little to spare for the way inside the shop.
      const atMs = 2 * oneWayMs(chosen) + 40
      return [LIST, ...STOCKS.map((request): Request => ({ ...request, atMs, waits: false }))]
    }
    case 'batch':
      return [LIST, BATCH]
    case 'composed':
      return [COMPOSED]
    default:
      return [LIST, ...STOCKS]
  }
}

const bytesOf = (fields: readonly (readonly [string, string])[]) =>
  fields.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0)

/** What goes over the client's network, both ways, header fields included. */
const clientBytes = ({ exchanges }: FinishedRun) =>
  exchanges.reduce(
    (sum, { request, response }) =>
      sum +
      bytesOf(request.fields) +
      request.content.bytes +
      (response ? bytesOf(response.fields) + response.content.bytes : 0),
    0,
  )

const doneMs = ({ exchanges }: FinishedRun) =>
  Math.round(Math.max(...exchanges.map(({ endUs }) => endUs)) / 1000)

/** A screen with five books and their stock: who puts it together, and over which network? */
export const panel: PanelInput = {
  id: 'many-or-one',
  title: 'One screen, asked for in four ways',
  invites:
    'The screen shows five books and how many copies there are of each. Choose who puts it together, and how far away the client is.',
  controls: [
    {
      id: 'how',
      legend: 'The client asks',
      options: [
        { value: 'one-by-one', label: 'Six times, one by one' },
        { value: 'together', label: 'Once, then five at once' },
        { value: 'batch', label: 'Twice: list, then batch' },
        { value: 'composed', label: 'Once: the edge composes' },
      ],
    },
    {
      id: 'network',
      legend: 'One way takes',
      options: [
        { value: 'cable', label: '10 ms' },
        { value: 'mobile', label: '150 ms' },
      ],
    },
  ],
  scenario: (chosen) => ({
    v: 1,
    faults: [
      {
        kind: 'latency',
        edge: { from: 'client' },
        oneWay: { kind: 'constant', us: oneWayMs(chosen) * 1000 },
      },
    ],
    workload: workload(chosen),
  }),
  watch: ({ how }) => (how === 'composed' ? 0 : 1),
  shows: ['blocks', 'messages'],
  figures: [
    {
      label: 'Requests of the client',
      evidence: 'observed',
      reads: ({ exchanges }) => exchanges.length,
    },
    { label: 'Bytes over its network', unit: 'bytes', evidence: 'observed', reads: clientBytes },
    {
      label: 'Requests inside the shop',
      evidence: 'observed',
      reads: (run) => callsInAll(run) - run.exchanges.length,
    },
    { label: 'Until the screen is complete', unit: 'ms', evidence: 'modelled', reads: doneMs },
  ],
  prediction: {
    question:
      'A phone, 150 ms one way. The client asks for the list, then for the five stocks one by one. How long until the screen is complete?',
    about: { how: 'one-by-one', network: 'mobile' },
    reads: (run) => (doneMs(run) < 500 ? 'one' : doneMs(run) < 1000 ? 'two' : 'six'),
    options: [
      {
        value: 'one',
        text: 'About 0.3 s: one way there and back',
        why: 'That takes one request. Six of them wait for each other.',
      },
      {
        value: 'two',
        text: 'About 0.6 s: two rounds',
        why: 'That holds when the five go out together, once the list is there.',
      },
      {
        value: 'six',
        text: 'About 1.8 s: six rounds',
        why: 'Each request waits for the one before: six times 300 ms, and the shop itself takes hardly anything.',
      },
    ],
  },
  claims: [
    {
      says: 'Far away, the number of rounds decides: six, two, two and one.',
      holds: (at) =>
        (
          [
            ['one-by-one', 6],
            ['together', 2],
            ['batch', 2],
            ['composed', 1],
          ] as const
        ).every(([how, rounds]) => {
          const done = doneMs(at({ how, network: 'mobile' }))
          return done >= rounds * 300 && done < rounds * 300 + 180
        }),
    },
    {
      says: 'Close by, all four are within a fifth of a second of each other.',
      holds: (at) => doneMs(at()) - doneMs(at({ how: 'composed' })) < 200,
    },
    {
      says: 'Composing at the edge sends the fewest bytes over the client’s network.',
      holds: (at) =>
        ['one-by-one', 'together', 'batch'].every(
          (how) => clientBytes(at({ how: 'composed' })) < clientBytes(at({ how })),
        ),
    },
    {
      says: 'Six requests of the client make the shop work more than one.',
      holds: (at) =>
        callsInAll(at()) - at().exchanges.length >
        callsInAll(at({ how: 'composed' })) - at({ how: 'composed' }).exchanges.length,
    },
  ],
  assumptions: [
    'The way between client and shop always takes the same time; inside the shop a message takes about 3 ms.',
    'Bandwidth does not count here, and the connection is open already.',
    'The edge that composes is the GraphQL edge. One that offers `/v1/home` does the same for one fixed screen.',
    'The five at once go out as soon as the list can be there, with 40 ms to spare.',
  ],
}
