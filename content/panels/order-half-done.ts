import * as z from 'zod'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { bookedBy, statusOf, strayPayments, takenBack } from '../scenarios/evidence.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { BOOK, deliverOrder } from '../scenarios/requests.ts'
import type { PanelInput } from './schema.ts'

const TO_PAYMENTS = { from: 'orders', to: 'payments' } as const
const TO_SHIPPING = { from: 'orders', to: 'shipping' } as const

/** What goes wrong on the way. */
const TROUBLE: Readonly<Record<string, NonNullable<ScenarioInput['faults']>>> = {
  'no-shipping': [{ kind: 'down', service: 'shipping' }],
  'lost-reply': [{ kind: 'lose-reply', edge: TO_PAYMENTS, strikes: { first: 1 } }],
  killed: [
    {
      kind: 'crash',
      service: 'orders',
      downMs: 1000,
      when: { by: 'message', edge: TO_SHIPPING, moment: 'before-request' },
    },
  ],
}

const RECOVERY = { log: 'saga-log', forgets: 'none', forward: 'no-undo' } as const
const recoveryOf = (name = 'log') =>
  name === 'forgets' || name === 'forward' ? RECOVERY[name] : RECOVERY.log

const Stock = z.object({ reserved: z.number() })
const Order = z.object({ id: z.string(), state: z.string() })

/** Copies of the book that are held for somebody at the end. */
function held({ data }: FinishedRun): number {
  return Stock.parse(data.inventory?.stock?.[BOOK.theLeftHandOfDarkness]).reserved
}

/** The state of the order that this run made, as it stands at the end; `none` when it was never placed. */
function order({ events, data }: FinishedRun): string {
  const made = events.find(
    (event) => event.kind === 'state' && event.table === 'orders' && event.before === null,
  )
  const record = made?.kind === 'state' ? data.orders?.orders?.[made.key] : undefined
  return record === undefined ? 'none' : Order.parse(record).state
}

const inOrder = (words: readonly string[]) => (words.length > 0 ? words.join(', ') : 'nothing')

/** One order over three services, and what is left of it when a step fails. */
export const panel: PanelInput = {
  id: 'order-half-done',
  title: 'Half an order',
  invites:
    'An order holds a copy, sets money aside, charges it, asks for a parcel, and is confirmed. Let something go wrong on the way, and choose what orders does about it.',
  controls: [
    {
      id: 'trouble',
      legend: 'What goes wrong',
      options: [
        { value: 'no-shipping', label: 'shipping is down' },
        { value: 'lost-reply', label: 'The reply of payments is lost' },
        { value: 'killed', label: 'orders is killed after charging' },
      ],
    },
    {
      id: 'recovery',
      legend: 'orders',
      options: [
        { value: 'forward', label: 'Never goes back' },
        { value: 'forgets', label: 'Undoes, from memory' },
        { value: 'log', label: 'Undoes, from a saga log' },
      ],
    },
  ],
  scenario: ({ trouble = 'no-shipping', recovery }) => ({
    v: 1,
    settings: {
      recovery: recoveryOf(recovery),
      charging: 'first',
      publishing: 'none',
      policies: [{ edge: TO_PAYMENTS, timeoutMs: 500 }],
    },
    faults: TROUBLE[trouble] ?? [],
    workload: [deliverOrder('half-done')],
  }),
  shows: ['blocks', 'trace'],
  figures: [
    { label: 'Answer to the buyer', unit: 'status', evidence: 'observed', reads: (run) => statusOf(run, 0) },
    { label: 'The order, in the end', evidence: 'observed', reads: order },
    { label: 'What orders has undone', evidence: 'observed', reads: (run) => inOrder(takenBack(run)) },
    { label: 'Ledger of payments', evidence: 'observed', reads: (run) => inOrder(bookedBy(run)) },
    { label: 'Payments that no order knows of', evidence: 'observed', reads: strayPayments },
    { label: 'Copies held, in the end', evidence: 'observed', reads: held },
  ],
  prediction: {
    question:
      'payments sets the money aside, and its reply gets lost. orders takes a missing answer for a failure, undoes what it knows of, and refuses the order. How many payments are left that no order knows of?',
    about: { trouble: 'lost-reply', recovery: 'forgets' },
    reads: strayPayments,
    options: [
      {
        value: 0,
        text: 'None',
        why: 'orders undoes what it knows to be done. Of this step it does not know.',
      },
      {
        value: 1,
        text: 'One',
        why: 'The work was done and the reply was lost. Whoever takes “no answer” for “no” leaves it behind.',
      },
      {
        value: 2,
        text: 'Two',
        why: 'That takes a second request to payments. orders sends one, and gives up.',
      },
    ],
  },
  claims: [
    {
      says: 'Whoever never goes back leaves money charged and a copy held, and there is no order.',
      holds: (at) =>
        statusOf(at(), 0) === 503 && order(at()) === 'none' && strayPayments(at()) === 1 && held(at()) === 1,
    },
    {
      says: 'With a saga nothing is left, but the ledger has two entries: a charge and a refund.',
      holds: (at) =>
        bookedBy(at({ recovery: 'log' })).join() === 'capture,refund' &&
        takenBack(at({ recovery: 'log' })).join() === 'refunds,voids,releases' &&
        strayPayments(at({ recovery: 'log' })) === 0 &&
        held(at({ recovery: 'log' })) === 0,
    },
    {
      says: 'A lost reply is no failure: whoever undoes the rest leaves a payment behind, and whoever asks goes on.',
      holds: (at) =>
        strayPayments(at({ trouble: 'lost-reply', recovery: 'forgets' })) === 1 &&
        statusOf(at({ trouble: 'lost-reply', recovery: 'log' }), 0) === 201 &&
        strayPayments(at({ trouble: 'lost-reply', recovery: 'log' })) === 0,
    },
    {
      says: 'What is only in memory dies with the process; what is in the log is undone when it runs again.',
      holds: (at) =>
        order(at({ trouble: 'killed', recovery: 'forgets' })) === 'pending' &&
        strayPayments(at({ trouble: 'killed', recovery: 'forgets' })) === 1 &&
        takenBack(at({ trouble: 'killed', recovery: 'log' })).join() ===
          'cancellations,refunds,voids,releases' &&
        held(at({ trouble: 'killed', recovery: 'log' })) === 0,
    },
  ],
  assumptions: [
    'The card is charged before the parcel is asked for, so that there is money to give back. The bookshop normally charges last.',
    'orders waits 500 ms for payments. The process that is killed runs again after a second.',
    'Nobody publishes events in these runs, and the buyer does not try again.',
  ],
}
