import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { deliverOrder } from '../../scenarios/requests.ts'
import { placeOrder } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'sagas-and-outbox'
const undoing = 'Say what a process over several services does when a step fails or nobody can tell.'
const telling = 'Make a change and its news happen together, and each event count once.'

type Settings = NonNullable<ScenarioInput['settings']>
type Faults = NonNullable<ScenarioInput['faults']>

const TO_PAYMENTS = { from: 'orders', to: 'payments' } as const

const unsure = (
  id: string,
  words: { trouble: string; memory: string; because: string },
  recovery: Settings['recovery'],
  faults: Faults,
) => ({
  id,
  words,
  demo: {
    watch: 'Look at what orders sends after the missing answer, and at the status in the end.',
    runs: [
      {
        id: 'order',
        label: 'One order',
        scenario: {
          v: 1 as const,
          settings: {
            recovery,
            publishing: 'none' as const,
            policies: [{ edge: TO_PAYMENTS, timeoutMs: 500 }],
          },
          faults,
          workload: [placeOrder()],
        },
      },
    ],
  },
})
const LOST_REPLY: Faults = [{ kind: 'lose-reply', edge: TO_PAYMENTS, strikes: { first: 1 } }]

/** orders is killed at the message that says that an order is confirmed. */
function killed(moment: 'before-request' | 'before-reply', settings: Settings): ScenarioInput {
  return {
    v: 1,
    settings,
    faults: [
      {
        kind: 'crash',
        service: 'orders',
        downMs: 1000,
        when: { by: 'message', edge: { from: 'orders', to: 'broker' }, moment, first: 1, after: 1 },
      },
    ],
    workload: [placeOrder()],
  }
}

const crash = (
  id: string,
  words: { written: string; moment: string; repeat: string },
  scenario: ScenarioInput,
) => ({
  id,
  words,
  demo: {
    watch: 'Count the emails that notifications has written by the end.',
    runs: [{ id: 'killed', label: 'Killed', scenario }],
  },
})

const WITH_ORDER = 'in the same transaction as the order'
const AFTERWARDS = 'only in memory, to be sent after the commit'
const BEFORE = 'before it has told the broker that the order is confirmed'
const AFTER = 'when the broker has been told that the order is confirmed, and orders has not heard so'

/** Half an order, and what each service knows of it. */
export const halfDone: readonly QuestionInput[] = [
  {
    id: 'sg-backwards',
    version: 1,
    page,
    objective: undoing,
    kind: 'order',
    difficulty: 'hard',
    stem: 'A client sends `POST /v1/orders` for a book that is to be delivered. shipping is down. Which requests are sent, and in which order do they leave? Some of the steps stay out.',
    steps: [
      {
        id: 'client-gateway',
        text: 'client → gateway: place the order',
        hop: { from: 'client', to: 'gateway', method: 'POST' },
        whenRight: 'It starts here.',
        misconception: 'memory-outlives-a-crash',
      },
      {
        id: 'gateway-orders',
        text: 'gateway → orders: place the order',
        hop: { from: 'gateway', to: 'orders', method: 'POST' },
        whenRight: 'The gateway hands it to the service that leads the saga.',
        misconception: 'memory-outlives-a-crash',
      },
      {
        id: 'orders-catalog',
        text: 'orders → catalog: read the price',
        hop: { from: 'orders', to: 'catalog', method: 'GET' },
        whenRight: 'Reading changes nothing, so it needs no way back.',
        misconception: 'everything-has-an-undo',
      },
      {
        id: 'hold',
        text: 'orders → inventory: hold a copy',
        hop: { from: 'orders', to: 'inventory', method: 'POST' },
        whenRight: 'The first step that changes something.',
        misconception: 'undo-runs-forward',
      },
      {
        id: 'authorise',
        text: 'orders → payments: set money aside',
        hop: { from: 'orders', to: 'payments', method: 'POST' },
        whenRight: 'The second one. The card is not charged yet.',
        misconception: 'undo-runs-forward',
      },
      {
        id: 'parcel',
        text: 'orders → shipping: prepare a parcel',
        hop: { from: 'orders', to: 'shipping', method: 'POST' },
        whenRight: 'The third one. The connection is refused, so nothing was done here.',
        misconception: 'undo-runs-forward',
      },
      {
        id: 'void',
        text: 'orders → payments: free the money',
        hop: { from: 'orders', to: 'payments', method: 'PUT' },
        whenRight: 'Backwards: the step that was taken last is undone first.',
        misconception: 'undo-runs-forward',
      },
      {
        id: 'release',
        text: 'orders → inventory: release the copy',
        hop: { from: 'orders', to: 'inventory', method: 'PUT' },
        whenRight: 'And then the one before it.',
        misconception: 'undo-runs-forward',
      },
      {
        id: 'cancel-parcel',
        text: 'orders → shipping: cancel the parcel',
        hop: { from: 'orders', to: 'shipping', method: 'PUT' },
        whenWrong:
          'The request certainly never left: the connection was refused. There is no parcel to cancel.',
        misconception: 'saga-is-a-rollback',
      },
    ],
    cases: [
      {
        id: 'no-shipping',
        demo: {
          watch: 'After the refused connection the trace runs backwards: payments, then inventory.',
          runs: [
            {
              id: 'order',
              label: 'shipping is down',
              scenario: {
                v: 1,
                settings: { publishing: 'none' },
                faults: [{ kind: 'down', service: 'shipping' }],
                workload: [deliverOrder('quiz-delivery')],
              },
            },
          ],
          checks: [
            { label: 'Status of the answer', measure: { of: 'status', request: 0 }, expect: { equals: 503 } },
          ],
        },
      },
    ],
    takeaway: 'Each step has its way back, and the ways back run in reverse.',
    sources: ['bookshop', 'sagas-1987'],
  },
  {
    id: 'sg-nobody-can-tell',
    version: 1,
    page,
    objective: undoing,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'orders asks payments to set money aside. {trouble} {memory} Which status does the buyer get?',
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
            whenWrong: 'The order cannot go on from here. {because}',
            misconception: 'memory-outlives-a-crash',
          },
          {
            value: 409,
            text: '`409` Conflict',
            whenWrong: 'Nothing about the order stands against it. {because}',
            misconception: 'eventual-means-wrong',
          },
          {
            value: 503,
            text: '`503` Service Unavailable',
            whenRight: 'The order is refused. {because}',
            whenWrong: 'That would be so if no answer meant “no”. {because}',
            misconception: 'two-writes-are-one',
          },
        ],
      },
    ],
    cases: [
      unsure(
        'lost-reply-with-log',
        {
          trouble: 'payments does it, and its reply gets lost.',
          memory: 'orders keeps a saga log, and asks about steps whose outcome it does not know.',
          because: 'orders asks what became of it, finds the payment, and goes forward.',
        },
        'saga-log',
        LOST_REPLY,
      ),
      unsure(
        'lost-reply-without',
        {
          trouble: 'payments does it, and its reply gets lost.',
          memory: 'orders keeps no log and takes a missing answer for a failure.',
          because: 'It gives the order up, and the payment stays behind. Nobody knows of it.',
        },
        'none',
        LOST_REPLY,
      ),
      unsure(
        'refused-with-log',
        {
          trouble: 'payments is down, and refuses the connection.',
          memory: 'orders keeps a saga log, and asks about steps whose outcome it does not know.',
          because: 'A refused connection is a known outcome: nothing was sent. So the copy is released.',
        },
        'saga-log',
        [{ kind: 'down', service: 'payments' }],
      ),
    ],
    takeaway: 'Known outcomes are acted on. Unknown ones are asked about.',
    sources: ['bookshop'],
  },
  {
    id: 'sg-mails-after-a-crash',
    version: 1,
    page,
    objective: telling,
    kind: 'predict',
    difficulty: 'hard',
    stem: 'An order calls for two emails: “it came in” and “it is confirmed”. orders keeps its events {written}. Its process is killed {moment}, and runs again a second later. notifications {repeat}. How many emails are written in all?',
    computed: { mails: { measure: { of: 'changes', party: 'notifications', table: 'messages' } } },
    asks: [
      {
        input: 'number',
        id: 'mails',
        label: 'Emails written',
        unit: 'emails',
        measure: { of: 'changes', party: 'notifications', table: 'messages' },
        min: 0,
        max: 10,
        whenRight: 'Kept {written}, and killed {moment}: it makes {mails}.',
        mistakes: [
          {
            value: 1,
            why: 'That is what is left if the second event is lost. It is not lost if it was written down before.',
            misconception: 'two-writes-are-one',
          },
          {
            value: 2,
            why: 'Two is what was wanted. Ask where the second event was when the process died, and whether it comes twice.',
            misconception: 'outbox-is-exactly-once',
          },
          {
            value: 3,
            why: 'That takes an event that is published twice and handled twice. Ask whether both are true here.',
            misconception: 'outbox-is-exactly-once',
          },
        ],
        otherwise: {
          why: 'The first event is out and handled. Follow the second: is it lost, published once, or twice? And does a repeat count? It makes {mails}.',
          misconception: 'memory-outlives-a-crash',
        },
      },
    ],
    cases: [
      crash(
        'dual-write-before',
        { written: AFTERWARDS, moment: BEFORE, repeat: 'recognises repeats' },
        killed('before-request', { publishing: 'dual-write' }),
      ),
      crash(
        'outbox-before',
        { written: WITH_ORDER, moment: BEFORE, repeat: 'recognises repeats' },
        killed('before-request', { publishing: 'outbox' }),
      ),
      crash(
        'outbox-after-none',
        { written: WITH_ORDER, moment: AFTER, repeat: 'does not recognise repeats' },
        killed('before-reply', { publishing: 'outbox', inbox: 'none' }),
      ),
      crash(
        'outbox-after-dedupe',
        { written: WITH_ORDER, moment: AFTER, repeat: 'recognises repeats' },
        killed('before-reply', { publishing: 'outbox', inbox: 'dedupe' }),
      ),
    ],
    takeaway: 'An outbox turns “maybe never” into “maybe twice”. The inbox turns that into once.',
    sources: ['bookshop', 'richardson-outbox'],
  },
  {
    id: 'sg-where-to-charge',
    version: 1,
    page,
    objective: undoing,
    kind: 'single',
    difficulty: 'medium',
    stem: 'An order needs a copy, a charge on a card, a parcel, and an email. Any of the first three may be refused. In which order do you take the steps?',
    options: [
      {
        id: 'charge-late',
        text: 'Copy, parcel, charge, email',
        right: true,
        why: 'What can be freed silently comes first. The charge comes when nothing else can be refused, and the email when everything is true.',
      },
      {
        id: 'charge-early',
        text: 'Charge, copy, parcel, email',
        right: false,
        misconception: 'saga-is-a-rollback',
        why: 'If there is no copy, the buyer sees a charge and a refund. It can be made up for, not undone.',
      },
      {
        id: 'mail-early',
        text: 'Email, copy, charge, parcel',
        right: false,
        misconception: 'everything-has-an-undo',
        why: 'An email that says “your book is coming” cannot be taken back, and three things may still be refused.',
      },
      {
        id: 'parcel-last',
        text: 'Copy, charge, email, parcel',
        right: false,
        misconception: 'everything-has-an-undo',
        why: 'If the parcel is refused, there is a charge to refund and an email that was wrong.',
      },
    ],
    demo: {
      watch:
        'shipping is down. Charged first, the ledger has a charge and a refund; charged last, it has nothing.',
      runs: [
        { id: 'last', label: 'Charged last', scenario: noParcel('last') },
        { id: 'first', label: 'Charged first', scenario: noParcel('first') },
      ],
      checks: [
        {
          label: 'Entries in the ledger',
          measure: { of: 'changes', party: 'payments', table: 'ledger' },
          expect: 'different',
        },
      ],
    },
    takeaway:
      'What can be refused comes first, what cannot be undone last. The step between them is the pivot.',
    sources: ['bookshop', 'sagas-1987'],
  },
  {
    id: 'sg-put-the-event',
    version: 1,
    page,
    objective: telling,
    kind: 'single',
    difficulty: 'easy',
    stem: 'orders has to store that an order is confirmed, and let others know. Its process may be killed at any line. What makes sure that others will know of each order that is stored, and of no other?',
    options: [
      {
        id: 'same-transaction',
        text: 'The event is stored in the transaction that stores the order.',
        right: true,
        why: 'Either both are there, or neither. Somebody publishes the event later, again and again if need be.',
      },
      {
        id: 'tell-first',
        text: 'The broker is told first; when it has agreed, the order is stored.',
        right: false,
        misconception: 'two-writes-are-one',
        why: 'Killed in between, others know of an order that does not exist.',
      },
      {
        id: 'store-first',
        text: 'The order is stored first, and then the broker is told at once.',
        right: false,
        misconception: 'two-writes-are-one',
        why: 'Killed in between, an order exists that nobody knows of. “At once” does not make the gap nothing.',
      },
      {
        id: 'retry',
        text: 'The broker is told as often as it takes until it has agreed.',
        right: false,
        misconception: 'memory-outlives-a-crash',
        why: 'Retries are work of the process that has just been killed.',
      },
    ],
    demo: {
      watch: 'Killed before it tells. With the outbox the second email is written after the restart.',
      runs: [
        {
          id: 'dual-write',
          label: 'Sent after the commit',
          scenario: killed('before-request', { publishing: 'dual-write' }),
        },
        {
          id: 'outbox',
          label: 'Written with the order',
          scenario: killed('before-request', { publishing: 'outbox' }),
        },
      ],
      checks: [
        {
          label: 'Emails written',
          measure: { of: 'changes', party: 'notifications', table: 'messages' },
          expect: 'different',
        },
      ],
    },
    takeaway: 'Only what is in one transaction happens together.',
    sources: ['bookshop', 'richardson-outbox'],
  },
  {
    id: 'sg-seen-half-done',
    version: 1,
    page,
    objective: undoing,
    kind: 'single',
    difficulty: 'medium',
    stem: 'While an order is being placed, somebody else looks at the shop. What can they see that one database transaction would have hidden from them?',
    options: [
      {
        id: 'between',
        text: 'A copy that is held for an order that may fail',
        right: true,
        why: 'Each step commits for itself, so the state in between is there for everybody. A saga gives up isolation.',
      },
      {
        id: 'wrong-count',
        text: 'A count of copies that is wrong in inventory itself',
        right: false,
        misconception: 'eventual-means-wrong',
        why: 'inventory is right about its own data: the copy is held. What nobody knows yet is whether it will be sold.',
      },
      {
        id: 'nothing',
        text: 'Nothing: what is not complete is rolled back unseen',
        right: false,
        misconception: 'saga-is-a-rollback',
        why: 'That is what a transaction gives. Here the steps are committed in three stores, one after another.',
      },
      {
        id: 'two-orders',
        text: 'The order twice, until the broker has sorted it out',
        right: false,
        misconception: 'outbox-is-exactly-once',
        why: 'An event may come twice. The order is one record, in the store of orders.',
      },
    ],
    demo: {
      request: 1,
      watch:
        'The second request reads the stock while the first is under way: one copy is held already, and then the order fails.',
      runs: [
        {
          id: 'meanwhile',
          label: 'Meanwhile',
          scenario: {
            v: 1,
            settings: {
              recovery: 'none',
              publishing: 'none',
              policies: [{ edge: TO_PAYMENTS, timeoutMs: 300 }],
            },
            faults: [{ kind: 'slow', service: 'payments', ms: 2000 }],
            workload: [
              placeOrder(),
              {
                method: 'GET',
                url: 'https://api.bookshop.example/v1/stock/9780441478125',
                atMs: 100,
                waits: false,
              },
            ],
          },
        },
      ],
      checks: [
        { label: 'Status of the order', measure: { of: 'status', request: 0 }, expect: { equals: 503 } },
        {
          label: 'Copies for sale, as read meanwhile',
          measure: { of: 'value', request: 1, pointer: '/available' },
          expect: { equals: 2 },
        },
      ],
    },
    takeaway: 'A saga can be seen half done. Mark what is pending, so that nobody builds on it.',
    sources: ['bookshop', 'sagas-1987'],
  },
  {
    id: 'sg-can-be-made-up-for',
    version: 1,
    page,
    objective: undoing,
    kind: 'select',
    difficulty: 'easy',
    stem: 'Which of these steps have a compensation after which nothing of the step is left outside the shop?',
    options: [
      {
        id: 'hold-copy',
        text: 'A copy was held for one minute',
        right: true,
        misconception: 'everything-has-an-undo',
        why: 'Released again, it is on the shelf as before. Somebody may have read “sold out” meanwhile, but nothing is left of it.',
      },
      {
        id: 'draft-parcel',
        text: 'A parcel was prepared, not sent',
        right: true,
        misconception: 'everything-has-an-undo',
        why: 'Cancelled before dispatch, it never leaves the house.',
      },
      {
        id: 'charge',
        text: 'The card of a buyer was charged',
        right: false,
        misconception: 'saga-is-a-rollback',
        why: 'A refund is a second entry. The buyer sees both, and interest or fees may have run.',
      },
      {
        id: 'mail',
        text: 'An email said: it is on the way',
        right: false,
        misconception: 'everything-has-an-undo',
        why: 'It can be followed by another email, and not be unread.',
      },
      {
        id: 'dispatched',
        text: 'A parcel left with the carrier',
        right: false,
        misconception: 'everything-has-an-undo',
        why: 'From here it takes a return. The bookshop answers a cancellation with `409` then.',
      },
    ],
    demo: {
      watch: 'shipping is down, and the card was charged first. What changed shows a charge and a refund.',
      runs: [{ id: 'first', label: 'Charged first', scenario: noParcel('first') }],
      checks: [
        {
          label: 'Entries in the ledger',
          measure: { of: 'changes', party: 'payments', table: 'ledger' },
          expect: { equals: 2 },
        },
      ],
    },
    takeaway:
      'Some steps can be freed, some only made up for, some not at all. Know which is which before you order them.',
    sources: ['bookshop', 'sagas-1987'],
  },
]

/** One order to be delivered; shipping is down. */
function noParcel(charging: Settings['charging']): ScenarioInput {
  return {
    v: 1,
    settings: { charging, publishing: 'none' },
    faults: [{ kind: 'down', service: 'shipping' }],
    workload: [deliverOrder('quiz-no-parcel')],
  }
}
