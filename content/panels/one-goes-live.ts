import { servicesBeside } from '#mocks/systems/map.ts'
import type { ScenarioInput, ServiceName } from '#mocks/systems/scenario.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { at, BOOK, placeOrder, type Request } from '../scenarios/requests.ts'
import type { Chosen, PanelInput } from './schema.ts'

const API = 'https://api.bookshop.example/v1'

/** What buyers do, over and over: one of each, 40 ms apart. */
const ROUND: readonly ((turn: number) => Request)[] = [
  () => ({ method: 'GET', url: `${API}/books/${BOOK.emma}` }),
  (turn) => placeOrder(`buyer-${turn}`, BOOK.prideAndPrejudice),
  () => ({
    method: 'PUT',
    url: `${API}/carts/seeded-cart/items/${BOOK.emma}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ quantity: 1 }),
  }),
  () => ({ method: 'GET', url: `${API}/recommendations` }),
  () => ({ method: 'GET', url: `${API}/stock/${BOOK.emma}` }),
]
const ROUNDS = 5
const BUYERS = Array.from({ length: ROUNDS * ROUND.length }, (_, turn) =>
  at(turn * 40, ROUND[turn % ROUND.length]?.(turn) ?? placeOrder(`buyer-${turn}`)),
)

/** Who answers each request of a round, by its place in it. */
const ANSWERS: readonly ServiceName[] = ['catalog', 'orders', 'cart', 'recommendations', 'inventory']

const deployed = ({ change }: Chosen): ServiceName => (change === 'orders' ? 'orders' : 'catalog')
const architectureOf = ({ construction }: Chosen) =>
  construction === 'monolith' ? 'monolith' : 'microservices'

/** The replaced process while it is away: stopped for half a second, or one of its two instances taken out. */
function replaced(chosen: Chosen): Pick<ScenarioInput, 'faults' | 'settings'> {
  const service = deployed(chosen)
  const priceField = chosen.change === 'renamed' ? 'renamed' : 'price'
  return chosen.how === 'rolling'
    ? {
        settings: { priceField, fleets: [{ service, instances: 2 }] },
        faults: [{ kind: 'instance-drains', service, instance: 1 }],
      }
    : {
        settings: { priceField },
        faults: [
          {
            kind: 'crash',
            service,
            downMs: 400,
            when: { by: 'message', edge: { from: 'client' }, moment: 'before-request', after: 5 },
          },
        ],
      }
}

const good = ({ response }: FinishedRun['exchanges'][number]) =>
  response !== undefined && response.status < 400

/** Whether an exchange began while the replaced process was away. */
function duringReplacement({ events }: FinishedRun, { startUs }: { startUs: number }): boolean {
  const down = events.find((event) => event.kind === 'process' && event.state === 'down')
  const up = events.find((event) => event.kind === 'process' && event.state === 'up')
  return down !== undefined && up !== undefined && startUs <= up.atUs && startUs >= down.atUs - 40_000
}

/** How many requests got no good answer because somebody was being replaced. */
const lost = (run: FinishedRun) =>
  run.exchanges.filter((exchange) => duringReplacement(run, exchange) && !good(exchange)).length

/** Whose requests got no good answer while somebody was being replaced. */
const interrupted = (run: FinishedRun) => [
  ...new Set(
    run.exchanges.flatMap((exchange, turn) =>
      duringReplacement(run, exchange) && !good(exchange) ? (ANSWERS[turn % ANSWERS.length] ?? []) : [],
    ),
  ),
]

/** Services of others that get no good answer together any more, with everything up. */
function broken(run: FinishedRun, chosen: Chosen): readonly ServiceName[] {
  const failing = run.exchanges.flatMap((exchange, turn) =>
    good(exchange) || duringReplacement(run, exchange) ? [] : (ANSWERS[turn % ANSWERS.length] ?? []),
  )
  return [...new Set(failing)].filter((service) => service !== deployed(chosen))
}

/** The processes that have to be replaced for the change to work, the deployed one included. */
const toReplace = (run: FinishedRun, chosen: Chosen) => 1 + broken(run, chosen).length

/** One service goes live while buyers are there: who is interrupted, and who has to move with it? */
export const panel: PanelInput = {
  id: 'one-goes-live',
  title: 'A new version goes live, with customers in the shop',
  invites:
    'Choose what is changed and how it is put into production. Twenty-five requests arrive meanwhile, 40 ms apart: books, orders, carts, recommendations, stock.',
  controls: [
    {
      id: 'construction',
      legend: 'The shop is',
      options: [
        { value: 'microservices', label: 'Microservices' },
        { value: 'monolith', label: 'A monolith' },
      ],
    },
    {
      id: 'change',
      legend: 'What changes',
      options: [
        { value: 'orders', label: 'orders, inside' },
        { value: 'catalog', label: 'catalog, inside' },
        { value: 'renamed', label: 'catalog renames a field' },
      ],
    },
    {
      id: 'how',
      legend: 'How it goes live',
      options: [
        { value: 'stop', label: 'Stop, then start' },
        { value: 'rolling', label: 'One of two at a time' },
      ],
    },
  ],
  scenario: (chosen) => ({
    v: 1,
    system: architectureOf(chosen),
    ...replaced(chosen),
    workload: BUYERS,
  }),
  // The first order.
  watch: () => 1,
  shows: ['blocks', 'messages'],
  figures: [
    {
      label: 'Modules in the process that is replaced',
      evidence: 'observed',
      reads: (_, chosen) => servicesBeside(architectureOf(chosen), deployed(chosen)).length,
    },
    { label: 'Requests lost meanwhile', unit: 'of 25', evidence: 'observed', reads: lost },
    {
      label: 'Others that fail with the new version',
      evidence: 'observed',
      reads: (run, chosen) => broken(run, chosen).join(', ') || 'none',
    },
    { label: 'Processes that must go live tonight', evidence: 'observed', reads: toReplace },
  ],
  prediction: {
    question:
      'catalog goes live alone, without losing a request, and its new version calls `price` by a better name. How many processes must go live tonight?',
    about: { construction: 'microservices', change: 'renamed', how: 'rolling' },
    reads: toReplace,
    options: [
      {
        value: 1,
        text: '1: catalog',
        why: 'That is the promise of microservices. It holds for as long as the contract holds, and this one was broken.',
      },
      {
        value: 2,
        text: '2: catalog and orders',
        why: 'orders needs the price, yes. It is not the only one that reads it.',
      },
      {
        value: 4,
        text: '4: catalog and three more',
        why: 'orders, cart and recommendations all read `price`. Until each of them is deployed as well, they fail.',
      },
      {
        value: 17,
        text: 'All of them',
        why: 'inventory, shipping and most others never ask what a book costs. They do not notice.',
      },
    ],
  },
  claims: [
    {
      says: 'Behind an unchanged contract, one service goes live alone, and only requests that need it are interrupted.',
      holds: (at) =>
        toReplace(at({ change: 'orders' }), { change: 'orders' }) === 1 &&
        lost(at({ change: 'orders' })) > 0 &&
        lost(at({ change: 'orders' })) < lost(at({ change: 'catalog' })),
    },
    {
      says: 'With catalog stopped, orders, cart and recommendations fail as well, and stock does not.',
      holds: (at) => interrupted(at({ change: 'catalog' })).join() === 'catalog,orders,cart,recommendations',
    },
    {
      says: 'Stopping the monolith interrupts everybody.',
      holds: (at) =>
        lost(at({ construction: 'monolith', change: 'orders' })) > lost(at({ change: 'catalog' })),
    },
    {
      says: 'With two instances, replaced one at a time, nobody is interrupted in either construction.',
      holds: (at) =>
        ['microservices', 'monolith'].every(
          (construction) => lost(at({ construction, change: 'orders', how: 'rolling' })) === 0,
        ),
    },
    {
      says: 'A renamed field makes four services move together, and one monolith.',
      holds: (at) =>
        toReplace(at({ change: 'renamed', how: 'rolling' }), { change: 'renamed' }) === 4 &&
        toReplace(at({ construction: 'monolith', change: 'renamed', how: 'rolling' }), {
          change: 'renamed',
        }) === 1,
    },
  ],
  assumptions: [
    'Whoever is stopped is away for 400 ms. One of two at a time means: the first instance gets no new requests while the other works alone.',
    'Nobody tries again, and nobody keeps an old answer. Both would hide interruptions.',
    'A renamed field is renamed for the whole run. In the monolith a compiler finds who uses it before anything goes live.',
    'The services that read `price` are tolerant readers: they ignore what they do not know, and need what they need.',
  ],
}
