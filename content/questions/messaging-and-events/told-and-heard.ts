import type { ScenarioInput, ServiceName } from '#mocks/systems/scenario.ts'
import { placeOrder, run } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'messaging-and-events'
const choosing = 'Say what a sender of events waits for, and what it does not.'
const receiving = 'Handle events that come late, twice, out of order, or never in a usable form.'

type Settings = NonNullable<ScenarioInput['settings']>

const isDown = (service: ServiceName, because: string) => ({
  id: `${service}-is-down`,
  words: { service, because },
  demo: {
    watch: 'Look at the status, and at which services the order waited for.',
    runs: [{ id: 'order', label: 'One order', scenario: run('microservices', [placeOrder()], service) }],
  },
})

const lostAcks = (lost: number, inbox: Settings['inbox'], remembers: string) => ({
  id: `${lost}-lost-${inbox}`,
  words: { lost, remembers },
  demo: {
    watch: 'Count the emails that notifications has written.',
    runs: [
      {
        id: 'order',
        label: 'One order',
        scenario: {
          v: 1 as const,
          settings: { inbox },
          faults: [
            {
              kind: 'lose-reply' as const,
              edge: { from: 'broker', to: 'notifications' } as const,
              strikes: { first: lost },
            },
          ],
          workload: [placeOrder()],
        },
      },
    ],
  },
})

/** An event that leaves out what notifications needs, so that no attempt can succeed. */
const POISON = {
  method: 'POST',
  url: 'https://broker.bookshop.internal/topics/orders/events',
  headers: { 'content-type': 'application/cloudevents+json' },
  body: JSON.stringify({
    specversion: '1.0',
    id: 'without-a-customer',
    source: 'https://partner.example/orders',
    type: 'example.bookshop.order.confirmed',
    subject: '1',
    partitionkey: '1',
    data: { order: '1' },
  }),
}

const poisoned = (attempts: number) => ({
  id: `${attempts}-attempts`,
  words: { attempts, waits: attempts - 1 },
  demo: {
    watch: 'Count the deliveries from the broker to notifications.',
    runs: [
      {
        id: 'poison',
        label: 'One event',
        scenario: { v: 1 as const, settings: { deliveryAttempts: attempts }, workload: [POISON] },
      },
    ],
  },
})

/** Telling instead of asking, and what comes of it. */
export const toldAndHeard: readonly QuestionInput[] = [
  {
    id: 'me-what-the-buyer-sees',
    version: 1,
    page,
    objective: choosing,
    kind: 'predict',
    difficulty: 'easy',
    stem: 'A buyer sends an order while {service} is down. Which status does the answer have?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status code',
        measure: { of: 'status', request: 0 },
        choices: [
          {
            value: 201,
            text: '`201` Created',
            whenRight: 'The order is confirmed. {because}',
            whenWrong: 'That needs everybody whom orders has to ask. {because}',
            misconception: 'async-is-faster',
          },
          {
            value: 202,
            text: '`202` Accepted',
            whenWrong:
              'This shop answers so only to a client that asks for it with `Prefer: respond-async`. {because}',
            misconception: 'telling-is-asking',
          },
          {
            value: 503,
            text: '`503` Service Unavailable',
            whenRight: 'orders cannot go on without the answer. {because}',
            whenWrong: 'That would be so if orders waited for it. {because}',
            misconception: 'telling-is-asking',
          },
        ],
      },
    ],
    cases: [
      isDown('notifications', 'notifications is told by the broker, later, and nobody waits for it.'),
      isDown('broker', 'The events stay in the outbox of orders until the broker is back.'),
      isDown('inventory', 'Whether there is a copy has to be asked, and the answer is needed now.'),
      isDown('order-history', 'The list of orders hears of the order from the broker; it is not asked.'),
    ],
    takeaway: 'Whom you ask can stop you. Whom you tell cannot.',
    sources: ['bookshop', 'eip'],
  },
  {
    id: 'me-mails-after-lost-acks',
    version: 1,
    page,
    objective: receiving,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'An order makes four events, and two of them call for an email: the first, “it came in”, and the last, “it is confirmed”. The first {lost} acknowledgements of notifications get lost on the way to the broker. notifications {remembers} the events that it has handled. How many emails are written?',
    computed: {
      mails: { measure: { of: 'changes', party: 'notifications', table: 'messages' } },
    },
    asks: [
      {
        input: 'number',
        id: 'mails',
        label: 'Emails written',
        unit: 'emails',
        measure: { of: 'changes', party: 'notifications', table: 'messages' },
        min: 0,
        max: 20,
        whenRight:
          'The broker has not heard, so it delivers again. notifications {remembers} what it did: {mails} emails.',
        mistakes: [
          {
            value: 0,
            why: 'What is lost is the acknowledgement, on the way back. The email was written before.',
            misconception: 'exactly-once-delivery',
          },
          {
            value: 2,
            why: 'That needs a consumer that knows an event again. This one does not, so each copy counts.',
            misconception: 'exactly-once-delivery',
          },
        ],
        otherwise: {
          why: 'Each lost acknowledgement means one more delivery. Ask of each of them whether it calls for an email, and whether the event is recognised. It makes {mails}.',
          misconception: 'exactly-once-delivery',
        },
      },
    ],
    cases: [
      lostAcks(4, 'none', 'does not remember'),
      lostAcks(4, 'dedupe', 'remembers'),
      lostAcks(1, 'none', 'does not remember'),
      lostAcks(1, 'dedupe', 'remembers'),
    ],
    takeaway: 'A lost acknowledgement looks like a lost event. Repeats come; recognise them.',
    sources: ['bookshop', 'cloudevents'],
  },
  {
    id: 'me-which-is-an-event',
    version: 1,
    page,
    objective: choosing,
    kind: 'single',
    difficulty: 'easy',
    stem: 'Four messages go through the broker. Which of them is an event in the strict sense?',
    options: [
      {
        id: 'confirmed',
        text: '“Order 7 is confirmed, 9:00.”',
        right: true,
        why: 'It says what has happened, and leaves to each listener what to do about it. It cannot be refused.',
      },
      {
        id: 'write-mail',
        text: '“Write to Ada about order 7.”',
        right: false,
        misconception: 'event-is-a-command',
        why: 'That is a command: one receiver is meant, and the sender counts on it.',
      },
      {
        id: 'is-there-a-copy',
        text: '“Is there a copy for order 7?”',
        right: false,
        misconception: 'telling-is-asking',
        why: 'That is a question. Whoever sends it waits for an answer, even if it comes as a message.',
      },
      {
        id: 'release-copy',
        text: '“Please release the copy of 7.”',
        right: false,
        misconception: 'event-is-a-command',
        why: 'Politeness does not make it a fact. If it is not done, the sender has a problem; so it is a command.',
      },
    ],
    demo: {
      request: 1,
      watch: 'The second request reads what the broker keeps: facts, each with a name, a time and a subject.',
      runs: [
        {
          id: 'kept',
          label: 'What the broker keeps',
          scenario: run('microservices', [
            placeOrder(),
            { method: 'GET', url: 'https://broker.bookshop.internal/topics/orders/events' },
          ]),
        },
      ],
      checks: [
        {
          label: 'The type of the first event',
          measure: { of: 'value', request: 1, pointer: '/items/0/event/type' },
          expect: { equals: 'example.bookshop.order.placed' },
        },
      ],
    },
    takeaway: 'An event is a fact; a command is a wish. Name events in the past tense.',
    sources: ['bookshop', 'eip'],
  },
  {
    id: 'me-which-key',
    version: 1,
    page,
    objective: receiving,
    kind: 'single',
    difficulty: 'medium',
    stem: 'The broker keeps order among events with the same key, and nothing else. An email about a confirmation must never come before the one that says the order came in. Which key do you give the events?',
    options: [
      {
        id: 'order-id',
        text: 'The order’s id, in whatever event it is',
        right: true,
        why: 'All events of one order stand in one line, and different orders do not wait for each other.',
      },
      {
        id: 'constant',
        text: 'The same word for every event of the shop',
        right: false,
        misconception: 'broker-keeps-all-in-order',
        why: 'That keeps them in order, and makes one line of everything: one event that is stuck stops the whole shop.',
      },
      {
        id: 'event-id',
        text: 'The id of the event, as it is unique anyway',
        right: false,
        misconception: 'broker-keeps-all-in-order',
        why: 'Then no two events share a key, and nothing is kept in order at all.',
      },
      {
        id: 'type',
        text: 'The type: placed, confirmed, cancelled, failed',
        right: false,
        misconception: 'broker-keeps-all-in-order',
        why: 'Then “placed” and “confirmed” of one order stand in different lines, and may overtake each other.',
      },
    ],
    demo: {
      request: 1,
      watch: 'Each event has its `partitionkey`: the id of the order.',
      runs: [
        {
          id: 'keys',
          label: 'What the broker keeps',
          scenario: run('microservices', [
            placeOrder(),
            { method: 'GET', url: 'https://broker.bookshop.internal/topics/orders/events' },
          ]),
        },
      ],
    },
    takeaway:
      'Order is kept for each key. Choose the smallest thing whose events must not overtake each other.',
    sources: ['bookshop'],
  },
  {
    id: 'me-poison',
    version: 1,
    page,
    objective: receiving,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'A partner publishes an event without the customer that notifications needs. notifications refuses it with `422`. The broker is set to {attempts} attempts. How many times is the event delivered?',
    computed: { deliveries: { measure: { of: 'calls', from: 'broker', to: 'notifications' } } },
    asks: [
      {
        input: 'number',
        id: 'deliveries',
        label: 'Deliveries to notifications',
        unit: 'deliveries',
        measure: { of: 'calls', from: 'broker', to: 'notifications' },
        min: 0,
        max: 50,
        whenRight:
          'Each of the {deliveries} deliveries fails, since the event says the same each time. Then it is a dead letter.',
        mistakes: [
          {
            value: 1,
            why: 'A broker that knew the meaning of `422` could stop there. Most know only acknowledged and not acknowledged.',
            misconception: 'patience-delivers-everything',
          },
          {
            value: { word: 'waits' },
            why: 'That is how many times it waits between two attempts. The first one counts as well.',
            misconception: 'patience-delivers-everything',
          },
        ],
        otherwise: {
          why: 'The broker delivers until it is acknowledged or the attempts are used up. This event is never acknowledged: {deliveries}.',
          misconception: 'patience-delivers-everything',
        },
      },
    ],
    cases: [poisoned(2), poisoned(3), poisoned(5)],
    takeaway: 'What fails for what it says fails each time. Set it aside, and watch the place where it lies.',
    sources: ['bookshop', 'eip'],
  },
  {
    id: 'me-ask-or-tell',
    version: 1,
    page,
    objective: choosing,
    kind: 'select',
    difficulty: 'medium',
    stem: 'orders is placing an order. For which of these would you publish an event instead of sending a request and waiting?',
    options: [
      {
        id: 'mail',
        text: 'The buyer should get an email about it.',
        right: true,
        misconception: 'telling-is-asking',
        why: 'The order does not depend on it, and the email may come a minute later.',
      },
      {
        id: 'history',
        text: 'It should show in the list of orders.',
        right: true,
        misconception: 'telling-is-asking',
        why: 'A list that is a moment behind is bearable, and an order that fails because of a list is not.',
      },
      {
        id: 'stock',
        text: 'A copy of the book has to be held.',
        right: false,
        misconception: 'async-is-faster',
        why: 'Without the answer you cannot promise the book. You may still do it by message, but then you wait for a message.',
      },
      {
        id: 'card',
        text: 'The card of the buyer is to be checked.',
        right: false,
        misconception: 'async-is-faster',
        why: 'The buyer wants to know now, and a card that is declined changes what happens next.',
      },
      {
        id: 'recommendations',
        text: 'Recommendations should learn from it.',
        right: true,
        misconception: 'event-is-a-command',
        why: 'It is a fact that somebody else finds useful. orders need not even know that they exist.',
      },
    ],
    demo: {
      watch: 'The trace of the order: these were asked. notifications and order-history are not among them.',
      runs: [{ id: 'order', label: 'One order', scenario: run('microservices', [placeOrder()]) }],
      checks: [
        {
          label: 'Requests from orders to notifications',
          measure: { of: 'calls', from: 'orders', to: 'notifications' },
          expect: { equals: 0 },
        },
        {
          label: 'Requests from orders to order-history',
          measure: { of: 'calls', from: 'orders', to: 'order-history' },
          expect: { equals: 0 },
        },
      ],
    },
    takeaway: 'Ask when you need the answer to go on. Tell when others should know.',
    sources: ['bookshop', 'eip'],
  },
  {
    id: 'me-renamed-field',
    version: 1,
    page,
    objective: choosing,
    kind: 'single',
    difficulty: 'hard',
    stem: 'A team renames `customer` to `buyer` in its events. Its own tests are green, and publishing works. When does somebody notice?',
    options: [
      {
        id: 'consumer-later',
        text: 'When a consumer refuses one of them, perhaps hours later',
        right: true,
        why: 'The publisher never sees the refusal. It lands at the broker, as failed deliveries and then as dead letters.',
      },
      {
        id: 'publisher-error',
        text: 'When the publisher gets an error back for the first such event',
        right: false,
        misconception: 'telling-is-asking',
        why: 'The broker accepts and keeps it. Nobody has read it by then.',
      },
      {
        id: 'never',
        text: 'Never: consumers ignore whatever field they do not know',
        right: false,
        misconception: 'events-need-no-contract',
        why: 'Ignoring what is new is good. What they needed is gone, and that they cannot ignore.',
      },
      {
        id: 'broker-checks',
        text: 'At once: the broker compares each event with those before',
        right: false,
        misconception: 'events-need-no-contract',
        why: 'A broker may check a schema if you give it one; that is a contract. By itself it carries bytes.',
      },
    ],
    demo: {
      watch:
        'The event without a customer is accepted with `201`. The refusals come afterwards, between broker and notifications.',
      runs: [
        {
          id: 'renamed',
          label: 'Published',
          scenario: { v: 1, settings: { deliveryAttempts: 2 }, workload: [POISON] },
        },
      ],
      checks: [
        { label: 'Status for the publisher', measure: { of: 'status', request: 0 }, expect: { equals: 201 } },
      ],
    },
    takeaway: 'An event is an interface: publish its schema, and test consumers against it.',
    sources: ['bookshop', 'cloudevents'],
  },
]
