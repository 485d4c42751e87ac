import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { statusOf, waitedMs } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { STOCK_ISBNS } from '../scenarios/stock-messages.ts'
import type { PanelInput } from './schema.ts'

/** How much longer inventory works on it than it should. */
const SLOW_MS: Readonly<Record<string, number>> = { well: 0, slow: 1000 }
const GIVEN_MS: Readonly<Record<string, string>> = { short: '200', long: '2000' }

/** What each hop was told about the time that is left, in the order of being asked. */
function handedOn({ events }: FinishedRun): string {
  const told = events.flatMap((event) => {
    if (event.kind !== 'request') return []
    const field = event.message.fields.find(([name]) => /^(connect|request)-timeout-ms$/.test(name))
    return field ? [`${event.to}: ${field[1]} ms`] : []
  })
  return told.length > 0 ? told.join(', ') : 'nothing'
}

/** When inventory was done with it, in milliseconds after the question. */
function inventoryDone({ events }: FinishedRun): number {
  const serves = events.find(
    (event) =>
      event.kind === 'span' &&
      event.phase === 'started' &&
      event.role === 'serve' &&
      event.party === 'inventory',
  )
  const done = events.find(
    (event) => event.kind === 'span' && event.phase === 'ended' && event.spanId === serves?.spanId,
  )
  return Math.round((done?.atUs ?? 0) / 1000)
}

const waits = (run: FinishedRun) => Math.round(waitedMs(run, 0))

/** A deadline that travels with the call, over three hops. */
export const panel: PanelInput = {
  id: 'deadline-left',
  title: 'How long may it take?',
  invites:
    'A client asks for the stock, over the gateway and the edge that speaks Connect. Choose how long it gives the call, and how quick inventory is.',
  controls: [
    {
      id: 'given',
      legend: 'The client gives it',
      options: [
        { value: 'none', label: 'Any time' },
        { value: 'short', label: '200 ms' },
        { value: 'long', label: '2 s' },
      ],
    },
    {
      id: 'inventory',
      legend: 'inventory',
      options: [
        { value: 'slow', label: 'Takes 1 s' },
        { value: 'well', label: 'Is quick' },
      ],
    },
  ],
  scenario: ({ given = 'none', inventory = 'slow' }): ScenarioInput => ({
    v: 1,
    faults: [{ kind: 'slow', service: 'inventory', ms: SLOW_MS[inventory] ?? 0 }],
    workload: [
      {
        method: 'POST',
        url: 'https://api.bookshop.example/bookshop.inventory.v1.InventoryService/GetStock',
        headers: {
          'content-type': 'application/json',
          ...(GIVEN_MS[given] ? { 'connect-timeout-ms': GIVEN_MS[given] } : {}),
        },
        body: JSON.stringify({ isbn: STOCK_ISBNS[0] }),
      },
    ],
  }),
  shows: ['trace'],
  figures: [
    { label: 'Status', evidence: 'observed', reads: (run) => statusOf(run, 0) },
    { label: 'Told about time', evidence: 'modelled', reads: handedOn },
    { label: 'The client waits', unit: 'ms', evidence: 'modelled', reads: waits },
    { label: 'inventory is done after', unit: 'ms', evidence: 'modelled', reads: inventoryDone },
  ],
  prediction: {
    question:
      'The client gives the call 200 ms, and inventory takes a second. After how long is inventory done with it?',
    about: { given: 'short', inventory: 'slow' },
    reads: (run) => (inventoryDone(run) > 900 ? 'late' : inventoryDone(run) > 0 ? 'cut' : 'never'),
    options: [
      {
        value: 'cut',
        text: 'At the deadline',
        why: 'That takes a callee that looks at its deadline while it works, and stops. Few do, and this one does not.',
      },
      {
        value: 'late',
        text: 'After a second',
        why: 'It was told how much time is left. Whether it stops is up to its own code; here it works on for nobody.',
      },
      {
        value: 'never',
        text: 'It is never asked',
        why: 'There was time left when it was asked. Had there been none, nothing would have been sent.',
      },
    ],
  },
  claims: [
    {
      says: 'Without a deadline the client waits for as long as inventory takes.',
      holds: (at) => statusOf(at(), 0) === 200 && waits(at()) > 1000,
    },
    {
      says: 'With 200 ms it hears soon, and each of the three hops was told.',
      holds: (at) =>
        statusOf(at({ given: 'short' }), 0) === 504 &&
        waits(at({ given: 'short' })) < 300 &&
        handedOn(at({ given: 'short' })).split(', ').length === 3,
    },
    {
      says: 'inventory works on to the end all the same.',
      holds: (at) => inventoryDone(at({ given: 'short' })) === inventoryDone(at()),
    },
    {
      says: 'A deadline that is long enough changes nothing.',
      holds: (at) =>
        waits(at({ given: 'long' })) === waits(at()) &&
        statusOf(at({ given: 'short', inventory: 'well' }), 0) === 200,
    },
  ],
  assumptions: [
    'The deadline is counted from the arrival at the edge that speaks Connect; the way there and back comes on top.',
    'Work that is under way is not stopped when its deadline is over.',
  ],
}
