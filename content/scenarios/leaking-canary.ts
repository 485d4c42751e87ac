import { redOf } from '#mocks/log/views/red.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsBetween, statusOf } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import { listOrders } from './requests.ts'
import type { FailureScenarioInput } from './schema.ts'

type Policies = NonNullable<ScenarioInput['settings']>['policies']

const READERS = 120
/** From this share of failed calls on, in percent, an alarm fires. */
const ALARM = 10

/** Buyers look at their orders, one after another, while version 2 of orders serves a share of them and fails at half. */
function release(percent: number, policies: Policies = []): ScenarioInput {
  return {
    v: 1,
    settings: { policies, fleets: [{ service: 'orders', instances: 3, canary: { instances: 1, percent } }] },
    faults: [{ kind: 'error', edge: { to: 'orders' }, strikes: { percent: 50 }, status: 503, version: 2 }],
    workload: Array.from({ length: READERS }, listOrders),
  }
}

interface Share {
  readonly requests: number
  readonly errors: number
}

const ofAll = ({ events }: FinishedRun) =>
  redOf(events).services.filter(({ service }) => service === 'orders')
const ofVersion = ({ events }: FinishedRun, wanted: string) =>
  redOf(events).versions.filter(({ service, version }) => service === 'orders' && version === wanted)
const fires = (shares: readonly Share[]) =>
  shares.some(({ requests, errors }) => errors * 100 > requests * ALARM)

/** How many requests clients got no good answer to. */
const failedForClients = (run: FinishedRun) =>
  run.exchanges.filter((_, exchange) => statusOf(run, exchange) !== 200).length
const workOfFirst = (run: FinishedRun) => ofVersion(run, '1').reduce((sum, { requests }) => sum + requests, 0)

/** A bad release that few calls reach is small in every average. */
export const leakingCanary: FailureScenarioInput = {
  id: 'leaking-canary',
  number: 16,
  title: 'The canary that leaks',
  story:
    'A tenth of the calls to orders go to the new version 2, on an instance of its own. It fails at half of them. The dashboard shows one error rate for orders.',
  prediction: {
    question:
      'Two alarms watch orders: one looks at all its calls, the other at each version. Each fires when more than a tenth of the calls fail. How many fire?',
    reads: (run) =>
      Number(fires(ofAll(run))) + Number(fires([...ofVersion(run, '1'), ...ofVersion(run, '2')])),
    options: [
      {
        value: 0,
        text: 'None of them',
        why: 'Half of a tenth is small for orders as a whole. For the version that fails, it is half.',
      },
      {
        value: 1,
        text: 'One of them',
        why: 'Both count the same failures. One divides them by all calls, the other by the calls of version 2.',
      },
      {
        value: 2,
        text: 'Both',
        why: 'For that, version 2 alone would have to fail at more than a tenth of all calls. A tenth is all that it gets.',
      },
    ],
  },
  symptom: {
    says: 'Version 2 fails at more than a tenth of its calls, and orders as a whole at less than a tenth.',
    scenario: release(10),
    shows: (run) => fires(ofVersion(run, '2')) && !fires(ofAll(run)),
  },
  cures: [
    {
      id: 'roll-back',
      does: 'Give version 2 none of the calls. Its instance stays up, so that somebody can look into it.',
      scenario: release(0),
      says: 'Every call is answered by version 1, and every client gets an answer.',
      shows: (run) => failedForClients(run) === 0 && ofVersion(run, '2').length === 0,
      cost: {
        says: 'The instances of version 1 take the calls back, and nobody gets what version 2 was made for.',
        measured: [{ label: 'Calls that version 1 works on', unit: 'calls', reads: workOfFirst }],
      },
    },
  ],
  wrongCure: {
    does: 'The gateway tries again when orders answers `503`, up to five times.',
    tempts: 'Most calls go to version 1, so another try nearly always finds a version that works.',
    scenario: release(10, [{ edge: { from: 'gateway', to: 'orders' }, retry: { attempts: 5 } }]),
    says: 'Clients see no failure any more, so nobody asks. Version 2 fails as before, and orders gets more calls than there are requests.',
    shows: (run) => failedForClients(run) === 0 && callsBetween(run, 'gateway', 'orders') > READERS,
  },
  assumptions: [
    'Whoever sends a call to orders draws lots for it: one call in ten goes to version 2, whoever the client is.',
    'Version 2 answers half of its calls with `503` before it does anything. Version 1 never fails.',
    'The 120 requests come one after another and only read.',
  ],
}
