import { describe, expect, test } from 'vitest'
import { runScenario } from '../../runtimes/virtual.ts'
import type { ScenarioInput } from '../../systems/scenario.ts'
import { eventStoriesOf, groupsOf, lagOf } from './broker.ts'

const order = {
  method: 'POST',
  url: 'https://api.bookshop.example/v1/orders',
  headers: { 'content-type': 'application/json', 'idempotency-key': '"one"' },
  body: JSON.stringify({ lines: [{ isbn: '9780441478125', quantity: 1 }] }),
}
const run = (more: Omit<ScenarioInput, 'v'> = {}) => runScenario({ v: 1, workload: [order], ...more })
const down: ScenarioInput['faults'] = [{ kind: 'down', service: 'notifications' }]

describe('events', () => {
  test('of an order are four, each with the trace of the order and with each group that hears it', async () => {
    const { events, exchanges } = await run()
    const stories = eventStoriesOf(events)
    expect(stories.map(({ eventType }) => eventType.replace('example.bookshop.', '')).sort()).toEqual([
      'order.confirmed',
      'order.placed',
      'payment.authorized',
      'stock.reserved',
    ])
    for (const { traceId } of stories) expect(traceId).toBe(exchanges[0]?.traceId)
    const heard = (type: string) =>
      stories
        .find(({ eventType }) => eventType.endsWith(type))
        ?.deliveries.map(({ group }) => group)
        .sort()
    expect(heard('order.placed')).toEqual(['notifications', 'order-history'])
    expect(heard('stock.reserved')).toEqual(['notifications'])
  })

  test('tell each attempt and why it was refused, and when it was given up', async () => {
    const { events } = await run({ faults: down })
    const [first] = eventStoriesOf(events)
    const delivery = first?.deliveries.find(({ group }) => group === 'notifications')
    expect(delivery?.outcome).toBe('dead')
    expect(delivery?.attempts.map(({ refused }) => refused)).toEqual(
      Array.from({ length: 5 }, () => 'No acknowledgement came.'),
    )
    // Waits of 1, 2, 4 and 8 seconds lie between five attempts.
    expect((delivery?.endedUs ?? 0) - (first?.appendedUs ?? 0)).toBeGreaterThan(15_000_000)
  })

  test('of a log that breaks off are under way', async () => {
    const { events } = await run()
    const broken = events.slice(0, events.findIndex((event) => event.kind === 'broker' && event.group) + 1)
    expect(eventStoriesOf(broken).flatMap(({ deliveries }) => deliveries)).toMatchObject([
      { outcome: 'under way', attempts: [{ fromUs: expect.any(Number) }] },
    ])
  })
})

describe('lag', () => {
  test('is back at nothing when everything is acknowledged', async () => {
    const { events } = await run()
    for (const steps of lagOf(events).values()) expect(steps.at(-1)?.lag).toBe(0)
    expect(groupsOf(events).toSorted((a, b) => (a.group < b.group ? -1 : 1))).toEqual([
      { group: 'notifications', lag: 0, acknowledged: 4, dead: 0, redeliveries: 0 },
      { group: 'order-history', lag: 0, acknowledged: 3, dead: 0, redeliveries: 0 },
    ])
  })

  test('climbs while a group does not answer, and falls with each dead letter', async () => {
    const { events } = await run({ faults: down })
    const lags = lagOf(events)
      .get('notifications')
      ?.map(({ lag }) => lag)
    expect(lags).toEqual([1, 2, 3, 4, 3, 2, 1, 0])
    expect(groupsOf(events).find(({ group }) => group === 'notifications')).toMatchObject({
      dead: 4,
      redeliveries: 16,
      lag: 0,
    })
  })

  test('of a log without events is none', () => {
    expect([eventStoriesOf([]), [...lagOf([])], groupsOf([])]).toEqual([[], [], []])
  })
})
