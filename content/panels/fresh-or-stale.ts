import * as z from 'zod'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsBetween, contentOf, statusOf } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { BOOK, type Request } from '../scenarios/requests.ts'
import { TOKEN } from '../scenarios/tokens.ts'
import type { PanelInput } from './schema.ts'

const ISBN = BOOK.theLeftHandOfDarkness
const NEW_AMOUNT = 1299
const READINGS = 12
const EVERY_S = 10
/** When the price changes, behind all caches. */
const CHANGE_AT_S = 35

const readings: readonly Request[] = Array.from({ length: READINGS }, (_, i) => ({
  method: 'GET',
  url: `https://api.bookshop.example/v1/books/${ISBN}`,
  atMs: i * EVERY_S * 1000,
}))
const change: Request = {
  method: 'PATCH',
  url: `https://catalog.bookshop.internal/books/${ISBN}`,
  headers: {
    'content-type': 'application/merge-patch+json',
    'if-match': '*',
    authorization: `Bearer ${TOKEN.keeperOfTheCatalogue}`,
  },
  body: JSON.stringify({ price: { amount: NEW_AMOUNT } }),
  atMs: CHANGE_AT_S * 1000,
}
/** Readings, with the change between those before it and those after it. */
const before = Math.ceil(CHANGE_AT_S / EVERY_S)
const workload: Request[] = [...readings.slice(0, before), change, ...readings.slice(before)]

const Priced = z.object({ price: z.object({ amount: z.number() }) })
/** How many readings after the change were shown the price of before. */
function outOfDate(run: FinishedRun): number {
  return run.exchanges.filter(
    (_, i) =>
      i > before && statusOf(run, i) === 200 && Priced.parse(contentOf(run, i)).price.amount !== NEW_AMOUNT,
  ).length
}

const callsToCatalog = (run: FinishedRun) => callsBetween(run, 'gateway', 'catalog')
const callsToGateway = (run: FinishedRun) => callsBetween(run, 'client', 'gateway')

/** Of catalog's answers to the gateway, how many said no more than that nothing has changed. */
function notModified({ events }: FinishedRun): number {
  const asked = new Set(
    events.flatMap((event) =>
      event.kind === 'request' && event.from === 'gateway' && event.to === 'catalog' ? [event.spanId] : [],
    ),
  )
  return events.filter(
    (event) => event.kind === 'response' && asked.has(event.spanId) && event.message.status === 304,
  ).length
}

const FRESH = {
  ask: 'revalidate',
  seconds: 'twenty-seconds',
  minute: 'minute',
  hour: 'hour',
} as const satisfies Record<string, NonNullable<ScenarioInput['settings']>['bookFreshness']>

function isFresh(value: string | undefined): value is keyof typeof FRESH {
  return value !== undefined && Object.hasOwn(FRESH, value)
}

/** One book, read every ten seconds for two minutes; its price changes behind the caches. */
export const panel: PanelInput = {
  id: 'fresh-or-stale',
  title: 'Fewer requests, older answers',
  invites:
    'A book is read every ten seconds for two minutes. After 35 seconds its price changes, by a request that no cache sees. Choose which caches there are, and how long catalog lets its answers be used.',
  controls: [
    {
      id: 'caches',
      legend: 'Caches',
      options: [
        { value: 'edge', label: 'At the edge' },
        { value: 'both', label: 'Edge and client' },
        { value: 'none', label: 'None' },
      ],
    },
    {
      id: 'fresh',
      legend: 'An answer is fresh',
      options: [
        { value: 'ask', label: 'Never: ask first' },
        { value: 'seconds', label: '20 s' },
        { value: 'minute', label: '60 s, then 30 s more' },
        { value: 'hour', label: 'An hour' },
      ],
    },
  ],
  scenario: ({ caches, fresh }) => ({
    v: 1,
    settings: {
      edgeCache: caches === 'none' ? 'none' : 'shared',
      bookFreshness: isFresh(fresh) ? FRESH[fresh] : 'revalidate',
      policies: caches === 'both' ? [{ edge: { from: 'client', to: 'gateway' }, cache: true }] : [],
    },
    workload,
  }),
  watch: () => READINGS,
  shows: ['messages'],
  figures: [
    { label: 'Reads that catalog was asked for, of 12', evidence: 'observed', reads: callsToCatalog },
    { label: 'Of these, answered with 304 and no content', evidence: 'observed', reads: notModified },
    { label: 'Reads that left the client, of 12', evidence: 'observed', reads: callsToGateway },
    { label: 'Reads answered with the old price', evidence: 'observed', reads: outOfDate },
  ],
  prediction: {
    question:
      'The edge cache may use an answer for an hour. Eight of the twelve reads come after the new price. How many of the eight are shown the old one?',
    about: { caches: 'edge', fresh: 'hour' },
    reads: outOfDate,
    options: [
      {
        value: 0,
        text: 'None: the cache notices',
        why: 'By what? A cache that holds a fresh answer asks nobody. The change went past it.',
      },
      {
        value: 1,
        text: 'One, and then it asks',
        why: 'Nothing makes it ask before the hour is over. A read does not: that is what freshness is for.',
      },
      {
        value: 8,
        text: 'All eight',
        why: 'Fresh means: may be used without asking. The cache keeps its promise and catalog’s, and both were made before the change.',
      },
    ],
  },
  claims: [
    {
      says: 'Asking first, catalog gets every read, and nobody sees an old price. Nearly all answers are 304.',
      holds: (at) =>
        callsToCatalog(at()) === READINGS && outOfDate(at()) === 0 && notModified(at()) === READINGS - 2,
    },
    {
      says: 'With an hour, catalog is asked once, and everybody afterwards sees the old price.',
      holds: (at) => callsToCatalog(at({ fresh: 'hour' })) === 1 && outOfDate(at({ fresh: 'hour' })) === 8,
    },
    {
      says: 'The longer an answer is fresh, the fewer requests, and the more old prices.',
      holds: (at) => {
        const [ask, seconds, minute, hour] = ['ask', 'seconds', 'minute', 'hour'].map((fresh) =>
          at({ fresh }),
        )
        return (
          !!ask &&
          !!seconds &&
          !!minute &&
          !!hour &&
          [ask, seconds, minute, hour].every(
            (run, i, all) =>
              i === 0 ||
              (callsToCatalog(run) < callsToCatalog(all[i - 1] ?? run) &&
                outOfDate(run) > outOfDate(all[i - 1] ?? run)),
          )
        )
      },
    },
    {
      says: 'Without caches it does not matter what the answers allow.',
      holds: (at) =>
        ['ask', 'seconds', 'minute', 'hour'].every(
          (fresh) =>
            callsToCatalog(at({ caches: 'none', fresh })) === READINGS &&
            outOfDate(at({ caches: 'none', fresh })) === 0,
        ),
    },
    {
      says: 'A cache at the client saves the way to the gateway as well.',
      holds: (at) =>
        callsToGateway(at({ caches: 'both', fresh: 'minute' })) <
        callsToGateway(at({ caches: 'edge', fresh: 'minute' })),
    },
  ],
  assumptions: [
    'The price is changed at catalog’s own address. A cache that sees a successful unsafe request to an address forgets what it has of it; this one sees nothing.',
    'The cache at the client behaves as a shared one does. A browser’s own may in addition keep what is marked `private`.',
    'Nobody sends `Cache-Control` in a request, as a reader does who reloads a page.',
  ],
}
