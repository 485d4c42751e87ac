import { expect, test } from 'vitest'
import { Settings } from './scenario.ts'
import { describeSettings } from './setting-words.ts'

test('what is set away from the defaults is said in words', () => {
  expect(describeSettings(Settings.parse({}))).toEqual([])
  const settings = Settings.parse({
    latency: 'none',
    auth: 'required',
    idempotencyKey: 'optional',
    paymentKey: 'none',
    publishing: 'dual-write',
    inbox: 'none',
    ordering: 'none',
    deliveryAttempts: 2,
    tokenLeewayS: 60,
    notificationsFixS: 30,
    serverTiming: true,
    recommendations: 'required',
    quota: { requests: 5, windowS: 1 },
    recovery: 'none',
    acquirer: 'bank',
    charging: 'first',
    holding: 'if-match',
    carts: 'memory',
    fleets: [
      { service: 'gateway', workers: { places: 4, queue: 9 } },
      { service: 'orders', instances: 3, canary: { percent: 10 } },
    ],
  })
  expect(describeSettings(settings)).toEqual([
    'messages take no time',
    'nobody may ask without a token',
    'an order needs no Idempotency-Key',
    'orders sends payments no Idempotency-Key',
    'payments asks the bank',
    'events are published once, after the commit',
    'an event that comes twice takes effect twice',
    'events may overtake each other',
    'an event is a dead letter after 2 deliveries',
    'clocks may differ by 60 s from that of the issuer of tokens',
    'after 30 s a version of notifications is deployed that needs no customer',
    'each answer says how long its service worked on it',
    'orders keeps no saga log',
    'an order is charged before its shipment is created',
    'orders writes a smaller count of copies, if it has read the latest one',
    'the front page needs recommendations',
    'each instance of the cart service keeps carts in its memory',
    'each consumer may send 5 requests in 1 s',
    'gateway runs 1 instance, 4 workers each, and 9 requests wait',
    'orders runs 3 instances (round-robin), version 2 on 1 more, for 10% of the calls',
  ])
})
