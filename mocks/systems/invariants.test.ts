import { beforeAll, describe, expect, test } from 'vitest'
import { runScenario } from '../runtimes/virtual.ts'
import { ordering } from '../services/orders/contract.ts'
import { type Answered, violationsOf } from './invariants.ts'
import { Architecture, type ScenarioInput } from './scenario.ts'
import type { SystemData } from './system.ts'

const API = 'https://api.bookshop.example/v1'
const place = (key: string, more: object = {}) => {
  const { method = '', headers, body } = ordering(key, more)
  return {
    method,
    url: `${API}/orders`,
    headers: Object.fromEntries(new Headers(headers)),
    body: String(body),
  }
}
const workload: ScenarioInput['workload'] = [
  place('one'),
  place('declined', { payment: { card: 'tok_declined' } }),
  place('two'),
  { method: 'PUT', url: `${API}/orders/7/cancellation` },
]
const LE_GUIN = '9780441478125'

/** A copy of the data that a test may break, each table to be found by its name in either architecture. */
function copyOf(data: SystemData) {
  const copy: Record<string, Record<string, Record<string, Record<string, unknown>>>> = JSON.parse(
    JSON.stringify(data),
  )
  const table = (service: string, name: string) => {
    const tables = copy[service] ?? copy.monolith ?? {}
    tables[name] ??= {}
    return tables[name]
  }
  return { copy, table }
}
type Tables = ReturnType<typeof copyOf>['table']

describe.each(Architecture.options)('%s', (system) => {
  let data: SystemData
  let exchanges: readonly Answered[]
  let [first, second] = ['', '']
  beforeAll(async () => {
    const run = await runScenario({ v: 1, system, workload })
    data = run.data
    exchanges = run.exchanges
    const ids = run.exchanges.map(({ response }) =>
      response && 'text' in response.content ? JSON.parse(response.content.text).id : '',
    )
    first = ids[0]
    second = ids[2]
  })

  const broken = (breaks: (table: Tables) => void) => {
    const { copy, table } = copyOf(data)
    breaks(table)
    return violationsOf(copy, exchanges)
  }
  const change = (table: Record<string, Record<string, unknown>>, key: string, more: object) => {
    table[key] = { ...table[key], ...more }
  }
  const ofOrder = (table: Record<string, Record<string, unknown>>, order: string) =>
    Object.keys(table).find((key) => table[key]?.order === order) ?? ''

  test('of a bookshop at rest, freshly seeded or after some orders, nothing is found', async () => {
    expect(violationsOf((await runScenario({ v: 1, system })).data)).toEqual([])
    expect(violationsOf(data, exchanges)).toEqual([])
  })

  test.each<[string, (table: Tables) => void, RegExp]>([
    [
      'a copy too many is reserved',
      (t) => change(t('inventory', 'stock'), LE_GUIN, { reserved: 3 }),
      /3 copies are reserved, and reservations hold 2/,
    ],
    [
      'more is reserved than there is',
      (t) => change(t('inventory', 'stock'), LE_GUIN, { onHand: 1 }),
      /2 of 1 copies/,
    ],
    [
      'a reservation of nobody',
      (t) => change(t('orders', 'orders'), second, { state: 'cancelled' }),
      /Reservation .* holds copies for .* cancelled/,
    ],
    [
      'a payment of nobody',
      (t) => delete t('orders', 'orders')[second],
      /Payment .* sets money aside for .* not there/,
    ],
    [
      'no copies',
      (t) =>
        change(t('inventory', 'reservations'), ofOrder(t('inventory', 'reservations'), first), {
          state: 'released',
        }),
      /no copies are held/,
    ],
    [
      'copies held twice',
      (t) =>
        change(t('inventory', 'reservations'), 'more', {
          ...t('inventory', 'reservations')[ofOrder(t('inventory', 'reservations'), first)],
          id: 'more',
        }),
      /holds copies 2 times/,
    ],
    [
      'other copies',
      (t) => change(t('orders', 'orders'), first, { lines: [] }),
      /and 1 × 9780441478125 are held/,
    ],
    [
      'another reservation',
      (t) => change(t('orders', 'orders'), first, { reservation: 'another' }),
      /knows reservation another/,
    ],
    [
      'no money',
      (t) =>
        change(t('payments', 'payments'), ofOrder(t('payments', 'payments'), first), { state: 'voided' }),
      /no money is set aside/,
    ],
    [
      'money twice',
      (t) =>
        change(t('payments', 'payments'), 'more', {
          ...t('payments', 'payments')[ofOrder(t('payments', 'payments'), first)],
          id: 'more',
        }),
      /is paid 2 times/,
    ],
    [
      'another amount',
      (t) =>
        change(t('payments', 'payments'), ofOrder(t('payments', 'payments'), first), {
          amount: { amount: 1 },
        }),
      /costs 1099, and 1 are set aside/,
    ],
    [
      'another payment',
      (t) => change(t('orders', 'orders'), first, { payment: 'another' }),
      /knows payment another/,
    ],
    [
      'an order that never ended',
      (t) => change(t('orders', 'orders'), first, { state: 'pending' }),
      /is pending, and nobody is at work/,
    ],
    [
      'a saga that is open',
      (t) =>
        change(t('orders', 'sagas'), 's', {
          id: 's',
          state: 'forward',
          work: { does: 'place', order: { id: first } },
        }),
      /The saga "s" is still open/,
    ],
    [
      'one key for two orders',
      (t) => {
        for (const id of [first, second])
          change(t('orders', 'sagas'), id, {
            id,
            state: 'done',
            work: { does: 'place', order: { id }, key: { id: 'k' } },
          })
      },
      /The key "k" stands for/,
    ],
    [
      'a key that is stuck',
      (t) => change(t('orders', 'orderKeys'), 'guest one', { state: 'in progress', answer: undefined }),
      /The key "guest one" is in progress/,
    ],
    [
      'a promise that was not kept',
      (t) => delete t('orders', 'orders')[first],
      /A client was told of order .* not there/,
    ],
  ])('%s is found', (_, breaks, sentence) => {
    expect(broken(breaks).join('\n')).toMatch(sentence)
  })

  test('two clients who were told different things are found', () => {
    const [one] = exchanges
    const text = one?.response && 'text' in one.response.content ? (one.response.content.text ?? '') : ''
    const other: Answered = {
      request: { method: 'POST', url: `${API}/orders`, fields: [] },
      response: { status: 201, content: { text: text.replace('guest', 'somebody') } },
    }
    expect(violationsOf(data, [...exchanges, other])).toEqual([
      `Clients were told two different things about order ${first}.`,
    ])
  })

  test('one key that was answered with two orders is found', () => {
    const [one, , two] = exchanges
    if (!one || !two) throw new Error('The run has fewer exchanges than it should.')
    expect(violationsOf(data, [one, { ...two, request: one.request }])).toEqual([
      `The key one was answered with order ${first} and with order ${second}.`,
    ])
  })
})
