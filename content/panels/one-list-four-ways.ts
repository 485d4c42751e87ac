import { fieldOf, statusOf } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { BOOK, type Request } from '../scenarios/requests.ts'
import type { PanelInput } from './schema.ts'

const LIST = `https://api.bookshop.example/v1/books?isbn=${BOOK.theLeftHandOfDarkness}&fields=isbn,title,price`

/** What a reader may want of the one resource. */
const WISHES: Readonly<Record<string, { label: string; headers: Record<string, string> }>> = {
  json: { label: 'JSON', headers: { accept: 'application/json' } },
  csv: { label: 'A table (CSV)', headers: { accept: 'text/csv' } },
  english: { label: 'HTML, English', headers: { accept: 'text/html', 'accept-language': 'en' } },
  german: { label: 'HTML, German', headers: { accept: 'text/html', 'accept-language': 'de' } },
  picture: { label: 'A picture', headers: { accept: 'image/png' } },
}

const list = (headers: Record<string, string>): Request => ({ method: 'GET', url: LIST, headers })

/** The watched answer is the second one: somebody else asked for JSON before. */
const OURS = 1
const typeOf = (run: FinishedRun) => fieldOf(run, OURS, 'content-type')?.split(';')[0] ?? 'nothing'

/** One list of books, asked for in several ways, with a cache on the way that heeds Vary or does not. */
export const panel: PanelInput = {
  id: 'one-list-four-ways',
  title: 'One resource, several representations',
  invites:
    'A program has read this list as JSON. Now you ask at the same address, in your way. Then let the cache on the way ignore `Vary`.',
  controls: [
    {
      id: 'wish',
      legend: 'You would like',
      options: Object.entries(WISHES).map(([value, { label }]) => ({ value, label })),
    },
    {
      id: 'cache',
      legend: 'The cache on the way',
      options: [
        { value: 'heeds', label: 'Keeps to Vary' },
        { value: 'ignores', label: 'Ignores Vary' },
      ],
    },
  ],
  scenario: ({ wish = 'json', cache }) => ({
    v: 1,
    settings: { edgeCache: cache === 'ignores' ? 'everything' : 'shared', bookFreshness: 'minute' },
    workload: [list({ accept: 'application/json' }), { ...list(WISHES[wish]?.headers ?? {}), atMs: 5000 }],
  }),
  watch: () => OURS,
  shows: ['wire'],
  figures: [
    { label: 'Status', evidence: 'observed', reads: (run) => statusOf(run, OURS) },
    { label: 'What you get', evidence: 'observed', reads: typeOf },
    {
      label: 'Its ETag',
      evidence: 'observed',
      reads: (run) => fieldOf(run, OURS, 'etag') ?? 'none',
    },
    {
      label: 'It was made for',
      evidence: 'observed',
      reads: (run) => (fieldOf(run, OURS, 'age') === undefined ? 'you' : 'whoever asked before'),
    },
  ],
  prediction: {
    question:
      'Five seconds ago a program was given this list as JSON. The cache on the way ignores `Vary`. You ask for HTML in German. What do you get?',
    about: { wish: 'german', cache: 'ignores' },
    reads: typeOf,
    options: [
      {
        value: 'text/html',
        text: 'HTML, as you asked',
        why: 'That takes a cache that compares what `Vary` names. This one compares addresses, and yours is the same.',
      },
      {
        value: 'application/json',
        text: 'JSON',
        why: 'The address is the key, and under it lies what the program got. Your `Accept` was never looked at.',
      },
      {
        value: 'application/problem+json',
        text: 'A refusal, `406`',
        why: 'catalog would have German HTML, and it was never asked. A refusal comes only from whoever has looked at `Accept`.',
      },
    ],
  },
  claims: [
    {
      says: 'The same address gives three formats and two languages, each with an ETag of its own.',
      holds: (at) => {
        const wishes = ['json', 'csv', 'english', 'german']
        const tags = wishes.map((wish) => fieldOf(at({ wish }), OURS, 'etag'))
        return wishes.every((wish) => statusOf(at({ wish }), OURS) === 200) && new Set(tags).size === 4
      },
    },
    {
      says: 'Where there is nothing of the kind, the answer is 406.',
      holds: (at) => statusOf(at({ wish: 'picture' }), OURS) === 406,
    },
    {
      says: 'A cache that keeps to Vary gives stored JSON to those who ask for JSON, and to nobody else.',
      holds: (at) =>
        fieldOf(at({ wish: 'json' }), OURS, 'age') !== undefined &&
        ['csv', 'english', 'german'].every((wish) => fieldOf(at({ wish }), OURS, 'age') === undefined),
    },
    {
      says: 'A cache that ignores Vary gives everybody what the first one asked for.',
      holds: (at) =>
        Object.keys(WISHES).every((wish) => typeOf(at({ wish, cache: 'ignores' })) === 'application/json'),
    },
  ],
  assumptions: [
    'Books may be used for a minute here, so that the cache has something to give.',
    'A cache that ignores `Vary` breaks RFC 9111. Such caches are usually set up that way by hand, to get more hits.',
    'Which representations exist is this shop’s choice. HTTP asks for none in particular.',
  ],
}
