import specifications from '@asyncapi/specs'
import { Ajv } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { CloudEvent } from '#mocks/http/events/cloud-event.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'
import { newsOf } from '#mocks/services/notifications/live.ts'
import { EXAMPLE_PRICE_EVENT } from '#mocks/services/notifications/seed.ts'
import { WEBHOOK_TYPES } from '#mocks/services/notifications/webhook-schema.ts'
import { DELIVERY } from '#mocks/services/orders/contract.ts'
import { PUBLIC_HOST } from '#mocks/systems/topology.ts'
import { mint } from './support/minted.ts'
import { everything } from './support/workload.ts'

const Document = z.looseObject({
  components: z.object({
    messages: z.record(
      z.string(),
      z.object({ name: z.string(), payload: z.record(z.string(), z.unknown()) }),
    ),
  }),
})

async function published(host = 'broker.bookshop.internal') {
  const { exchanges } = await runScenario({
    v: 1,
    workload: [{ method: 'GET', url: `https://${host}/asyncapi.json` }],
  })
  const content = exchanges[0]?.response?.content
  return Document.parse(JSON.parse(content && 'text' in content ? content.text : ''))
}

const delivered = (card: string) => ({
  method: 'POST',
  url: 'https://api.bookshop.example/v1/orders',
  headers: { 'content-type': 'application/json', 'idempotency-key': card },
  body: JSON.stringify({
    lines: [{ isbn: '9780547928227', quantity: 1 }],
    payment: { card },
    delivery: DELIVERY,
  }),
})

test.each(['broker.bookshop.internal', PUBLIC_HOST])(
  '%s publishes a valid AsyncAPI 3.0 document',
  async (host) => {
    // The specification brings the meta-schema of draft 7 along.
    const ajv = new Ajv({ strict: false, meta: false, validateSchema: false, validateFormats: false })
    const validate = ajv.compile(z.record(z.string(), z.unknown()).parse(specifications.schemas['3.0.0']))
    const document = await published(host)
    expect(validate(document), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true)
    expect(validate({ ...document, channels: [] })).toBe(false)
  },
)

/** Type of event → whether an event fits its message. */
function payloadsOf(
  messages: z.infer<typeof Document>['components']['messages'],
  wanted: (key: string) => boolean,
) {
  const ajv = new Ajv2020({ strict: false })
  formats.default(ajv)
  return new Map(
    Object.entries(messages).flatMap(([key, { name, payload }]) =>
      wanted(key) ? [[name, ajv.compile(payload)] as const] : [],
    ),
  )
}

test('every event of a day at the bookshop is one that the document describes', async () => {
  const { messages } = (await published()).components
  const payloads = payloadsOf(messages, (key) => !key.startsWith('webhook-'))
  // Where nobody commands: a parcel that is sent, one that stays here, and a silence that is noticed.
  const choreographed = { v: 1, settings: { saga: 'choreographed' } } as const
  const days = [
    { v: 1 as const, workload: everything() },
    { ...choreographed, workload: [delivered('tok_visa'), delivered('tok_expires')] },
    {
      ...choreographed,
      faults: [{ kind: 'down', service: 'inventory' } as const],
      workload: [delivered('tok_visa')],
    },
  ]
  const runs = await Promise.all(days.map((day) => runScenario(day)))
  const events = runs
    .flatMap(({ data }) => Object.values(data.broker?.events ?? {}))
    .map((stored) => z.object({ topic: z.string(), event: CloudEvent }).parse(stored))
    .filter(({ topic }) => !topic.endsWith('dead-letters'))
    .map(({ event }) => event)
  expect(events.length).toBeGreaterThan(20)
  for (const event of events) {
    const fits = payloads.get(event.type)
    expect(fits?.(event), `${event.type}: ${JSON.stringify(fits?.errors)}`).toBe(true)
  }
  const seen = new Set(events.map(({ type }) => type))
  expect([...payloads.keys()].filter((type) => !seen.has(type))).toEqual([])
})

test('every message of a conversation is one that the document of the public API describes', async () => {
  const ajv = new Ajv2020({ strict: false })
  formats.default(ajv)
  const { messages } = (await published(PUBLIC_HOST)).components
  const payloads = new Map(Object.values(messages).map(({ name, payload }) => [name, ajv.compile(payload)]))
  const says = [
    { type: 'subscribe', id: 'a', topic: 'stock' },
    { type: 'ping' },
    { type: 'unsubscribe', id: 'a' },
    { type: 'authenticate', token: await mint('alice') },
    { type: 'unsubscribe', id: 'b' },
  ]
  const { events } = await runScenario({
    v: 1,
    workload: [
      {
        method: 'GET',
        url: `https://${PUBLIC_HOST}/v1/live`,
        webSocket: {
          says: says.map((say, at) => ({ afterMs: at * 1_000, text: JSON.stringify(say) })),
          closesAfterMs: 9_000,
        },
      },
      {
        method: 'POST',
        url: `https://${PUBLIC_HOST}/v1/orders`,
        headers: { 'content-type': 'application/json', 'idempotency-key': '"a"' },
        body: JSON.stringify({ lines: [{ isbn: '9780441478125', quantity: 1 }] }),
        atMs: 500,
        waits: false,
      },
    ],
  })
  const spoken = events.flatMap((event) =>
    event.kind === 'frame' && event.content && 'text' in event.content
      ? [z.looseObject({ type: z.string() }).parse(JSON.parse(event.content.text))]
      : [],
  )
  expect(new Set(spoken.map(({ type }) => type)).size).toBe(payloads.size - 1)
  for (const message of spoken) {
    const fits = payloads.get(message.type)
    expect(fits?.(message), `${message.type}: ${JSON.stringify(fits?.errors)}`).toBe(true)
  }
})

test('what webhooks bring is what the document says of them', async () => {
  const payloads = payloadsOf((await published()).components.messages, (key) => key.startsWith('webhook-'))
  expect([...payloads.keys()].sort()).toEqual([...WEBHOOK_TYPES].sort())
  const order = { order: '1', total: { amount: 1, currency: 'EUR' }, customer: 'alice' }
  for (const [type, fits] of payloads) {
    const { data } = EXAMPLE_PRICE_EVENT
    const event = { ...EXAMPLE_PRICE_EVENT, type, data: type.includes('.order.') ? order : data }
    const told = { ...event, data: newsOf(event)?.data }
    expect(fits(told), `${type}: ${JSON.stringify(fits.errors)}`).toBe(true)
    expect(JSON.stringify(told)).not.toContain('alice')
  }
})
