import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsBetween, copiesInStock, statusesOf } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { at, BOOK, placeOrder } from '../scenarios/requests.ts'
import type { PanelInput } from './schema.ts'

const LAST = BOOK.theCyberiad

type Holding = NonNullable<NonNullable<ScenarioInput['settings']>['holding']>
const HOLDING: Readonly<Record<string, Holding>> = {
  writes: 'read-then-write',
  condition: 'if-match',
  asks: 'reservation',
}

/** Orders that were confirmed, of one copy each. */
const sold = ({ exchanges }: FinishedRun) =>
  exchanges.filter(({ response }) => response?.status === 201).length
const toInventory = (run: FinishedRun) => callsBetween(run, 'orders', 'inventory')

/** Two buyers of one copy: the rule that there is only one has to live somewhere. */
export const panel: PanelInput = {
  id: 'last-copy-guard',
  title: 'Whose rule is it that one copy is sold once?',
  invites:
    'One copy of a book is left, and two people order it. orders may treat the count as a number that it reads and writes, or ask inventory to hold a copy.',
  controls: [
    {
      id: 'orders',
      legend: 'orders',
      options: [
        { value: 'writes', label: 'Reads the count, writes it back' },
        { value: 'condition', label: 'Writes if it is unchanged' },
        { value: 'asks', label: 'Asks inventory to hold one' },
      ],
    },
    {
      id: 'buyers',
      legend: 'The two buyers come',
      options: [
        { value: 'together', label: 'Together' },
        { value: 'in-turn', label: 'One after the other' },
      ],
    },
    {
      id: 'shop',
      legend: 'Construction',
      options: [
        { value: 'microservices', label: 'A store for each service' },
        { value: 'monolith', label: 'One store, one transaction' },
      ],
    },
  ],
  scenario: ({ orders = 'writes', buyers, shop }) => ({
    v: 1,
    system: shop === 'monolith' ? 'monolith' : 'microservices',
    settings: { holding: HOLDING[orders] ?? 'reservation', publishing: 'none' },
    faults: [{ kind: 'slow', service: 'inventory', ms: 100 }],
    workload: [
      at(0, placeOrder('first-buyer', LAST)),
      at(buyers === 'in-turn' ? 2000 : 0, placeOrder('second-buyer', LAST)),
    ],
  }),
  shows: ['messages'],
  figures: [
    { label: 'Copies there were', evidence: 'observed', reads: (run) => copiesInStock(run, LAST) },
    { label: 'Copies sold', evidence: 'observed', reads: sold },
    { label: 'Answers to the buyers', evidence: 'observed', reads: statusesOf },
    { label: 'Requests from orders to inventory', evidence: 'observed', reads: toInventory },
  ],
  prediction: {
    question:
      'Two buyers come together. orders asks inventory to hold a copy for each, and touches no count itself. How many copies are sold?',
    about: { orders: 'asks' },
    reads: sold,
    options: [
      {
        value: 0,
        text: 'None',
        why: 'Nobody waits for anybody here. Whoever is looked at first gets the copy.',
      },
      {
        value: 1,
        text: '1',
        why: 'inventory looks and takes in one transaction of its own, so one of the two comes second.',
      },
      {
        value: 2,
        text: '2',
        why: 'That is what happens when the looking and the taking are two requests of somebody else.',
      },
    ],
  },
  claims: [
    {
      says: 'Whoever reads a count and writes it back sells the last copy twice, and each service has done as it was told.',
      holds: (at) => sold(at()) === 2 && copiesInStock(at(), LAST) === 1 && statusesOf(at()) === '201, 201',
    },
    {
      says: 'One after the other it goes well, so no test finds it.',
      holds: (at) => sold(at({ buyers: 'in-turn' })) === 1,
    },
    {
      says: 'Asked to hold a copy, inventory sells it once, with one request for each buyer.',
      holds: (at) => sold(at({ orders: 'asks' })) === 1 && toInventory(at({ orders: 'asks' })) === 2,
    },
    {
      says: 'A condition on the write does it as well, at the price of more requests.',
      holds: (at) =>
        sold(at({ orders: 'condition' })) === 1 &&
        toInventory(at({ orders: 'condition' })) > toInventory(at({ orders: 'asks' })),
    },
    {
      says: 'In one store each order is one transaction, and the copy is sold once whichever way it is written.',
      holds: (at) =>
        ['writes', 'condition', 'asks'].every((orders) => sold(at({ orders, shop: 'monolith' })) === 1),
    },
  ],
  assumptions: [
    'inventory takes 100 ms longer for each request, so that two buyers who come together surely overlap.',
    'In the monolith, orders and inventory are modules over one store, and an order is one transaction in it.',
  ],
}
