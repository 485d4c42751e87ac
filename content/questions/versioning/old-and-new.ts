import type { Architecture, ScenarioInput } from '#mocks/systems/scenario.ts'
import { BOOKS, placeOrder, readBook } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'versioning'
const breaking = 'Tell which changes break a client.'
const ending = 'Take something away without surprising anybody.'
const [BOOK = { isbn: '9780060512750', title: 'The Dispossessed' }] = BOOKS

type PriceField = NonNullable<ScenarioInput['settings']>['priceField']

/** A book is read, then ordered, while catalog writes the price under this name. */
function release(priceField: PriceField, system: Architecture = 'microservices'): ScenarioInput {
  return { v: 1, system, settings: { priceField }, workload: [readBook(BOOK), placeOrder(BOOK)] }
}

/** Changing an interface that others read. */
export const oldAndNew: readonly QuestionInput[] = [
  {
    id: 've-which-break',
    version: 1,
    page,
    objective: breaking,
    kind: 'select',
    difficulty: 'medium',
    stem: 'Clients are tolerant readers: they take what they need and ignore what they do not know. Which changes of a response break one that uses the field? Select all that apply.',
    options: [
      {
        id: 'renamed',
        text: '`price` becomes `unitPrice`',
        right: true,
        misconception: 'a-version-number-solves-it',
        why: 'For whoever needs `price`, it is gone.',
      },
      {
        id: 'euros',
        text: '`amount` is in euros, not cents',
        right: true,
        misconception: 'the-schema-is-the-contract',
        why: 'Same name, same type: no schema notices, and every sum is wrong.',
      },
      {
        id: 'enum',
        text: '`state` may also be `on-hold`',
        right: true,
        misconception: 'additions-are-always-safe',
        why: 'A client that knows four states has no case for the fifth. Say early that a list may grow.',
      },
      {
        id: 'null',
        text: '`title` is `null` for some books',
        right: true,
        misconception: 'the-schema-is-the-contract',
        why: 'Whoever writes the title in capitals now does so with nothing.',
      },
      {
        id: 'added',
        text: '`publisher` is one more field',
        right: false,
        misconception: 'additions-break-callers',
        why: 'A tolerant reader ignores it.',
      },
      {
        id: 'order',
        text: '`isbn` now comes after `title`',
        right: false,
        misconception: 'additions-break-callers',
        why: 'The members of a JSON object have no order that a reader may rely on.',
      },
    ],
    demo: {
      request: 1,
      watch: 'The same order, with a field added and with one renamed.',
      runs: [
        { id: 'both', label: 'Added', scenario: release('both') },
        { id: 'renamed', label: 'Renamed', scenario: release('renamed') },
      ],
      checks: [{ label: 'Status of the order', measure: { of: 'status', request: 1 }, expect: 'different' }],
    },
    takeaway: 'What readers use is the contract, its meaning included.',
    sources: ['bookshop'],
  },
  {
    id: 've-order-after-release',
    version: 1,
    page,
    objective: breaking,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'The shop runs as {construction}. {change} orders reads `price` and is not deployed today. A book is read, then ordered. Which statuses come back?',
    asks: [
      {
        input: 'choice',
        id: 'read',
        label: 'Reading the book',
        measure: { of: 'status', request: 0 },
        choices: [
          {
            value: 200,
            text: '`200` OK',
            whenRight: 'catalog is content with itself. It cannot know what its readers need.',
            whenWrong: 'catalog answers.',
            misconception: 'own-tests-are-enough',
          },
          {
            value: 406,
            text: '`406` Not Acceptable',
            whenWrong: 'The client accepts JSON, and gets JSON.',
            misconception: 'own-tests-are-enough',
          },
          {
            value: 410,
            text: '`410` Gone',
            whenWrong: 'The book is there. A field of it has moved.',
            misconception: 'deprecated-is-gone',
          },
        ],
      },
      {
        input: 'choice',
        id: 'order',
        label: 'Ordering it',
        measure: { of: 'status', request: 1 },
        choices: [
          {
            value: 201,
            text: '`201` Created',
            whenRight: '{why}',
            whenWrong: '{why}',
            misconception: 'a-version-number-solves-it',
          },
          {
            value: 422,
            text: '`422` Unprocessable Content',
            whenWrong: 'The order names no price, and nothing is wrong with it. {why}',
            misconception: 'failure-is-the-clients-fault',
          },
          {
            value: 503,
            text: '`503` Service Unavailable',
            whenRight: '{why}',
            whenWrong: '{why}',
            misconception: 'additions-break-callers',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'version-2',
        words: {
          construction: 'microservices',
          change: 'catalog now writes `unitPrice` and says in each answer that this is version 2.',
          why: 'orders looks for `price`. A number does not bring it back.',
        },
        demo: {
          request: 1,
          watch: 'A healthy catalog, and an order that cannot be priced.',
          runs: [{ id: 'v2', label: 'Version 2', scenario: release('version-2') }],
        },
      },
      {
        id: 'both',
        words: {
          construction: 'microservices',
          change: 'catalog now writes `price`, and `unitPrice` beside it.',
          why: 'orders finds `price`, and ignores the rest.',
        },
        demo: {
          request: 1,
          watch: 'Two names, and nobody is hurt.',
          runs: [{ id: 'both', label: 'Both', scenario: release('both') }],
        },
      },
      {
        id: 'monolith',
        words: {
          construction: 'a monolith',
          change: 'Its public answers now have `unitPrice` alone.',
          why: 'Inside one process the price is a value and no field of an answer. Clients outside may still break.',
        },
        demo: {
          request: 1,
          watch: 'One process: nobody reads JSON of anybody.',
          runs: [{ id: 'monolith', label: 'Monolith', scenario: release('renamed', 'monolith') }],
        },
      },
    ],
    takeaway: 'A server can be healthy and wrong for everybody who reads it.',
    sources: ['bookshop'],
  },
  {
    id: 've-deprecation-or-sunset',
    version: 1,
    page,
    objective: ending,
    kind: 'single',
    difficulty: 'easy',
    stem: 'An answer has `Deprecation: @1767225600`, a moment in the past, and `Sunset: Thu, 01 Jul 2027 00:00:00 GMT`, which is to come. What does a client know?',
    options: [
      {
        id: 'works-until',
        text: 'It still works, and may stop working from July 2027 on.',
        right: true,
        why: '`Deprecation` asks not to use it any more, `Sunset` says from when on it may be gone. In between there is time to move.',
      },
      {
        id: 'gone',
        text: 'It has stopped working, and will be deleted in July 2027.',
        right: false,
        misconception: 'deprecated-is-gone',
        why: 'A deprecated resource goes on working. This very answer came from it.',
      },
      {
        id: 'cache',
        text: 'It may be kept in a cache until July 2027, and not after it.',
        right: false,
        misconception: 'deprecated-is-gone',
        why: 'That would be `Expires` or `Cache-Control`. These two speak about the resource, not about a copy of it.',
      },
      {
        id: 'version',
        text: 'It is version 1, and clients get version 2 from July 2027.',
        right: false,
        misconception: 'a-version-number-solves-it',
        why: 'Nothing says what comes after. A `Link` may name a successor; clients have to go there themselves.',
      },
    ],
    demo: {
      watch: 'Find both fields in the answer.',
      runs: [{ id: 'both', label: 'Both names', scenario: release('both') }],
      checks: [
        {
          label: 'Deprecation',
          measure: { of: 'field', request: 0, name: 'deprecation' },
          expect: { equals: '@1767225600' },
        },
        {
          label: 'Sunset',
          measure: { of: 'field', request: 0, name: 'sunset' },
          expect: { equals: 'Thu, 01 Jul 2027 00:00:00 GMT' },
        },
      ],
    },
    takeaway: 'Deprecated: move. Sunset: by then.',
    sources: ['rfc-9745', 'rfc-8594'],
  },
  {
    id: 've-in-which-order',
    version: 1,
    page,
    objective: ending,
    kind: 'single',
    difficulty: 'medium',
    stem: 'A field gets a better name. Five teams read it, and each of them releases on a day of its own. What do you release first?',
    options: [
      {
        id: 'add',
        text: 'The server, with both of the names in each answer',
        right: true,
        why: 'Then each reader moves on its own day. The old name goes last, when nobody reads it.',
      },
      {
        id: 'readers',
        text: 'The five readers, each with the new name alone',
        right: false,
        misconception: 'any-change-is-independent',
        why: 'They would look for a name that does not exist yet.',
      },
      {
        id: 'together',
        text: 'All of the six at once, in one night, by a plan',
        right: false,
        misconception: 'big-bang',
        why: 'That is lock-step: what a contract is there to avoid. And one rollback is six.',
      },
      {
        id: 'version',
        text: 'The server, as version 2 in place of the first',
        right: false,
        misconception: 'a-version-number-solves-it',
        why: 'In place of the first, it breaks five readers with an honest number.',
      },
    ],
    demo: {
      request: 1,
      watch: 'The server went first and added: a reader who knows nothing of it goes on.',
      runs: [{ id: 'both', label: 'Both names', scenario: release('both') }],
      checks: [
        { label: 'Status of the order', measure: { of: 'status', request: 1 }, expect: { equals: 201 } },
      ],
    },
    takeaway: 'Add, announce, wait, take away.',
    sources: ['bookshop'],
  },
  {
    id: 've-who-knows',
    version: 1,
    page,
    objective: ending,
    kind: 'single',
    difficulty: 'hard',
    stem: 'catalog renamed a field. All of its own 900 tests were green, and an hour later nobody could order. Which test would have been red before the release?',
    options: [
      {
        id: 'contract',
        text: 'One that orders wrote, run when catalog is built',
        right: true,
        why: 'It says what orders needs of catalog. Only a reader knows that, and only before the release does it help.',
      },
      {
        id: 'more-own',
        text: 'One more of catalog, for the field’s new name',
        right: false,
        misconception: 'own-tests-are-enough',
        why: 'It would be green: the new name is there, as catalog wanted it.',
      },
      {
        id: 'schema',
        text: 'One that compares each answer with its schema',
        right: false,
        misconception: 'the-schema-is-the-contract',
        why: 'The schema was changed together with the field, so the two agree.',
      },
      {
        id: 'health',
        text: 'One that asks catalog whether it feels healthy',
        right: false,
        misconception: 'own-tests-are-enough',
        why: 'It is healthy: it answered `200` all the time.',
      },
    ],
    demo: {
      request: 1,
      watch: 'catalog answers 200, and orders 503.',
      runs: [{ id: 'renamed', label: 'Renamed', scenario: release('renamed') }],
      checks: [
        { label: 'Reading the book', measure: { of: 'status', request: 0 }, expect: { equals: 200 } },
        { label: 'Ordering it', measure: { of: 'status', request: 1 }, expect: { equals: 503 } },
      ],
    },
    takeaway: 'What a reader needs is a test that the reader writes.',
    sources: ['bookshop'],
  },
]
