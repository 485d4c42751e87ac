import { placeOrder, type Request, readBook, run, THE_BOOK } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'anatomy-of-a-request'
const reading = 'Name the parts of a message, and what each of them is for.'
const blaming = 'Say which part of a message is at fault when it is refused.'

const API = 'https://api.bookshop.example'

/** An order with other fields; a field that is set to nothing is left out. */
function orderWith(fields: Record<string, string>, change: Partial<Request> = {}): Request {
  const order = placeOrder()
  return { ...order, headers: { ...order.headers, ...fields }, ...change }
}

/** One message, as the only run of a demonstration. */
const sent = (label: string, request: Request, watch: string) => ({
  watch,
  runs: [{ id: 'sent', label, scenario: run('microservices', [request]) }],
})

const putItem = {
  method: 'PUT',
  url: `${API}/v1/carts/seeded-cart/items/9780547928227`,
  headers: { 'content-type': 'application/json' },
  body: '{"quantity": 2}',
} satisfies Request

/** The parts of a message, and which of them a refusal points at. */
export const partsOfAMessage: readonly QuestionInput[] = [
  {
    id: 'ar-which-part-406',
    version: 1,
    page,
    objective: blaming,
    contrast: '415-406',
    kind: 'single',
    difficulty: 'easy',
    stem: 'A program sends the message below and gets `406`. What should it change?',
    exhibits: [
      {
        label: 'What it sends',
        lines: [
          'POST /v1/orders HTTP/1.1',
          'Host: api.bookshop.example',
          'Accept: text/csv',
          'Content-Type: application/json',
          'Idempotency-Key: "8e03978e"',
          '',
          '{"lines": [{"isbn": "9780441478125", "quantity": 1}]}',
        ],
      },
    ],
    options: [
      {
        id: 'accept',
        text: '`Accept`: admit a format that this resource is available in.',
        right: true,
        why: '`406` is about the answer: the program admits CSV alone, and the API has JSON. With `Accept: application/json` the same order goes through.',
      },
      {
        id: 'content-type',
        text: '`Content-Type`: name the format that the content is really in.',
        right: false,
        misconception: 'accept-is-content-type',
        why: 'It is JSON and says so. A format that the API cannot read would have got `415`.',
      },
      {
        id: 'content',
        text: 'The content: write the order as CSV, since that is what it asks for.',
        right: false,
        misconception: 'accept-is-content-type',
        why: '`Accept` says nothing about what is sent. An order in CSV would be refused with `415`.',
      },
      {
        id: 'target',
        text: 'The target: add `.csv` to it, since formats belong to addresses.',
        right: false,
        misconception: 'fields-choose-the-target',
        why: 'That names another resource, which does not exist here. One resource can have several formats, and `Accept` chooses between them.',
      },
    ],
    demo: {
      ...sent(
        'Accept: text/csv',
        orderWith({ accept: 'text/csv' }),
        'The detail names both sides: what there is, and what was admitted.',
      ),
      checks: [
        { label: 'Status of the answer', measure: { of: 'status', request: 0 }, expect: { equals: 406 } },
      ],
    },
    takeaway: '`Accept` is about the answer, `Content-Type` about the message that carries it.',
    sources: ['rfc9110-negotiation', 'bookshop'],
  },
  {
    id: 'ar-which-status',
    version: 1,
    page,
    objective: blaming,
    contrast: '415-406',
    kind: 'predict',
    difficulty: 'medium',
    stem: 'A good order, `POST /v1/orders`, is changed before it is sent: {change}. Which status comes back?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status code of the answer',
        measure: { of: 'status', request: 0 },
        choices: [
          {
            value: 201,
            text: '`201` Created',
            whenWrong: 'That would need a receiver that looks past the mistake. {because}',
            misconception: 'receivers-guess-formats',
          },
          {
            value: 405,
            text: '`405` Method Not Allowed',
            whenRight:
              'The target exists and the method is known, but this resource does not support it. `Allow` lists what it does support.',
            whenWrong: 'The method is the one that this resource takes. {because}',
            misconception: 'endpoint-is-a-url',
          },
          {
            value: 406,
            text: '`406` Not Acceptable',
            whenRight: 'There is no answer in a format that `Accept` admits. {because}',
            whenWrong:
              '`406` is about the format of the answer, and this message leaves that free. {because}',
            misconception: 'accept-is-content-type',
          },
          {
            value: 415,
            text: '`415` Unsupported Media Type',
            whenRight:
              'The content is in a format, by its own account, that this method on this resource does not take. {because}',
            whenWrong: '`415` is about the format of the content that was sent. {because}',
            misconception: 'accept-is-content-type',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'content-type-text',
        words: {
          change: '`Content-Type` says `text/plain`, though the content is still JSON',
          because: 'The receiver goes by the name of the format, not by a look at the bytes.',
        },
        demo: sent(
          'Content-Type: text/plain',
          orderWith({ 'content-type': 'text/plain' }),
          'Accept-Post in the answer names the format that would do.',
        ),
      },
      {
        id: 'accept-html',
        words: {
          change: '`Accept` says `text/html`',
          because: 'The content is fine; what is missing is an answer in HTML.',
        },
        demo: sent(
          'Accept: text/html',
          orderWith({ accept: 'text/html' }),
          'Nothing was ordered: the format of the answer is looked at before the work begins.',
        ),
      },
      {
        id: 'method-put',
        words: {
          change: 'the method is `PUT`',
          because: 'What is changed is the first line: the method.',
        },
        demo: sent(
          'PUT',
          orderWith({}, { method: 'PUT' }),
          'Allow in the answer lists the methods that would do.',
        ),
      },
      {
        id: 'content-type-xml',
        words: {
          change: '`Content-Type` and the content are XML, and `Accept` is still `application/json`',
          because:
            'Accept is about the answer alone; sending XML and asking for JSON would be fine, if XML were read here.',
        },
        demo: sent(
          'An order in XML',
          orderWith({ 'content-type': 'application/xml' }, { body: `<order isbn="${THE_BOOK.isbn}"/>` }),
          'Accept-Post in the answer names the format that would do.',
        ),
      },
    ],
    takeaway: '405 points at the method, 406 at `Accept`, 415 at `Content-Type`.',
    sources: ['rfc9110-negotiation', 'bookshop'],
  },
  {
    id: 'ar-target-uri',
    version: 1,
    page,
    objective: reading,
    kind: 'single',
    difficulty: 'easy',
    stem: 'This message arrives over a connection secured with TLS. What is its target URI?',
    exhibits: [
      {
        label: 'The message',
        lines: ['GET /v1/books?limit=2 HTTP/1.1', 'Host: api.bookshop.example', 'Accept: application/json'],
      },
    ],
    options: [
      {
        id: 'whole',
        text: '`https://api.bookshop.example/v1/books?limit=2`',
        right: true,
        why: 'Scheme from the connection, host from `Host`, path and query from the first line.',
      },
      {
        id: 'no-query',
        text: '`https://api.bookshop.example/v1/books`',
        right: false,
        misconception: 'target-is-the-path',
        why: 'The query is part of the URI. With another query it is another target, also for every cache on the way.',
      },
      {
        id: 'path',
        text: '`/v1/books?limit=2`, as the first line has it',
        right: false,
        misconception: 'target-is-the-path',
        why: 'That is the request target, the part that the first line holds. The same path on another host is another resource.',
      },
      {
        id: 'with-method',
        text: '`GET https://api.bookshop.example/v1/books`',
        right: false,
        misconception: 'endpoint-is-a-url',
        why: 'The method is not part of the target: it says what is asked *of* it. And the query is missing.',
      },
    ],
    demo: {
      ...sent(
        'Two books',
        { method: 'GET', url: `${API}/v1/books?limit=2`, headers: { accept: 'application/json' } },
        'The request line of the first message, and where the gateway sends its own.',
      ),
      checks: [
        {
          label: 'Target of the request',
          measure: { of: 'target', request: 0 },
          expect: { equals: `${API}/v1/books?limit=2` },
        },
      ],
    },
    takeaway: 'Target URI = scheme + host + path and query.',
    sources: ['rfc9110-target'],
  },
  {
    id: 'ar-another-target',
    version: 1,
    page,
    objective: reading,
    kind: 'select',
    difficulty: 'medium',
    stem: 'You change one thing in `GET https://api.bookshop.example/v1/books?limit=1`. Which changes make it a request for another target resource?',
    options: [
      {
        id: 'query',
        text: 'The query: `limit=2`',
        right: true,
        misconception: 'target-is-the-path',
        why: 'The query is part of the URI: another query, another identifier.',
      },
      {
        id: 'host',
        text: 'The host: another name',
        right: true,
        misconception: 'target-is-the-path',
        why: 'The host is part of the URI. Whether one machine serves both hosts, nobody can tell from it.',
      },
      {
        id: 'method',
        text: 'The method: `HEAD`',
        right: false,
        misconception: 'endpoint-is-a-url',
        why: 'Another question about the same thing: HEAD asks for what GET would say of itself, without the content.',
      },
      {
        id: 'accept',
        text: 'The field `Accept: */*`',
        right: false,
        misconception: 'fields-choose-the-target',
        why: 'Accept chooses between representations of one resource; the resource stays the same.',
      },
      {
        id: 'key',
        text: 'The order of its fields',
        right: false,
        misconception: 'fields-choose-the-target',
        why: 'The order of fields with different names means nothing at all.',
      },
    ],
    demo: {
      watch: 'The same path, two queries: two targets, two answers.',
      runs: ['1', '2'].map((limit) => ({
        id: `limit-${limit}`,
        label: `limit=${limit}`,
        scenario: run('microservices', [
          { method: 'GET', url: `${API}/v1/books?limit=${limit}`, headers: { accept: 'application/json' } },
        ]),
      })),
      checks: [
        { label: 'Content of the answer', measure: { of: 'content', request: 0 }, expect: 'different' },
        { label: 'Target of the request', measure: { of: 'target', request: 0 }, expect: 'different' },
      ],
    },
    takeaway: 'Only the target URI says what a request is about. The rest says what is asked of it.',
    sources: ['rfc9110-target'],
  },
  {
    id: 'ar-without-content',
    version: 1,
    page,
    objective: reading,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'A client sends `{request-line}` with no content at all, and no `Content-Type`. {fact} Which status comes back?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status code of the answer',
        measure: { of: 'status', request: 0 },
        choices: [
          {
            value: 200,
            text: '`200` OK',
            whenRight: 'What is asked for is all in the method and the target. There was nothing to add.',
            whenWrong: '{because}',
            misconception: 'every-request-has-content',
          },
          {
            value: 201,
            text: '`201` Created',
            whenRight:
              'Something new exists now, and it took no content to ask for it: method and target said it all.',
            whenWrong: '{because}',
            misconception: 'every-request-has-content',
          },
          {
            value: 204,
            text: '`204` No Content',
            whenRight: 'It is done, and the answer has nothing to add either. That is what `204` says.',
            whenWrong: '`204` is about the content of the *answer*. {because}',
            misconception: 'every-request-has-content',
          },
          {
            value: 415,
            text: '`415` Unsupported Media Type',
            whenRight: 'This operation does need content, and in a format that it knows: JSON.',
            whenWrong: '`415` is for content in a format that is not taken. {because}',
            misconception: 'every-request-has-content',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'new-cart',
        words: {
          'request-line': 'POST /v1/carts',
          fact: 'It is how one takes an empty cart.',
          because: 'An empty cart needs no description: the POST makes a new one, and says so.',
        },
        demo: sent(
          'A cart',
          { method: 'POST', url: `${API}/v1/carts` },
          'The request has no content; Location in the answer names the new cart.',
        ),
      },
      {
        id: 'cancellation',
        words: {
          'request-line': 'PUT /v1/orders/7/cancellation',
          fact: 'Order 7 is the guest’s own, and has no cancellation yet.',
          because: 'The target says it all: order 7 is to have a cancellation. Before, it had none.',
        },
        demo: sent(
          'A cancellation',
          { method: 'PUT', url: `${API}/v1/orders/7/cancellation` },
          'A PUT without content, and a new resource in the answer.',
        ),
      },
      {
        id: 'take-out',
        words: {
          'request-line': 'DELETE /v1/carts/seeded-cart/items/9780441478125',
          fact: 'The cart is the guest’s own, and the book is in it.',
          because:
            'The target names the item, the method what should become of it, and there is nothing to report.',
        },
        demo: sent(
          'Take it out',
          { method: 'DELETE', url: `${API}/v1/carts/seeded-cart/items/${THE_BOOK.isbn}` },
          'No content in the request, none in the answer.',
        ),
      },
      {
        id: 'order',
        words: {
          'request-line': 'POST /v1/orders',
          fact: 'It has an `Idempotency-Key`.',
          because: 'An order has to say of what. Without content there is nothing to read.',
        },
        demo: sent(
          'An order of nothing',
          { method: 'POST', url: `${API}/v1/orders`, headers: { 'idempotency-key': 'quiz-nothing' } },
          'The detail says which format to send, and where to name it.',
        ),
      },
    ],
    takeaway: 'Whether a request has content is decided by what is asked, not by the name of the method.',
    sources: ['rfc9110-messages', 'bookshop'],
  },
  {
    id: 'ar-own-messages',
    version: 1,
    page,
    objective: reading,
    kind: 'order',
    difficulty: 'hard',
    stem: 'The shop runs as microservices. A client sends `{request-line}`. {fact} Which requests are sent, in which order? Some of the steps stay out.',
    steps: [
      {
        id: 'client-gateway-put',
        text: 'client → gateway: `PUT /v1/carts/…`',
        hop: { from: 'client', to: 'gateway', method: 'PUT' },
        whenRight: 'The only message that the client sends, with the public target.',
        whenWrong: 'This client does not put anything: it reads.',
        misconception: 'the-gateway-passes-bytes-on',
      },
      {
        id: 'client-gateway-get',
        text: 'client → gateway: `GET /v1/books/…`',
        hop: { from: 'client', to: 'gateway', method: 'GET' },
        whenRight: 'The only message that the client sends, with the public target.',
        whenWrong: 'The client asks for no book. Whoever needs to know about one asks by itself.',
        misconception: 'the-gateway-passes-bytes-on',
      },
      {
        id: 'gateway-cart-put',
        text: 'gateway → cart: `PUT /carts/…`',
        hop: { from: 'gateway', to: 'cart', method: 'PUT' },
        whenRight:
          'A new message with a target of its own: `/v1` is gone. The method stays, because the wish is the same.',
        whenWrong: 'Nobody means to change a cart here.',
        misconception: 'the-gateway-passes-bytes-on',
      },
      {
        id: 'gateway-catalog-get',
        text: 'gateway → catalog: `GET /books/…`',
        hop: { from: 'gateway', to: 'catalog', method: 'GET' },
        whenRight: 'A new message with a target of its own: `/v1` is gone.',
        whenWrong:
          'The gateway routes by the target, and the target is a cart. It does not look up books for others.',
        misconception: 'gateway-does-the-work',
      },
      {
        id: 'cart-catalog-get',
        text: 'cart → catalog: `GET /books/…`',
        hop: { from: 'cart', to: 'catalog', method: 'GET' },
        whenRight:
          'The content says how many, not what they are called or cost. cart asks for that, with a GET: another wish, another method.',
        whenWrong: 'cart has nothing to do with reading a book.',
        misconception: 'services-form-a-chain',
      },
      {
        id: 'cart-catalog-put',
        text: 'cart → catalog: `PUT /books/…`',
        hop: { from: 'cart', to: 'catalog', method: 'PUT' },
        whenWrong: 'A method is not handed on down the line. Nobody wants the book replaced.',
        misconception: 'the-gateway-passes-bytes-on',
      },
    ],
    cases: [
      {
        id: 'put-item',
        words: {
          'request-line': 'PUT /v1/carts/seeded-cart/items/9780547928227',
          fact: 'The content says how many: two. cart keeps title and price beside the quantity, and does not know them yet.',
        },
        demo: sent('Two Hobbits', putItem, 'Three messages, three targets. Compare the first lines.'),
      },
      {
        id: 'read-book',
        words: {
          'request-line': `GET /v1/books/${THE_BOOK.isbn}`,
          fact: 'catalog keeps the books.',
        },
        demo: sent('A book', readBook(), 'Two messages, two targets. Compare the first lines.'),
      },
    ],
    takeaway: 'Each hop is a message of its own, with a target and fields of its own.',
    sources: ['rfc9110-messages', 'bookshop'],
  },
]
