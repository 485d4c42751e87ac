import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { TOKEN } from '../../scenarios/tokens.ts'
import { placeOrder, type Request, readBook, THE_BOOK } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'methods'
const repeating = 'Say what happens when the same request is sent again.'
const choosing = 'Choose a method by what the content means and who may repeat it.'

const API = 'https://api.bookshop.example/v1'
const CART = `${API}/carts/seeded-cart`
const keeper = { authorization: `Bearer ${TOKEN.keeperOfTheCatalogue}`, 'if-match': '*' }

function scenario(...workload: Request[]): ScenarioInput {
  return { v: 1, workload, settings: { idempotencyKey: 'optional' } }
}

const putItem = (quantity: number, isbn = '9780547928227'): Request => ({
  method: 'PUT',
  url: `${CART}/items/${isbn}`,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ quantity }),
})
const removeBook: Request = { method: 'DELETE', url: `${API}/books/9780140448061`, headers: keeper }
const addSubject: Request = {
  method: 'PATCH',
  url: `${API}/books/${THE_BOOK.isbn}`,
  headers: { ...keeper, 'content-type': 'application/json-patch+json' },
  body: JSON.stringify([{ op: 'add', path: '/subjects/-', value: 'classic' }]),
}

function orderWith(key: string | undefined): Request {
  const { headers = {}, ...request } = placeOrder()
  const { 'idempotency-key': _, ...rest } = headers
  return { ...request, headers: key === undefined ? rest : { ...rest, 'idempotency-key': key } }
}

/** What repeats do, and which method says what. */
export const sentAgain: readonly QuestionInput[] = [
  {
    id: 'me-how-many-orders',
    version: 1,
    page,
    objective: repeating,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'This shop takes orders without an `Idempotency-Key`, too. A client sends the same order as `POST /v1/orders` {times} times: {keys}. Each is answered with `201`. How many orders are there?',
    computed: { orders: { measure: { of: 'changes', party: 'orders', table: 'orders' } } },
    asks: [
      {
        input: 'number',
        id: 'orders',
        label: 'Orders made',
        unit: 'orders',
        measure: { of: 'changes', party: 'orders', table: 'orders' },
        min: 0,
        max: 10,
        whenRight: '{because} That makes {orders}.',
        mistakes: [
          {
            value: { word: 'times' },
            why: 'So many messages came. But a key names a piece of work, and one that is done is not done again: {because}',
            misconception: 'servers-recognise-repeats',
          },
          {
            value: 1,
            why: 'Nothing in a POST itself says that it is the same wish again. {because}',
            misconception: 'servers-recognise-repeats',
          },
        ],
        otherwise: {
          why: 'Count the pieces of work: a message without a key is always a new one, and each key is one. {because}',
          misconception: 'servers-recognise-repeats',
        },
      },
    ],
    cases: [
      {
        id: 'three-without-key',
        words: {
          times: 3,
          keys: 'none of them with a key',
          because: 'To the server each POST without a key is a new order.',
        },
        demo: {
          watch: 'Three messages, equal byte for byte, and three different orders in the answers.',
          runs: [
            {
              id: 'three',
              label: 'Without a key',
              scenario: scenario(orderWith(undefined), orderWith(undefined), orderWith(undefined)),
            },
          ],
        },
      },
      {
        id: 'three-with-one-key',
        words: {
          times: 3,
          keys: 'all of them with the same key',
          because: 'One key is one piece of work, and the later messages get its stored answer.',
        },
        demo: {
          watch: 'Three times `201`, and one order: the second and third answer are the first one.',
          runs: [
            {
              id: 'three',
              label: 'One key',
              scenario: scenario(orderWith('a'), orderWith('a'), orderWith('a')),
            },
          ],
        },
      },
      {
        id: 'two-keys',
        words: {
          times: 4,
          keys: 'two with the key `a`, then two with the key `b`',
          because: 'Each key is one piece of work, whatever the content says.',
        },
        demo: {
          watch: 'Four times `201`, and two orders.',
          runs: [
            {
              id: 'four',
              label: 'Two keys',
              scenario: scenario(orderWith('a'), orderWith('a'), orderWith('b'), orderWith('b')),
            },
          ],
        },
      },
    ],
    takeaway: 'A POST is a new piece of work each time, unless a key says which piece it is.',
    sources: ['rfc9110-properties', 'bookshop'],
  },
  {
    id: 'me-second-delete',
    version: 1,
    page,
    objective: repeating,
    kind: 'single',
    difficulty: 'medium',
    stem: 'A client sends `DELETE` for a book, and no answer comes. It sends the same request again and gets `404`. What follows?',
    options: [
      {
        id: 'gone',
        text: 'The book is gone, which is what it wanted. By whose request, it cannot tell.',
        right: true,
        why: 'That is the effect that was asked for. The first request may have done it, or somebody else; if that matters, the client needs a precondition.',
      },
      {
        id: 'not-idempotent',
        text: 'DELETE is not idempotent in this API, because the second answer differs from the first.',
        right: false,
        misconception: 'idempotent-means-same-answer',
        why: 'Idempotent is about the effect on the server: the book is gone after one request, and after two. HTTP says itself that the answers may differ.',
      },
      {
        id: 'never-there',
        text: 'The first request was not carried out, or there would have been an answer.',
        right: false,
        misconception: 'timed-out-means-not-done',
        why: 'A lost answer looks the same as a lost request. In the run below the first request did the work.',
      },
      {
        id: 'must-be-204',
        text: 'The server is wrong: a repeated DELETE has to be answered with `204` again.',
        right: false,
        misconception: 'idempotent-means-same-answer',
        why: 'Some APIs do that, and it is a good choice for clients that repeat. Nothing in HTTP asks for it: `404` says truly that nothing is there.',
      },
    ],
    demo: {
      request: 1,
      watch: 'The same DELETE twice. Compare what each changes, and what each answers.',
      runs: [{ id: 'twice', label: 'DELETE, twice', scenario: scenario(removeBook, removeBook) }],
      checks: [
        { label: 'First status', measure: { of: 'status', request: 0 }, expect: { equals: 204 } },
        { label: 'Second status', measure: { of: 'status', request: 1 }, expect: { equals: 404 } },
        {
          label: 'Books changed',
          measure: { of: 'changes', party: 'catalog', table: 'books' },
          expect: { equals: 1 },
        },
      ],
    },
    takeaway: 'Idempotent is about the effect, not about the answer.',
    sources: ['rfc9110-properties', 'bookshop'],
  },
  {
    id: 'me-what-put-answers',
    version: 1,
    page,
    objective: choosing,
    contrast: 'put-patch',
    kind: 'predict',
    difficulty: 'medium',
    stem: 'A guest’s cart holds one copy of “The Left Hand of Darkness” and two of “Dune”. A client sends `{request-line}`. {fact} Which status comes back?',
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
            whenRight: 'The target has a state already, and it is replaced with the one that was sent.',
            whenWrong: 'A `200` says that what was there has been replaced. {because}',
            misconception: 'post-creates-put-updates',
          },
          {
            value: 201,
            text: '`201` Created',
            whenRight: 'There was nothing at this target before, and now there is. {because}',
            whenWrong: 'A `201` says that something new exists. {because}',
            misconception: 'post-creates-put-updates',
          },
          {
            value: 404,
            text: '`404` Not Found',
            whenWrong: 'A `404` would mean that the target cannot be what the client wants of it. {because}',
            misconception: 'post-creates-put-updates',
          },
          {
            value: 405,
            text: '`405` Method Not Allowed',
            whenRight: '{because} `Allow` in the answer lists what the resource takes.',
            whenWrong: 'The resource takes this method. {because}',
            misconception: 'post-creates-put-updates',
          },
        ],
      },
    ],
    cases: [
      {
        id: 'put-new',
        words: {
          'request-line': 'PUT …/items/9780547928227',
          fact: 'The content asks for two copies of “The Hobbit”.',
          because: 'PUT creates the state of its target or replaces it, and here it had none.',
        },
        demo: {
          watch: 'A PUT, and Location in the answer: something new.',
          runs: [{ id: 'put', label: 'A new item', scenario: scenario(putItem(2)) }],
        },
      },
      {
        id: 'put-existing',
        words: {
          'request-line': 'PUT …/items/9780441013593',
          fact: 'The content asks for five copies of “Dune”.',
          because: 'The item is in the cart already, with another quantity.',
        },
        demo: {
          watch: 'The same method as for a new item, and another status.',
          runs: [
            { id: 'put', label: 'An item that is there', scenario: scenario(putItem(5, '9780441013593')) },
          ],
        },
      },
      {
        id: 'post-item',
        words: {
          'request-line': 'POST …/items/9780547928227',
          fact: 'The content asks for two copies of “The Hobbit”, which is new in this cart.',
          because:
            'The client knows the address of the item, so this API has PUT for it, and POST means nothing here.',
        },
        demo: {
          watch: 'Allow lists PUT, and no POST.',
          runs: [{ id: 'post', label: 'POST', scenario: scenario({ ...putItem(2), method: 'POST' }) }],
        },
      },
    ],
    takeaway: 'PUT creates or replaces, at an address that the client knows. 201 and 200 say which it was.',
    sources: ['rfc9110-methods', 'bookshop'],
  },
  {
    id: 'me-which-patch-repeats',
    version: 1,
    page,
    objective: repeating,
    contrast: 'put-patch',
    kind: 'select',
    difficulty: 'hard',
    stem: 'A book has two subjects. Which of these may be applied a second time by mistake, and leave the book as one application would?',
    options: [
      {
        id: 'merge-price',
        text: 'PATCH, merge patch: `{"price": {"amount": 1199}}`',
        right: true,
        why: 'It says what the price should be. Applied twice, it is that. HTTP makes no promise for PATCH, but this patch keeps one.',
      },
      {
        id: 'replace-price',
        text: 'PATCH, JSON Patch: replace `/price/amount` by 1199',
        right: true,
        why: 'Replacing a value by the same value again changes nothing.',
      },
      {
        id: 'put',
        text: 'PUT: the whole book, with its price as 1199',
        right: true,
        misconception: 'put-adds-up',
        why: 'The content is the new state. Putting the same state in its place again changes nothing.',
      },
      {
        id: 'append',
        text: 'PATCH, JSON Patch: add “classic” at `/subjects/-`',
        right: false,
        misconception: 'patch-is-like-put',
        why: 'The minus sign means the end of the list. Twice gives “classic” twice.',
      },
      {
        id: 'remove-first',
        text: 'PATCH, JSON Patch: remove `/subjects/0`',
        right: false,
        misconception: 'patch-is-like-put',
        why: 'It removes whatever is first. The second time, that is the other subject.',
      },
    ],
    demo: {
      request: 1,
      watch: 'Adding at the end, twice. Compare the subjects in the two answers.',
      runs: [{ id: 'twice', label: 'Added twice', scenario: scenario(addSubject, addSubject) }],
      checks: [
        {
          label: 'Second subject in the second answer',
          measure: { of: 'value', request: 1, pointer: '/subjects/1' },
          expect: { equals: 'classic' },
        },
        {
          label: 'Third subject in the second answer',
          measure: { of: 'value', request: 1, pointer: '/subjects/2' },
          expect: { equals: 'classic' },
        },
      ],
    },
    takeaway: 'What says how it should be can be repeated. What says what to do cannot.',
    sources: ['rfc5789', 'bookshop'],
  },
  {
    id: 'me-cancelled-by-nobody',
    version: 1,
    page,
    objective: choosing,
    kind: 'single',
    difficulty: 'medium',
    stem: 'A shop emails its buyers a link, `GET /cancel?order=7`. Orders of people who swear that they never clicked get cancelled. What is wrong?',
    options: [
      {
        id: 'unsafe-get',
        text: 'The operation is unsafe behind a safe method: mail scanners may follow any link.',
        right: true,
        why: 'GET promises that nothing is asked to change, so programs follow links unasked. The owner of such a resource has to see that no safe method cancels.',
      },
      {
        id: 'not-idempotent',
        text: 'The operation is not idempotent: a browser that loads twice cancels it twice.',
        right: false,
        misconception: 'safe-means-nothing-changes',
        why: 'Cancelling twice leaves the order as cancelled as once. The harm is done by the first request, that nobody wanted.',
      },
      {
        id: 'guessing',
        text: 'The link has no key: a stranger may count up and try out other orders.',
        right: false,
        misconception: 'servers-recognise-repeats',
        why: 'That is a weakness of its own. With an unguessable link the scanner would still cancel, since it has the link from the email.',
      },
      {
        id: 'confirm',
        text: 'The server must check that the method is GET, and refuse what changes data.',
        right: false,
        misconception: 'safe-means-nothing-changes',
        why: 'The server cannot know what “changes data” means; its author does. What cancels needs another method, behind a button that the reader presses.',
      },
    ],
    demo: {
      watch:
        'How this shop does it: the cancellation is a resource of its own, and reading it cancels nothing.',
      request: 0,
      runs: [
        {
          id: 'read',
          label: 'GET',
          scenario: scenario({ method: 'GET', url: `${API}/orders/7/cancellation` }),
        },
        {
          id: 'put',
          label: 'PUT',
          scenario: scenario({ method: 'PUT', url: `${API}/orders/7/cancellation` }),
        },
      ],
      checks: [{ label: 'Status of the answer', measure: { of: 'status', request: 0 }, expect: 'different' }],
    },
    takeaway: 'Safe methods are sent by programs that nobody asked. Nothing may hang on them.',
    sources: ['rfc9110-properties'],
  },
  {
    id: 'me-may-be-fetched-ahead',
    version: 1,
    page,
    objective: choosing,
    kind: 'select',
    difficulty: 'medium',
    stem: 'A browser extension sends requests ahead of time, in case their answers are needed. Which of these may it send unasked?',
    options: [
      {
        id: 'get',
        text: '`GET /v1/books/9780441478125`',
        right: true,
        misconception: 'safe-means-nothing-changes',
        why: 'GET is safe. If the shop counts it as a visit, that is the shop’s doing.',
      },
      {
        id: 'head',
        text: '`HEAD /v1/books/9780441478125`',
        right: true,
        misconception: 'safe-means-nothing-changes',
        why: 'HEAD is GET without the content of the answer, and as safe.',
      },
      {
        id: 'options',
        text: '`OPTIONS /v1/carts/seeded-cart`',
        right: true,
        misconception: 'safe-means-nothing-changes',
        why: 'OPTIONS asks what could be asked, and asks for nothing to be done.',
      },
      {
        id: 'post',
        text: '`POST /v1/carts`, without content',
        right: false,
        misconception: 'every-request-has-content',
        why: 'It asks for a new cart. That there is no content does not make it harmless: the method says what is wanted.',
      },
      {
        id: 'put',
        text: '`PUT /v1/orders/7/cancellation`',
        right: false,
        misconception: 'idempotent-means-safe',
        why: 'Idempotent is not safe. Sent once or thrice, the order is cancelled, and nobody asked for that.',
      },
      {
        id: 'delete',
        text: '`DELETE /v1/books/9780140448061`',
        right: false,
        misconception: 'idempotent-means-safe',
        why: 'Idempotent is not safe: the first one is enough to remove something.',
      },
    ],
    demo: {
      watch: 'A book is read: look at what changed in the shop, which is nothing.',
      runs: [{ id: 'read', label: 'GET', scenario: scenario(readBook()) }],
      checks: [
        {
          label: 'Books changed',
          measure: { of: 'changes', party: 'catalog', table: 'books' },
          expect: { equals: 0 },
        },
      ],
    },
    takeaway:
      'Safe: may be sent unasked. Idempotent: may be sent again. The first implies the second, not the other way round.',
    sources: ['rfc9110-properties'],
  },
  {
    id: 'me-put-is-not-more',
    version: 1,
    page,
    objective: repeating,
    contrast: 'put-patch',
    kind: 'predict',
    difficulty: 'medium',
    stem: 'A cart has no copy of “The Hobbit” in it. A client sends these PUTs for that item, one after another: {quantities}. How many copies of it are in the cart?',
    asks: [
      {
        input: 'number',
        id: 'copies',
        label: 'Copies in the cart',
        unit: 'copies',
        measure: { of: 'value', request: 2, pointer: '/lines/2/quantity' },
        min: 0,
        max: 60,
        whenRight: 'Each PUT says how many there should be. The last one counts.',
        mistakes: [
          {
            value: { word: 'sum' },
            why: 'That is the sum. But PUT replaces the state of the target; it does not add to it.',
            misconception: 'put-adds-up',
          },
          {
            value: { word: 'first' },
            why: 'The first PUT made the item, and the later ones are not ignored: each replaces its state.',
            misconception: 'post-creates-put-updates',
          },
        ],
        otherwise: {
          why: 'Each PUT says how many there should be, so only the last one matters.',
          misconception: 'put-adds-up',
        },
      },
    ],
    cases: [
      {
        id: 'twos',
        words: { quantities: '2 copies, 2 copies, 2 copies', sum: 6, first: 2 },
        demo: {
          request: 2,
          watch: 'Three PUTs that are equal. Compare the quantity in each answer.',
          runs: [{ id: 'puts', label: '2, 2, 2', scenario: scenario(putItem(2), putItem(2), putItem(2)) }],
        },
      },
      {
        id: 'down',
        words: { quantities: '5 copies, 3 copies, 1 copy', sum: 9, first: 5 },
        demo: {
          request: 2,
          watch: 'Three PUTs that differ. Each answer has the quantity of its own request.',
          runs: [{ id: 'puts', label: '5, 3, 1', scenario: scenario(putItem(5), putItem(3), putItem(1)) }],
        },
      },
      {
        id: 'up',
        words: { quantities: '1 copy, 4 copies, 4 copies', sum: 9, first: 1 },
        demo: {
          request: 2,
          watch: 'The second PUT changes the quantity, the third finds it as it should be.',
          runs: [{ id: 'puts', label: '1, 4, 4', scenario: scenario(putItem(1), putItem(4), putItem(4)) }],
        },
      },
    ],
    takeaway: 'PUT says “let it be so”, never “more of it”.',
    sources: ['rfc9110-methods', 'bookshop'],
  },
]
