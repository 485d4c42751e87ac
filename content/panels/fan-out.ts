import { nearestRank } from '#mocks/log/views/percentiles.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsBetween, waitedMs } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import type { Request } from '../scenarios/requests.ts'
import type { Chosen, PanelInput } from './schema.ts'

const PAGES = 10
const WIDTHS: Readonly<Record<string, number>> = { one: 1, five: 5, twenty: 20 }

const pageOf = ({ width = 'one' }: Chosen): Request => ({
  method: 'POST',
  url: 'https://api.bookshop.example/graphql',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    query: `{ books(first: ${WIDTHS[width] ?? 1}) { nodes { title stock { available } } } }`,
  }),
})

function settings({ how }: Chosen): ScenarioInput['settings'] {
  return {
    graphqlBatching: how === 'batch' ? 'on' : 'off',
    fleets: [{ service: 'inventory', instances: 10 }],
    ...(how === 'hedge'
      ? { policies: [{ edge: { from: 'graphql', to: 'inventory' }, hedgeAfterMs: 40 }] }
      : {}),
  }
}

const waits = (run: FinishedRun) => run.exchanges.map((_, page) => waitedMs(run, page))
const rank = (run: FinishedRun, percent: number) => Math.round(nearestRank(waits(run), percent) ?? 0)
const mean = (run: FinishedRun) => Math.round(waits(run).reduce((sum, ms) => sum + ms, 0) / PAGES)
/** Pages that waited for the slow instance: nothing else takes so long. */
const slow = (run: FinishedRun) => waits(run).filter((ms) => ms > 300).length
const calls = (run: FinishedRun) => callsBetween(run, 'graphql', 'inventory')

/** One instance in ten is slow. How many pages are? */
export const panel: PanelInput = {
  id: 'fan-out',
  title: 'One instance in ten is slow',
  invites:
    'A page shows books with their stock. Of ten instances of inventory, one takes 400 ms more. Ten customers open the page, one after another.',
  controls: [
    {
      id: 'width',
      legend: 'Books on the page',
      options: [
        { value: 'one', label: '1' },
        { value: 'five', label: '5' },
        { value: 'twenty', label: '20' },
      ],
    },
    {
      id: 'how',
      legend: 'The stock is asked for',
      options: [
        { value: 'each', label: 'Book by book, all at once' },
        { value: 'batch', label: 'In one request' },
        { value: 'hedge', label: 'Book by book, hedged' },
      ],
    },
  ],
  scenario: (chosen) => ({
    v: 1,
    settings: settings(chosen),
    faults: [{ kind: 'slow', service: 'inventory', ms: 400, instance: 10 }],
    workload: Array.from({ length: PAGES }, () => pageOf(chosen)),
  }),
  watch: () => 1,
  shows: ['trace', 'messages'],
  figures: [
    { label: 'Requests to inventory, all pages', evidence: 'observed', reads: calls },
    { label: 'Slow pages', unit: 'of 10', evidence: 'observed', reads: slow },
    { label: 'A page takes, at the median', unit: 'ms', evidence: 'modelled', reads: (run) => rank(run, 50) },
    { label: 'On average', unit: 'ms', evidence: 'modelled', reads: mean },
    { label: 'The slowest takes', unit: 'ms', evidence: 'modelled', reads: (run) => rank(run, 100) },
  ],
  prediction: {
    question:
      'One call in ten is slow. A page asks for twenty books at once, and waits for all of them. How many of ten pages are slow?',
    about: { width: 'twenty', how: 'each' },
    reads: slow,
    options: [
      { value: 1, text: '1: one in ten', why: 'One in ten calls is slow. A page makes twenty of them.' },
      {
        value: 2,
        text: '2: twice as many',
        why: 'The twenty do not share one piece of luck: each draws for itself.',
      },
      {
        value: 10,
        text: '10: every page',
        why: 'Each page waits for its slowest call, and among twenty there are two slow ones. What is rare for a call is the rule for a page.',
      },
    ],
  },
  claims: [
    {
      says: 'With one book, one page of ten is slow. With five, half of them. With twenty, all.',
      holds: (at) =>
        slow(at()) === 1 && slow(at({ width: 'five' })) === 5 && slow(at({ width: 'twenty' })) === 10,
    },
    {
      says: 'With one book the median hides the slow page, and the average names a time that no page takes.',
      holds: (at) => rank(at(), 50) < 60 && mean(at()) > rank(at(), 90) && mean(at()) < rank(at(), 100),
    },
    {
      says: 'Asked for in one request, twenty books are as slow as one, and inventory gets a twentieth of the requests.',
      holds: (at) =>
        slow(at({ width: 'twenty', how: 'batch' })) === 1 &&
        calls(at({ width: 'twenty' })) === 200 &&
        calls(at({ width: 'twenty', how: 'batch' })) === 10,
    },
    {
      says: 'Hedging twenty books cuts ten slow pages to two, for a tenth more requests.',
      holds: (at) =>
        slow(at({ width: 'twenty', how: 'hedge' })) === 2 &&
        calls(at({ width: 'twenty', how: 'hedge' })) === 220,
    },
  ],
  assumptions: [
    'Calls go to the ten instances in turn, so exactly one in ten meets the slow one. Drawn by chance, twenty calls would all be lucky in 12% of the pages.',
    'The edge asks for all books at the same time and waits for the last answer.',
    'Hedged means: no answer after 40 ms, and the same question goes to another instance. The first answer counts. The second may meet a slow one too.',
  ],
}
