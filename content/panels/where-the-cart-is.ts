import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { statusOf } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import type { Request } from '../scenarios/requests.ts'
import type { PanelInput } from './schema.ts'

const API = 'https://api.bookshop.example/v1'
const JSON_CONTENT = { 'content-type': 'application/json' }
const BOOKS = ['9780441013593', '9780547928227', '9780060512750'] as const

/** The cart lives on the server: the client knows its address and puts books into it. */
const onTheServer: readonly Request[] = [
  { method: 'POST', url: `${API}/carts` },
  ...BOOKS.map((isbn) => ({
    method: 'PUT',
    url: `${API}/carts/{{0:/id}}/items/${isbn}`,
    headers: JSON_CONTENT,
    body: JSON.stringify({ quantity: 1 }),
  })),
  { method: 'GET', url: `${API}/carts/{{0:/id}}` },
]

/** Which instance of cart works on each request, by the balancer's own word: `1, 2, 3`. */
function instancesOf({ events }: FinishedRun): string {
  return events
    .flatMap((event) =>
      event.kind === 'policy' && event.policy === 'balancing' && event.peer === 'cart'
        ? [event.detail.instance ?? 0]
        : [],
    )
    .join(', ')
}

const answered = (run: FinishedRun) =>
  run.exchanges.filter((_, i) => statusOf(run, i) >= 200 && statusOf(run, i) < 300).length

/** The instance that a guest is sent to when callers stay with one. */
const HOME = 1

const KILLED: ScenarioInput['faults'] = [
  {
    kind: 'crash',
    service: 'cart',
    instance: HOME,
    downMs: 60_000,
    when: { by: 'message', edge: { from: 'client' }, moment: 'before-request', after: 3 },
  },
]

/** Three instances of cart, and a visit of five requests: who may die without anybody noticing? */
export const panel: PanelInput = {
  id: 'where-the-cart-is',
  title: 'Where is the cart?',
  invites:
    'A guest takes a cart, puts three books into it and reads it: five requests. cart runs in three instances. Choose where carts are kept, who gets the next request, and whether an instance is killed before the fourth one.',
  controls: [
    {
      id: 'carts',
      legend: 'Carts are kept in',
      options: [
        { value: 'store', label: 'A store that all share' },
        { value: 'memory', label: 'Each instance’s memory' },
      ],
    },
    {
      id: 'balancing',
      legend: 'The next request goes to',
      options: [
        { value: 'round-robin', label: 'Each in turn' },
        { value: 'sticky', label: 'The same as before' },
      ],
    },
    {
      id: 'killed',
      legend: 'Before the fourth request',
      options: [
        { value: 'nobody', label: 'Nothing happens' },
        { value: 'instance', label: `Instance ${HOME} is killed` },
      ],
    },
  ],
  scenario: ({ carts, balancing, killed }) => ({
    v: 1,
    settings: {
      carts: carts === 'memory' ? 'memory' : 'store',
      fleets: [
        {
          service: 'cart',
          instances: 3,
          balancing: balancing === 'sticky' ? 'sticky' : 'round-robin',
        },
      ],
    },
    faults: killed === 'instance' ? KILLED : [],
    workload: [...onTheServer],
  }),
  shows: ['messages'],
  figures: [
    { label: 'Requests that did what they should, of 5', evidence: 'observed', reads: answered },
    { label: 'Instances asked, in order', evidence: 'observed', reads: instancesOf },
    {
      label: 'Reading the cart at the end',
      evidence: 'observed',
      reads: (run) => statusOf(run, onTheServer.length - 1),
    },
  ],
  prediction: {
    question:
      'Each instance keeps carts in its own memory, and a guest always gets the same instance. That one is killed before the fourth request. How many of the five requests do what they should?',
    about: { carts: 'memory', balancing: 'sticky', killed: 'instance' },
    reads: answered,
    options: [
      {
        value: 5,
        text: 'All five: two others are there',
        why: 'They are there, and they answer. What they do not have is this cart: it was in the memory of the one that is gone.',
      },
      {
        value: 3,
        text: 'Three',
        why: 'The first three found their instance. The others go to one that lives, and it answers `404`: no such cart.',
      },
      {
        value: 4,
        text: 'Four: only one is caught by it',
        why: 'The fourth request does not make a new cart. The fifth asks for the old one again.',
      },
    ],
  },
  claims: [
    {
      says: 'With a store that all share, nothing is lost, whoever is asked and whoever dies.',
      holds: (at) =>
        ['round-robin', 'sticky'].every((balancing) =>
          ['nobody', 'instance'].every((killed) => answered(at({ balancing, killed })) === 5),
        ),
    },
    {
      says: 'In memory and in turn, requests fail although every instance is up.',
      holds: (at) => answered(at({ carts: 'memory' })) < 5,
    },
    {
      says: 'Sticky sessions hide that, as long as nobody dies.',
      holds: (at) => answered(at({ carts: 'memory', balancing: 'sticky' })) === 5,
    },
    {
      says: 'When the instance dies, its carts die with it, and two healthy instances answer 404.',
      holds: (at) => {
        const run = at({ carts: 'memory', balancing: 'sticky', killed: 'instance' })
        return answered(run) === 3 && statusOf(run, 4) === 404
      },
    },
  ],
  assumptions: [
    'The balancer notices at once that an instance is gone. In practice that takes seconds, and some requests fail in any design.',
    'The store outlives the instances. It is one more thing that can fail, and it has to be kept alive in another way: by copies.',
    '“The same as before” is decided by who asks. A guest has no token, so all guests share an instance here.',
  ],
}
