import * as z from 'zod'
import { statusOf } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import type { Request } from '../scenarios/requests.ts'
import type { PanelInput } from './schema.ts'

const SHOP = 'https://api.bookshop.example'
const MISSING = '9780000000002'
const json = { 'content-type': 'application/json' }
const soap = (body: string) =>
  `<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body>${body}</env:Body></env:Envelope>`

/** The same mistake at five services that share one guide: something is asked for that is not there. */
const SHARED: readonly Request[] = ['books', 'stock', 'orders', 'carts', 'covers'].map((segment) => ({
  method: 'GET',
  url: `${SHOP}/v1/${segment}/${MISSING}`,
}))

/** The same mistake at five doors with five conventions. Each keeps its own, and well. */
const EACH_ITS_OWN: readonly Request[] = [
  { method: 'GET', url: `${SHOP}/v1/books/${MISSING}` },
  {
    method: 'POST',
    url: `${SHOP}/v1/rpc`,
    headers: json,
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'catalog.readBook', params: { isbn: MISSING } }),
  },
  {
    method: 'POST',
    url: `${SHOP}/v1/soap`,
    headers: { 'content-type': 'application/soap+xml' },
    body: soap(`<ReadBook xmlns="https://api.bookshop.example/soap"><isbn>${MISSING}</isbn></ReadBook>`),
  },
  {
    method: 'POST',
    url: `${SHOP}/graphql`,
    headers: json,
    body: JSON.stringify({ query: `{ book(isbn: "${MISSING}") { title } }` }),
  },
  {
    method: 'POST',
    url: `${SHOP}/bookshop.inventory.v1.InventoryService/GetStock`,
    headers: json,
    body: JSON.stringify({ isbn: MISSING }),
  },
]

const REQUESTS = { shared: SHARED, own: EACH_ITS_OWN } as const
function isStyle(value: string | undefined): value is keyof typeof REQUESTS {
  return value !== undefined && Object.hasOwn(REQUESTS, value)
}

const anyObject = z.record(z.string(), z.unknown())

/** How an answer is put together: the names of its members, or that it is no JSON. */
function shapeOf({ exchanges }: FinishedRun, exchange: number): string {
  const content = exchanges[exchange]?.response?.content
  if (!content || !('text' in content)) return 'nothing'
  if (content.text.startsWith('<')) return 'XML'
  return Object.keys(anyObject.parse(JSON.parse(content.text)))
    .sort()
    .join(', ')
}

/** Whether a client that knows problem documents alone gets out of an answer what went wrong. */
function isUnderstood(run: FinishedRun, exchange: number): boolean {
  const type = run.exchanges[exchange]?.response?.fields.find(([name]) => name === 'content-type')?.[1]
  return statusOf(run, exchange) >= 400 && type === 'application/problem+json'
}

const each = ({ exchanges }: FinishedRun) => exchanges.map((_, i) => i)
const shapes = (run: FinishedRun) => new Set(each(run).map((i) => shapeOf(run, i)))
const statuses = (run: FinishedRun) => new Set(each(run).map((i) => statusOf(run, i)))
const understood = (run: FinishedRun) => each(run).filter((i) => isUnderstood(run, i)).length

/** The same mistake at five doors: how many ways of saying so does a client have to know? */
export const panel: PanelInput = {
  id: 'how-many-error-shapes',
  title: 'The same mistake, five times',
  invites:
    'A client asks five times for something that does not exist. First at five services that share one guide, then at five doors of this shop that keep to five conventions.',
  controls: [
    {
      id: 'doors',
      legend: 'Five doors with',
      options: [
        { value: 'shared', label: 'One guide' },
        { value: 'own', label: 'A convention each' },
      ],
    },
    {
      id: 'construction',
      legend: 'Behind them',
      options: [
        { value: 'services', label: 'Microservices' },
        { value: 'monolith', label: 'One process' },
      ],
    },
  ],
  scenario: ({ doors, construction }) => ({
    v: 1,
    system: construction === 'monolith' ? 'monolith' : 'microservices',
    workload: [...(isStyle(doors) ? REQUESTS[doors] : SHARED)],
  }),
  shows: ['messages'],
  figures: [
    { label: 'Shapes of the answer', evidence: 'observed', reads: (run) => shapes(run).size },
    { label: 'Which', evidence: 'observed', reads: (run) => [...shapes(run)].join(' · ') },
    {
      label: 'Different statuses for the same fact',
      evidence: 'observed',
      reads: (run) => statuses(run).size,
    },
    {
      label: 'Understood by a client that knows problem documents, of 5',
      evidence: 'observed',
      reads: understood,
    },
  ],
  prediction: {
    question:
      'A client knows one thing: an error has a status of 400 or more, and is `application/problem+json`. At the five doors with a convention each, how many of the five answers does it understand?',
    about: { doors: 'own' },
    reads: understood,
    options: [
      {
        value: 5,
        text: 'All five',
        why: 'Each of the five says clearly what is wrong. Each says it in another language.',
      },
      {
        value: 3,
        text: 'Three',
        why: 'Three of them do have a status of 400 or more. Only one of these brings the document that the client knows.',
      },
      {
        value: 1,
        text: 'One',
        why: 'Only the first door speaks that language. For each of the others, the client needs code of its own.',
      },
    ],
  },
  claims: [
    {
      says: 'Five services with one guide: one shape, one status, all understood.',
      holds: (at) => shapes(at()).size === 1 && statuses(at()).size === 1 && understood(at()) === 5,
    },
    {
      says: 'Five conventions: five shapes, three statuses, one understood.',
      holds: (at) =>
        shapes(at({ doors: 'own' })).size === 5 &&
        statuses(at({ doors: 'own' })).size === 3 &&
        understood(at({ doors: 'own' })) === 1,
    },
    {
      says: 'It has nothing to do with the construction: one process can speak five languages, and five services one.',
      holds: (at) =>
        ['shared', 'own'].every(
          (doors) => shapes(at({ doors, construction: 'monolith' })).size === shapes(at({ doors })).size,
        ),
    },
  ],
  assumptions: [
    'Each of the five conventions has a specification and is kept. None of them is bad; together they are many.',
    'A shape is counted by the names of its top-level members, or as XML.',
    'GraphQL answers a missing book with `null`, which is no error to it. It is counted as a shape all the same.',
  ],
}
