import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { BOOKS, bothWays, placeOrder, readBook, run } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'monoliths'
const meanings = 'Tell apart how a system is deployed, how its code is arranged and how it runs.'
const gives = 'Say what one process gives, and where it ends.'
const [BOOK = { isbn: '9780060512750', title: 'The Dispossessed' }] = BOOKS

const monolith = (
  settings: ScenarioInput['settings'],
  faults: ScenarioInput['faults'] = [],
): ScenarioInput => ({
  v: 1,
  system: 'monolith',
  settings,
  faults,
  workload: [placeOrder(BOOK)],
})

/** Monoliths: what the word says, and what it does not. */
export const onePiece: readonly QuestionInput[] = [
  {
    id: 'mo-which-is-one',
    version: 1,
    page,
    objective: meanings,
    kind: 'select',
    difficulty: 'medium',
    stem: 'Which of these systems are monoliths? Select all that apply.',
    options: [
      {
        id: 'copies',
        text: 'Twelve copies of one program behind a balancer.',
        right: true,
        misconception: 'monolith-is-one-instance',
        why: 'One piece is deployed, twelve times. How often it runs is another question.',
      },
      {
        id: 'modular',
        text: 'Nine strict modules, compiled into one program.',
        right: true,
        misconception: 'monolith-means-mess',
        why: 'Deployed as one piece: a monolith, and a modular one.',
      },
      {
        id: 'container',
        text: 'One program in a container, in somebody’s cloud.',
        right: true,
        misconception: 'containers-make-microservices',
        why: 'A container is a way to pack it, and a cloud is where it runs. It is still one piece.',
      },
      {
        id: 'two',
        text: 'A shop and a search, each released when it likes.',
        right: false,
        misconception: 'small-makes-a-microservice',
        why: 'Two pieces that go live alone are two services, however large each of them is.',
      },
      {
        id: 'tangled-services',
        text: 'Forty services that call each other at random.',
        right: false,
        misconception: 'monolith-means-mess',
        why: 'Tangled, yes. Deployed in forty pieces, so it is no monolith; if they move in step, it behaves like a bad one.',
      },
    ],
    demo: {
      watch: 'One of two copies of the monolith is taken out, and the order is placed.',
      runs: [
        {
          id: 'copies',
          label: 'Two copies',
          scenario: monolith({ fleets: [{ service: 'orders', instances: 2 }] }, [
            { kind: 'instance-drains', service: 'orders', instance: 1 },
          ]),
        },
      ],
      checks: [
        { label: 'Status of the order', measure: { of: 'status', request: 0 }, expect: { equals: 201 } },
      ],
    },
    takeaway: 'Ask how many pieces are deployed. Nothing else decides.',
    sources: ['lewis-fowler-2014'],
  },
  {
    id: 'mo-change-one-line',
    version: 1,
    page,
    objective: meanings,
    kind: 'single',
    difficulty: 'easy',
    stem: '“If any program component must be updated, the whole application has to be rewritten.” You change one line in the catalog module of a monolith. What happens to the rest?',
    options: [
      {
        id: 'redeployed',
        text: 'It is built and deployed again, and stays as it was.',
        right: true,
        why: 'A machine does that. What may hurt is who has to wait for it, and nobody writes anything anew.',
      },
      {
        id: 'rewritten',
        text: 'It is rewritten, as the components need each other.',
        right: false,
        misconception: 'rewrite-to-change',
        why: 'A changed line needs a changed line. Callers change only if what they see has changed.',
      },
      {
        id: 'untouched',
        text: 'It goes on running, and is not deployed again at all.',
        right: false,
        misconception: 'modules-are-services',
        why: 'That is what services have. Modules of one program go into production together.',
      },
      {
        id: 'restarted',
        text: 'It is restarted module by module, as each is reached.',
        right: false,
        misconception: 'modules-are-services',
        why: 'One process starts as a whole. Copies can be replaced one at a time; modules cannot.',
      },
    ],
    demo: {
      watch: 'One hop: all modules answered from one process, and they are replaced with it.',
      runs: [{ id: 'one', label: 'Monolith', scenario: run('monolith', [readBook(BOOK)]) }],
      checks: [{ label: 'Hops', measure: { of: 'hops', request: 0 }, expect: { equals: 1 } }],
    },
    takeaway: 'Changed, built, deployed: three things, and rewritten is a fourth.',
    sources: ['dreamfactory-differences'],
  },
  {
    id: 'mo-hops-of-an-order',
    version: 1,
    page,
    objective: gives,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'The shop is a monolith{copies}. Money is moved by {money}. A client places an order. How many HTTP requests does the order wait for, the client’s own included?',
    computed: { 'hop-list': { measure: { of: 'hop-list', request: 0 } } },
    asks: [
      {
        input: 'number',
        id: 'hops',
        label: 'HTTP requests in all',
        unit: 'requests',
        measure: { of: 'hops', request: 0 },
        min: 0,
        max: 12,
        whenRight: 'These: {hop-list}. Everything else is a function call.',
        mistakes: [
          {
            value: 5,
            why: 'That is the number for the services. Here orders calls catalog, inventory and payments as functions: {hop-list}.',
            misconception: 'calls-are-always-http',
          },
        ],
        otherwise: {
          why: 'Modules call functions. Whoever is outside is asked over HTTP: {hop-list}.',
          misconception: 'transactions-span-everything',
        },
      },
    ],
    cases: [
      {
        id: 'one',
        words: { copies: '', money: 'the shop itself' },
        demo: { watch: 'One arrow.', runs: [{ id: 'one', label: 'Monolith', scenario: monolith({}) }] },
      },
      {
        id: 'two-copies',
        words: { copies: ' in two copies', money: 'the shop itself' },
        demo: {
          watch: 'Two copies, and one of them did it all.',
          runs: [
            {
              id: 'two',
              label: 'Two copies',
              scenario: monolith({ fleets: [{ service: 'orders', instances: 2 }] }),
            },
          ],
        },
      },
      {
        id: 'bank',
        words: { copies: '', money: 'a bank outside' },
        demo: {
          watch: 'The bank is where the monolith ends.',
          runs: [{ id: 'bank', label: 'With a bank', scenario: monolith({ acquirer: 'bank' }) }],
        },
      },
    ],
    takeaway: 'Inside one process nothing is sent. The network begins where others do.',
    sources: ['bookshop'],
  },
  {
    id: 'mo-bank-away',
    version: 1,
    page,
    objective: gives,
    kind: 'predict',
    difficulty: 'hard',
    stem: 'Money is moved by a bank outside, and the bank is {bank}. The shop is {construction}. A client places an order. Which status does it get?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status code of the order',
        measure: { of: 'status', request: 0 },
        choices: [
          {
            value: 201,
            text: '`201` Created',
            whenRight: 'Everybody who is needed is up, the bank included.',
            whenWrong: 'Nobody has moved the money, so there is nothing to confirm.',
            misconception: 'partial-success-is-success',
          },
          {
            value: 500,
            text: '`500` Internal Server Error',
            whenWrong: 'A bank that is away is no mistake in the program, and the answer can say what it is.',
            misconception: 'transactions-span-everything',
          },
          {
            value: 503,
            text: '`503` Service Unavailable',
            whenRight:
              'An order needs the bank, and it does not answer. It may be back soon: that is what `503` says, in either construction.',
            whenWrong: 'Nobody is away here.',
            misconception: 'split-repairs-dependencies',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'monolith-away',
        words: { bank: 'away', construction: 'a monolith' },
        demo: {
          watch: 'The monolith is up, and what happens to the copies that it held?',
          runs: [
            {
              id: 'away',
              label: 'Bank away',
              scenario: monolith({ acquirer: 'bank' }, [{ kind: 'down', service: 'bank' }]),
            },
          ],
        },
      },
      {
        id: 'monolith-up',
        words: { bank: 'up', construction: 'a monolith' },
        demo: {
          watch: 'Two steps, before and after the bank.',
          runs: [{ id: 'up', label: 'Bank up', scenario: monolith({ acquirer: 'bank' }) }],
        },
      },
      {
        id: 'services-away',
        words: { bank: 'away', construction: 'built of microservices' },
        demo: {
          watch: 'More parts, and the same one is missing.',
          runs: [
            {
              id: 'away',
              label: 'Bank away',
              scenario: {
                ...monolith({ acquirer: 'bank' }, [{ kind: 'down', service: 'bank' }]),
                system: 'microservices',
              },
            },
          ],
        },
      },
    ],
    takeaway: 'A dependency outside is outside of both constructions.',
    sources: ['bookshop'],
  },
  {
    id: 'mo-the-leak',
    version: 1,
    page,
    objective: 'Keep borders inside one process.',
    kind: 'single',
    difficulty: 'medium',
    stem: 'In a modular monolith somebody in a hurry lets orders read a table of inventory. All tests are green. What stops this most cheaply?',
    options: [
      {
        id: 'tool',
        text: 'A check of imports that fails the build when borders are crossed',
        right: true,
        why: 'It says so in seconds, on the machine of whoever was in a hurry. Nothing has to be deployed.',
      },
      {
        id: 'network',
        text: 'A network between the two, so that reading the table is impossible',
        right: false,
        misconception: 'borders-need-a-network',
        why: 'It would stop this, at the price of messages in every order. And a shared database can be read over a network as well.',
      },
      {
        id: 'rewrite',
        text: 'A rewrite of both modules, after which they share nothing any more',
        right: false,
        misconception: 'rewrite-to-change',
        why: 'One line is wrong. Without a check, the next hurry brings it back.',
      },
      {
        id: 'accept',
        text: 'Nothing: in a monolith everything depends on everything in the end',
        right: false,
        misconception: 'monolith-means-mess',
        why: 'That comes true where nobody checks. It is a habit, and no property of the construction.',
      },
    ],
    demo: {
      watch:
        'The modules of the bookshop keep this rule. That is why the same order can be placed in both constructions.',
      runs: bothWays(placeOrder(BOOK)),
      checks: [{ label: 'Content of the answer', measure: { of: 'content', request: 0 }, expect: 'same' }],
    },
    takeaway: 'A border is what a tool refuses to let you cross.',
    sources: ['bookshop'],
  },
]
