import { createVerifier, httpbis } from 'http-message-signatures'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import type { RunEvent, WireRequest } from '#mocks/log/events.ts'
import { SEEDED_WEBHOOKS } from '#mocks/services/notifications/seed.ts'
import { Delivery, Webhook } from '#mocks/services/notifications/webhook-schema.ts'
import { SEEDED_KEYS } from '#mocks/services/partner/seed.ts'
import type { Clock } from '#mocks/simulation/clock.ts'
import { Architecture } from '#mocks/systems/scenario.ts'
import type { System, SystemOptions } from '#mocks/systems/system.ts'
import { mint } from './support/minted.ts'
import { withBookshop } from './support/virtual.ts'

const DUNE = '9780441013593'
const S = 1_000_000
const SEEDED = '/webhooks/seeded'
const Received = z.object({
  items: z.array(z.object({ keyid: z.string(), event: z.object({ id: z.string() }) })),
})
const NewKey = z.object({ id: z.string(), secret: z.string() })

/** A bookshop in which ada asks, and what she asks for. */
async function asAda<R>(
  architecture: Architecture,
  work: (shop: ReturnType<typeof shopOf> & { overheard: () => Request }) => Promise<R>,
): Promise<{ result: R; sent: readonly WireRequest[]; events: readonly RunEvent[] }> {
  const token = await mint('ada')
  const seen: Request[] = []
  const replace: SystemOptions['replace'] = (party, built) => ({
    ...built,
    handler: (request) => {
      if (party === 'partner' && request.url.endsWith('/hooks')) seen.push(request.clone())
      return built.handler(request)
    },
  })
  const { result, events } = await withBookshop({ architecture, replace }, (system, clock) =>
    work({
      ...shopOf(system, clock, token),
      overheard: () => seen[0]?.clone() ?? new Request('https://none.example'),
    }),
  )
  const sent = events.flatMap((event) =>
    event.kind === 'request' && event.to === 'partner' && event.message.url.endsWith('/hooks')
      ? [event.message]
      : [],
  )
  return { result, events, sent }
}

function shopOf(system: System, clock: Clock, token: string) {
  const ask = (method: string, path: string, body?: object) =>
    system.fetch(
      new Request(`https://api.bookshop.example/v1${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'if-match': '*',
          ...(body
            ? { 'content-type': method === 'PATCH' ? 'application/merge-patch+json' : 'application/json' }
            : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    )
  const atPartner = (method: string, path: string, body?: object) =>
    system.fetch(
      new Request(`https://partner.example${path}`, {
        method,
        ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
      }),
    )
  return {
    system,
    clock,
    ask,
    atPartner,
    changePrice: async (amount: number) => {
      expect((await ask('PATCH', `/books/${DUNE}`, { price: { amount, currency: 'EUR' } })).status).toBe(200)
    },
    deliveries: async () => {
      const page = z
        .object({ items: z.array(Delivery) })
        .parse(await (await ask('GET', `${SEEDED}/deliveries`)).json())
      return page.items.filter(({ id }) => id !== 'seeded')
    },
    received: async () => Received.parse(await (await atPartner('GET', '/received')).json()).items,
  }
}

const fieldsOf = ({ fields }: WireRequest) => Object.fromEntries(fields)
const parametersOf = (request: WireRequest) =>
  [...(fieldsOf(request)['signature-input'] ?? '').matchAll(/keyid="([^"]+)";nonce="([^"]+)"/g)].map(
    ([, keyid, nonce]) => ({ keyid, nonce }),
  )

test('the bookshop’s seed and the partner’s name the same secret', () => {
  const [key] = SEEDED_WEBHOOKS.seeded?.keys.slice(-1) ?? []
  expect(SEEDED_KEYS['seeded-key']?.secret).toBe(key?.secret)
})

describe.each(Architecture.options)('%s', (architecture) => {
  test('a price changes: the partner is told, with a signature that somebody else’s library accepts', async () => {
    const { result, sent } = await asAda(
      architecture,
      async ({ changePrice, deliveries, received, clock }) => {
        await changePrice(1_499)
        await clock.sleep(2 * S)
        return { deliveries: await deliveries(), received: await received() }
      },
    )
    const [delivery] = result.deliveries
    expect(delivery).toMatchObject({ state: 'delivered', attempts: [{ status: 204 }] })
    expect(result.received).toMatchObject([{ keyid: 'seeded-key', event: { id: delivery?.event.id } }])
    const [request, ...more] = sent
    expect(more).toEqual([])
    if (!request) throw new Error('nothing was sent')
    const accepted = await httpbis.verifyMessage(
      {
        keyLookup: async ({ keyid }) => ({
          id: String(keyid),
          algs: ['hmac-sha256'],
          verify: createVerifier(SEEDED_KEYS[String(keyid)]?.secret ?? '', 'hmac-sha256'),
        }),
        requiredFields: ['@method', '@target-uri', 'content-type', 'content-digest'],
        requiredParams: ['created', 'keyid', 'nonce', 'alg', 'tag'],
        maxAge: Number.MAX_SAFE_INTEGER,
      },
      { method: request.method, url: request.url, headers: fieldsOf(request) },
    )
    expect(accepted).toBe(true)
  })

  test('the partner is away: each attempt is signed anew and waits longer, then the delivery is dead, and can be sent again', async () => {
    const { result, sent } = await asAda(architecture, async (shop) => {
      const { system, clock, changePrice, deliveries, received, ask } = shop
      system.setDown('partner', true)
      await changePrice(1_499)
      await clock.sleep(20 * S)
      const [meanwhile] = await deliveries()
      const tooEarly = await ask('POST', `${SEEDED}/deliveries/${meanwhile?.id}/attempts`)
      await clock.sleep(100 * S)
      const [dead] = await deliveries()
      system.setDown('partner', false)
      const again = await ask('POST', `${SEEDED}/deliveries/${dead?.id}/attempts`)
      await clock.sleep(2 * S)
      return {
        meanwhile,
        tooEarly,
        dead,
        again,
        delivered: (await deliveries())[0],
        received: await received(),
      }
    })
    expect(result.meanwhile).toMatchObject({ state: 'pending' })
    expect([result.tooEarly.status, result.again.status]).toEqual([409, 202])
    expect(result.dead).toMatchObject({ state: 'dead' })
    const times = result.dead?.attempts.map(({ sentAt }) => Date.parse(sentAt)) ?? []
    const waits = times.slice(1).map((time, at) => Math.floor((time - (times[at] ?? 0)) / 1000))
    expect(waits).toEqual([1, 4, 16, 64])
    expect(new Set(result.dead?.attempts.map(({ nonce }) => nonce)).size).toBe(5)
    expect(result.dead?.attempts.every(({ failure }) => failure === 'no answer')).toBe(true)
    expect(result.delivered).toMatchObject({ state: 'delivered' })
    expect(result.delivered?.attempts).toHaveLength(6)
    expect(result.received).toHaveLength(1)
    expect(sent).toHaveLength(6)
  })

  test('an acknowledgement is lost: the partner knows the event by its id when it comes again', async () => {
    const { result } = await asAda(
      architecture,
      async ({ system, clock, changePrice, deliveries, received }) => {
        const edge = {
          from: architecture === 'monolith' ? 'monolith' : 'notifications',
          to: 'partner',
        } as const
        system.setFaults([{ kind: 'lose-reply', edge, strikes: { first: 1 } }])
        await changePrice(1_499)
        await clock.sleep(10 * S)
        return { deliveries: await deliveries(), received: await received() }
      },
    )
    expect(result.deliveries[0]?.attempts).toMatchObject([{ failure: 'no answer' }, { status: 204 }])
    expect(result.received).toHaveLength(1)
  })

  test('keys change: both sign until the partner knows the new one, and an unknown key is a dead letter', async () => {
    const { result, sent } = await asAda(architecture, async (shop) => {
      const { clock, ask, atPartner, changePrice, deliveries, received } = shop
      const fresh = NewKey.parse(await (await ask('POST', `${SEEDED}/keys`)).json())
      await changePrice(1_499)
      await clock.sleep(2 * S)
      // The partner forgets the old key before it has learnt the new one.
      await atPartner('DELETE', '/keys/seeded-key')
      await changePrice(1_599)
      await clock.sleep(120 * S)
      const refused = (await deliveries())[0]
      await atPartner('PUT', `/keys/${fresh.id}`, { secret: fresh.secret })
      await ask('DELETE', `${SEEDED}/keys/seeded-key`)
      await ask('POST', `${SEEDED}/deliveries/${refused?.id}/attempts`)
      await clock.sleep(2 * S)
      return { fresh, refused, received: await received() }
    })
    expect(result.refused).toMatchObject({ state: 'dead' })
    expect(result.refused?.attempts.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403])
    expect(result.received.map(({ keyid }) => keyid)).toEqual([result.fresh.id, 'seeded-key'])
    expect(
      sent
        .slice(0, 1)
        .flatMap(parametersOf)
        .map(({ keyid }) => keyid),
    ).toEqual(['seeded-key', result.fresh.id])
    expect(sent.slice(-1).flatMap(parametersOf)).toHaveLength(1)
  })

  test('somebody overhears a delivery and sends it once more: the partner refuses it, then and later', async () => {
    const { result } = await asAda(
      architecture,
      async ({ system, clock, changePrice, received, overheard }) => {
        await changePrice(1_499)
        await clock.sleep(2 * S)
        const replay = async () => (await system.fetch(overheard())).status
        const atOnce = await replay()
        await clock.sleep(400 * S)
        return { statuses: [atOnce, await replay()], received: await received() }
      },
    )
    expect(result.statuses).toEqual([403, 403])
    expect(result.received).toHaveLength(1)
  })

  test('kept through a crash: the process dies while it waits, and goes on', async () => {
    const { result } = await asAda(
      architecture,
      async ({ system, clock, changePrice, deliveries, received }) => {
        system.setDown('partner', true)
        await changePrice(1_499)
        await clock.sleep(8 * S)
        system.setDown('notifications', true)
        system.setDown('partner', false)
        await clock.sleep(5 * S)
        system.setDown('notifications', false)
        await clock.sleep(2 * S)
        return { deliveries: await deliveries(), received: await received() }
      },
    )
    expect(result.deliveries).toMatchObject([{ state: 'delivered' }])
    expect(result.received).toHaveLength(1)
  })
})

test('an endpoint that says it is gone is left alone', async () => {
  const token = await mint('ada')
  const { result } = await withBookshop(
    {
      architecture: 'microservices',
      replace: (party, built) =>
        party === 'partner' ? { ...built, handler: async () => new Response(null, { status: 410 }) } : built,
    },
    async (system, clock) => {
      const { changePrice, ask, deliveries } = shopOf(system, clock, token)
      await changePrice(1_499)
      await clock.sleep(2 * S)
      await changePrice(1_599)
      await clock.sleep(2 * S)
      return {
        webhook: Webhook.parse(await (await ask('GET', SEEDED)).json()),
        deliveries: await deliveries(),
      }
    },
  )
  expect(result.webhook.state).toBe('gone')
  expect(result.deliveries).toMatchObject([{ state: 'dead', attempts: [{ status: 410 }] }])
})
