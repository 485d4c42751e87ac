import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { TOKEN } from '../../scenarios/tokens.ts'
import { placeOrder, type Request, readBook, run, THE_BOOK } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'status-codes'
const picking = 'Pick the status code that tells the client what to change.'
const reacting = 'Say what a client should do about an answer.'

const API = 'https://api.bookshop.example/v1'
/** One copy of it is left. */
const LAST_COPY = { isbn: '9780156235501', title: 'The Cyberiad' }

const sent = (label: string, request: Request, watch: string) => ({
  watch,
  runs: [{ id: 'sent', label, scenario: run('microservices', [request]) }],
})

function change(
  token: string | undefined,
  { version = '*', format = 'merge-patch+json', document = '{"price": {"amount": 1199}}' } = {},
): Request {
  return {
    method: 'PATCH',
    url: `${API}/books/${THE_BOOK.isbn}`,
    headers: {
      'content-type': `application/${format}`,
      'if-match': version,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    body: document,
  }
}

const cartOf = (id: string): Request => ({ method: 'GET', url: `${API}/carts/${id}` })

function orderOf(content: string): Request {
  return { ...placeOrder(), body: content }
}

/** payments is away for three seconds from the moment when it is asked first; the order is sent, and sent again later. */
const PAYMENTS_AWAY: ScenarioInput = {
  v: 1,
  faults: [
    {
      kind: 'crash',
      service: 'payments',
      downMs: 3000,
      when: { by: 'message', edge: { from: 'orders', to: 'payments' }, moment: 'before-request' },
    },
  ],
  workload: [placeOrder(), { ...placeOrder(), atMs: 6000 }],
}

/** Which code, and what a client makes of it. */
export const whatNow: readonly QuestionInput[] = [
  {
    id: 'sc-401-or-403',
    version: 1,
    page,
    objective: picking,
    contrast: '401-403-404',
    kind: 'predict',
    difficulty: 'medium',
    stem: '{request} Which status comes back from this shop?',
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
            whenWrong: 'That would mean that anybody may do it. {because}',
            misconception: 'failure-is-the-clients-fault',
          },
          {
            value: 401,
            text: '`401` Unauthorized',
            whenRight: '{because} `WWW-Authenticate` in the answer says what kind of credentials would do.',
            whenWrong: '`401` asks for valid credentials. {because}',
            misconception: '401-means-forbidden',
          },
          {
            value: 403,
            text: '`403` Forbidden',
            whenRight: '{because} Sending the same token again will not help; one that allows more will.',
            whenWrong: '`403` says: I understood, and I refuse. {because}',
            misconception: '401-means-forbidden',
          },
          {
            value: 404,
            text: '`404` Not Found',
            whenRight: '{because}',
            whenWrong: 'The target exists, and is no secret. {because}',
            misconception: '404-hides-everything',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'no-token',
        words: {
          request:
            'Somebody without a token changes the price of a book, which takes the scope `catalog:write`.',
          because: 'There are no credentials, so nobody can say yet whether they would suffice.',
        },
        demo: sent(
          'No token',
          change(undefined),
          'WWW-Authenticate in the answer names the scheme and the scope.',
        ),
      },
      {
        id: 'small-token',
        words: {
          request:
            'A partner changes the price of a book, which takes the scope `catalog:write`. Its token is valid and allows `orders:read` and `orders:write`.',
          because: 'The token is genuine, and does not allow this.',
        },
        demo: sent(
          'A token for orders',
          change(TOKEN.partner),
          'The detail names the scope that is needed and those that the token has.',
        ),
      },
      {
        id: 'broken-token',
        words: {
          request:
            'Somebody reads a book, which takes no token, and sends one all the same: `Bearer open-sesame`.',
          because:
            'Credentials were sent, and they are not valid. A token that is presented is never ignored here.',
        },
        demo: sent(
          'No real token',
          { ...readBook(), headers: { authorization: 'Bearer open-sesame' } },
          'The error in WWW-Authenticate is invalid_token.',
        ),
      },
      {
        id: 'not-yours',
        words: {
          request: 'The guest, who has no token, asks for Alice’s cart by its id.',
          because:
            'A server may hide what somebody must not see behind a `404`, and this shop does so with carts: their ids are all that protects those of guests.',
        },
        demo: sent(
          'Alice’s cart',
          cartOf('seeded-cart-of-alice'),
          'The detail says the same as for an id that does not exist.',
        ),
      },
    ],
    takeaway:
      '401: show valid credentials. 403: these do not suffice. 404: nothing here, or nothing for you.',
    sources: ['rfc9110-errors', 'bookshop'],
  },
  {
    id: 'sc-409-412-422',
    version: 1,
    page,
    objective: picking,
    contrast: '409-412-422',
    kind: 'predict',
    difficulty: 'hard',
    stem: '{request} Which status comes back from this shop?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status code of the answer',
        measure: { of: 'status', request: 0 },
        choices: [
          {
            value: 400,
            text: '`400` Bad Request',
            whenRight:
              '{because} Many APIs answer `400` to content that they can read and do not like, too; this one has `422` for that.',
            whenWrong: 'In this shop `400` would mean that the content cannot be read. {because}',
            misconception: 'conflict-is-any-refusal',
          },
          {
            value: 409,
            text: '`409` Conflict',
            whenRight: '{because} At another time the same message may go through.',
            whenWrong: '`409` says that a good request conflicts with the current state. {because}',
            misconception: 'conflict-is-any-refusal',
          },
          {
            value: 412,
            text: '`412` Precondition Failed',
            whenRight: '{because} The client should read again, and decide anew.',
            whenWrong: '`412` is the answer to a condition of the client’s own that does not hold. {because}',
            misconception: 'conflict-is-any-refusal',
          },
          {
            value: 422,
            text: '`422` Unprocessable Content',
            whenRight: '{because} No other moment makes it right: the content itself has to change.',
            whenWrong:
              '`422` says that the content can be read and cannot be carried out, whatever the state. {because}',
            misconception: 'conflict-is-any-refusal',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'last-copy',
        words: {
          request: 'One copy of a book is left, and a client orders two.',
          because: 'Two copies are a sensible order; it is the stock that does not allow it.',
        },
        demo: sent(
          'Two of the last one',
          placeOrder(LAST_COPY, 2),
          'The error points at the quantity and says how many there are.',
        ),
      },
      {
        id: 'zero',
        words: {
          request: 'A client orders 0 copies of a book that is in stock.',
          because: 'An order of nothing is no order, however many copies there are.',
        },
        demo: sent(
          'No copies',
          orderOf(`{"lines": [{"isbn": "${THE_BOOK.isbn}", "quantity": 0}]}`),
          'The error points at the quantity and says what it must be.',
        ),
      },
      {
        id: 'old-etag',
        words: {
          request:
            'Ada changes a price. With `If-Match` she names the version that she has read, and it is not the one that is there now.',
          because: 'She set a condition, and it does not hold.',
        },
        demo: sent(
          'An old version',
          change(TOKEN.keeperOfTheCatalogue, { version: '"what-she-read"' }),
          'The answer has the ETag of the version that is there now.',
        ),
      },
      {
        id: 'missing-bracket',
        words: {
          request: 'A client orders a book, and the last bracket of the JSON is missing.',
          because: 'It is no JSON, so nobody can tell what it says.',
        },
        demo: sent(
          'A bracket short',
          orderOf(`{"lines": [{"isbn": "${THE_BOOK.isbn}", "quantity": 1}]`),
          'There are no pointers in this problem: nothing could be read that they might point at.',
        ),
      },
      {
        id: 'patch-test',
        words: {
          request:
            'Ada sends a JSON Patch with `If-Match: *`: test that the price is 5.00, then set it to 11.99. The price is 10.99.',
          because:
            'The patch is in order, and does not fit what is there. The test is part of the content; `If-Match: *` holds.',
        },
        demo: sent(
          'A test that fails',
          change(TOKEN.keeperOfTheCatalogue, {
            format: 'json-patch+json',
            document:
              '[{"op": "test", "path": "/price/amount", "value": 500}, {"op": "replace", "path": "/price/amount", "value": 1199}]',
          }),
          'Nothing of the patch was applied: all of it, or none.',
        ),
      },
    ],
    takeaway: '409: the state is against it. 412: your condition is. 422: what you say is.',
    sources: ['rfc9110-errors', 'bookshop'],
  },
  {
    id: 'sc-worth-repeating',
    version: 1,
    page,
    objective: reacting,
    kind: 'select',
    difficulty: 'medium',
    stem: 'A program reads a list every hour with GET. After which of these answers is it worth sending the same message again, unchanged, in a minute?',
    options: [
      {
        id: 'unavailable',
        text: '`503`, `Retry-After: 30`',
        right: true,
        misconception: 'failure-is-the-clients-fault',
        why: 'The server has trouble that it expects to pass, and says when.',
      },
      {
        id: 'quota',
        text: '`429`, `Retry-After: 30`',
        right: true,
        misconception: 'failure-is-the-clients-fault',
        why: 'A 4xx that time cures: the message is in order, and came too soon.',
      },
      {
        id: 'gateway-timeout',
        text: '`504`, gateway timeout',
        right: true,
        misconception: 'failure-is-the-clients-fault',
        why: 'Somebody behind the gateway did not answer in time. The message is in order, and GET may be repeated.',
      },
      {
        id: 'forbidden',
        text: '`403`, insufficient scope',
        right: false,
        misconception: 'repeat-until-it-works',
        why: 'Somebody has to grant a right, or the program needs other credentials. A minute changes neither.',
      },
      {
        id: 'bad-request',
        text: '`400`, invalid parameter',
        right: false,
        misconception: 'repeat-until-it-works',
        why: 'The message itself is at fault, and unchanged it will be at fault again.',
      },
      {
        id: 'not-acceptable',
        text: '`406`, not acceptable',
        right: false,
        misconception: 'repeat-until-it-works',
        why: 'There is no answer in a format that the message admits. Change `Accept`.',
      },
    ],
    demo: {
      watch:
        'Two reads with a quota of one a minute: the second comes too soon, and is told when to come back.',
      request: 1,
      runs: [
        {
          id: 'quota',
          label: 'Too soon, then later',
          scenario: {
            v: 1,
            settings: { quota: { requests: 1, windowS: 60 } },
            workload: [readBook(), readBook(), { ...readBook(), atMs: 61_000 }],
          },
        },
      ],
      checks: [
        { label: 'Status, too soon', measure: { of: 'status', request: 1 }, expect: { equals: 429 } },
        { label: 'Status, a minute later', measure: { of: 'status', request: 2 }, expect: { equals: 200 } },
      ],
    },
    takeaway: 'Repeat what may pass by itself: 429, 503, 504. Repair the rest.',
    sources: ['rfc9110-errors', 'bookshop'],
  },
  {
    id: 'sc-error-in-200',
    version: 1,
    page,
    objective: picking,
    kind: 'single',
    difficulty: 'medium',
    stem: 'An API answers every GET with `200` and `Cache-Control: max-age=300`; when its database is away, the content is `{"error": "try later"}`. Its client libraries look into the content. What goes wrong first?',
    options: [
      {
        id: 'cache',
        text: 'Caches keep the error and hand it out for five minutes after the database is back.',
        right: true,
        why: 'A cache goes by code and fields: a `200` with five minutes of freshness is a good answer, to be given to everybody who asks.',
      },
      {
        id: 'nothing',
        text: 'Nothing does: whoever looks into the content finds the error and can tell the user.',
        right: false,
        misconception: 'errors-as-200',
        why: 'The two ends understand each other. The caches, proxies and alarms between them read the code alone.',
      },
      {
        id: 'bytes',
        text: 'The answers get longer, since a code takes three digits and the content much more.',
        right: false,
        misconception: 'errors-as-200',
        why: 'A refusal may, and should, explain itself in the content as well. Size is not the trouble.',
      },
      {
        id: 'retries',
        text: 'Proxies repeat the request again and again, because they cannot read the content.',
        right: false,
        misconception: 'repeat-until-it-works',
        why: 'The other way round: a `200` tells them that all went well, so nobody tries again, or elsewhere.',
      },
    ],
    demo: {
      ...sent(
        'payments is away',
        placeOrder(),
        'How this shop does it: the code says that it is the server, and Cache-Control that nobody may keep it.',
      ),
      runs: [
        { id: 'away', label: 'payments is away', scenario: run('microservices', [placeOrder()], 'payments') },
      ],
      checks: [
        { label: 'Status of the answer', measure: { of: 'status', request: 0 }, expect: { equals: 503 } },
        {
          label: 'Cache-Control of the answer',
          measure: { of: 'field', request: 0, name: 'cache-control' },
          expect: { equals: 'no-store' },
        },
      ],
    },
    takeaway: 'The code is for everybody on the way. The content is for the two ends.',
    sources: ['rfc9110-classes', 'rfc9205'],
  },
  {
    id: 'sc-503-and-a-key',
    version: 1,
    page,
    objective: reacting,
    kind: 'single',
    difficulty: 'medium',
    stem: 'A client sends `POST /v1/orders` with an `Idempotency-Key` and gets `503` with `Retry-After: 5`. It still wants the book, once. What should it send?',
    options: [
      {
        id: 'same-key',
        text: 'The same message with the same key, after five seconds or more.',
        right: true,
        why: 'The server says when, and the key says that it is the same piece of work. If the first try did get through after all, nothing is ordered twice.',
      },
      {
        id: 'new-key',
        text: 'The same message with a new key, after five seconds or more.',
        right: false,
        misconception: 'a-new-try-needs-a-new-key',
        why: 'A new key is a new piece of work. If the first one was done, or is done later, that makes two orders.',
      },
      {
        id: 'at-once',
        text: 'The same message with the same key, at once, until it works.',
        right: false,
        misconception: 'repeat-until-it-works',
        why: 'The server has asked for five seconds. Coming back at once adds to the load of somebody who is in trouble.',
      },
      {
        id: 'nothing',
        text: 'Nothing: it is a POST, and a POST must not be repeated at all.',
        right: false,
        misconception: 'every-method-may-be-repeated',
        why: 'By itself it must not. With a key the two ends know that a repetition does no harm, and that is what the key is for.',
      },
    ],
    demo: {
      request: 1,
      watch: 'The first answer is a 503. The same message six seconds later gets its order.',
      runs: [{ id: 'away', label: 'Later, same key', scenario: PAYMENTS_AWAY }],
      checks: [
        { label: 'First status', measure: { of: 'status', request: 0 }, expect: { equals: 503 } },
        { label: 'Second status', measure: { of: 'status', request: 1 }, expect: { equals: 201 } },
      ],
    },
    takeaway: 'A 503 says when to come back. The key says that it is the same wish.',
    sources: ['rfc9110-errors', 'bookshop'],
  },
  {
    id: 'sc-what-a-program-reads',
    version: 1,
    page,
    objective: reacting,
    contrast: '409-412-422',
    kind: 'single',
    difficulty: 'easy',
    stem: 'A checkout gets `409` with the problem document below. It wants to offer fewer copies, but not when the price has changed, which is a `409` as well. What should it look at?',
    exhibits: [
      {
        label: 'The content',
        lines: [
          '{',
          '  "type": "https://api.bookshop.example/problems/out-of-stock",',
          '  "title": "There are not enough copies",',
          '  "status": 409,',
          '  "detail": "2 copies of 9780156235501 were asked for, and 1 can …",',
          '  "errors": [{"pointer": "#/lines/0/quantity", "detail": "…"}]',
          '}',
        ],
      },
    ],
    options: [
      {
        id: 'type',
        text: '`type`, compared as a whole',
        right: true,
        why: 'The type is the stable name of the kind of problem, and is made for this.',
      },
      {
        id: 'detail',
        text: '`detail`, if it has “copies”',
        right: false,
        misconception: 'words-are-for-programs',
        why: 'The detail is written for people, about this one time. The next version may say “books”, or say it in Italian.',
      },
      {
        id: 'title',
        text: '`title`, compared as a whole',
        right: false,
        misconception: 'words-are-for-programs',
        why: 'It is nearly always the same, until somebody improves it or translates it. Nothing promises that it stays.',
      },
      {
        id: 'status',
        text: '`status`, and the first line',
        right: false,
        misconception: 'conflict-is-any-refusal',
        why: 'Both say `409`, for both problems. Codes are few on purpose; finer distinctions belong in the content.',
      },
    ],
    demo: {
      ...sent(
        'Two of the last one',
        placeOrder(LAST_COPY, 2),
        'The type ends in the name of the kind of problem.',
      ),
      checks: [
        {
          label: 'Type of the problem',
          measure: { of: 'value', request: 0, pointer: '/type' },
          expect: { equals: 'https://api.bookshop.example/problems/out-of-stock' },
        },
      ],
    },
    takeaway: 'Programs go by the code and the type; people read the title and the detail.',
    sources: ['rfc-9457', 'rfc9205'],
  },
  {
    id: 'sc-what-404-lets-through',
    version: 1,
    page,
    objective: picking,
    contrast: '401-403-404',
    kind: 'select',
    difficulty: 'hard',
    stem: 'A shop answers `404` when somebody asks for a stranger’s cart, to hide which ids exist. Which of these would tell a curious caller all the same?',
    options: [
      {
        id: 'words',
        text: 'The detail is “not your cart” for some ids, “no such cart” for others.',
        right: true,
        misconception: '404-hides-everything',
        why: 'The code hides it, and the words tell it. They must be the same, too.',
      },
      {
        id: 'time',
        text: 'Some ids are refused in 2 ms and others in 40, time after time.',
        right: true,
        misconception: '404-hides-everything',
        why: 'Looking up an owner takes longer than finding nothing. Whoever measures learns which is which.',
      },
      {
        id: 'methods',
        text: 'A PUT to some of these ids gets `403`, and to others it gets `404`.',
        right: true,
        misconception: '404-hides-everything',
        why: 'All methods have to keep the secret, not GET alone.',
      },
      {
        id: 'type',
        text: 'The type of the problem is the same one for each id that is tried.',
        right: false,
        misconception: 'words-are-for-programs',
        why: 'What is the same for all ids tells nobody anything about one of them.',
      },
      {
        id: 'own',
        text: 'The caller’s own cart is answered with `200`, and all others are not.',
        right: false,
        misconception: '404-hides-everything',
        why: 'That tells callers about their own cart, which they know already.',
      },
    ],
    demo: {
      watch: 'A cart of somebody else, and an id that nobody has. Compare what the answers say.',
      runs: [
        {
          id: 'not-yours',
          label: 'Alice’s cart',
          scenario: run('microservices', [cartOf('seeded-cart-of-alice')]),
        },
        { id: 'not-there', label: 'No such cart', scenario: run('microservices', [cartOf('nobodys-cart')]) },
      ],
      checks: [
        { label: 'Status of the answer', measure: { of: 'status', request: 0 }, expect: 'same' },
        {
          label: 'Type of the problem',
          measure: { of: 'value', request: 0, pointer: '/type' },
          expect: 'same',
        },
      ],
    },
    takeaway: 'Hiding takes more than a code: nothing at all may differ.',
    sources: ['rfc9110-errors'],
  },
]
