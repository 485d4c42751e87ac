import { bothWays, callReadBook, placeOrder, readBook, run, UNKNOWN_BOOK } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'rest-api-vs-microservices'
const objective = 'Tell that the style of an API and the architecture behind it are two separate choices.'

/** REST is how a client asks, microservices are who does the work: neither decides the other. */
export const twoChoices: readonly QuestionInput[] = [
  {
    id: 'rvm-the-meeting',
    version: 1,
    page,
    objective,
    kind: 'single',
    difficulty: 'easy',
    stem: 'Your team plans a new mobile app on top of the shop that it already runs. Somebody asks: “So, a REST API or microservices?” What do you answer first?',
    options: [
      {
        id: 'two-decisions',
        text: 'Those are two decisions: how the app asks, and who does the work behind it.',
        right: true,
        why: 'The app needs a contract: how it asks and what it gets back. Who does the work behind that contract is decided separately, and can change later without touching the app.',
      },
      {
        id: 'rest-for-small',
        text: 'REST for now, and microservices will take its place once the shop has grown.',
        right: false,
        misconception: 'choose-one',
        why: 'Growing into microservices does not retire the API. Apps still need a contract to talk to, and it can stay RESTful, however many services stand behind it.',
      },
      {
        id: 'rest-brings-split',
        text: 'REST, since splitting the shop into services follows once its API is RESTful.',
        right: false,
        misconception: 'rest-implies-microservices',
        why: 'Nothing follows. One process can answer every request of a REST API; ask the monolith of this site.',
      },
      {
        id: 'micro-brings-rest',
        text: 'Microservices, since a RESTful API comes with them and covers the app as well.',
        right: false,
        misconception: 'microservices-imply-rest',
        why: 'Services may talk to each other by RPC or by events, and still somebody has to design what the app sees. No API comes for free.',
      },
    ],
    demo: {
      watch:
        'One order, sent to both constructions of the shop. Compare what the client gets with what happens behind the API.',
      runs: bothWays(placeOrder()),
      checks: [
        { label: 'Status of the answer', measure: { of: 'status', request: 0 }, expect: { equals: 201 } },
        { label: 'Content of the answer', measure: { of: 'content', request: 0 }, expect: 'same' },
        { label: 'HTTP requests in the trace', measure: { of: 'hops', request: 0 }, expect: 'different' },
      ],
    },
    takeaway:
      'You never choose between them. REST is how a client asks; microservices are who does the work.',
    sources: ['fielding-2000', 'lewis-fowler-2014', 'dreamfactory-differences'],
  },
  {
    id: 'rvm-two-by-two',
    version: 1,
    page,
    objective,
    kind: 'select',
    difficulty: 'medium',
    stem: 'Draw the 2×2: REST or another style, monolith or microservices. Which of these systems go into the corner “REST API, monolith”? Select all that apply.',
    options: [
      {
        id: 'one-process-resources',
        text: 'One process. Clients `GET /books/…` and get a representation with an `ETag`.',
        right: true,
        why: 'The client reads a resource and gets a representation that caches can check: that is the uniform interface of REST. One process answers: a monolith.',
      },
      {
        id: 'modules-resources',
        text: 'Five strict modules, deployed as one unit. Orders are resources with links.',
        right: true,
        misconception: 'modules-are-services',
        why: 'However clean the modules are, they are built, deployed and stopped together. That is a modular monolith, here with REST in front.',
      },
      {
        id: 'replicas-resources',
        text: 'Four copies of one process behind a load balancer. Books are resources.',
        right: true,
        misconception: 'replicas-are-services',
        why: 'Each copy is the whole application. Copies are replicas of a monolith, not different services.',
      },
      {
        id: 'one-process-rpc',
        text: 'One process. Clients `POST /call` and name the procedure in the content.',
        right: false,
        misconception: 'rest-is-a-protocol',
        why: 'A monolith, yes. But every call goes to one address and the content names a procedure: that is RPC carried by HTTP, not REST.',
      },
      {
        id: 'services-resources',
        text: 'Twenty services, each deployed alone. Clients `GET` resources at a gateway.',
        right: false,
        misconception: 'interface-shows-structure',
        why: 'The API is REST, but the parts behind it are deployed on their own: microservices. It goes into the corner beside this one.',
      },
      {
        id: 'services-grpc',
        text: 'Twenty services, each deployed alone. Clients and services speak only gRPC.',
        right: false,
        misconception: 'microservices-imply-rest',
        why: 'These are microservices without REST: the opposite corner on both axes. It exists, and it is common.',
      },
    ],
    demo: {
      watch:
        'The corner itself: one read of a resource, answered by the monolith. Count the hops behind the API.',
      runs: [{ id: 'monolith', label: 'Monolith', scenario: run('monolith', [readBook()]) }],
      checks: [
        { label: 'Status of the answer', measure: { of: 'status', request: 0 }, expect: { equals: 200 } },
        { label: 'HTTP requests in the trace', measure: { of: 'hops', request: 0 }, expect: { equals: 1 } },
      ],
    },
    takeaway:
      'Ask two questions of every system: how does a client ask, and which parts are deployed on their own?',
    sources: ['fielding-2000', 'lewis-fowler-2014'],
  },
  {
    id: 'rvm-not-a-protocol',
    version: 1,
    page,
    objective,
    kind: 'single',
    difficulty: 'medium',
    stem: 'A comparison of the two has this heading: “Application Structure vs. Communication Protocol”. The second half is meant to stand for REST. Which correction is exact?',
    options: [
      {
        id: 'style-over-http',
        text: 'REST is an architectural style; the protocol of these messages is HTTP.',
        right: true,
        why: 'REST is a set of constraints on how components interact. HTTP is the protocol: RFC 9110 calls it a stateless application-level protocol.',
      },
      {
        id: 'protocol-on-http',
        text: 'REST is a protocol of its own, one that runs on top of the protocol HTTP.',
        right: false,
        misconception: 'rest-is-a-protocol',
        why: 'There is no REST message to put into an HTTP message. In the wire log you find a method, a target, fields and content: all of it is HTTP.',
      },
      {
        id: 'format-json',
        text: 'REST is a message format based on JSON; the protocol under it is HTTP.',
        right: false,
        misconception: 'rest-is-a-format',
        why: 'The format belongs to the representation, and a resource may have several: JSON, HTML, an image. REST prescribes none of them.',
      },
      {
        id: 'standard-of-http',
        text: 'REST is an official standard; HTTP is the protocol that implements it.',
        right: false,
        misconception: 'rest-is-a-standard',
        why: 'HTTP has specifications. REST has a dissertation that describes a style: there is no standard to conform to, and HTTP can be used without REST.',
      },
    ],
    demo: {
      watch:
        'Look at the message on the wire: a method, a target URI, fields. Everything that you can point at is HTTP.',
      runs: [{ id: 'microservices', label: 'Microservices', scenario: run('microservices', [readBook()]) }],
      checks: [
        { label: 'Method', measure: { of: 'method', request: 0 }, expect: { equals: 'GET' } },
        {
          label: 'Media type of the answer',
          measure: { of: 'field', request: 0, name: 'content-type' },
          expect: { equals: 'application/json' },
        },
      ],
    },
    takeaway: 'REST is a style, HTTP is the protocol. You can use either one without the other.',
    sources: ['fielding-2000', 'rfc-9110', 'designgurus-differences'],
  },
  {
    id: 'rvm-other-style',
    version: 1,
    page,
    objective,
    kind: 'select',
    difficulty: 'hard',
    stem: 'The shop, built as microservices, offers one operation in two styles: read a book as a resource, or call `catalog.readBook` by JSON-RPC. A client moves from the first to the second. What changes? Select all that apply.',
    exhibits: [
      {
        label: 'Before, REST',
        lines: [
          'GET /v1/books/9780441478125 HTTP/1.1',
          'Host: api.bookshop.example',
          'Accept: application/json',
        ],
      },
    ],
    options: [
      {
        id: 'method',
        text: 'The HTTP method in the first line of the request message',
        right: true,
        why: 'It becomes `POST`. The method no longer says what is wanted, so nobody between client and server can tell that this call is safe to repeat.',
      },
      {
        id: 'target',
        text: 'The target, which no longer tells one book from another',
        right: true,
        why: 'Every call goes to `/v1/rpc`. The book has no address of its own any more.',
      },
      {
        id: 'isbn',
        text: 'The place of the ISBN, which moves into the content',
        right: true,
        why: 'It is now a parameter of a procedure, in the content: `"params": {"isbn": …}`.',
      },
      {
        id: 'unknown',
        text: 'The sign of an unknown book, which is no longer a `404`',
        right: true,
        misconception: 'http-tells-all-errors',
        why: 'JSON-RPC puts the error into the content. HTTP carried that message without trouble, so the status code is `200`.',
      },
      {
        id: 'price',
        text: 'The price of the book, which another service now works out',
        right: false,
        misconception: 'style-changes-the-architecture',
        why: 'The same catalog reads the same record. The book is now wrapped in a member called `result`, and that is all.',
      },
      {
        id: 'hops',
        text: 'The chain of calls that runs behind the public API',
        right: false,
        misconception: 'style-changes-the-architecture',
        why: 'Gateway asks catalog, as before. The style is settled at the edge; the blocks need not change.',
      },
      {
        id: 'protocol',
        text: 'The protocol, as the message is not sent by HTTP any more',
        right: false,
        misconception: 'style-changes-the-protocol',
        why: 'JSON-RPC leaves the transport open. Here it is HTTP, before and after.',
      },
    ],
    demo: {
      watch:
        'Both messages, sent to the same services. Compare the request lines, then the blocks that answered.',
      runs: [
        { id: 'rest', label: 'REST', scenario: run('microservices', [readBook(), readBook(UNKNOWN_BOOK)]) },
        {
          id: 'rpc',
          label: 'JSON-RPC',
          scenario: run('microservices', [callReadBook(), callReadBook(UNKNOWN_BOOK)]),
        },
      ],
      checks: [
        { label: 'Method', measure: { of: 'method', request: 0 }, expect: 'different' },
        { label: 'Target', measure: { of: 'target', request: 0 }, expect: 'different' },
        {
          label: 'Content of the request',
          measure: { of: 'request-content', request: 0 },
          expect: 'different',
        },
        { label: 'Who called whom', measure: { of: 'hop-list', request: 0 }, expect: 'same' },
        { label: 'Status of the answer', measure: { of: 'status', request: 0 }, expect: { equals: 200 } },
        {
          label: 'Status when the book is unknown',
          measure: { of: 'status', request: 1 },
          expect: 'different',
        },
      ],
    },
    takeaway:
      'A style shapes the message at the edge. The services behind it need not know which one you chose.',
    sources: ['rfc-9110', 'json-rpc-2', 'bookshop'],
  },
]
