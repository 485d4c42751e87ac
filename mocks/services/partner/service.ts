import { json, noContent } from '../../http/answer.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { PartnerDomain } from './domain.ts'
import { listReceived, putKey, readEndpoint, receiveEvent, removeKey } from './schema.ts'

const FRESH = { 'cache-control': 'no-store' }

/** The server of somebody who wants to know what happens in the shop. The bookshop knows it by an address alone. */
export function createPartner({ domain, ...world }: ServiceWorld & { domain: PartnerDomain }) {
  return createService(
    {
      name: 'partner',
      title: 'Partner',
      description: 'Harbour Library has a server of its own, to which the bookshop sends events as webhooks.',
    },
    world,
  )
    .on(receiveEvent, async ({ body, content, request, call }) => {
      await domain.receive(request, content, body, call)
      return noContent
    })
    .on(listReceived, async ({ call }) => json({ items: await domain.received(call) }, { fields: FRESH }))
    .on(readEndpoint, async ({ request, call }) =>
      json({ url: new URL('/hooks', request.url).href, keys: await domain.keys(call) }, { fields: FRESH }),
    )
    .on(putKey, async ({ params: { key }, body, call, href }) => {
      const isNew = await domain.learn(key, body.secret, call)
      return isNew ? { status: 201, fields: { location: href(`/keys/${key}`) } } : noContent
    })
    .on(removeKey, async ({ params, call }) => {
      await domain.forget(params.key, call)
      return noContent
    })
    .handler()
}
