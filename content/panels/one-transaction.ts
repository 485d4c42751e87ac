import { hopsOf } from '#mocks/log/views/spans.ts'
import { statusOf } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { BOOK, placeOrder } from '../scenarios/requests.ts'
import type { PanelInput } from './schema.ts'

/** Where the parts of an order are kept: what was bought, what is held, what is paid. */
const PARTS = ['orders', 'reservations', 'payments']

const hops = ({ events, exchanges }: FinishedRun) => hopsOf(events, exchanges[0]?.traceId ?? '').length

/** Who stored a part of the order, and when, until the client had its answer. */
const stored = ({ events, exchanges }: FinishedRun) =>
  events.flatMap((event) =>
    event.kind === 'state' && PARTS.includes(event.table) && event.atUs <= (exchanges[0]?.endUs ?? 0)
      ? [{ party: event.party, moment: `${event.party} ${event.atUs}` }]
      : [],
  )
const stores = (run: FinishedRun) => [...new Set(stored(run).map(({ party }) => party))]
const moments = (run: FinishedRun) => new Set(stored(run).map(({ moment }) => moment)).size

/** One order, and in how many steps it comes to be. */
export const panel: PanelInput = {
  id: 'one-transaction',
  title: 'How many steps does one order take?',
  invites:
    'The same modules in one process, in two copies of that process, or as services. Place one order, and watch what is sent and what is stored.',
  controls: [
    {
      id: 'construction',
      legend: 'The shop is',
      options: [
        { value: 'monolith', label: 'A monolith' },
        { value: 'copies', label: 'Two copies of it' },
        { value: 'microservices', label: 'Microservices' },
      ],
    },
    {
      id: 'money',
      legend: 'The money is moved by',
      options: [
        { value: 'built-in', label: 'The shop itself' },
        { value: 'bank', label: 'A bank, outside' },
      ],
    },
  ],
  scenario: ({ construction, money }) => ({
    v: 1,
    system: construction === 'microservices' ? 'microservices' : 'monolith',
    settings: {
      acquirer: money === 'bank' ? 'bank' : 'built-in',
      fleets: construction === 'copies' ? [{ service: 'orders', instances: 2 }] : [],
    },
    workload: [placeOrder('one-order', BOOK.prideAndPrejudice)],
  }),
  shows: ['blocks', 'trace'],
  figures: [
    { label: 'HTTP requests for the order', evidence: 'observed', reads: hops },
    { label: 'Stores that keep a part of it', evidence: 'observed', reads: (run) => stores(run).join(', ') },
    { label: 'Moments at which a part is stored', evidence: 'observed', reads: moments },
    { label: 'What the client gets', unit: 'status', evidence: 'observed', reads: (run) => statusOf(run, 0) },
  ],
  prediction: {
    question:
      'A monolith, and the money is moved by a bank outside. At how many moments is a part of the order stored?',
    about: { construction: 'monolith', money: 'bank' },
    reads: moments,
    options: [
      {
        value: 1,
        text: '1: one process, one transaction',
        why: 'That holds as long as nobody outside has a say. No transaction spans a bank.',
      },
      {
        value: 2,
        text: '2: before and after the bank',
        why: 'What is known is stored before the bank is asked, and the rest when it has answered. A crash in between must find its way.',
      },
      {
        value: 5,
        text: '5: one for each step',
        why: 'That is what the services do, each with a store of its own.',
      },
    ],
  },
  claims: [
    {
      says: 'In the monolith an order is stored at one moment, in one store, and the only message is the client’s.',
      holds: (at) => moments(at()) === 1 && stores(at()).length === 1 && hops(at()) === 1,
    },
    {
      says: 'A second copy changes none of that.',
      holds: (at) =>
        moments(at({ construction: 'copies' })) === 1 && hops(at({ construction: 'copies' })) === 1,
    },
    {
      says: 'A bank outside makes two moments of it, in a monolith as well.',
      holds: (at) => moments(at({ money: 'bank' })) === 2 && hops(at({ money: 'bank' })) === 2,
    },
    {
      says: 'Services store it in three places, and at more moments.',
      holds: (at) =>
        stores(at({ construction: 'microservices' })).length === 3 &&
        moments(at({ construction: 'microservices' })) > 2,
    },
  ],
  assumptions: [
    'Counted until the client has its answer. The events that follow, and the books that the bank keeps for itself, are not counted.',
    'The copies share one store.',
    'In both constructions the modules are the same code, with the same borders.',
  ],
}
