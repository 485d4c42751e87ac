import { created, json } from '../../http/answer.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import { asyncApiDocument } from './asyncapi.ts'
import type { BrokerDomain } from './domain.ts'
import {
  appendEvents,
  listSubscriptions,
  listTopics,
  moveOffsets,
  readAsyncApi,
  readEvents,
  readProgress,
  readReplay,
  readSubscription,
  replay,
  subscribe,
} from './schema.ts'

const FRESH = { 'cache-control': 'no-store' }

/** The HTTP face of the broker: topics to append to and read from, groups that hear them. */
export function createBroker({ domain, ...world }: ServiceWorld & { domain: BrokerDomain }) {
  return createService(
    { name: 'broker', title: 'Broker', description: 'Events, kept in order and delivered at least once.' },
    world,
  )
    .on(listTopics, async ({ call }) => json({ items: await domain.topics(call) }, { fields: FRESH }))
    .on(appendEvents, async ({ params: { topic }, body, call, href }) => {
      const stored = await domain.append(topic, body, call)
      const positions = stored.map(({ partition, offset }) => ({ partition, offset }))
      const [first] = positions
      const place = new URLSearchParams({ partition: `${first?.partition}`, offset: `${first?.offset}` })
      return created(href(`/topics/${topic}/events?${place}`), { positions }, FRESH)
    })
    .on(readEvents, async ({ params, query, call }) =>
      json(await domain.read(params.topic, query, call), { fields: FRESH }),
    )
    .on(readProgress, async ({ params: { topic, group }, call }) =>
      json(await domain.progress(topic, group, call), { fields: FRESH }),
    )
    .on(moveOffsets, async ({ params: { topic, group }, body, call }) =>
      json(await domain.move(topic, group, body.from, call), { fields: FRESH }),
    )
    .on(listSubscriptions, async ({ call }) =>
      json({ items: await domain.subscriptions(call) }, { fields: FRESH }),
    )
    .on(readSubscription, async ({ params, call }) =>
      json(await domain.subscription(params.group, call), { fields: FRESH }),
    )
    .on(subscribe, async ({ params, body, call, href }) => {
      const { subscription, isNew } = await domain.subscribe(params.group, body, call)
      return isNew
        ? created(href(`/subscriptions/${params.group}`), subscription, FRESH)
        : json(subscription, { fields: FRESH })
    })
    .on(replay, async ({ params: { group }, body, call, href }) => {
      const waiting = await domain.replay(group, body.offset, call)
      const location = href(`/subscriptions/${group}/replays/${waiting.id}`)
      return json(waiting, { status: 202, fields: { location, ...FRESH } })
    })
    .on(readReplay, async ({ params: { group, id }, call }) =>
      json(await domain.readReplay(group, id, call), { fields: FRESH }),
    )
    .on(readAsyncApi, () => json(asyncApiDocument()))
    .handler()
}
