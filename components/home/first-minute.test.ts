import { describe, expect, test } from 'vitest'
import { compareTakes } from './compare.ts'
import { afterAction, openMinute } from './minute.ts'
import { BROWSE, FIRST_LINE, orderRequest, readQuantity, scenarioOf } from './order-line.ts'
import { replay } from './replay.ts'
import { causeOf, comparisonWords, guessWords, reservationWords, stockWords } from './words.ts'

const order = orderRequest(FIRST_LINE, 'test-1')
const run = (...args: Parameters<typeof scenarioOf>) => replay(scenarioOf(...args))

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
    expect(comparison.different).toBe(0)
    expect(comparison.compared).toBeGreaterThan(100)
    expect(comparison.hops).toEqual([5, 1])
    expect(stockWords(monolith.stock)).toBe('3 → 2')
    expect(comparisonWords(comparison)).toBe(
      `0 of ${comparison.compared} bytes of the answer changed · 5 HTTP hops → 1`,
    )
    expect(guessWords('no', comparison)).toBe('You said no. That is what happened.')
    expect(guessWords('yes', comparison)).toBe('You said yes. It was the other way round.')
  })

  test('without payments the order is answered 503 and the reserved copy comes back', async () => {
    const take = await run(order, 'microservices', ['payments'])
    expect(take.response?.status).toBe(503)
    expect(take.response?.fields).toContainEqual(['content-type', 'application/problem+json'])
    expect(stockWords(take.stock)).toBe('3 → 2 → 3')
    expect(reservationWords(take)).toContain('release')
    expect(causeOf(take)).toBe('Hop 5 found nobody: payments does not listen.')
  })

  test('browsing survives a missing payments, not a missing catalog, and not a killed monolith', async () => {
    expect((await run(BROWSE, 'microservices', ['payments'])).response?.status).toBe(200)
    expect((await run(BROWSE, 'microservices', ['catalog'])).response?.status).toBe(503)
    const killed = await run(BROWSE, 'monolith', ['payments'])
    expect(killed.response).toBeUndefined()
    expect(killed.failure).toBe('ECONNREFUSED')
  })

  test('an order for more than there are touches no stock, and says so', async () => {
    const take = await run(orderRequest({ ...FIRST_LINE, quantity: 9 }, 'test-2'), 'microservices')
    expect(take.response?.status).toBe(409)
    expect(reservationWords(take)).toContain('No copy was reserved')
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
  expect(compareTakes(take, other).different).toBe(2)
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
