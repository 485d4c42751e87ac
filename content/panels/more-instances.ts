import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import type { FinishedRun } from '../scenarios/finished-run.ts'
import { at, BOOK, placeOrder } from '../scenarios/requests.ts'
import type { Chosen, PanelInput } from './schema.ts'

const ORDERS = 12
const WORK_MS = 40
/** One worker, and room for everybody else to wait. */
const ONE_WORKER = { places: 1, queue: 100 }
const INSTANCES: Readonly<Record<string, number>> = { one: 1, two: 2, four: 4 }

function world({ where, instances = 'one' }: Chosen): Pick<ScenarioInput, 'settings' | 'faults'> {
  const count = INSTANCES[instances] ?? 1
  const shared = where === 'shared'
  return {
    settings: {
      acquirer: 'bank',
      fleets: [
        { service: 'orders', instances: count, ...(shared ? {} : { workers: ONE_WORKER }) },
        ...(shared ? [{ service: 'bank' as const, workers: ONE_WORKER }] : []),
      ],
    },
    faults: [{ kind: 'slow', service: shared ? 'bank' : 'orders', ms: WORK_MS }],
  }
}

/** When the last customer has an answer, in milliseconds. */
const doneMs = ({ exchanges }: FinishedRun) =>
  Math.round(Math.max(...exchanges.map(({ endUs }) => endUs)) / 1000)

/** How long the customer waited who waited longest. */
const longestMs = ({ exchanges }: FinishedRun) =>
  Math.round(Math.max(...exchanges.map(({ startUs, endUs }) => endUs - startUs)) / 1000)

const placed = ({ exchanges }: FinishedRun) =>
  exchanges.filter(({ response }) => response?.status === 201).length

/** Twelve orders at once, and more of what may or may not be short. */
export const panel: PanelInput = {
  id: 'more-instances',
  title: 'Twelve orders at once, and more instances',
  invites:
    'Each order takes 40 ms of work. Choose where that work is done, and how many instances there are, of the whole monolith or of orders alone.',
  controls: [
    {
      id: 'construction',
      legend: 'The shop is',
      options: [
        { value: 'monolith', label: 'A monolith' },
        { value: 'microservices', label: 'Microservices' },
      ],
    },
    {
      id: 'where',
      legend: 'The work is done',
      options: [
        { value: 'own', label: 'By the instances' },
        { value: 'shared', label: 'By something they share' },
      ],
    },
    {
      id: 'instances',
      legend: 'Instances',
      options: [
        { value: 'one', label: '1' },
        { value: 'two', label: '2' },
        { value: 'four', label: '4' },
      ],
    },
  ],
  scenario: (chosen) => ({
    v: 1,
    system: chosen.construction === 'microservices' ? 'microservices' : 'monolith',
    ...world(chosen),
    workload: Array.from({ length: ORDERS }, (_, turn) =>
      at(turn * 5, placeOrder(`buyer-${turn}`, BOOK.prideAndPrejudice)),
    ),
  }),
  watch: () => ORDERS - 1,
  shows: ['blocks', 'messages'],
  figures: [
    { label: 'Orders placed', unit: 'of 12', evidence: 'observed', reads: placed },
    { label: 'All are answered after', unit: 'ms', evidence: 'modelled', reads: doneMs },
    { label: 'The longest wait', unit: 'ms', evidence: 'modelled', reads: longestMs },
  ],
  prediction: {
    question:
      'A monolith, four instances. The work is done by something that all of them share: one bank with one worker. Compared with one instance, when are the twelve orders answered?',
    about: { construction: 'monolith', where: 'shared', instances: 'four' },
    reads: (run) => (doneMs(run) < 200 ? 'quarter' : doneMs(run) < 400 ? 'half' : 'same'),
    options: [
      {
        value: 'quarter',
        text: 'In about a quarter of the time',
        why: 'That is what four instances do for work of their own. Here they stand in one line.',
      },
      {
        value: 'half',
        text: 'In about half of the time',
        why: 'Whatever is not shared is done side by side now. It took hardly any time before.',
      },
      {
        value: 'same',
        text: 'After the same time',
        why: 'Twelve times 40 ms of one worker stay 480 ms, however many instances stand in line for it.',
      },
    ],
  },
  claims: [
    {
      says: 'Four instances are done in less than a third of the time of one, in both constructions.',
      holds: (at) =>
        ['monolith', 'microservices'].every(
          (construction) =>
            doneMs(at({ construction, instances: 'four' })) * 3 < doneMs(at({ construction })) + 100,
        ),
    },
    {
      says: 'When the work is done by something shared, more instances change nothing, in either construction.',
      holds: (at) =>
        ['monolith', 'microservices'].every(
          (construction) =>
            doneMs(at({ construction, where: 'shared', instances: 'four' })) ===
            doneMs(at({ construction, where: 'shared' })),
        ),
    },
    {
      says: 'Every order is placed at every setting.',
      holds: (at) => placed(at()) === ORDERS && placed(at({ where: 'shared', instances: 'four' })) === ORDERS,
    },
  ],
  assumptions: [
    'An instance has one worker, and holds it while it waits for others, as a thread does. Nobody is turned away: who comes later waits.',
    'The shared part is the bank, with one worker of its own. A full database behaves the same way.',
    'All instances of a service share its data, which takes no time here.',
    'Of the microservices only orders has several instances; the others are never short of workers.',
  ],
}
