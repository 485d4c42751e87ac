import * as z from 'zod'
import { callsBetween, callsInAll, contentOf, statusOf, waitedMs } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import type { PanelInput } from './schema.ts'

const BOOKS = 24

const Page = z.object({
  data: z.object({ books: z.object({ nodes: z.array(z.object({ stock: z.unknown() })) }) }),
})

/** Books on the page that come with their stock. */
function joined(run: FinishedRun): number {
  const page = statusOf(run, 0) === 200 ? Page.safeParse(contentOf(run, 0)).data : undefined
  return page?.data.books.nodes.filter(({ stock }) => stock !== null).length ?? 0
}

/** Books on the page. */
function listed(run: FinishedRun): number {
  const page = statusOf(run, 0) === 200 ? Page.safeParse(contentOf(run, 0)).data : undefined
  return page?.data.books.nodes.length ?? 0
}

/** Requests that the client did not send itself. */
const between = (run: FinishedRun) => callsInAll(run) - 1

/** What one line of SQL becomes when its two tables live in two services. */
export const panel: PanelInput = {
  id: 'join-two-stores',
  title: 'Ask for a join',
  invites:
    'A page shows 24 books, each with its stock. The books are with catalog, the stock is with inventory. Choose how somebody puts them together, and whether inventory is there.',
  controls: [
    {
      id: 'joins',
      legend: 'Put together',
      options: [
        { value: 'each', label: 'Book by book' },
        { value: 'batch', label: 'All in one request' },
        { value: 'module', label: 'In one process' },
      ],
    },
    {
      id: 'inventory',
      legend: 'inventory',
      options: [
        { value: 'well', label: 'Is there' },
        { value: 'down', label: 'Is down' },
      ],
    },
  ],
  scenario: ({ joins, inventory }) => ({
    v: 1,
    system: joins === 'module' ? 'monolith' : 'microservices',
    settings: { graphqlBatching: joins === 'batch' ? 'on' : 'off' },
    faults: inventory === 'down' ? [{ kind: 'down', service: 'inventory' }] : [],
    workload: [
      {
        method: 'POST',
        url: 'https://api.bookshop.example/graphql',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          query: `{ books(first: ${BOOKS}) { nodes { title stock { available } } } }`,
        }),
      },
    ],
  }),
  shows: ['blocks'],
  figures: [
    { label: 'Requests between services', evidence: 'observed', reads: between },
    {
      label: 'Of these, to inventory',
      evidence: 'observed',
      reads: (run) => callsBetween(run, 'graphql', 'inventory'),
    },
    { label: 'Books on the page', evidence: 'observed', reads: listed },
    { label: 'Books with their stock', evidence: 'observed', reads: joined },
    {
      label: 'The client waits',
      unit: 'ms',
      evidence: 'modelled',
      reads: (run) => Math.round(waitedMs(run, 0)),
    },
  ],
  prediction: {
    question:
      'inventory is down, and the page asks book by book. How many of the 24 books does the reader see?',
    about: { joins: 'each', inventory: 'down' },
    reads: listed,
    options: [
      {
        value: 0,
        text: 'None',
        why: 'That holds in one process: there inventory cannot be down alone. Here catalog has answered.',
      },
      {
        value: 24,
        text: '24, without their stock',
        why: 'catalog is well, and the answer says for each book that its stock is missing.',
      },
      {
        value: 12,
        text: 'About half of them',
        why: 'Nothing here fails by chance. catalog answers, and inventory does not.',
      },
    ],
  },
  claims: [
    {
      says: 'Book by book, one page makes 24 requests to inventory; all in one request, it is one.',
      holds: (at) =>
        callsBetween(at(), 'graphql', 'inventory') === BOOKS &&
        callsBetween(at({ joins: 'batch' }), 'graphql', 'inventory') === 1,
    },
    {
      says: 'In one process there are none, and the page is the same.',
      holds: (at) => between(at({ joins: 'module' })) === 0 && joined(at({ joins: 'module' })) === BOOKS,
    },
    {
      says: 'With inventory down, the split shop lists the books without their stock, and the single process lists nothing.',
      holds: (at) =>
        listed(at({ inventory: 'down' })) === BOOKS &&
        joined(at({ inventory: 'down' })) === 0 &&
        listed(at({ joins: 'module', inventory: 'down' })) === 0,
    },
  ],
  assumptions: [
    'In the monolith the modules live in one process, so inventory is down when the process is.',
    'The 24 requests leave at the same time; the page waits for the slowest of them.',
  ],
}
