import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { MISNUMBERED, STOCK_ISBNS, STOCK_MESSAGE } from '../../scenarios/stock-messages.ts'
import { readStock, run } from '../scenarios.ts'
import type { QuestionInput } from '../schema.ts'

const page = 'grpc'
const messages = 'Say what a schema fixes, and what binary messages save.'
const calls = 'Follow a call over several hops: its deadline, its errors, who can make it.'

type Request = NonNullable<ScenarioInput['workload']>[number]
const PROCEDURES = 'https://api.bookshop.example/bookshop.inventory.v1.InventoryService'
const [ISBN] = STOCK_ISBNS

function call(procedure: string, message: object, headers: Record<string, string> = {}): Request {
  return {
    method: 'POST',
    url: `${PROCEDURES}/${procedure}`,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(message),
  }
}

function binary(type: string, body: string): Request {
  return {
    method: 'POST',
    url: `${PROCEDURES}/GetStock`,
    headers: { 'content-type': type },
    body,
    bodyEncoding: 'base64',
  }
}

/** The stock of one book, in so many milliseconds at most, from an inventory that takes so much longer. */
function within(givenMs: number, slowMs: number): ScenarioInput {
  return {
    v: 1,
    faults: [{ kind: 'slow', service: 'inventory', ms: slowMs }],
    workload: [call('GetStock', { isbn: ISBN }, { 'connect-timeout-ms': String(givenMs) })],
  }
}

const deadline = (given: number, slow: number, because: string) => ({
  id: `${given}-of-${slow}`,
  words: { given, slow, because },
  demo: {
    watch: 'Compare the status and the time that the client waits with the bar of inventory.',
    runs: [{ id: 'call', label: 'One call', scenario: within(given, slow) }],
  },
})

const form = (id: string, says: string, because: string, request: Request) => ({
  id,
  words: { says, because },
  demo: {
    watch: 'Look at the content type of the request, and at the status.',
    runs: [{ id: 'call', label: 'One call', scenario: run('microservices', [request]) }],
  },
})

/** Procedures, messages and deadlines. */
export const fromASchema: readonly QuestionInput[] = [
  {
    id: 'gr-who-is-understood',
    version: 1,
    page,
    objective: calls,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'The bookshop offers `GetStock` to pages, over HTTP/1.1. A client sends {says}. Which status does it get?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status code',
        measure: { of: 'status', request: 0 },
        choices: [
          {
            value: 200,
            text: '`200` OK',
            whenRight: 'It is understood. {because}',
            whenWrong: 'Something is not understood here. {because}',
            misconception: 'browsers-speak-grpc',
          },
          {
            value: 400,
            text: '`400` Bad Request',
            whenRight: 'The message can be read, and does not hold what is needed. {because}',
            whenWrong: 'The message itself is in order. {because}',
            misconception: 'field-numbers-may-change',
          },
          {
            value: 415,
            text: '`415` Unsupported Media Type',
            whenRight: 'The form of the content is not spoken here. {because}',
            whenWrong: 'This form is spoken here. {because}',
            misconception: 'browsers-speak-grpc',
          },
        ],
      },
    ],
    cases: [
      form(
        'native',
        'native gRPC, `application/grpc+proto`',
        'It ends its answers in trailers of HTTP/2, which neither this server sends nor a page can read.',
        binary('application/grpc+proto', STOCK_MESSAGE.one.framed),
      ),
      form(
        'web',
        'the same message as `application/grpc-web+proto`',
        'gRPC-Web puts the trailers behind the last message, so that a page can read them.',
        binary('application/grpc-web+proto', STOCK_MESSAGE.one.framed),
      ),
      form(
        'json',
        'a Connect call with JSON',
        'Connect takes the messages of the schema as JSON, too.',
        call('GetStock', { isbn: ISBN }),
      ),
      form(
        'misnumbered',
        'a binary message with the ISBN in field 2, where the schema has it in field 1',
        'Field 2 is unknown and passed over. Field 1, the ISBN, is empty.',
        binary('application/proto', MISNUMBERED),
      ),
    ],
    takeaway: 'Native gRPC needs HTTP/2 and its trailers. For pages there are gRPC-Web and Connect.',
    sources: ['bookshop', 'grpc-http2'],
  },
  {
    id: 'gr-deadline-over',
    version: 1,
    page,
    objective: calls,
    kind: 'predict',
    difficulty: 'medium',
    stem: 'A client gives a call {given} ms. inventory, two hops on, takes {slow} ms longer than it should. Which status does the client get?',
    asks: [
      {
        input: 'choice',
        id: 'status',
        label: 'Status code',
        measure: { of: 'status', request: 0 },
        choices: [
          {
            value: 200,
            text: '`200` OK',
            whenRight: 'The answer comes in time. {because}',
            whenWrong: 'The time is over before the answer is there. {because}',
            misconception: 'a-deadline-stops-work',
          },
          {
            value: 503,
            text: '`503` Service Unavailable',
            whenWrong: 'Everybody is there. {because}',
            misconception: 'a-deadline-stops-work',
          },
          {
            value: 504,
            text: '`504` Gateway Timeout',
            whenRight: 'Connect says `deadline_exceeded`, as a `504`. {because}',
            whenWrong: 'There is time left when the answer comes. {because}',
            misconception: 'grpc-is-always-faster',
          },
        ],
      },
    ],
    cases: [
      deadline(200, 1000, 'Nobody waits for a second who has 200 ms.'),
      deadline(2000, 1000, 'Two seconds are enough for one.'),
      deadline(500, 100, 'A tenth of a second more fits into half a second.'),
    ],
    takeaway: 'The deadline is the caller’s. Each hop knows what is left of it.',
    sources: ['bookshop', 'grpc-http2'],
  },
  {
    id: 'gr-reuse-a-number',
    version: 1,
    page,
    objective: messages,
    kind: 'single',
    difficulty: 'medium',
    stem: 'In a message, `string author = 3` was removed last year. Now somebody adds `string publisher = 3`. Some clients still have the old file. What do they see?',
    options: [
      {
        id: 'wrong-value',
        text: 'The publisher, as if it were the author',
        right: true,
        why: 'Number 3 with a text in it is all that travels. The old client has a name for it, and no reason to doubt.',
      },
      {
        id: 'error',
        text: 'An error, since the names do not match',
        right: false,
        misconception: 'field-numbers-may-change',
        why: 'Names do not travel in the binary form, so there is nothing to compare.',
      },
      {
        id: 'empty',
        text: 'An empty author, as the field is unknown',
        right: false,
        misconception: 'field-numbers-may-change',
        why: 'That would be so with a new number. This one they know.',
      },
      {
        id: 'both',
        text: 'Author and publisher, each where it was',
        right: false,
        misconception: 'field-numbers-may-change',
        why: 'There is one field with the number 3, and the old file calls it author.',
      },
    ],
    demo: {
      watch:
        'The ISBN is sent under a number at which nobody expects it. The server reads an empty ISBN, without noticing more.',
      runs: [
        {
          id: 'misnumbered',
          label: 'Another number',
          scenario: run('microservices', [binary('application/proto', MISNUMBERED)]),
        },
      ],
      checks: [
        { label: 'Status', measure: { of: 'status', request: 0 }, expect: { equals: 400 } },
        {
          label: 'Code',
          measure: { of: 'value', request: 0, pointer: '/code' },
          expect: { equals: 'invalid_argument' },
        },
      ],
    },
    takeaway: 'Numbers are for ever. Reserve those that you take out of use.',
    sources: ['bookshop', 'protobuf-encoding'],
  },
  {
    id: 'gr-read-the-bytes',
    version: 1,
    page,
    objective: messages,
    kind: 'single',
    difficulty: 'hard',
    stem: 'This is a message in the binary form. What can somebody without the schema say about it?',
    exhibits: [{ label: 'Fifteen bytes', lines: ['0a 0d 39 37 38 30 34 34 31 34 37 38 31 32 35'] }],
    options: [
      {
        id: 'number-and-length',
        text: 'Field 1 has 13 bytes, “9780441478125”',
        right: true,
        why: '`0a` is field 1 with a length, `0d` the length 13, and the rest is plain text. What it means, only the schema says.',
      },
      {
        id: 'isbn',
        text: 'The field `isbn` is a text: “9780441478125”',
        right: false,
        misconception: 'field-numbers-may-change',
        why: 'The name is nowhere in the bytes. You know it from the schema.',
      },
      {
        id: 'nothing',
        text: 'Nothing, as the binary form hides what it holds',
        right: false,
        misconception: 'binary-is-encrypted',
        why: 'It is encoded and not encrypted. `39` to `30` are the digits 9 to 0 in ASCII.',
      },
      {
        id: 'integer',
        text: 'Field 10 is a number, and another 13 follow it',
        right: false,
        misconception: 'field-numbers-may-change',
        why: '`0a` holds both the number, 1, and the kind, “with a length”: 1 × 8 + 2.',
      },
    ],
    demo: {
      watch:
        'The same question as JSON and in the binary form: the answers differ in their form, not in what they say.',
      runs: [
        { id: 'json', label: 'JSON', scenario: run('microservices', [call('GetStock', { isbn: ISBN })]) },
        {
          id: 'binary',
          label: 'Binary',
          scenario: run('microservices', [binary('application/proto', STOCK_MESSAGE.one.plain)]),
        },
      ],
      checks: [
        { label: 'Status', measure: { of: 'status', request: 0 }, expect: 'same' },
        { label: 'Content of the answer', measure: { of: 'content', request: 0 }, expect: 'different' },
      ],
    },
    takeaway: 'Number, kind, length, value. Names live in the schema.',
    sources: ['bookshop', 'protobuf-encoding'],
  },
  {
    id: 'gr-will-it-help',
    version: 1,
    page,
    objective: messages,
    kind: 'single',
    difficulty: 'medium',
    stem: 'An order takes 480 ms; for 400 of them, payments waits for the bank. Somebody proposes gRPC between orders and payments “because it is faster”. How long will an order take then?',
    options: [
      {
        id: 'nearly-same',
        text: 'About 480 ms, as it waits for the bank',
        right: true,
        why: 'What shrinks is the message, by some hundred bytes. The 400 ms are somebody else’s.',
      },
      {
        id: 'half',
        text: 'About 240 ms, as messages are half as big',
        right: false,
        misconception: 'grpc-is-always-faster',
        why: 'Time does not go by bytes here. A message of a few hundred bytes takes well under a millisecond.',
      },
      {
        id: 'eighty',
        text: 'About 80 ms, as HTTP/2 does not block',
        right: false,
        misconception: 'grpc-is-always-faster',
        why: 'Several calls share a connection without waiting for each other. This one still waits for its own answer.',
      },
      {
        id: 'deadline',
        text: 'As long as its deadline says, at most',
        right: false,
        misconception: 'a-deadline-stops-work',
        why: 'A deadline ends the waiting. An order that was given up is not an order that was quick.',
      },
    ],
    demo: {
      watch: 'inventory takes 400 ms longer. By REST and by procedure the client waits for the same 400 ms.',
      runs: [
        { id: 'rest', label: 'REST', scenario: slowly(readStock()) },
        {
          id: 'binary',
          label: 'Binary',
          scenario: slowly(binary('application/proto', STOCK_MESSAGE.one.plain)),
        },
      ],
      checks: [{ label: 'Status', measure: { of: 'status', request: 0 }, expect: { equals: 200 } }],
    },
    takeaway: 'Find out what a call waits for before you change how it is written.',
    sources: ['bookshop'],
  },
  {
    id: 'gr-where-it-fits',
    version: 1,
    page,
    objective: calls,
    kind: 'select',
    difficulty: 'easy',
    stem: 'For which of these would gRPC be a good first choice?',
    options: [
      {
        id: 'own-services',
        text: 'Many small calls between services of your own',
        right: true,
        misconception: 'grpc-is-always-faster',
        why: 'One schema, both sides generated, small messages: that is what it was made for.',
      },
      {
        id: 'streams',
        text: 'A stream of measurements from device to server',
        right: true,
        misconception: 'grpc-is-always-faster',
        why: 'Streams from the client are part of it, with the same schema.',
      },
      {
        id: 'public',
        text: 'An open API that strangers try out with curl',
        right: false,
        misconception: 'browsers-speak-grpc',
        why: 'They would need the schema and a tool before the first call. REST explains itself in a terminal.',
      },
      {
        id: 'cached',
        text: 'Product pages that a shared cache should answer',
        right: false,
        misconception: 'grpc-is-always-faster',
        why: 'Each call is a POST to a procedure. A cache has nothing to go by.',
      },
      {
        id: 'browser',
        text: 'Uploads in parts, streamed from a browser page',
        right: false,
        misconception: 'browsers-speak-grpc',
        why: 'Streams from the client are just what pages mostly cannot send.',
      },
    ],
    demo: {
      watch: 'The stock by REST and by procedure: the first has an address that a cache can know.',
      runs: [
        { id: 'rest', label: 'REST', scenario: run('microservices', [readStock()]) },
        {
          id: 'call',
          label: 'A procedure',
          scenario: run('microservices', [call('GetStock', { isbn: ISBN })]),
        },
      ],
      checks: [
        { label: 'Method of the request', measure: { of: 'method', request: 0 }, expect: 'different' },
        { label: 'Status', measure: { of: 'status', request: 0 }, expect: 'same' },
      ],
    },
    takeaway: 'Own services, one schema, many calls, streams: gRPC. Strangers, caches, browsers: mostly not.',
    sources: ['bookshop', 'grpc-http2'],
  },
]

/** A request while inventory takes 400 ms longer. */
function slowly(request: Request): ScenarioInput {
  return { v: 1, faults: [{ kind: 'slow', service: 'inventory', ms: 400 }], workload: [request] }
}
