import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { TOKEN } from '../../scenarios/tokens.ts'
import {
  bothWays,
  callReadBook,
  placeOrder,
  type Request,
  readBook,
  readStock,
  UNKNOWN_BOOK,
} from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'design-and-consistency'
const guiding = 'Say what a guide settles, and what finds out who breaks it.'
const paging = 'Choose a kind of pages that survives a list that changes.'

const API = 'https://api.bookshop.example/v1'
const run = (...workload: Request[]): ScenarioInput => ({ v: 1, workload })

const firstPage: Request = { method: 'GET', url: `${API}/books?limit=2&fields=title` }
const nextPage: Request = { method: 'GET', url: `${API}/books?limit=2&fields=title&cursor={{0:/next}}` }
/** A book that comes first in the list by title. */
const addAtTheFront: Request = {
  method: 'POST',
  url: `${API}/books`,
  headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN.keeperOfTheCatalogue}` },
  body: JSON.stringify({
    isbn: '9780689845345',
    title: 'A Tomb of Atuan',
    authors: ['Ursula K. Le Guin'],
    year: 1971,
    pages: 180,
    subjects: ['fantasy'],
    price: { amount: 999, currency: 'EUR' },
  }),
}

/** What a client can know beforehand, and who makes sure. */
export const knownBefore: readonly QuestionInput[] = [
  {
    id: 'dc-status-of-a-mistake',
    version: 1,
    page,
    objective: guiding,
    kind: 'predict',
    difficulty: 'easy',
    stem: 'You know one service of this shop: a value that a parameter cannot have gets `400`, an object that does not exist gets `404`. Now you send `{request-line}` to another service, for the first time. Which status do you expect?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status',
        measure: { of: 'status', request: 0 },
        choices: [
          {
            value: 400,
            text: '`400` Bad Request',
            whenRight: '{because}',
            whenWrong: 'No parameter is wrong here. {because}',
            misconception: 'docs-make-it-consistent',
          },
          {
            value: 404,
            text: '`404` Not Found',
            whenRight: '{because}',
            whenWrong: 'The list exists; what is wrong is a value. {because}',
            misconception: 'docs-make-it-consistent',
          },
          {
            value: 200,
            text: '`200`, with an empty list',
            whenWrong: 'That would hide the mistake from whoever made it. {because}',
            misconception: 'errors-as-200',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'orders-limit',
        words: {
          'request-line': 'GET /v1/orders?limit=1000',
          because: 'The same guide, so the same answer: a value that is too large is a wrong value.',
        },
        demo: {
          watch: 'The document points at the parameter.',
          runs: [
            { id: 'run', label: 'orders', scenario: run({ method: 'GET', url: `${API}/orders?limit=1000` }) },
          ],
        },
      },
      {
        id: 'stock-missing',
        words: {
          'request-line': `GET /v1/stock/${UNKNOWN_BOOK.isbn}`,
          because: 'The same guide, so the same answer: the address is well-formed, and nothing is there.',
        },
        demo: {
          watch: 'The same members as in any other problem document of this shop.',
          runs: [{ id: 'run', label: 'inventory', scenario: run(readStock(UNKNOWN_BOOK)) }],
        },
      },
      {
        id: 'cart-missing',
        words: {
          'request-line': 'GET /v1/carts/nowhere',
          because: 'The same guide, so the same answer, whatever service keeps carts.',
        },
        demo: {
          watch: 'Another service, and nothing new to learn.',
          runs: [{ id: 'run', label: 'cart', scenario: run({ method: 'GET', url: `${API}/carts/nowhere` }) }],
        },
      },
    ],
    takeaway: 'Consistency is what you can know before you read anything.',
    sources: ['rfc-9457', 'bookshop'],
  },
  {
    id: 'dc-insert-while-paging',
    version: 1,
    page,
    objective: paging,
    kind: 'single',
    difficulty: 'medium',
    stem: 'A list by title has two books per page. You read the first page. Somebody adds a book that comes first of all. You follow the cursor to the next page. What is on it?',
    options: [
      {
        id: 'goes-on',
        text: 'The books that come after the last one that you saw',
        right: true,
        why: 'The cursor remembers that title, and goes on behind it. What happened in front of it does not matter.',
      },
      {
        id: 'repeat',
        text: 'Once more the last one that you saw, and one behind it',
        right: false,
        misconception: 'offset-is-safe',
        why: 'So it would be with an offset: “skip two” now leads one book further to the front.',
      },
      {
        id: 'gap',
        text: 'The books behind it, but without the first one of them',
        right: false,
        misconception: 'offset-is-safe',
        why: 'That happens with an offset when a book is *removed* in front of you.',
      },
      {
        id: 'refused',
        text: 'Nothing: as the list has changed, you must begin again',
        right: false,
        misconception: 'offset-is-safe',
        why: 'A cursor is a place and no version. It is good for as long as there is something behind it.',
      },
    ],
    demo: {
      request: 2,
      watch: 'The first page, a new book in front, and the next page: nothing twice, nothing missing.',
      runs: [
        { id: 'run', label: 'A book is added in between', scenario: run(firstPage, addAtTheFront, nextPage) },
      ],
      checks: [
        {
          label: 'Last title of the first page',
          measure: { of: 'value', request: 0, pointer: '/items/1/title' },
          expect: { equals: "Alice's Adventures in Wonderland" },
        },
        {
          label: 'First title of the next page',
          measure: { of: 'value', request: 2, pointer: '/items/0/title' },
          expect: { equals: 'Anna Karenina' },
        },
      ],
    },
    takeaway: 'A cursor is a place in the list. An offset is a count from its beginning.',
    sources: ['bookshop'],
  },
  {
    id: 'dc-who-finds-it',
    version: 1,
    page,
    objective: guiding,
    kind: 'single',
    difficulty: 'medium',
    stem: 'The document of a service says that a book has a `price`. Since yesterday the service answers with `unitPrice`. The document was not touched. Who notices first?',
    options: [
      {
        id: 'contract-test',
        text: 'The contract tests, which compare answers with the document',
        right: true,
        why: 'That is exactly the gap that they watch: between what is said and what is done.',
      },
      {
        id: 'lint',
        text: 'The linter, which compares the document with the guide',
        right: false,
        misconception: 'lint-finds-bad-design',
        why: 'It reads the document, and that is as good as before. It never asks the service.',
      },
      {
        id: 'mock',
        text: 'The mock, which answers as the document says it should',
        right: false,
        misconception: 'mock-proves-the-service',
        why: 'The mock goes on saying `price`. Whoever tests against it alone finds everything in order.',
      },
      {
        id: 'docs',
        text: 'The documentation, which is made of the document itself',
        right: false,
        misconception: 'docs-make-it-consistent',
        why: 'It shows what the document says, and is wrong now without knowing it.',
      },
    ],
    demo: {
      watch: 'The same request to both: as the document says, and as the service answers since yesterday.',
      runs: [
        { id: 'before', label: 'As documented', scenario: run(readBook()) },
        {
          id: 'since',
          label: 'Since yesterday',
          scenario: { ...run(readBook()), settings: { priceField: 'renamed' } },
        },
      ],
      checks: [{ label: 'Content', measure: { of: 'content', request: 0 }, expect: 'different' }],
    },
    takeaway: 'Lint: document against guide. Contract test: service against document.',
    sources: ['openapi-3-1', 'bookshop'],
  },
  {
    id: 'dc-find-the-odd-ones',
    version: 1,
    page,
    objective: guiding,
    kind: 'select',
    difficulty: 'medium',
    stem: 'These are taken from the documents of two services of one house. What breaks a common guide, so that clients notice?',
    exhibits: [
      {
        label: 'Service A',
        lines: [
          'GET /v1/books?limit=10&cursor=…',
          '  { "items": […], "next": "…" }',
          '  404 application/problem+json',
        ],
      },
      { label: 'Service B', lines: ['GET /v1/getOrder?page=2', '  [ … ]', '  200 { "error": "not found" }'] },
    ],
    options: [
      {
        id: 'errors',
        text: 'How they say that something is missing',
        right: true,
        misconception: 'errors-as-200',
        why: 'A status here, a member there: two readers for one fact.',
      },
      {
        id: 'pages',
        text: 'How they lead from one page to the next',
        right: true,
        misconception: 'offset-is-safe',
        why: 'A cursor and a page number behave differently when the list changes.',
      },
      {
        id: 'lists',
        text: 'How they put a list into their content',
        right: true,
        misconception: 'docs-make-it-consistent',
        why: 'An object with `items` can get more members later. A bare array cannot.',
      },
      {
        id: 'language',
        text: 'In which language each one is written',
        right: false,
        misconception: 'consistent-means-same-stack',
        why: 'It cannot be seen from here, and should not be.',
      },
      {
        id: 'store',
        text: 'In which database each one keeps data',
        right: false,
        misconception: 'consistent-means-same-stack',
        why: 'That is behind the interface. A guide for APIs leaves it alone.',
      },
    ],
    demo: {
      watch: 'Two ways of this very shop to say that a book is missing. Compare the statuses.',
      runs: [
        { id: 'rest', label: 'REST', scenario: run(readBook(UNKNOWN_BOOK)) },
        { id: 'rpc', label: 'JSON-RPC', scenario: run(callReadBook(UNKNOWN_BOOK)) },
      ],
      checks: [{ label: 'Status', measure: { of: 'status', request: 0 }, expect: 'different' }],
    },
    takeaway: 'A guide is about what clients see, and about nothing else.',
    sources: ['bookshop', 'rfc-9457'],
  },
  {
    id: 'dc-what-a-mock-shows',
    version: 1,
    page,
    objective: guiding,
    kind: 'single',
    difficulty: 'medium',
    stem: 'A team writes the OpenAPI document first and builds the client against a mock that is made of it. All tests of the client are green. What is known now?',
    options: [
      {
        id: 'speaks',
        text: 'That the client can say and read what is described',
        right: true,
        why: 'It sends what is described, and can read the examples. That is worth a lot, and it is all.',
      },
      {
        id: 'service',
        text: 'That the service will answer as it should',
        right: false,
        misconception: 'mock-proves-the-service',
        why: 'The service was never asked. It may not even exist.',
      },
      {
        id: 'design',
        text: 'That the operations are the right ones',
        right: false,
        misconception: 'lint-finds-bad-design',
        why: 'A mock of a bad design is a bad design that answers quickly. People find that out, by using it.',
      },
      {
        id: 'same-stack',
        text: 'That all share the very same library or framework',
        right: false,
        misconception: 'consistent-means-same-stack',
        why: 'Neither knows what the other is made of, and neither has to.',
      },
    ],
    demo: {
      watch: 'The document of this shop, from which a mock could be made.',
      runs: [
        {
          id: 'document',
          label: 'The document',
          scenario: run({ method: 'GET', url: 'https://api.bookshop.example/openapi.json' }),
        },
      ],
      checks: [{ label: 'Status', measure: { of: 'status', request: 0 }, expect: { equals: 200 } }],
    },
    takeaway: 'A mock tests the client. A contract test tests the service.',
    sources: ['openapi-3-1', 'bookshop'],
  },
  {
    id: 'dc-construction-and-consistency',
    version: 1,
    page,
    objective: guiding,
    kind: 'single',
    difficulty: 'easy',
    stem: 'A shop is split into twelve services. Its public API was consistent before. What becomes of that by the split itself?',
    options: [
      {
        id: 'nothing',
        text: 'Nothing: the interface may stay just as it was',
        right: true,
        why: 'Consistency is a property of the interface. Whether twelve teams *keep* it is another matter, and needs checks.',
      },
      {
        id: 'lost',
        text: 'It is lost: each service has a style of its own',
        right: false,
        misconception: 'architecture-changes-the-contract',
        why: 'That may happen, over time, if nobody checks. The split itself changes no answer.',
      },
      {
        id: 'docs',
        text: 'It is saved: there are twelve documents as well',
        right: false,
        misconception: 'docs-make-it-consistent',
        why: 'Twelve documents describe twelve services, alike or not.',
      },
      {
        id: 'stack',
        text: 'It depends on whether all use one framework',
        right: false,
        misconception: 'consistent-means-same-stack',
        why: 'A framework makes it cheaper to keep. Clients see the answers and not the framework.',
      },
    ],
    demo: {
      watch: 'The same order in both constructions: not a byte differs.',
      runs: bothWays(placeOrder()),
      checks: [{ label: 'Content', measure: { of: 'content', request: 0 }, expect: 'same' }],
    },
    takeaway: 'Construction decides who can break the guide, not whether it is broken.',
    sources: ['bookshop'],
  },
]
