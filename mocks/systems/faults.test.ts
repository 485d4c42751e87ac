import { expect, test } from 'vitest'
import * as z from 'zod'
import { describeFault, faultsBesideDown, servicesDown } from './fault-words.ts'
import { Fault } from './faults.ts'

test.each([
  [{ kind: 'down', service: 'payments' }, 'payments is down'],
  [{ kind: 'instance-down', service: 'payments', instance: 2 }, 'instance 2 of payments is down'],
  [{ kind: 'slow', service: 'payments', ms: 300 }, 'payments works 300 ms longer on each request'],
  [
    { kind: 'slow', service: 'payments', ms: 300, instance: 2 },
    'instance 2 of payments works 300 ms longer on each request',
  ],
  [
    { kind: 'slow', service: 'payments', ms: 300, version: 2 },
    'version 2 of payments works 300 ms longer on each request',
  ],
  [{ kind: 'instance-drains', service: 'payments', instance: 2 }, 'instance 2 of payments drains'],
  [
    { kind: 'error', edge: { to: 'orders' }, strikes: { percent: 10 }, status: 500, version: 2 },
    'anybody → orders: version 2 answers 10% of the requests with 500',
  ],
  [
    { kind: 'partition', services: ['orders', 'payments'] },
    'the network between orders, payments and all others is cut',
  ],
  [
    { kind: 'stale-discovery', service: 'payments', ms: 500 },
    'callers notice 500 ms late what becomes of the instances of payments',
  ],
  [
    { kind: 'latency', edge: { from: 'orders' }, oneWay: { kind: 'constant', us: 1 } },
    'orders → anybody: another latency',
  ],
  [{ kind: 'bandwidth', edge: { to: 'orders' }, bytesPerSecond: 9 }, 'anybody → orders: 9 bytes per second'],
  [{ kind: 'clock-skew', service: 'orders', ms: -500 }, 'the clock of orders is 500 ms slow'],
  [{ kind: 'clock-skew', service: 'orders', ms: 0.5 }, 'the clock of orders is 0.5 ms fast'],
  [
    { kind: 'black-hole', edge: { to: 'orders' }, strikes: { first: 2 } },
    'anybody → orders: the first 2 handshakes are not answered',
  ],
  [
    { kind: 'lose-request', edge: {}, strikes: { percent: 5 } },
    'anybody → anybody: 5% of the requests are lost',
  ],
  [
    { kind: 'lose-reply', edge: { from: 'client', to: 'gateway' }, strikes: { first: 2 } },
    'client → gateway: the first 2 replies are lost after the work was done',
  ],
  [
    { kind: 'error', edge: { to: 'orders' }, strikes: { first: 1 } },
    'anybody → orders: the first 1 requests are answered 503 before they arrive',
  ],
  [
    { kind: 'reset', edge: { to: 'orders' }, strikes: { percent: 1 } },
    'anybody → orders: 1% of the connections are reset',
  ],
  [{ kind: 'slow-body', edge: { to: 'orders' }, ms: 9 }, 'anybody → orders: the content takes 9 ms longer'],
  [
    { kind: 'cut-body', edge: { to: 'orders' }, strikes: { first: 3 } },
    'anybody → orders: the first 3 replies break off in the middle',
  ],
  [
    { kind: 'no-trace-context', edge: { to: 'orders' } },
    'anybody → orders: the traceparent field is dropped',
  ],
  [
    { kind: 'crash', service: 'orders', when: { by: 'chance', meanMs: 900, times: 3 } },
    'orders is killed 3 times, by chance, and starts anew after 1000 ms',
  ],
  [
    { kind: 'crash', service: 'cart', instance: 2, when: { by: 'chance', meanMs: 900, times: 1 } },
    'instance 2 of cart is killed once, by chance, and starts anew after 1000 ms',
  ],
  [
    {
      kind: 'crash',
      service: 'payments',
      downMs: 5,
      when: { by: 'message', edge: { from: 'orders', to: 'payments' }, moment: 'before-reply' },
    },
    'payments is killed once, before the reply from orders to payments, and starts anew after 5 ms',
  ],
])('%j in words', (input, words) => {
  expect(describeFault(Fault.parse(input))).toBe(words)
})

test('what is down is named once, and the rest is kept apart', () => {
  const faults = [
    { kind: 'down', service: 'orders' },
    { kind: 'down', service: 'orders' },
    { kind: 'slow', service: 'orders', ms: 1 },
  ].map((fault) => Fault.parse(fault))
  expect(servicesDown(faults)).toEqual(['orders'])
  expect(faultsBesideDown(faults)).toEqual([{ kind: 'slow', service: 'orders', ms: 1 }])
})

test.each([
  [{ kind: 'reset', edge: {}, strikes: {} }, 'percent'],
  [{ kind: 'reset', edge: {}, strikes: { percent: 5, first: 5 } }, 'strikes'],
  [{ kind: 'latency', edge: {}, oneWay: { kind: 'uniform', minUs: 5, maxUs: 4 } }, 'maxUs'],
  [{ kind: 'partition', services: [] }, 'services'],
  [{ kind: 'earthquake' }, 'kind'],
])('%j is no fault, and the message names what is wrong', (input, name) => {
  const read = Fault.safeParse(input)
  expect(read.success).toBe(false)
  expect(z.prettifyError(read.error ?? new z.ZodError([]))).toContain(name)
})
