import * as z from 'zod'
import { statusOf } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { BOOK, type Request } from '../scenarios/requests.ts'
import type { PanelInput } from './schema.ts'

const SHOP = 'https://api.bookshop.example'
const ISBN = { there: BOOK.theLeftHandOfDarkness, missing: '9780000000002' }
const json = { 'content-type': 'application/json' }

/** The same question, as each style writes it. */
const STYLES: Readonly<Record<string, { label: string; ask: (isbn: string) => Request }>> = {
  rest: { label: 'REST', ask: (isbn) => ({ method: 'GET', url: `${SHOP}/v1/books/${isbn}` }) },
  'json-rpc': {
    label: 'JSON-RPC',
    ask: (isbn) => ({
      method: 'POST',
      url: `${SHOP}/v1/rpc`,
      headers: json,
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'catalog.readBook', params: { isbn } }),
    }),
  },
  soap: {
    label: 'SOAP',
    ask: (isbn) => ({
      method: 'POST',
      url: `${SHOP}/v1/soap`,
      headers: { 'content-type': 'application/soap+xml' },
      body: `<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body><ReadBook xmlns="https://api.bookshop.example/soap"><isbn>${isbn}</isbn></ReadBook></env:Body></env:Envelope>`,
    }),
  },
  graphql: {
    label: 'GraphQL',
    ask: (isbn) => ({
      method: 'POST',
      url: `${SHOP}/graphql`,
      headers: json,
      body: JSON.stringify({ query: `{ book(isbn: "${isbn}") { title price { amount currency } } }` }),
    }),
  },
}

/** Bytes of the content of a message of the first exchange. */
function bytesOf({ exchanges }: FinishedRun, which: 'request' | 'response'): number {
  return exchanges[0]?.[which]?.content.bytes ?? 0
}

/** How many requests reached catalog, whoever sent them. */
function reachedCatalog({ events }: FinishedRun): number {
  return events.filter((event) => event.kind === 'request' && event.to === 'catalog').length
}

const Said = z.object({ error: z.unknown().optional(), data: z.object({ book: z.unknown() }).optional() })

/** What tells a program that there is no such book. */
function tellsOf(run: FinishedRun): string {
  const status = statusOf(run, 0)
  const content = run.exchanges[0]?.response?.content
  const text = content && 'text' in content ? content.text : ''
  if (text.startsWith('<'))
    return text.includes('env:Fault') ? `a Fault, and the status ${status}` : 'nothing'
  if (status >= 400) return `the status, ${status}`
  const said = Said.safeParse(JSON.parse(text)).data
  if (said?.error) return 'an error in the content'
  return said?.data && said.data.book === null ? 'a null in the content' : 'nothing'
}

/** One book, asked for in four styles: what differs on the wire, and what follows from it? */
export const panel: PanelInput = {
  id: 'one-question-four-styles',
  title: 'One question in four styles',
  invites:
    'The same shop answers the same question in four ways. Each is sent twice, and a shared cache stands on the way. Compare the messages, then ask for a book that does not exist.',
  controls: [
    {
      id: 'style',
      legend: 'Style',
      options: Object.entries(STYLES).map(([value, { label }]) => ({ value, label })),
    },
    {
      id: 'book',
      legend: 'The book',
      options: [
        { value: 'there', label: 'Exists' },
        { value: 'missing', label: 'Does not exist' },
      ],
    },
  ],
  scenario: ({ style = 'rest', book }) => {
    const request = STYLES[style]?.ask(book === 'missing' ? ISBN.missing : ISBN.there)
    if (!request) throw new Error(`The panel knows no style "${style}".`)
    return {
      v: 1,
      settings: { edgeCache: 'shared', bookFreshness: 'minute' },
      workload: [request, { ...request, atMs: 5000 }],
    }
  },
  shows: ['wire'],
  figures: [
    { label: 'Status', evidence: 'observed', reads: (run) => statusOf(run, 0) },
    { label: 'What says that something is wrong', evidence: 'observed', reads: tellsOf },
    { label: 'Content sent', unit: 'bytes', evidence: 'observed', reads: (run) => bytesOf(run, 'request') },
    {
      label: 'Content received',
      unit: 'bytes',
      evidence: 'observed',
      reads: (run) => bytesOf(run, 'response'),
    },
    { label: 'Of 2 reads, how many reached catalog', evidence: 'observed', reads: reachedCatalog },
  ],
  prediction: {
    question: 'A program asks by JSON-RPC for a book that does not exist. Which HTTP status does it get?',
    about: { style: 'json-rpc', book: 'missing' },
    reads: (run) => statusOf(run, 0),
    options: [
      {
        value: 404,
        text: '404',
        why: 'That says: nothing at this address. But something is at `/v1/rpc`, and it has understood the call very well.',
      },
      {
        value: 200,
        text: '200',
        why: 'HTTP carried the call and its answer, and that went well. What came of the call is in the content, as `error`.',
      },
      {
        value: 400,
        text: '400',
        why: 'The call is well-formed. SOAP answers so here, because its binding to HTTP says so; JSON-RPC has no such rule.',
      },
    ],
  },
  claims: [
    {
      says: 'All four find the book.',
      holds: (at) => Object.keys(STYLES).every((style) => statusOf(at({ style }), 0) === 200),
    },
    {
      says: 'A missing book is said in four different places.',
      holds: (at) =>
        new Set(Object.keys(STYLES).map((style) => tellsOf(at({ style, book: 'missing' })))).size === 4,
    },
    {
      says: 'Only the style whose message says that it reads is spared the second trip to catalog.',
      holds: (at) =>
        reachedCatalog(at()) === 1 &&
        ['json-rpc', 'soap', 'graphql'].every((style) => reachedCatalog(at({ style })) === 2),
    },
    {
      says: 'GraphQL brings the least content of the four, because it was asked for less.',
      holds: (at) =>
        ['rest', 'json-rpc', 'soap'].every(
          (style) => bytesOf(at({ style: 'graphql' }), 'response') < bytesOf(at({ style }), 'response'),
        ),
    },
  ],
  assumptions: [
    'GraphQL asks for title and price alone, which is its way. REST here sends the whole book.',
    'Bytes are those of the content. Header fields add a few hundred in each style.',
    'GraphQL can be asked by GET as well, and such answers can be stored. Most clients use POST, as here.',
  ],
}
