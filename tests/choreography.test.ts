import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { OPERATORS_TOKEN } from '#content/scenarios/signed-in.ts'
import { keep } from '#mocks/http/contract.ts'
import { spansOf } from '#mocks/log/views/spans.ts'
import { partiesTold } from '#mocks/log/views/told.ts'
import { openBookshop } from '#mocks/runtimes/open.ts'
import { type FinishedRun, runScenario } from '#mocks/runtimes/virtual.ts'
import { DELIVERY, ordering } from '#mocks/services/orders/contract.ts'
import { choreographedContract } from '#mocks/systems/choreographed.contract.ts'
import { violationsOf } from '#mocks/systems/invariants.ts'
import { Architecture, type ScenarioInput, Settings } from '#mocks/systems/scenario.ts'
import type { System } from '#mocks/systems/system.ts'
import { PUBLIC_HOST } from '#mocks/systems/topology.ts'
import { keepAll, placeAt } from './support/contracts.ts'
import { withBookshop } from './support/virtual.ts'

const API = `https://${PUBLIC_HOST}/v1`
const S = 1_000_000
const LAST_COPY = '9780156235501'
type Workload = NonNullable<ScenarioInput['workload']>
type Saga = 'orchestrated' | 'choreographed'

const CHOREOGRAPHED = Settings.parse({ saga: 'choreographed' })
const placing = (more: object = {}): Workload[number] => {
  const { method = '', headers, body } = ordering('k', { delivery: DELIVERY, ...more })
  return {
    method,
    url: `${API}/orders`,
    headers: Object.fromEntries(new Headers(headers)),
    body: String(body),
  }
}
const run = (saga: Saga, more: Partial<ScenarioInput> = {}) =>
  runScenario({ v: 1, workload: [placing()], ...more, settings: { saga, ...more.settings } })

/** The events of an order in the order in which the broker took them, without the names that all share. */
function said({ events }: FinishedRun): string[] {
  return events.flatMap((event) =>
    event.kind === 'broker' && event.what === 'appended' && !event.topic.endsWith('dead-letters')
      ? [event.eventType.replace('example.bookshop.', '')]
      : [],
  )
}
/** When the order was confirmed, in microseconds. */
function confirmedUs({ events }: FinishedRun): number {
  const found = events.find(
    (event) =>
      event.kind === 'state' && event.table === 'orders' && Object(event.after).state === 'confirmed',
  )
  return found?.atUs ?? Number.NaN
}

describe.each(Architecture.options)('%s: what clients may rely on where nobody commands', (architecture) => {
  test.each(choreographedContract.promises.map((promised) => [promised.promise, promised] as const))(
    '%s',
    async (_, promised) => {
      await withBookshop({ architecture, settings: CHOREOGRAPHED }, (system) =>
        keep(choreographedContract, promised, placeAt(PUBLIC_HOST, system.fetch, system.data)),
      )
    },
  )
})

test('the same in the page, on the live clock', async () => {
  const settings = Settings.parse({ saga: 'choreographed', latency: 'none' })
  const shop = await openBookshop({ architecture: 'microservices', runtime: 'in-page', settings })
  const { promises, broken } = await keepAll(async () => {
    shop.reset()
    return shop
  }, [
    { architecture: 'microservices', contract: choreographedContract, party: 'gateway', host: PUBLIC_HOST },
  ])
  expect(broken).toEqual([])
  expect(promises).toBe(choreographedContract.promises.length)
})

describe('an order that nobody commands', () => {
  test('goes through every step, each in answer to what somebody said; nobody asks for one', async () => {
    const done = await run('choreographed')
    expect(said(done)).toEqual([
      'order.placed',
      'stock.reserved',
      'payment.authorized',
      'shipment.created',
      'stock.committed',
      'payment.captured',
      'order.confirmed',
      'shipment.confirmed',
    ])
    const asked = done.events.flatMap((event) =>
      event.kind === 'request' && event.from === 'orders' ? [event.to] : [],
    )
    expect(new Set(asked)).toEqual(new Set(['catalog', 'broker']))
    expect(violationsOf(done.data, done.exchanges)).toEqual([])
  })

  test('that fails at its pivot is taken back by everybody for themselves, whether or not orders is there', async () => {
    await withBookshop({ architecture: 'microservices', settings: CHOREOGRAPHED }, async (system, clock) => {
      await system.fetch(order({ payment: { card: 'tok_expires' } }))
      system.setDown('orders', true)
      await clock.sleep(S)
      expect(await statesOf(system)).toEqual({
        reservation: 'released',
        payment: 'voided',
        shipment: 'cancelled',
      })
      system.setDown('orders', false)
      await clock.sleep(60 * S)
      expect(violationsOf(await system.data())).toEqual([])
    })
  })

  test('is asked about when nothing is heard of it: whoever has not done their part gives it up', async () => {
    const silent = await run('choreographed', { faults: [{ kind: 'down', service: 'payments' }] })
    expect(said(silent)).toEqual([
      'order.placed',
      'stock.reserved',
      // At the deadline and six times after it. Then it rests until the order is read, or orders starts anew.
      ...Array(7).fill(['order.overdue', 'stock.reserved']).flat(),
    ])
    const back = await run('choreographed', { faults: [crash('payments', 60_000)] })
    expect(said(back)).toEqual([
      'order.placed',
      'stock.reserved',
      'order.overdue',
      'stock.reserved',
      'payment.declined',
      'order.failed',
      'stock.released',
    ])
    expect(violationsOf(back.data, back.exchanges)).toEqual([])
  })

  test('goes forward when its pivot is done, however late that is heard', async () => {
    // Orders hears nothing for a minute: what payments said is a dead letter by then.
    const late = await run('choreographed', { faults: [crash('orders', 60_000)] })
    expect(said(late).slice(0, 7)).toEqual([
      'order.placed',
      'stock.reserved',
      'payment.authorized',
      'shipment.created',
      'stock.committed',
      'payment.captured',
      'order.overdue',
    ])
    expect(said(late).slice(-2)).toEqual(['order.confirmed', 'shipment.confirmed'])
    expect(violationsOf(late.data, late.exchanges)).toEqual([])
  })

  test.each([
    ['still there', 'held'],
    ['sold', 'released'],
  ] as const)('whose reservation expired is charged only if its copy is %s', async (what, reservation) => {
    const settings = Settings.parse({ saga: 'choreographed', recovery: 'none' })
    await withBookshop({ architecture: 'microservices', settings }, async (system, clock) => {
      const lines = [{ isbn: LAST_COPY, quantity: 1 }]
      system.setDown('shipping', true)
      await system.fetch(order({ lines }))
      // Longer than copies are held. Nobody watches, so shipping hears of it only when its dead letters are replayed.
      await clock.sleep(1_000 * S)
      if (what === 'sold') {
        const other = { order: 'other', lines }
        const reserving = {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(other),
        }
        const sold = await system.fetch(
          new Request('https://inventory.bookshop.internal/reservations', reserving),
        )
        expect(sold.status).toBe(201)
      }
      system.setDown('shipping', false)
      for (const offset of [0, 1, 2]) await replay(system, 'shipping', offset)
      await clock.sleep(60 * S)
      const captured = what === 'sold' ? 'voided' : 'captured'
      const shipment = what === 'sold' ? 'cancelled' : 'confirmed'
      expect(await statesOf(system)).toEqual({ reservation, payment: captured, shipment })
    })
  })

  test('is the same run every time, in any weather', async () => {
    const weather: Partial<ScenarioInput> = {
      seed: 5,
      settings: { ordering: 'none', acquirer: 'bank' },
      faults: [{ kind: 'lose-reply', edge: {}, strikes: { percent: 10 } }, crash('payments', 300)],
    }
    const [first, second] = [await run('choreographed', weather), await run('choreographed', weather)]
    expect(JSON.stringify(second.events)).toBe(JSON.stringify(first.events))
  })

  test('can not be combined with what only somebody who commands could do', () => {
    for (const more of [
      { publishing: 'none' },
      { holding: 'if-match' },
      { charging: 'first' },
      { recovery: 'no-undo' },
    ])
      expect(Settings.safeParse({ saga: 'choreographed', ...more }).success).toBe(false)
  })
})

/** What pages say of the two forms is what this measures; `docs/two-sagas.md` is written by hand, and checked. */
describe('the two forms, measured', () => {
  test('the table is what the runs say', async () => {
    const columns = [await measured('orchestrated'), await measured('choreographed')]
    const rows = columns[0]?.map(
      ([name], i) => `| ${name} | ${columns.map((column) => column[i]?.[1]).join(' | ')} |`,
    )
    expect(readFileSync('docs/two-sagas.md', 'utf8')).toContain(rows?.join('\n'))
  })
})

/** What one order that is delivered costs, and who gets to know what, with link latency and seed 7. */
async function measured(saga: Saga): Promise<[name: string, value: string | number][]> {
  const good = await run(saga, { workload: [placing({ payment: { card: 'tok_visa' } })] })
  const { events, exchanges } = good
  const requests = events.filter(({ kind }) => kind === 'request')
  const ms = (us = Number.NaN) => Math.round(us / 1000)
  const mine = new Set(events.flatMap((event) => (event.kind === 'request' ? [event.traceId] : [])))
  const own = exchanges[0]?.traceId
  const parties = new Set(spansOf(events, own).map(({ party }) => party))
  parties.delete('client')
  const told = (text: string) => partiesTold(events, text)
  return [
    ['HTTP requests in all', requests.length],
    ['… of them in the trace of the order', requests.filter(({ traceId }) => traceId === own).length],
    ['traces', mine.size],
    ['services that the trace of the order shows', parties.size],
    ['events of the order', said(good).length],
    ['the client has an answer after, ms', ms(exchanges[0]?.endUs)],
    ['the order is confirmed after, ms', ms(confirmedUs(good))],
    ['who is told the card', told('tok_visa').join(', ')],
    ['who is told the address', told('Anarres Street').join(', ')],
  ]
}

const order = (more: object = {}) =>
  new Request(`${API}/orders`, ordering('k', { delivery: DELIVERY, ...more }))

/** Somebody is killed when the broker is about to tell them something for the first time. */
const crash = (service: 'payments' | 'orders', downMs: number) =>
  ({
    kind: 'crash',
    service,
    downMs,
    when: {
      by: 'message',
      edge: { from: 'broker', to: service },
      moment: 'before-request',
      after: 0,
      first: 1,
    },
  }) as const

/** How the parts of the one order of a run stand. */
async function statesOf(system: System) {
  const data = await system.data()
  const id = Object.keys(data.inventory?.reservations ?? {}).length
  expect(id).toBeGreaterThan(0)
  const state = (party: string, table: string) =>
    Object.entries(data[party]?.[table] ?? {})
      .filter(([key, record]) => !key.startsWith('seeded') && Object(record).order !== 'other')
      .map(([, record]) => Object(record).state)
      .join()
  return {
    reservation: state('inventory', 'reservations'),
    payment: state('payments', 'payments'),
    shipment: state('shipping', 'shipments'),
  }
}

/** Has a dead letter delivered once more, as an operator would. */
const replay = (system: System, group: string, offset: number) =>
  system.fetch(
    new Request(`https://broker.bookshop.internal/subscriptions/${group}/replays`, {
      method: 'POST',
      headers: { authorization: `Bearer ${OPERATORS_TOKEN}`, 'content-type': 'application/json' },
      body: JSON.stringify({ offset }),
    }),
  )
