import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { placeOrder, readBook, readStock, run, THE_BOOK } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'choosing-a-style'
const choosing = 'Choose a style of API by the forces at work.'
const costs = 'Say what asking again and being told cost.'

const API = 'https://api.bookshop.example'

/** Looks at the stock at these times, in seconds. */
const looksAt = (...seconds: readonly number[]): NonNullable<ScenarioInput['workload']> =>
  seconds.map((second) => ({ ...readStock(), atMs: second * 1000 }))

const watching = (
  id: string,
  way: string,
  because: string,
  workload: NonNullable<ScenarioInput['workload']>,
) => ({
  id,
  words: { way, because },
  demo: {
    watch: 'Count the requests from the client to the gateway.',
    runs: [{ id: 'watch', label: 'Twenty seconds', scenario: { v: 1 as const, workload } }],
  },
})

const every = (seconds: number) => looksAt(...Array.from({ length: 20 / seconds + 1 }, (_, i) => i * seconds))

/** Two looks, five seconds apart, and an order of so many copies by somebody else in between. */
const between = (orders: number, told: string) => ({
  id: `${orders}-orders`,
  words: { told, orders },
  demo: {
    request: 2,
    watch:
      'Compare the two looks at the stock. What happened in between is not in them, only what came of it.',
    runs: [
      {
        id: 'looks',
        label: 'Two looks',
        scenario: {
          v: 1 as const,
          settings: { publishing: 'none' as const },
          workload: [...looksAt(0), { ...placeOrder(THE_BOOK, orders), atMs: 1000 }, ...looksAt(5)],
        },
      },
    ],
  },
})

/** Which style for which need. */
export const byForces: readonly QuestionInput[] = [
  {
    id: 'cs-requests-to-watch',
    version: 1,
    page,
    objective: costs,
    kind: 'predict',
    difficulty: 'easy',
    stem: 'A page shows for 20 seconds how many copies of a book are left. {way} How many requests does it send?',
    computed: { requests: { measure: { of: 'calls', from: 'client', to: 'gateway' } } },
    asks: [
      {
        input: 'number',
        id: 'requests',
        label: 'Requests of the page',
        unit: 'requests',
        measure: { of: 'calls', from: 'client', to: 'gateway' },
        min: 0,
        max: 100,
        whenRight: '{because} It makes {requests}.',
        mistakes: [
          {
            value: 0,
            why: 'Somebody has to begin. Being told starts with a request, too.',
            misconception: 'open-connections-are-free',
          },
          {
            value: 20,
            why: 'That is one for each second. {because}',
            misconception: 'polling-is-always-wrong',
          },
          {
            value: 4,
            why: 'Count the first one as well, at the very beginning, if the page asks by the clock.',
            misconception: 'polling-is-always-wrong',
          },
        ],
        otherwise: {
          why: '{because} It makes {requests}, whether or not anything happens.',
          misconception: 'polling-is-always-wrong',
        },
      },
    ],
    cases: [
      watching(
        'every-second',
        'It asks at the beginning, and then every second.',
        'Asking goes by the clock: at 0, 1, 2 and so on up to 20.',
        every(1),
      ),
      watching(
        'every-five',
        'It asks at the beginning, and then every five seconds.',
        'Asking goes by the clock: at 0, 5, 10, 15 and 20.',
        every(5),
      ),
      watching(
        'told',
        'It opens a stream of server-sent events.',
        'The one request stays open, and news comes as parts of its answer.',
        [{ method: 'GET', url: `${API}/v1/live?wait=20`, headers: { accept: 'text/event-stream' } }],
      ),
    ],
    takeaway: 'Asking costs by the clock, being told costs by the news.',
    sources: ['bookshop', 'sse-spec'],
  },
  {
    id: 'cs-what-a-look-shows',
    version: 1,
    page,
    objective: costs,
    kind: 'predict',
    difficulty: 'easy',
    stem: 'There are three copies of a book. A page looks at the stock, and again five seconds later. In between, {told}. How many copies does the second look show?',
    asks: [
      {
        input: 'choice',
        id: 'copies',
        label: 'Copies that can be ordered',
        measure: { of: 'value', request: 2, pointer: '/available' },
        choices: [
          {
            value: 3,
            text: '3: as before',
            whenRight: 'Nobody ordered.',
            whenWrong:
              'A page that asks is not told of orders, and the second answer is a new one all the same.',
            misconception: 'polling-is-always-wrong',
          },
          {
            value: 2,
            text: '2: one less',
            whenRight: 'One order, one copy less. It learned of it up to five seconds late.',
            whenWrong: 'It does not see one change after another. It sees how things stand.',
            misconception: 'polling-is-always-wrong',
          },
          {
            value: 1,
            text: '1: two less',
            whenRight: 'Whoever looks sees the sum, and not whether it was one order or two.',
            whenWrong: 'For that, two copies would have to be ordered.',
            misconception: 'polling-is-always-wrong',
          },
        ],
      },
    ],
    cases: [between(1, 'somebody orders one'), between(2, 'somebody orders two')],
    takeaway: 'Whoever asks sees states, and whoever is told sees changes.',
    sources: ['bookshop'],
  },
  {
    id: 'cs-partner-wants-to-know',
    version: 1,
    page,
    objective: choosing,
    kind: 'single',
    difficulty: 'easy',
    stem: 'A library orders from you by program. Its own server wants to know, within minutes and for years, when one of its orders is dispatched. It has no screen open. What do you offer?',
    options: [
      {
        id: 'webhook',
        text: 'A webhook: you call an address of theirs',
        right: true,
        why: 'Their server is told when there is something to tell, and nobody holds a connection for years.',
      },
      {
        id: 'websocket',
        text: 'A WebSocket that their server keeps open',
        right: false,
        misconception: 'open-connections-are-free',
        why: 'For a few messages a week somebody would have to keep it alive, and notice when it has died.',
      },
      {
        id: 'broker',
        text: 'A login at the broker of your own events',
        right: false,
        misconception: 'more-powerful-is-better',
        why: 'Then strangers see and load what is inside your house, and your events can never change again.',
      },
      {
        id: 'poll-second',
        text: 'A status that they ask for every second',
        right: false,
        misconception: 'polling-is-always-wrong',
        why: 'Minutes are soon enough. Every second is 604,800 requests a week, for a handful of news.',
      },
    ],
    demo: {
      watch: 'The event is told to whoever cares, and the buyer waited for none of them.',
      runs: [{ id: 'order', label: 'One order', scenario: run('microservices', [placeOrder()]) }],
      checks: [
        { label: 'Status of the order', measure: { of: 'status', request: 0 }, expect: { equals: 201 } },
        {
          label: 'Requests from orders to notifications',
          measure: { of: 'calls', from: 'orders', to: 'notifications' },
          expect: { equals: 0 },
        },
      ],
    },
    takeaway: 'No answer needed, and somebody else’s server: a webhook.',
    sources: ['bookshop', 'rfc9421'],
  },
  {
    id: 'cs-what-flips-it',
    version: 1,
    page,
    objective: choosing,
    kind: 'single',
    difficulty: 'medium',
    stem: 'You publish a catalogue of books by REST, and are content. Which change would be the best reason to add GraphQL?',
    options: [
      {
        id: 'many-screens',
        text: 'Eight screens, each of which needs other parts of five services',
        right: true,
        why: 'That is the force behind it: many shapes of data, decided by those who build the screens.',
      },
      {
        id: 'more-readers',
        text: 'Ten times as many readers, who all look at the same few books',
        right: false,
        misconception: 'more-powerful-is-better',
        why: 'That speaks for caches, and they work best with one address for each book.',
      },
      {
        id: 'partners',
        text: 'Twenty partners, whose programs fetch the whole list each night',
        right: false,
        misconception: 'one-style-wins',
        why: 'A list and a way to fetch what has changed since yesterday is what they need. REST has both.',
      },
      {
        id: 'faster',
        text: 'Two of your own services, which exchange many small messages',
        right: false,
        misconception: 'more-powerful-is-better',
        why: 'They know exactly what they need. A schema with small messages, such as gRPC, fits that.',
      },
    ],
    demo: {
      watch:
        'A book and its stock: two requests by REST, one with GraphQL, for the same two services behind.',
      runs: [
        { id: 'rest', label: 'REST', scenario: run('microservices', [readBook(), readStock()]) },
        {
          id: 'graphql',
          label: 'GraphQL',
          scenario: run('microservices', [
            {
              method: 'POST',
              url: `${API}/graphql`,
              headers: { 'content-type': 'application/json' },
              body: JSON.stringify({
                query: `{ book(isbn: "${THE_BOOK.isbn}") { title stock { available } } }`,
              }),
            },
          ]),
        },
      ],
      checks: [
        {
          label: 'Requests from the client',
          measure: { of: 'calls', from: 'client', to: 'gateway' },
          expect: 'different',
        },
      ],
    },
    takeaway: 'Add a style for a force that you can name.',
    sources: ['bookshop'],
  },
  {
    id: 'cs-both-speak',
    version: 1,
    page,
    objective: choosing,
    kind: 'single',
    difficulty: 'medium',
    stem: 'Somebody watches an order and says nothing meanwhile; the page should show each new state at once. What is the smallest thing that does it?',
    options: [
      {
        id: 'sse',
        text: 'Server-sent events: an answer that stays open',
        right: true,
        why: 'Only the server speaks, so plain HTTP will do, and the browser reconnects by itself, naming what it saw last.',
      },
      {
        id: 'websocket',
        text: 'A WebSocket, since it is made for live updates',
        right: false,
        misconception: 'more-powerful-is-better',
        why: 'It does, and brings a second protocol; reconnecting without a gap is yours to build.',
      },
      {
        id: 'graphql',
        text: 'GraphQL, because subscriptions are built in there',
        right: false,
        misconception: 'more-powerful-is-better',
        why: 'A subscription needs a transport, such as server-sent events. GraphQL is one layer more.',
      },
      {
        id: 'poll',
        text: 'A request each minute, because that always works',
        right: false,
        misconception: 'polling-is-always-wrong',
        why: 'It works, and “at once” becomes up to a minute.',
      },
    ],
    demo: {
      watch: 'One request, and the events of the order come as parts of its answer.',
      runs: [
        {
          id: 'stream',
          label: 'A stream',
          scenario: run('microservices', [
            placeOrder(),
            { method: 'GET', url: `${API}/v1/live?wait=5&after=0`, headers: { accept: 'text/event-stream' } },
          ]),
        },
      ],
      checks: [
        { label: 'Status of the stream', measure: { of: 'status', request: 1 }, expect: { equals: 200 } },
        {
          label: 'Its media type',
          measure: { of: 'field', request: 1, name: 'content-type' },
          expect: { equals: 'text/event-stream' },
        },
      ],
    },
    takeaway: 'One side speaks: SSE. Either side does: WebSocket.',
    sources: ['bookshop', 'sse-spec'],
  },
  {
    id: 'cs-webhook-safety',
    version: 1,
    page,
    objective: choosing,
    kind: 'select',
    difficulty: 'medium',
    stem: 'You receive webhooks at an address that you gave to a partner. What do you have to do with each request?',
    options: [
      {
        id: 'signature',
        text: 'Check that the partner has signed it.',
        right: true,
        misconception: 'a-webhook-is-trusted',
        why: 'Anybody who learns the address can send to it.',
      },
      {
        id: 'age',
        text: 'Refuse it when it was signed long ago.',
        right: true,
        misconception: 'a-webhook-is-trusted',
        why: 'A recorded request has a genuine signature. Its time, and its id, tell that it was there before.',
      },
      {
        id: 'twice',
        text: 'Be ready for the same one coming twice.',
        right: true,
        misconception: 'open-connections-are-free',
        why: 'The sender retries when your answer gets lost. It is at least once, as with a broker.',
      },
      {
        id: 'work-first',
        text: 'Finish all work on it, and then answer.',
        right: false,
        misconception: 'open-connections-are-free',
        why: 'The sender waits only so long, takes it for a failure and sends again. Store it, answer, work.',
      },
      {
        id: 'secret-address',
        text: 'Trust it, as nobody knows the address.',
        right: false,
        misconception: 'a-webhook-is-trusted',
        why: 'Addresses end up in logs and in emails. They are no secret.',
      },
    ],
    demo: {
      watch: 'The same event delivered twice inside the shop: what is recognised takes effect once.',
      runs: [
        {
          id: 'twice',
          label: 'Delivered twice',
          scenario: {
            v: 1,
            faults: [
              { kind: 'lose-reply', edge: { from: 'broker', to: 'notifications' }, strikes: { first: 1 } },
            ],
            workload: [placeOrder()],
          },
        },
      ],
      checks: [
        {
          label: 'Emails written',
          measure: { of: 'changes', party: 'notifications', table: 'messages' },
          expect: { equals: 2 },
        },
      ],
    },
    takeaway: 'Signed, fresh, once; answer first and work afterwards.',
    sources: ['bookshop', 'rfc9421'],
  },
]
