import { BOOKS, bothWays, placeOrder, readBook, run } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'people-and-cost'
const people = 'Say why borders in a system follow the borders between people.'
const sums = 'Read a sum of guesses, and find the input that decides.'
const [BOOK = { isbn: '9780060512750', title: 'The Dispossessed' }] = BOOKS

/** Who pays for a split. */
export const whoPays: readonly QuestionInput[] = [
  {
    id: 'pc-same-people',
    version: 1,
    page,
    objective: people,
    kind: 'single',
    difficulty: 'medium',
    stem: 'A company splits its shop into nine services. Its teams stay as they are: one for screens, one for logic, one for data. A year later features take longer than before. Why?',
    options: [
      {
        id: 'grain',
        text: 'Each feature still crosses three teams, and now networks too.',
        right: true,
        why: 'The borders of the system run across those of the people. The split added messages and removed no meeting.',
      },
      {
        id: 'too-few',
        text: 'Nine services are too few for independence to show its effect.',
        right: false,
        misconception: 'smaller-teams-by-themselves',
        why: 'More borders across the same teams are more crossings, not fewer.',
      },
      {
        id: 'hardware',
        text: 'The services need more processors than the monolith did before.',
        right: false,
        misconception: 'instances-cure-everything',
        why: 'Features are built by people. Processors make requests faster, perhaps, and no meeting shorter.',
      },
      {
        id: 'small',
        text: 'The services were cut too large for one person to understand.',
        right: false,
        misconception: 'small-makes-a-microservice',
        why: 'Size is not what a feature waits for. It waits for two other teams.',
      },
    ],
    demo: {
      watch: 'One order in nine services or in one: the work is the same, and the number of borders is not.',
      runs: bothWays(placeOrder(BOOK)),
      checks: [{ label: 'Hops of the order', measure: { of: 'hops', request: 0 }, expect: 'different' }],
    },
    takeaway: 'Change the borders between people as well, or leave both.',
    sources: ['conway-1968'],
  },
  {
    id: 'pc-pairs',
    version: 1,
    page,
    objective: sums,
    kind: 'single',
    difficulty: 'easy',
    stem: 'Every two teams in one codebase cost each other two hours a week. Four teams become eight. How does the time that is lost grow?',
    options: [
      {
        id: 'pairs',
        text: 'From 12 hours to 56: there are 28 pairs now',
        right: true,
        why: 'Four teams make 6 pairs, eight make 28. Waiting grows with the pairs.',
      },
      {
        id: 'double',
        text: 'From 12 hours to 24: there are twice as many',
        right: false,
        misconception: 'pairs-are-teams',
        why: 'Teams double. Each of them now has seven others, and had three.',
      },
      {
        id: 'linear',
        text: 'From 8 hours to 16: each team loses its two',
        right: false,
        misconception: 'pairs-are-teams',
        why: 'The two hours are lost between two teams, and each team is in several pairs.',
      },
      {
        id: 'none',
        text: 'Not at all: eight teams share the same hours',
        right: false,
        misconception: 'on-call-divides',
        why: 'What is lost between two does not get smaller when a third comes.',
      },
    ],
    demo: {
      watch:
        'The same arithmetic among services: an order knows three neighbours, and each pair is a contract.',
      runs: [{ id: 'order', label: 'An order', scenario: run('microservices', [placeOrder(BOOK)]) }],
      checks: [{ label: 'Hops of the order', measure: { of: 'hops', request: 0 }, expect: { equals: 5 } }],
    },
    takeaway: 'Count pairs, not teams.',
    sources: ['bookshop'],
  },
  {
    id: 'pc-hidden-items',
    version: 1,
    page,
    objective: sums,
    kind: 'select',
    difficulty: 'medium',
    stem: 'A plan for a split compares the price of servers before and after. Which items of cost that grow with the number of services does it leave out? Select all that apply.',
    options: [
      {
        id: 'upgrades',
        text: 'Upgrades of libraries, once in each service',
        right: true,
        misconception: 'split-is-cheaper',
        why: 'One library with a hole is one release in a monolith, and as many as there are services otherwise.',
      },
      {
        id: 'rota',
        text: 'People who know each of them well at night',
        right: true,
        misconception: 'on-call-divides',
        why: 'Each service needs several who can repair it.',
      },
      {
        id: 'incidents',
        text: 'Time to find where a slow request was slow',
        right: true,
        misconception: 'split-is-cheaper',
        why: 'The more parties a request meets, the more there is to look through. Traces help, and cost as well.',
      },
      {
        id: 'code',
        text: 'Lines that compute the price of one order',
        right: false,
        misconception: 'rewrite-to-change',
        why: 'The rules of the business are the same in both. It is what stands around them that grows.',
      },
      {
        id: 'customers',
        text: 'Requests that customers send in one month',
        right: false,
        misconception: 'growth-needs-microservices',
        why: 'Customers do not know how the shop is built. Requests *inside* grow.',
      },
    ],
    demo: {
      watch: 'What customers send is one request in both. Look at what it becomes inside.',
      runs: bothWays(placeOrder(BOOK)),
      checks: [
        { label: 'Content of the answer', measure: { of: 'content', request: 0 }, expect: 'same' },
        { label: 'Hops', measure: { of: 'hops', request: 0 }, expect: 'different' },
      ],
    },
    takeaway: 'Servers are the smallest line of the bill.',
    sources: ['contentful-composability'],
  },
  {
    id: 'pc-break-even',
    version: 1,
    page,
    objective: sums,
    kind: 'single',
    difficulty: 'hard',
    stem: 'A model says that services pay from nine teams upwards. You have ten. If two teams cost each other 1.5 hours a week rather than 2, it says fourteen. What do you do?',
    options: [
      {
        id: 'measure',
        text: 'Count what teams really cost each other, since that decides.',
        right: true,
        why: 'One guess flips the answer, so it is the one to measure. The rest can stay rough.',
      },
      {
        id: 'split',
        text: 'Begin with the split, since ten teams are more than nine.',
        right: false,
        misconception: 'a-model-is-a-measurement',
        why: 'Nine rests on a guess of two hours. At one and a half it is fourteen, and nobody knows which is right.',
      },
      {
        id: 'average',
        text: 'Take the middle: wait until there are eleven or twelve teams.',
        right: false,
        misconception: 'average-tells',
        why: 'The middle of two guesses is a third guess.',
      },
      {
        id: 'discard',
        text: 'Forget the model, as its numbers are not worth anything.',
        right: false,
        misconception: 'a-model-is-a-measurement',
        why: 'It has told you something: which number you need. That was worth the trouble.',
      },
    ],
    demo: {
      watch: 'What can be measured here, is: the hops of one read in each construction. Meetings cannot.',
      runs: bothWays(readBook(BOOK)),
      checks: [{ label: 'Hops', measure: { of: 'hops', request: 0 }, expect: 'different' }],
    },
    takeaway: 'A model shows which number to measure. Then measure it.',
    sources: ['bookshop'],
  },
  {
    id: 'pc-nine-and-nine',
    version: 1,
    page,
    objective: people,
    kind: 'single',
    difficulty: 'medium',
    stem: 'Nine engineers own nine services, one each, “so that everybody is independent”. What happens in the week in which the owner of payments is ill?',
    options: [
      {
        id: 'stuck',
        text: 'Whoever is on call repairs a service that nobody else knows.',
        right: true,
        why: 'A service needs several people who can change it. Nine engineers can give that to perhaps two or three.',
      },
      {
        id: 'isolated',
        text: 'The other eight go on as before, for services are isolated.',
        right: false,
        misconception: 'failure-stays-local',
        why: 'They go on to release. Orders still need payments, and customers notice.',
      },
      {
        id: 'shared',
        text: 'The load is lighter, as nine people share the rota of nine.',
        right: false,
        misconception: 'on-call-divides',
        why: 'Sharing a rota means knowing everybody’s service at three in the morning.',
      },
      {
        id: 'smaller',
        text: 'It is repaired soon, since a small service is easily learnt.',
        right: false,
        misconception: 'small-makes-a-microservice',
        why: 'Its code, perhaps. Not what it does to others, nor why it was built as it is.',
      },
    ],
    demo: {
      watch: 'An order in the week without payments.',
      runs: [
        {
          id: 'away',
          label: 'Without payments',
          scenario: run('microservices', [placeOrder(BOOK)], 'payments'),
        },
      ],
      checks: [
        { label: 'Status of the order', measure: { of: 'status', request: 0 }, expect: { equals: 503 } },
      ],
    },
    takeaway: 'Services are owned by teams, and a team is several people.',
    sources: ['bookshop'],
  },
]
