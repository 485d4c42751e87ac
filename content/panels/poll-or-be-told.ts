import * as z from 'zod'
import type { RunEvent, WireRequest, WireResponse } from '#mocks/log/events.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { at, BOOK, placeOrder, type Request } from '../scenarios/requests.ts'
import type { PanelInput } from './schema.ts'

const API = 'https://api.bookshop.example/v1'
const ISBN = BOOK.prideAndPrejudice
/** How long somebody watches, in seconds. */
const WATCHED_S = 20

/** Looks at the stock again and again. */
function polling(everyS: number): Request[] {
  return Array.from({ length: Math.floor(WATCHED_S / everyS) + 1 }, (_, i) =>
    at(i * everyS * 1000, { method: 'GET', url: `${API}/stock/${ISBN}` }),
  )
}

const WAYS: Readonly<Record<string, readonly Request[]>> = {
  'poll-5': polling(5),
  'poll-1': polling(1),
  sse: [
    at(0, { method: 'GET', url: `${API}/live?wait=${WATCHED_S}`, headers: { accept: 'text/event-stream' } }),
  ],
  'web-socket': [
    at(0, {
      method: 'GET',
      url: `${API}/live`,
      webSocket: {
        says: [
          { afterMs: 0, text: JSON.stringify({ type: 'subscribe', id: 'stock', topic: 'stock', of: ISBN }) },
        ],
        closesAfterMs: WATCHED_S * 1000,
      },
    }),
  ],
}

/** When copies are ordered by somebody else, in milliseconds. */
const ORDERED: Readonly<Record<string, readonly number[]>> = {
  once: [7300],
  often: [1300, 2400, 3900, 6200, 8100, 11_300, 13_200, 17_600],
}

const Stock = z.object({ available: z.number() })
const watches = (request: WireRequest) => !new URL(request.url).pathname.endsWith('/orders')

/** The watcher's own messages, and not those of whoever orders. */
function watching({ exchanges }: FinishedRun) {
  return exchanges.filter(({ request }) => watches(request))
}

const lineBytes = (fields: WireRequest['fields']) =>
  fields.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 2)

/** The bytes of a message as HTTP/1.1 writes it; frames of a WebSocket are counted beside it. */
function bytesOf(request: WireRequest, response: WireResponse | undefined): number {
  const { pathname, search } = new URL(request.url)
  const asked = `${request.method} ${pathname}${search} HTTP/1.1\r\n`.length + lineBytes(request.fields)
  const answered = response ? 'HTTP/1.1 200 OK\r\n'.length + lineBytes(response.fields) : 0
  return asked + request.content.bytes + answered + (response?.content.bytes ?? 0)
}

type Frame = Extract<RunEvent, { kind: 'frame' }>
const framesOf = ({ events }: FinishedRun): Frame[] =>
  events.filter((event): event is Frame => event.kind === 'frame' && event.from === 'client')

/** Everything that passes between the watcher and the gateway, in bytes. */
function bytes(run: FinishedRun): number {
  const frames = framesOf(run)
  const messages = watching(run).reduce(
    // What a WebSocket carries is in its frames.
    (sum, { request, response }) =>
      sum +
      bytesOf(
        request,
        response && frames.length > 0 ? { ...response, content: { bytes: 0, text: '' } } : response,
      ),
    0,
  )
  return messages + frames.reduce((sum, frame) => sum + frame.bytes, 0)
}

/** When the stock changed. */
const changedUs = ({ events }: FinishedRun) =>
  events.flatMap((event) =>
    event.kind === 'state' && event.party === 'inventory' && event.table === 'stock' && event.key === ISBN
      ? [event.atUs]
      : [],
  )

/** When the watcher heard that something is new. */
function heardUs(run: FinishedRun): number[] {
  const told = run.events.flatMap((event) => {
    const content =
      event.kind === 'chunk' || (event.kind === 'frame' && event.sender !== 'client')
        ? event.content
        : undefined
    if (!content || !('text' in content) || !('from' in event) || event.from !== 'client') return []
    return content.text.includes('stock.reserved') ? [event.atUs] : []
  })
  let known: number | undefined
  const looked = watching(run).flatMap(({ response, endUs }) => {
    if (!response || !('text' in response.content)) return []
    const stock = Stock.safeParse(jsonOf(response.content.text)).data
    if (!stock) return []
    const news = known !== undefined && known !== stock.available
    known = stock.available
    return news ? [endUs] : []
  })
  return [...told, ...looked]
}

function jsonOf(text: string): unknown {
  return text.startsWith('{') ? JSON.parse(text) : undefined
}

/** The longest time from a change until the watcher hears of it or of a later one, in milliseconds. */
function latest(run: FinishedRun): number {
  const heard = heardUs(run)
  const delays = changedUs(run).map(
    (us) => (heard.find((atUs) => atUs > us) ?? Number.POSITIVE_INFINITY) - us,
  )
  return Math.round(Math.max(0, ...delays) / 1000)
}

const requests = (run: FinishedRun) => watching(run).length

/** Somebody watches the stock of a book while others buy it. */
export const panel: PanelInput = {
  id: 'poll-or-be-told',
  title: 'Ask again, or be told',
  invites:
    'A page shows how many copies of a book are left, for twenty seconds, while others order it. Choose how the page learns of a change.',
  controls: [
    {
      id: 'way',
      legend: 'The page',
      options: [
        { value: 'poll-5', label: 'Asks every 5 s' },
        { value: 'poll-1', label: 'Asks every second' },
        { value: 'sse', label: 'Is told (SSE)' },
        { value: 'web-socket', label: 'Is told (WebSocket)' },
      ],
    },
    {
      id: 'ordered',
      legend: 'Meanwhile',
      options: [
        { value: 'once', label: 'One order' },
        { value: 'often', label: 'Eight orders' },
      ],
    },
  ],
  scenario: ({ way = 'poll-5', ordered = 'once' }): ScenarioInput => ({
    v: 1,
    workload: [
      ...(WAYS[way] ?? []),
      ...(ORDERED[ordered] ?? []).map((ms, i) => at(ms, placeOrder(`order-${i}`, ISBN))),
    ].toSorted((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0)),
  }),
  shows: ['messages'],
  figures: [
    { label: 'Requests of the page', evidence: 'observed', reads: requests },
    { label: 'Bytes, both ways', evidence: 'observed', reads: bytes },
    { label: 'Changes of the stock', evidence: 'observed', reads: (run) => changedUs(run).length },
    { label: 'Times that the page hears of one', evidence: 'observed', reads: (run) => heardUs(run).length },
    { label: 'Latest after', unit: 'ms', evidence: 'modelled', reads: latest },
  ],
  prediction: {
    question:
      'Eight orders come while the page asks every five seconds. How many times does it find that the stock has changed?',
    about: { ordered: 'often' },
    reads: (run) => heardUs(run).length,
    options: [
      {
        value: 8,
        text: '8',
        why: 'It would have to look between every two of them. Two changes between two looks are one.',
      },
      {
        value: 4,
        text: '4',
        why: 'There were orders before each of its four later looks, and it sees the sum of them.',
      },
      {
        value: 1,
        text: '1',
        why: 'Each look shows the stock of that moment, and it is another one each time.',
      },
    ],
  },
  claims: [
    {
      says: 'For one change, asking every second takes 21 requests and more than ten times the bytes of being told.',
      holds: (run) =>
        requests(run({ way: 'poll-1' })) === 21 &&
        requests(run({ way: 'sse' })) === 1 &&
        bytes(run({ way: 'poll-1' })) > 10 * bytes(run({ way: 'sse' })),
    },
    {
      says: 'Whoever asks every five seconds hears of four of eight changes, and of each up to four seconds late.',
      holds: (run) => {
        const often = run({ ordered: 'often' })
        return changedUs(often).length === 8 && heardUs(often).length === 4 && latest(often) > 3000
      },
    },
    {
      says: 'Whoever is told hears of each, within a tenth of a second.',
      holds: (run) =>
        ['sse', 'web-socket'].every((way) => {
          const often = run({ way, ordered: 'often' })
          return heardUs(often).length === 8 && latest(often) < 100
        }),
    },
    {
      says: 'With eight changes, server-sent events take more bytes than asking every five seconds.',
      holds: (run) => bytes(run({ way: 'sse', ordered: 'often' })) > bytes(run({ ordered: 'often' })),
    },
  ],
  assumptions: [
    'Bytes are those of HTTP/1.1 and of WebSocket frames, heads included, without TLS and without compression.',
    'The stream of server-sent events also tells the buyer, who is the same guest, what becomes of the orders. The WebSocket was asked for this one book.',
    'Nobody gets a 304: the answers would be shorter then, and as many.',
  ],
}
