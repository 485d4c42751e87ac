import { bothWays, placeOrder, readBook, readStock } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'rest-api-vs-microservices'
const objective = 'Say what changed, the contract or the architecture, and what an interface does not tell.'

/** An interface shows how to ask. It does not show who answers. */
export const whatYouCanTell: readonly QuestionInput[] = [
  {
    id: 'rvm-which-changed',
    version: 1,
    page,
    objective,
    kind: 'single',
    difficulty: 'easy',
    stem: 'Two drawings of one shop, made a year apart. The app was never rebuilt, and its tests against `https://api.bookshop.example` still pass. What changed in that year?',
    exhibits: [
      { label: 'Last year', lines: ['app → [ gateway, catalog, orders,', '        inventory, payments ]'] },
      {
        label: 'This year',
        lines: [
          'app → [gateway] → [orders] → [catalog]',
          '                         → [inventory]',
          '                         → [payments]',
        ],
      },
    ],
    options: [
      {
        id: 'architecture',
        text: 'The architecture behind the API, while the contract stayed as it was',
        right: true,
        why: 'One process was split into five that are deployed on their own. The app still sends the same messages and gets the same answers, so the contract did not move.',
      },
      {
        id: 'contract',
        text: 'The contract of the API, which now has a version for each service',
        right: false,
        misconception: 'architecture-changes-the-contract',
        why: 'Then the app’s tests would fail, or at least the app would need other addresses. It still talks to one gateway.',
      },
      {
        id: 'style',
        text: 'The style of the API, which became RESTful as the shop was split',
        right: false,
        misconception: 'rest-implies-microservices',
        why: 'Whatever the style was last year, it still is: another style means other messages, and the app was never rebuilt.',
      },
      {
        id: 'nothing',
        text: 'Nothing but the drawing, as no client could tell the two years apart',
        right: false,
        misconception: 'architecture-changes-nothing',
        why: 'A client that only compares answers cannot tell. But calls inside the shop now cross a network: they take time and can fail one by one.',
      },
    ],
    demo: {
      watch: 'Last year and this year, run side by side: the same order, two constructions.',
      runs: bothWays(placeOrder()),
      checks: [
        { label: 'Status of the answer', measure: { of: 'status', request: 0 }, expect: { equals: 201 } },
        { label: 'Target of the request', measure: { of: 'target', request: 0 }, expect: 'same' },
        { label: 'Content of the answer', measure: { of: 'content', request: 0 }, expect: 'same' },
        { label: 'Who called whom', measure: { of: 'hop-list', request: 0 }, expect: 'different' },
      ],
    },
    takeaway: 'If the client need not change, the contract did not. Look behind it to see what did.',
    sources: ['lewis-fowler-2014', 'bookshop'],
  },
  {
    id: 'rvm-fourteen-paths',
    version: 1,
    page,
    objective,
    kind: 'single',
    difficulty: 'medium',
    stem: 'The OpenAPI document of a shop lists 14 paths. A colleague writes in a report: “They run 14 microservices.” What does the document tell you about the number of services?',
    options: [
      {
        id: 'nothing',
        text: 'It leaves the number open: one process or dozens could answer the 14.',
        right: true,
        why: 'The document describes the interface. One service may answer all the paths, one path may take several services, and some services may have no public path at all.',
      },
      {
        id: 'exactly',
        text: 'It gives the number: 14, because a path is the address of a service.',
        right: false,
        misconception: 'endpoint-is-a-microservice',
        why: 'A path identifies a resource. Catalog alone answers `/v1/books` and `/v1/books/9780441478125`, and is one service.',
      },
      {
        id: 'at-most',
        text: 'It gives a maximum: each service needs one of the 14 paths or more.',
        right: false,
        misconception: 'interface-shows-structure',
        why: 'Services behind the gateway need no public path. Payments has none in this shop: only orders calls it.',
      },
      {
        id: 'one',
        text: 'It gives the number: 1, because a document describes one process.',
        right: false,
        misconception: 'rest-implies-microservices',
        why: 'A gateway can publish one document for many services, and that is what it is for: clients see one API.',
      },
    ],
    demo: {
      watch:
        'Two paths of the same document. In one construction both are answered by one process, in the other by different services.',
      runs: bothWays(readBook(), readStock()),
      checks: [
        {
          label: 'Status of `GET /v1/books/…`',
          measure: { of: 'status', request: 0 },
          expect: { equals: 200 },
        },
        { label: 'Content of `GET /v1/books/…`', measure: { of: 'content', request: 0 }, expect: 'same' },
        { label: 'Content of `GET /v1/stock/…`', measure: { of: 'content', request: 1 }, expect: 'same' },
        { label: 'Who answered the book', measure: { of: 'hop-list', request: 0 }, expect: 'different' },
        { label: 'Who answered the stock', measure: { of: 'hop-list', request: 1 }, expect: 'different' },
      ],
    },
    takeaway: 'A path is an address, not a process. Counting paths counts nothing but paths.',
    sources: ['lewis-fowler-2014', 'bookshop'],
  },
  {
    id: 'rvm-messenger',
    version: 1,
    page,
    objective,
    kind: 'single',
    difficulty: 'hard',
    stem: 'Messenger publishes three APIs: Send, Attachment Upload and Messaging Insights. An article concludes that Messenger is “comprised of a variety of microservices” such as Send and Attachment. Which finding would support that?',
    options: [
      {
        id: 'deployments',
        text: 'A release log in which Send goes live on a day of its own',
        right: true,
        why: 'Microservices are parts that can be deployed on their own, so evidence must come from deployments. The article gives none. It may be right; from the outside nobody can tell.',
      },
      {
        id: 'three-names',
        text: 'A product page that gives each of the three APIs a name and a manual',
        right: false,
        misconception: 'interface-shows-structure',
        why: 'Names and manuals divide the interface for its readers. Three API products can be served by one process, or one by thirty.',
      },
      {
        id: 'paths',
        text: 'A capture of requests in which the three APIs have different paths',
        right: false,
        misconception: 'endpoint-is-a-microservice',
        why: 'Different paths show different resources or operations. The monolith of this site has several paths, too.',
      },
      {
        id: 'rest',
        text: 'A statement by the makers that all of the three are REST APIs',
        right: false,
        misconception: 'rest-implies-microservices',
        why: 'That is a statement about the contract. A REST API fits a monolith just as well.',
      },
    ],
    demo: {
      watch:
        'Three operations of the bookshop, from one process and then from several. The answers are equal byte for byte: they cannot give the structure away.',
      runs: bothWays(placeOrder(), readBook(), readStock()),
      checks: [
        {
          label: 'Status of the first answer',
          measure: { of: 'status', request: 0 },
          expect: { equals: 201 },
        },
        { label: 'Answer of the first API', measure: { of: 'content', request: 0 }, expect: 'same' },
        { label: 'Answer of the second API', measure: { of: 'content', request: 1 }, expect: 'same' },
        { label: 'Answer of the third API', measure: { of: 'content', request: 2 }, expect: 'same' },
        { label: 'HTTP requests behind the first', measure: { of: 'hops', request: 0 }, expect: 'different' },
      ],
    },
    takeaway: 'API products and endpoints show how to ask. Deployments show what the system is made of.',
    sources: ['dreamfactory-differences', 'lewis-fowler-2014', 'bookshop'],
  },
  {
    id: 'rvm-switch',
    version: 1,
    page,
    objective,
    kind: 'select',
    difficulty: 'medium',
    stem: 'You send the same `POST /v1/orders` to the shop twice: once built as microservices, once as a monolith, both with the same data at the start. Every link of the network has some latency. What differs? Select all that apply.',
    options: [
      {
        id: 'hops',
        text: 'How many HTTP requests it takes to produce the answer',
        right: true,
        misconception: 'one-request-is-all',
        why: 'Between services each call is an HTTP request of its own. Inside the monolith the same calls are function calls.',
      },
      {
        id: 'trace',
        text: 'Who appears in the trace of the request as a caller',
        right: true,
        misconception: 'calls-are-always-http',
        why: 'In microservices the gateway and orders call others over HTTP. In the monolith only the client does.',
      },
      {
        id: 'time',
        text: 'How long the client has to wait until the answer arrives',
        right: true,
        misconception: 'architecture-changes-nothing',
        why: 'Each hop adds the latency of its link. Here that latency is modelled, but the direction is real: a function call does not cross a network.',
      },
      {
        id: 'status',
        text: 'Which status code the client finds in the answer to it',
        right: false,
        misconception: 'architecture-changes-the-contract',
        why: '`201 Created` from both. The status code is part of the contract.',
      },
      {
        id: 'content',
        text: 'Which members the order has in the content of the answer',
        right: false,
        misconception: 'architecture-changes-the-contract',
        why: 'The contents are equal byte for byte; the check below compares them.',
      },
      {
        id: 'address',
        text: 'Which address the client has to send its request to',
        right: false,
        misconception: 'architecture-changes-the-contract',
        why: 'The client keeps sending to `https://api.bookshop.example`. What answers there is not its business.',
      },
    ],
    demo: {
      watch: 'The same order, two constructions. The rows below were measured just now.',
      runs: bothWays(placeOrder()),
      checks: [
        { label: 'HTTP requests in the trace', measure: { of: 'hops', request: 0 }, expect: 'different' },
        { label: 'Who called whom', measure: { of: 'hop-list', request: 0 }, expect: 'different' },
        { label: 'Time until the answer', measure: { of: 'duration', request: 0 }, expect: 'different' },
        { label: 'Status of the answer', measure: { of: 'status', request: 0 }, expect: { equals: 201 } },
        { label: 'Content of the answer', measure: { of: 'content', request: 0 }, expect: 'same' },
        { label: 'Target of the request', measure: { of: 'target', request: 0 }, expect: 'same' },
      ],
    },
    takeaway:
      'Switching the architecture changes the path to the answer and the time it takes. The answer stays.',
    sources: ['bookshop', 'rfc-9110'],
  },
]
