import { beforeAll, describe, expect, test } from 'vitest'
import { changesOf } from '#mocks/log/views/changes.ts'
import { type FinishedRun, runScenario } from '#mocks/runtimes/virtual.ts'
import { isOutside } from '#mocks/systems/map.ts'
import { MAY_DIFFER } from '#mocks/systems/parity.ts'
import { everything } from './support/workload.ts'

const workload = everything()
let microservices: FinishedRun
let monolith: FinishedRun
beforeAll(async () => {
  microservices = await runScenario({ v: 1, system: 'microservices', workload })
  monolith = await runScenario({ v: 1, system: 'monolith', workload })
}, 60_000)

/** What a caller sees of an exchange, without the fields that may differ. */
function seen({ exchanges }: FinishedRun, i: number, mayDiffer = MAY_DIFFER) {
  const { request, response } = exchanges[i] ?? {}
  return {
    asked: `${request?.method} ${request?.url}`,
    status: response?.status,
    fields: response?.fields.filter(([name]) => !mayDiffer.includes(name)),
    content: isStream(response) ? withoutPlaces(response?.content) : response?.content,
  }
}

/** A place in a stream is this shop's own: the monolith tells of no order that it refused, so it counts fewer. */
const withoutPlaces = (content: object | undefined) =>
  content && 'text' in content ? `${content.text}`.replaceAll(/^id: \d+$/gm, 'id: …') : content
const isStream = (response: FinishedRun['exchanges'][number]['response']) =>
  response?.fields.some(([, value]) => value.startsWith('text/event-stream'))

describe('the same public API, two architectures', () => {
  test('every answer is the same, byte for byte', () => {
    expect(workload.length).toBeGreaterThan(120)
    for (const [i] of workload.entries()) expect(seen(monolith, i)).toEqual(seen(microservices, i))
  })

  test('the workload says yes and no in every way', () => {
    const statuses = new Set(monolith.exchanges.map(({ response }) => response?.status))
    expect([...statuses].sort()).toEqual([
      200, 201, 202, 204, 303, 304, 400, 401, 403, 404, 405, 406, 409, 412, 413, 414, 415, 422, 428,
    ])
  })

  test('each field that may differ does', () => {
    for (const name of MAY_DIFFER) {
      const others = MAY_DIFFER.filter((other) => other !== name)
      const differs = workload.some(
        (_, i) =>
          JSON.stringify(seen(monolith, i, others)) !== JSON.stringify(seen(microservices, i, others)),
      )
      expect(differs, name).toBe(true)
    }
  })

  test('what the shop keeps of orders is the same', () => {
    expect(monolith.data.monolith?.orders).toBeDefined()
    const visible = (orders: unknown) =>
      JSON.parse(JSON.stringify(orders, (key, value) => (key === 'reservation' ? undefined : value)))
    expect(visible(monolith.data.monolith?.orders)).toEqual(visible(microservices.data.orders?.orders))
    expect(monolith.data.monolith?.stock).toEqual(microservices.data.inventory?.stock)
    expect(monolith.data.monolith?.payments).toEqual(microservices.data.payments?.payments)
  })

  test('a declined order is undone step by step between services, and never happened inside the monolith', () => {
    const declined = workload.findIndex(({ body }) => body?.includes('tok_declined'))
    const touched = ({ events, exchanges }: FinishedRun) =>
      changesOf(events, exchanges[declined]?.traceId ?? '')
        .map(({ table }) => table)
        .filter((table) => !table.endsWith('Outbox'))
    expect(microservices.exchanges[declined]?.response?.status).toBe(422)
    expect(touched(microservices).sort()).toEqual([
      'orderKeys',
      'orders',
      'paymentKeys',
      'releases',
      'reservationKeys',
      'reservations',
      'sagas',
      'stock',
      'stock',
    ])
    expect(touched(monolith)).toEqual(['orderKeys'])
  })

  test('inside the monolith no HTTP is spoken; third parties are asked as the services ask them', () => {
    const said = ({ events }: FinishedRun) =>
      events.flatMap((event) =>
        event.kind === 'request' || event.kind === 'response' || event.kind === 'failure' ? [event] : [],
      )
    const toOutside = (run: FinishedRun) =>
      said(run).flatMap((event) =>
        event.kind === 'request' && isOutside(event.to) ? [`${event.to} ${event.message.url}`] : [],
      )
    expect(toOutside(monolith).length).toBeGreaterThan(0)
    expect(toOutside(monolith)).toEqual(toOutside(microservices))
    // What it shares with others it shares over the network: the broker is no part of it.
    const toBroker = said(monolith).filter(({ from, to }) => from === 'broker' || to === 'broker')
    expect(new Set(toBroker.map(({ from, to }) => `${from}→${to}`))).toEqual(
      new Set(['monolith→broker', 'broker→monolith']),
    )
    const spoken = said(monolith).filter(
      (event) => !toBroker.includes(event) && !isOutside(event.from) && !isOutside(event.to),
    )
    expect(spoken).toHaveLength(2 * workload.length)
    for (const event of spoken) expect(event).toMatchObject({ from: 'client', to: 'monolith' })
    expect(spoken.filter(({ kind }) => kind === 'failure')).toEqual([])
    const outside = microservices.events.filter(
      (event) => event.kind === 'request' && event.from !== 'client',
    )
    expect(outside.length).toBeGreaterThan(100)
  })
})
