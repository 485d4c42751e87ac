import { describe, expect, test } from 'vitest'
import { captionOf } from './caption.ts'
import { compareTakes } from './compare.ts'
import { afterAction, openMinute } from './minute.ts'
import {
  type AskedRequest,
  BROWSE,
  FIRST_LINE,
  orderRequest,
  readQuantity,
  type Story,
  scenarioOf,
} from './order-line.ts'
import { problemOf } from './problem.ts'
import { replay } from './replay.ts'
import { contentOf } from './take.ts'
import { causeOf, comparisonWords, guessWords, reservationWords, stockWords } from './words.ts'

const order = orderRequest(FIRST_LINE, 'test-1')
const run = (request: AskedRequest, system: Story['system'], down: Story['down'] = []) =>
  replay(scenarioOf({ requests: [request], system, down }))

describe('the story that the home page tells, told by real runs', () => {
  test('the order is answered 201 and the stock goes from 3 to 2', async () => {
    const take = await run(order, 'microservices')
    expect(take.response?.status).toBe(201)
    expect(stockWords(take.stock)).toBe('3 → 2')
    expect(new Set(take.hops.map((hop) => hop.to))).toEqual(
      new Set(['gateway', 'orders', 'catalog', 'inventory', 'payments']),
    )
  })

  test('the monolith gives the same answer, byte for byte, with one hop', async () => {
    const services = await run(order, 'microservices')
    const monolith = await run(order, 'monolith')
    const comparison = compareTakes(services, monolith)
    expect(comparison).toEqual({
      sameStatus: true,
      compared: services.response?.content.bytes,
      different: 0,
      hops: [5, 1],
    })
    expect(comparison.compared).toBeGreaterThan(100)
    expect(stockWords(monolith.stock)).toBe('3 → 2')
    expect(comparisonWords(comparison)).toBe(
      `Same status. 0 of ${comparison.compared} bytes of the content changed. 5 HTTP hops → 1.`,
    )
    expect(guessWords('no', comparison)).toBe('No, it did not change.')
    expect(guessWords('yes', comparison)).toBe('You said yes; it did not change.')
  })

  test('a visitor’s own seed gives an order of its own, the same one in both constructions', async () => {
    const story = { requests: [order, orderRequest(FIRST_LINE, 'test-2')], seed: 4_000_000_000 }
    const services = await replay(scenarioOf({ ...story, system: 'microservices' }))
    const monolith = await replay(scenarioOf({ ...story, system: 'monolith' }))
    expect(stockWords(services.stock)).toBe('2 → 1')
    expect(compareTakes(services, monolith)).toMatchObject({ sameStatus: true, different: 0 })
    expect(contentOf(services)).not.toBe(contentOf(await run(order, 'microservices')))
  })

  test('without payments the order is answered 503 and the reserved copy comes back', async () => {
    const take = await run(order, 'microservices', ['payments'])
    expect(take.response?.status).toBe(503)
    expect(take.response?.fields).toContainEqual(['content-type', 'application/problem+json'])
    expect(problemOf(take)).toMatchObject({ detail: expect.stringContaining('payments') })
    expect(problemOf(await run(order, 'microservices'))).toBeUndefined()
    expect(stockWords(take.stock)).toBe('3 → 2 → 3')
    expect(reservationWords(take)).toContain('release')
    expect(causeOf(take)).toBe('Hop 5 was refused: payments is not listening.')
    const minute = afterAction(openMinute(take), { type: 'broke', take })
    expect(captionOf(minute)).toEqual({
      did: 'Five microservices again, shelves full, payments down.',
      came: '503: hop 5 was refused, so orders gave the copy back (hop 6).',
    })
    expect(captionOf(afterAction(minute, { type: 'asked' })).came).toContain(
      'Orders asked inventory to release it, in hop 6. Copies you can buy: 3 → 2 → 3.',
    )
  })

  test('browsing survives a missing payments, not a missing catalog, and not a monolith that is down', async () => {
    expect((await run(BROWSE, 'microservices', ['payments'])).response?.status).toBe(200)
    expect((await run(BROWSE, 'microservices', ['catalog'])).response?.status).toBe(503)
    const stopped = await run(BROWSE, 'monolith', ['payments'])
    expect(stopped.response).toBeUndefined()
    expect(stopped.failure).toBe('ECONNREFUSED')
  })

  test('an order for more than there are touches no stock, and says so', async () => {
    const take = await run(orderRequest({ ...FIRST_LINE, quantity: 9 }, 'test-2'), 'microservices')
    expect(take.response?.status).toBe(409)
    expect(reservationWords(take)).toContain('No copy was reserved')
    expect(captionOf(afterAction(openMinute(take), { type: 'broke', take })).came).toBe(
      '409 Conflict. Hop 4: inventory answered 409.',
    )
  })
})

test('one changed byte and one missing byte both count', async () => {
  const take = await run(order, 'microservices')
  if (!take.response) throw new Error('no response')
  const [first = '', ...rest] = 'text' in take.response.content ? take.response.content.text : ''
  const other = {
    ...take,
    response: { ...take.response, content: { bytes: 0, text: `[${rest.slice(0, -1).join('')}` } },
  }
  expect(first).toBe('{')
  expect(compareTakes(take, other)).toMatchObject({ different: 2, sameStatus: true })
})

test('each action shows its own run from the start and forgets what came after it', async () => {
  const take = await run(order, 'microservices')
  const monolith = await run(order, 'monolith')
  let minute = openMinute({ ...take, source: 'recorded' })
  expect(minute.step).toBe(5)
  minute = afterAction(minute, { type: 'sent', take })
  expect(minute).toMatchObject({ step: 0, sent: take })
  minute = afterAction(minute, { type: 'stepped' })
  expect(minute.step).toBe(1)
  minute = afterAction(minute, { type: 'guessed', guess: 'no', services: take, monolith })
  expect(minute).toMatchObject({ shown: monolith, guess: 'no', sent: take })
  minute = afterAction(minute, { type: 'broke', take })
  minute = afterAction(minute, { type: 'asked' })
  expect(minute).toMatchObject({ down: ['payments'], asked: true, guess: 'no' })
  minute = afterAction(minute, { type: 'sent', take })
  expect(minute.guess).toBeUndefined()
  expect(minute.broken).toBeUndefined()
  minute = afterAction(minute, { type: 'browse-failed', how: 'catalog-down', take })
  minute = afterAction(minute, { type: 'browse-failed', how: 'monolith-down', take: monolith })
  expect(minute).toMatchObject({
    doing: 'monolith-down',
    down: ['monolith'],
    browseFailed: { 'catalog-down': take, 'monolith-down': monolith },
  })
})

test('trouble of the page itself keeps what is shown', async () => {
  const minute = openMinute(await run(order, 'microservices'))
  const busy = afterAction(minute, { type: 'started', doing: 'Sending' })
  const troubled = afterAction(busy, { type: 'troubled', why: 'offline' })
  expect(busy.busy).toBe('Sending')
  expect(troubled).toMatchObject({ trouble: 'offline', shown: minute.shown })
  expect(troubled.busy).toBeUndefined()
})

test.each([
  ['1', 1],
  [' 9 ', 9],
  ['0', undefined],
  ['10', undefined],
  ['1.5', undefined],
  ['', undefined],
  ['-1', undefined],
])('the quantity %j reads as %j', (text, quantity) => {
  expect(readQuantity(text)).toBe(quantity)
})

test('another status is another answer, even with the same content', async () => {
  const take = await run(order, 'microservices')
  if (!take.response) throw new Error('no response')
  const comparison = compareTakes(take, { ...take, response: { ...take.response, status: 200 } })
  expect(comparison).toMatchObject({ sameStatus: false, different: 0 })
  expect(guessWords('yes', comparison)).toBe('Yes, it did change.')
  expect(guessWords('no', comparison)).toBe('You said no; it did change.')
})
