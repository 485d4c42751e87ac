import { callsBetween, statusOf } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import type { Request } from '../scenarios/requests.ts'
import { STOCK_ISBNS, STOCK_MESSAGE } from '../scenarios/stock-messages.ts'
import type { PanelInput } from './schema.ts'

const SHOP = 'https://api.bookshop.example'
const PROCEDURES = `${SHOP}/bookshop.inventory.v1.InventoryService`

/** The same question in a form, for one book or for eight. */
function ask(form: string, many: boolean): Request {
  const isbns = many ? STOCK_ISBNS : STOCK_ISBNS.slice(0, 1)
  if (form === 'rest')
    return { method: 'GET', url: `${SHOP}/v1/stock${many ? `?isbn=${isbns.join(',')}` : `/${isbns[0]}`}` }
  const call = { method: 'POST', url: `${PROCEDURES}/${many ? 'BatchGetStock' : 'GetStock'}` }
  const { plain, framed } = STOCK_MESSAGE[many ? 'eight' : 'one']
  const binary = (type: string, body: string): Request => ({
    ...call,
    headers: { 'content-type': type },
    body,
    bodyEncoding: 'base64',
  })
  switch (form) {
    case 'connect-json':
      return {
        ...call,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(many ? { isbns } : { isbn: isbns[0] }),
      }
    case 'connect-binary':
      return binary('application/proto', plain)
    case 'grpc-web':
      return binary('application/grpc-web+proto', framed)
    default:
      return binary('application/grpc+proto', framed)
  }
}

const exchangeOf = ({ exchanges }: FinishedRun) => exchanges[0]
const headBytes = (fields: readonly (readonly [string, string])[] = []) =>
  fields.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0)
const asked = (run: FinishedRun) => exchangeOf(run)?.request.content.bytes ?? 0
const answered = (run: FinishedRun) => exchangeOf(run)?.response?.content.bytes ?? 0
/** All header fields of the request and of the answer. */
const heads = (run: FinishedRun) =>
  headBytes(exchangeOf(run)?.request.fields) + headBytes(exchangeOf(run)?.response?.fields)
const toInventory = (run: FinishedRun) =>
  callsBetween(run, 'rpc', 'inventory') + callsBetween(run, 'gateway', 'inventory')

/** One question in five forms, and what each weighs. */
export const panel: PanelInput = {
  id: 'stock-spelled',
  title: 'The same stock, in five forms',
  invites:
    'How many copies are there? Ask for one book or for eight, by REST or by a procedure from a `.proto`.',
  controls: [
    {
      id: 'form',
      legend: 'Asked by',
      options: [
        { value: 'rest', label: 'REST' },
        { value: 'connect-json', label: 'Connect, JSON' },
        { value: 'connect-binary', label: 'Connect, binary' },
        { value: 'grpc-web', label: 'gRPC-Web' },
        { value: 'grpc', label: 'gRPC itself' },
      ],
    },
    {
      id: 'books',
      legend: 'For',
      options: [
        { value: 'one', label: 'One book' },
        { value: 'eight', label: 'Eight books' },
      ],
    },
  ],
  scenario: ({ form = 'rest', books }) => ({ v: 1, workload: [ask(form, books === 'eight')] }),
  shows: ['blocks', 'wire'],
  figures: [
    { label: 'Status', evidence: 'observed', reads: (run) => statusOf(run, 0) },
    { label: 'Content of the request', unit: 'bytes', evidence: 'observed', reads: asked },
    { label: 'Content of the answer', unit: 'bytes', evidence: 'observed', reads: answered },
    { label: 'Header fields, both', unit: 'bytes', evidence: 'observed', reads: heads },
    { label: 'Requests to inventory', evidence: 'observed', reads: toInventory },
  ],
  prediction: {
    question:
      'The answer for eight books takes several hundred bytes as JSON. Which part of them is left in the binary form?',
    about: { form: 'connect-binary', books: 'eight' },
    reads: (run) => (answered(run) < 120 ? 'a-fifth' : answered(run) < 250 ? 'a-third' : 'most'),
    options: [
      {
        value: 'most',
        text: 'Most',
        why: 'The digits of the ISBNs stay what they are, but they are not most of it. The names of the fields are.',
      },
      {
        value: 'a-third',
        text: 'About a third',
        why: 'Field names and punctuation are gone, small numbers take a byte, and each ISBN is still 13 digits.',
      },
      {
        value: 'a-fifth',
        text: 'A fifth or less',
        why: 'The ISBNs alone are 104 bytes: text is written in the binary form as it is in JSON.',
      },
    ],
  },
  claims: [
    {
      says: 'In the binary form the answer for one book is 21 bytes and not 72, and for eight books 174 and not 539.',
      holds: (at) =>
        answered(at({ form: 'connect-json' })) === 72 &&
        answered(at({ form: 'connect-binary' })) === 21 &&
        answered(at({ form: 'connect-json', books: 'eight' })) === 539 &&
        answered(at({ form: 'connect-binary', books: 'eight' })) === 174,
    },
    {
      says: 'For one book the header fields weigh more than the content, whatever the form.',
      holds: (at) =>
        ['rest', 'connect-json', 'connect-binary', 'grpc-web'].every(
          (form) => heads(at({ form })) > asked(at({ form })) + answered(at({ form })),
        ),
    },
    {
      says: 'gRPC itself is refused with 415, and inventory is never asked.',
      holds: (at) => statusOf(at({ form: 'grpc' }), 0) === 415 && toInventory(at({ form: 'grpc' })) === 0,
    },
    {
      says: 'A batch of eight is one request by REST, and becomes eight behind the edge that speaks Connect.',
      holds: (at) =>
        toInventory(at({ books: 'eight' })) === 1 &&
        toInventory(at({ form: 'connect-binary', books: 'eight' })) === 8,
    },
  ],
  assumptions: [
    'Bytes are those of HTTP/1.1, without compression. HTTP/2 compresses header fields and would make the heads smaller.',
    'Native gRPC needs HTTP/2 and its trailers; the bookshop speaks HTTP/1.1, so it offers Connect and gRPC-Web instead.',
  ],
}
