import { callsBetween, callsInAll, statusOf, waitedMs } from '../scenarios/evidence.ts'
import { placeOrder } from '../scenarios/requests.ts'
import type { PanelInput } from './schema.ts'

/** One order, three callers above a leaf that fails, and each of them tries again: who gets how many calls? */
export const panel: PanelInput = {
  id: 'retry-amplification',
  title: 'One click, and what the last service gets of it',
  invites:
    'catalog answers `503` to everything. Choose how often each of the three callers above it tries, and send one order.',
  controls: [
    {
      id: 'tries',
      legend: 'Each caller tries',
      options: [
        { value: 'once', label: 'Once' },
        { value: 'twice', label: 'Twice' },
        { value: 'three-times', label: '3 times' },
      ],
    },
    {
      id: 'who',
      legend: 'Who tries again',
      options: [
        { value: 'everybody', label: 'Every caller' },
        { value: 'the-outermost', label: 'Only the client' },
      ],
    },
  ],
  scenario: ({ tries, who }) => {
    const attempts = tries === 'once' ? 1 : tries === 'twice' ? 2 : 3
    const edges = [
      { from: 'client', to: 'gateway' },
      ...(who === 'everybody'
        ? ([
            { from: 'gateway', to: 'orders' },
            { from: 'orders', to: 'catalog' },
          ] as const)
        : []),
    ] as const
    return {
      v: 1,
      settings: { policies: edges.map((edge) => ({ edge, retry: { attempts, methods: 'all' as const } })) },
      faults: [
        { kind: 'error', edge: { from: 'orders', to: 'catalog' }, strikes: { percent: 100 }, status: 503 },
      ],
      workload: [placeOrder('one-click')],
    }
  },
  shows: ['blocks', 'trace'],
  figures: [
    {
      label: 'Calls that catalog gets',
      evidence: 'observed',
      reads: (run) => callsBetween(run, 'orders', 'catalog'),
    },
    { label: 'Requests in all', evidence: 'observed', reads: callsInAll },
    { label: 'What the client gets', unit: 'status', evidence: 'observed', reads: (run) => statusOf(run, 0) },
    {
      label: 'What the client waits',
      unit: 'ms',
      evidence: 'modelled',
      reads: (run) => Math.round(waitedMs(run, 0)),
    },
  ],
  prediction: {
    question: 'Three callers, each tries 3 times. How many calls does catalog get for one click?',
    about: { tries: 'three-times', who: 'everybody' },
    reads: (run) => callsBetween(run, 'orders', 'catalog'),
    options: [
      { value: 3, text: '3', why: 'That would be so if only one of the callers tried again.' },
      {
        value: 9,
        text: '9',
        why: 'Three callers with three tries each do not add up: each try of one makes three of the next.',
      },
      {
        value: 27,
        text: '27',
        why: 'Each try of the client makes three of the gateway, and each of those three of orders: 3 × 3 × 3.',
      },
    ],
  },
  claims: [
    {
      says: 'Three layers of three tries make 27 calls at the leaf, and 39 in all.',
      holds: (at) =>
        callsBetween(at({ tries: 'three-times' }), 'orders', 'catalog') === 27 &&
        callsInAll(at({ tries: 'three-times' })) === 39,
    },
    {
      says: 'If only one layer tries again, the leaf gets three.',
      holds: (at) =>
        callsBetween(at({ tries: 'three-times', who: 'the-outermost' }), 'orders', 'catalog') === 3,
    },
    {
      says: 'The client gets the same refusal either way.',
      holds: (at) => statusOf(at(), 0) === 503 && statusOf(at({ tries: 'three-times' }), 0) === 503,
    },
  ],
  assumptions: [
    'catalog fails every call, so no try can help. That is when tries cost most.',
    'No caller waits between its tries.',
  ],
}
