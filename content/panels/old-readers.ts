import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { fieldOf, statusOf } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { BOOK, placeOrder, type Request } from '../scenarios/requests.ts'
import type { Chosen, PanelInput } from './schema.ts'

const API = 'https://api.bookshop.example/v1'
const READ: Request = { method: 'GET', url: `${API}/books/${BOOK.emma}` }
/** Those who read the price, by the request that makes them do it. */
const READERS: Readonly<Record<string, Request>> = {
  orders: placeOrder('evolution', BOOK.emma),
  cart: {
    method: 'PUT',
    url: `${API}/carts/seeded-cart/items/${BOOK.emma}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ quantity: 1 }),
  },
  recommendations: { method: 'GET', url: `${API}/recommendations` },
}

const FIELDS = ['price', 'both', 'renamed', 'version-2'] as const
const fieldSet = ({ change }: Chosen): NonNullable<ScenarioInput['settings']>['priceField'] =>
  FIELDS.find((each) => each === change) ?? 'price'

/** The readers that still work, by name. */
const working = (run: FinishedRun) =>
  Object.keys(READERS).filter((_, index) => statusOf(run, index + 1) > 0 && statusOf(run, index + 1) < 300)

const bookBytes = ({ exchanges }: FinishedRun) => exchanges[0]?.response?.content.bytes ?? 0

/** A field is to have a better name. Who can still read the answer? */
export const panel: PanelInput = {
  id: 'old-readers',
  title: 'A better name for a field',
  invites:
    'catalog would like to call `price` by the name `unitPrice`. Three services read it, and none of them is deployed today. Choose what catalog puts into production.',
  controls: [
    {
      id: 'change',
      legend: 'catalog now writes',
      options: [
        { value: 'price', label: 'price, as before' },
        { value: 'both', label: 'both names' },
        { value: 'renamed', label: 'unitPrice alone' },
        { value: 'version-2', label: 'unitPrice, “version 2”' },
      ],
    },
    {
      id: 'construction',
      legend: 'The shop is',
      options: [
        { value: 'microservices', label: 'Microservices' },
        { value: 'monolith', label: 'A monolith' },
      ],
    },
  ],
  scenario: (chosen) => ({
    v: 1,
    system: chosen.construction === 'monolith' ? 'monolith' : 'microservices',
    settings: { priceField: fieldSet(chosen) },
    workload: [READ, ...Object.values(READERS)],
  }),
  watch: () => 0,
  shows: ['wire', 'messages'],
  figures: [
    { label: 'catalog answers', unit: 'status', evidence: 'observed', reads: (run) => statusOf(run, 0) },
    {
      label: 'Readers that still work',
      evidence: 'observed',
      reads: (run) => working(run).join(', ') || 'none',
    },
    {
      label: '`Deprecation`',
      evidence: 'observed',
      reads: (run) => fieldOf(run, 0, 'deprecation') ?? 'absent',
    },
    { label: '`Sunset`', evidence: 'observed', reads: (run) => fieldOf(run, 0, 'sunset') ?? 'absent' },
    { label: 'A book takes', unit: 'bytes', evidence: 'observed', reads: bookBytes },
  ],
  prediction: {
    question:
      'catalog writes `unitPrice` alone, and each answer says honestly that this is version 2. How many of the three readers still work?',
    about: { change: 'version-2', construction: 'microservices' },
    reads: (run) => working(run).length,
    options: [
      {
        value: 0,
        text: 'None',
        why: 'They asked for what they always asked for, and got something else. A number in the answer comes too late.',
      },
      {
        value: 1,
        text: 'One: it ignores prices',
        why: 'A tolerant reader ignores what it does not know. It cannot do without what it needs.',
      },
      {
        value: 3,
        text: 'All: a new version is fair',
        why: 'It would be, beside the old one. Here version 1 is gone.',
      },
    ],
  },
  claims: [
    {
      says: 'Adding the new name breaks nobody, and the answer says that the old one is on its way out.',
      holds: (at) =>
        working(at({ change: 'both' })).length === 3 &&
        fieldOf(at({ change: 'both' }), 0, 'deprecation') !== undefined &&
        fieldOf(at({ change: 'both' }), 0, 'sunset') !== undefined,
    },
    {
      says: 'Taking the old name away breaks all three, with a version number as well.',
      holds: (at) =>
        working(at({ change: 'renamed' })).length === 0 && working(at({ change: 'version-2' })).length === 0,
    },
    {
      says: 'catalog itself answers 200 each time.',
      holds: (at) => FIELDS.every((change) => statusOf(at({ change }), 0) === 200),
    },
    {
      says: 'Within one process nobody breaks: there the price is a value, and a compiler knows its readers.',
      holds: (at) => working(at({ change: 'renamed', construction: 'monolith' })).length === 3,
    },
    {
      says: 'Both names cost bytes.',
      holds: (at) => bookBytes(at({ change: 'both' })) > bookBytes(at()),
    },
  ],
  assumptions: [
    'The three readers are tolerant: they ignore fields that they do not know.',
    'Nobody keeps an old answer.',
    'Clients outside read the same answers as the services do, and break in the same way, in either construction.',
  ],
}
