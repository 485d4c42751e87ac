import * as z from 'zod'
import { Isbn } from '../../http/formats.ts'
import { type AnswerDescription, operation } from '../../http/operation.ts'
import { MAX_CONTENT_BYTES, MOST_CHANGES, MOST_IN_BATCH, MOST_WATCHED } from './rules.ts'

/**
 * The procedures of `bookshop.inventory.v1.InventoryService` as OpenAPI describes them. What they take and give says the
 * `.proto`; these schemas are its JSON form (ProtoJSON).
 */
const SERVICE = '/bookshop.inventory.v1.InventoryService'

export const Stock = z
  .object({
    isbn: Isbn,
    onHand: z.int().min(0).describe('Copies in the warehouse, reserved ones included.'),
    reserved: z.int().min(0).describe('Copies that are promised to orders.'),
    available: z.int().min(0).describe('Copies that can still be ordered: on hand less reserved.'),
  })
  .describe('How many copies of a book there are.')

export const GetStockResponse = z.object({ stock: Stock })
export const BatchGetStockResponse = z.object({
  stocks: z.array(Stock).describe('In the order of the request.'),
  unknownIsbns: z.array(Isbn).describe('Books of which no stock is kept.'),
})

/** How Connect says no to a call of one message. Its code says more than the HTTP status, which follows from it. */
export const ConnectErrorDocument = z
  .object({
    code: z.string().describe('One of the codes of gRPC, in small letters: not_found, unavailable…'),
    message: z.string().optional().describe('For people.'),
    details: z
      .array(
        z.object({
          type: z.string().describe('The name of a message, such as google.rpc.ErrorInfo.'),
          value: z.string().describe('The message as base64.'),
          debug: z.unknown().describe('The same as JSON, for people.'),
        }),
      )
      .optional(),
  })
  .describe('An error of the Connect protocol.')

const refusal = (description: string): AnswerDescription => ({ description, body: ConnectErrorDocument })

const REFUSALS: Readonly<Record<number, AnswerDescription>> = {
  400: refusal('`invalid_argument`: see the details.'),
  401: refusal('`unauthenticated`: the token is not valid.'),
  404: refusal('`not_found`: no stock is kept for the book.'),
  429: refusal('`resource_exhausted`: the message is too large.'),
  500: refusal('`internal`: the service failed.'),
  501: refusal('`unimplemented`: the message is compressed, or there is none, or more than one.'),
  503: refusal('`unavailable`: inventory does not answer. Try again.'),
  504: refusal('`deadline_exceeded`: the time that you gave is over.'),
}

const WEB = 'Binary: the message in an envelope of five bytes (a flag, then its length), as gRPC frames it.'
const Enveloped = z.unknown().describe(WEB)
/** One message in the envelope of both protocols, as text where its bytes are text. */
const enveloped = (message: string) =>
  `\u0000\u0000\u0000\u0000${String.fromCharCode(message.length)}${message}`

/** What gRPC-Web answers: 200 whatever happens, because the status stands behind the messages. */
const WEB_ANSWERS = [
  'application/grpc-web+proto',
  'application/grpc-web+json',
  'application/grpc-web-text+proto',
  'application/grpc-web-text+json',
]
const UNARY_ANSWERS = ['application/json', 'application/proto', ...WEB_ANSWERS]

const TIMEOUT = {
  'connect-timeout-ms': {
    description:
      'How long you wait, in ms. When it is over, the call ends with `deadline_exceeded`; what is left goes on to inventory. gRPC-Web says the same in grpc-timeout, such as 250m.',
    example: '5000',
  },
}

const PROBLEMS = ['unsupported-media-type', 'internal-error'] as const

/** The query of a call that is a GET: one message in the address, so that caches may keep the answer. */
const InAddress = z.object({
  connect: z.literal('v1').optional().describe('The version of the protocol.'),
  encoding: z.enum(['json', 'proto']),
  message: z.string().describe('The message: JSON, or base64url when base64=1.'),
  base64: z.literal('1').optional(),
})

const KEPT: AnswerDescription = {
  description: 'The answer, in the encoding that the query names.',
  body: GetStockResponse,
  type: UNARY_ANSWERS.slice(0, 2),
  fields: { etag: 'Names this version of the answer.' },
}

const LE_GUIN = '9780441478125'

const GetStockRequest: z.ZodType = z.strictObject({ isbn: Isbn })

export const getStock = operation({
  id: 'getStock',
  method: 'POST',
  path: `${SERVICE}/GetStock`,
  summary: 'Call GetStock',
  description:
    'Connect: one message in, one out, plain enough for curl. gRPC-Web: the same messages in envelopes, the status behind them; grpc-web-text is that in base64, for browsers that can not read binary streams. Native gRPC is not spoken, because it needs the trailers of HTTP/2, which a browser shows to no page.',
  protocol: 'connect',
  fields: TIMEOUT,
  body: GetStockRequest,
  otherBodies: webBodies('application/proto'),
  otherExamples: examplesOf(JSON.stringify({ isbn: LE_GUIN }), isbnField(LE_GUIN)),
  maxBytes: MAX_CONTENT_BYTES,
  example: { body: { isbn: LE_GUIN } },
  answers: {
    200: {
      description: 'The stock right now; in gRPC-Web also every error.',
      body: GetStockResponse,
      type: UNARY_ANSWERS,
    },
    ...REFUSALS,
  },
  problems: PROBLEMS,
})

export const getStockByGet = operation({
  id: 'getStockByGet',
  method: 'GET',
  path: `${SERVICE}/GetStock`,
  summary: 'Call GetStock with GET',
  description:
    'The .proto says that the procedure has no side effects, so Connect may send it as a GET, and a cache may keep the answer.',
  protocol: 'connect',
  fields: TIMEOUT,
  query: InAddress,
  example: { query: { connect: 'v1', encoding: 'json', message: JSON.stringify({ isbn: LE_GUIN }) } },
  answers: { 200: KEPT, 304: { description: 'Your copy is still right.' }, ...REFUSALS },
  problems: [...PROBLEMS, 'precondition-failed'],
})

const BatchGetStockRequest: z.ZodType = z.strictObject({ isbns: z.array(Isbn).min(1).max(MOST_IN_BATCH) })
const TWO = { isbns: [LE_GUIN, '9780441013593'] }

export const batchGetStock = operation({
  id: 'batchGetStock',
  method: 'POST',
  path: `${SERVICE}/BatchGetStock`,
  summary: 'Call BatchGetStock',
  description: 'One call from you; inventory is asked once for each book, all at the same time.',
  protocol: 'connect',
  fields: TIMEOUT,
  body: BatchGetStockRequest,
  otherBodies: webBodies('application/proto'),
  otherExamples: examplesOf(JSON.stringify(TWO), TWO.isbns.map(isbnField).join('')),
  maxBytes: MAX_CONTENT_BYTES,
  example: { body: TWO },
  answers: {
    200: {
      description: 'What is known, and which books are not; in gRPC-Web also every error.',
      body: BatchGetStockResponse,
      type: UNARY_ANSWERS,
    },
    ...REFUSALS,
  },
  problems: PROBLEMS,
})

export const batchGetStockByGet = operation({
  id: 'batchGetStockByGet',
  method: 'GET',
  path: `${SERVICE}/BatchGetStock`,
  summary: 'Call BatchGetStock with GET',
  protocol: 'connect',
  fields: TIMEOUT,
  query: InAddress,
  example: { query: { connect: 'v1', encoding: 'json', message: JSON.stringify(TWO) } },
  answers: {
    200: { ...KEPT, body: BatchGetStockResponse },
    304: { description: 'Your copy is still right.' },
    ...REFUSALS,
  },
  problems: [...PROBLEMS, 'precondition-failed'],
})

const WATCHED = JSON.stringify({ isbns: [LE_GUIN], changes: 1, within: '1s' })

export const watchStock = operation({
  id: 'watchStock',
  method: 'POST',
  path: `${SERVICE}/WatchStock`,
  summary: 'Call WatchStock',
  description: `A stream of messages from the server: the stock of up to ${MOST_WATCHED} books right now, then each change that is seen, looking twice a second. It ends by itself: after \`changes\` of them (at most ${MOST_CHANGES}) or when \`within\` is over (ten seconds unless you say otherwise, a minute at most). The HTTP status is 200 from the first byte on; how the call ended stands in the last envelope.`,
  protocol: 'connect',
  fields: TIMEOUT,
  body: Enveloped,
  mediaType: 'application/connect+json',
  otherBodies: { 'application/connect+proto': Enveloped, ...webBodies() },
  otherExamples: examplesOf(WATCHED, `${isbnField(LE_GUIN)}\u0010\u0001\u001a\u0002\b\u0001`),
  maxBytes: MAX_CONTENT_BYTES,
  example: { body: enveloped(WATCHED) },
  answers: {
    200: {
      description: 'Messages in envelopes, and behind them how the call ended.',
      body: Enveloped,
      type: ['application/connect+json', 'application/connect+proto', ...WEB_ANSWERS],
    },
  },
  problems: PROBLEMS,
})

/** Every other way to send a message: in the binary form, in the envelopes of gRPC-Web. */
function webBodies(...more: readonly string[]) {
  return Object.fromEntries([...more, ...WEB_ANSWERS].map((type) => [type, Enveloped]))
}

/** One message in each of those ways, from its JSON and its binary form. */
function examplesOf(json: string, binary: string): Readonly<Record<string, string>> {
  return {
    'application/proto': binary,
    'application/connect+proto': enveloped(binary),
    'application/grpc-web+proto': enveloped(binary),
    'application/grpc-web+json': enveloped(json),
    'application/grpc-web-text+proto': btoa(enveloped(binary)),
    'application/grpc-web-text+json': btoa(enveloped(json)),
  }
}

/** The first field of each request in the binary form: its tag, its length of 13, its characters. */
function isbnField(isbn: string): string {
  return `\n\r${isbn}`
}

/** Every procedure, in the order of the .proto. */
export const rpcOperations = [getStock, getStockByGet, batchGetStock, batchGetStockByGet, watchStock] as const
