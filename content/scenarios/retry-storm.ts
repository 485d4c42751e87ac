import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsBetween, callsInAll, statusOf } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import { placeOrder } from './requests.ts'
import type { FailureScenarioInput } from './schema.ts'

type Policy = NonNullable<NonNullable<ScenarioInput['settings']>['policies']>[number]
type Retry = NonNullable<Policy['retry']>

const CALLERS = ['client', 'gateway', 'orders'] as const
const TRIES = 3
const SPREAD = { kind: 'exponential', jitter: 'full' } as const

/** The same retry policy in each of these callers. */
function policiesOf(callers: readonly (typeof CALLERS)[number][], retry: Partial<Retry> = {}): Policy[] {
  return callers.map((from) => ({ edge: { from }, retry: { attempts: TRIES, ...retry } }))
}

/** One order, while catalog answers 503: to everything, or to the first few requests. */
function catalogFails(policies: Policy[], first?: number): ScenarioInput {
  return {
    v: 1,
    settings: { policies },
    faults: [
      {
        kind: 'error',
        edge: { from: 'orders', to: 'catalog' },
        strikes: first === undefined ? { percent: 100 } : { first },
        status: 503,
      },
    ],
    workload: [placeOrder('retry-storm')],
  }
}

const atTheLeaf = (run: FinishedRun) => callsBetween(run, 'orders', 'catalog')
const BUDGET: Partial<Retry> = { backoff: SPREAD, budget: { percent: 10, reserve: 1 } }

/** Tries multiply from layer to layer, and the one that is in trouble gets the product. */
export const retryStorm: FailureScenarioInput = {
  id: 'retry-storm',
  number: 5,
  title: 'Retry storm',
  story:
    'catalog is overloaded and answers `503`. The client, the gateway and orders each try three times, and none of them knows of the others.',
  prediction: {
    question: 'The buyer clicks once. How many requests does catalog get?',
    reads: atTheLeaf,
    options: [
      {
        value: 3,
        text: '3',
        why: 'That is what one caller does by itself. Each layer above repeats all of it.',
      },
      {
        value: 9,
        text: '9',
        why: 'That multiplies the tries of two callers. There are three of them in a row.',
      },
      {
        value: 27,
        text: '27',
        why: 'Tries multiply: each try of the client is three of the gateway, and each of those three of orders.',
      },
      {
        value: 39,
        text: '39',
        why: 'That counts the requests on each layer together: those of the client, of the gateway and of orders.',
      },
    ],
  },
  symptom: {
    says: 'One click becomes 27 requests to catalog, and 39 requests in all.',
    scenario: catalogFails(policiesOf(CALLERS)),
    shows: (run) => atTheLeaf(run) === TRIES ** 3 && callsInAll(run) === TRIES + TRIES ** 2 + TRIES ** 3,
  },
  cures: [
    {
      id: 'backoff-and-budget',
      does: 'Wait before each try, longer every time and by a random share; and give each caller a retry budget: one retry in hand, and one more for every ten calls.',
      scenario: catalogFails(policiesOf(CALLERS, BUDGET)),
      says: 'catalog gets at most four requests for the click, spread over time.',
      shows: (run) => atTheLeaf(run) <= 4,
      cost: {
        says: 'When the trouble is short, an order may be refused that more tries would have saved. Measured with a catalog that refuses five requests and is well again.',
        measured: [
          { label: 'Orders refused', unit: 'orders', reads: (run) => (statusOf(run, 0) === 201 ? 0 : 1) },
        ],
        runs: {
          without: catalogFails(policiesOf(CALLERS), 5),
          with: catalogFails(policiesOf(CALLERS, BUDGET), 5),
        },
      },
    },
    {
      id: 'one-layer-retries',
      does: 'Only orders tries again: the caller next to the trouble. The others hand the failure on.',
      scenario: catalogFails(policiesOf(['orders'])),
      says: 'catalog gets as many requests as one caller has tries.',
      shows: (run) => atTheLeaf(run) === TRIES,
      cost: {
        says: 'A failure between the client and the gateway is not tried again by anybody. Measured with one connection reset there.',
        measured: [
          { label: 'Orders refused', unit: 'orders', reads: (run) => (statusOf(run, 0) === 201 ? 0 : 1) },
        ],
        runs: {
          without: resetAtTheEdge(policiesOf(CALLERS)),
          with: resetAtTheEdge(policiesOf(['orders'])),
        },
      },
    },
  ],
  wrongCure: {
    does: 'Wait before each try, longer every time and by a random share. Nothing else.',
    tempts: 'Backoff with jitter is the usual advice, and it does keep many callers from trying in step.',
    scenario: catalogFails(policiesOf(CALLERS, { backoff: SPREAD })),
    says: 'The same requests come, only later. Waiting changes when they come and not how many there are.',
    shows: (run) => atTheLeaf(run) === TRIES ** 3,
  },
  assumptions: [
    'catalog refuses everything that orders asks, for the whole run.',
    'The buyer clicks once. Budgets are full at the start, and each caller has one of its own for each service that it calls.',
  ],
}

/** One order whose first connection to the gateway is reset; everything else is well. */
function resetAtTheEdge(policies: Policy[]): ScenarioInput {
  return {
    v: 1,
    settings: { policies },
    faults: [{ kind: 'reset', edge: { from: 'client', to: 'gateway' }, strikes: { first: 1 } }],
    workload: [placeOrder('retry-storm')],
  }
}
