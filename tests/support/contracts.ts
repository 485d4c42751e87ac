import { type Contract, keep, type Place } from '#mocks/http/contract.ts'
import { authContract } from '#mocks/services/auth/contract.ts'
import { bankContract } from '#mocks/services/bank/contract.ts'
import { brokerContract } from '#mocks/services/broker/contract.ts'
import { carrierContract } from '#mocks/services/carrier/contract.ts'
import { cartContract } from '#mocks/services/cart/contract.ts'
import { catalogContract } from '#mocks/services/catalog/contract.ts'
import { graphqlContract } from '#mocks/services/graphql/contract.ts'
import { inventoryContract } from '#mocks/services/inventory/contract.ts'
import { mediaContract } from '#mocks/services/media/contract.ts'
import { notificationsContract } from '#mocks/services/notifications/contract.ts'
import { orderHistoryContract } from '#mocks/services/order-history/contract.ts'
import { ordersContract } from '#mocks/services/orders/contract.ts'
import { partnerContract } from '#mocks/services/partner/contract.ts'
import { paymentsContract } from '#mocks/services/payments/contract.ts'
import { recommendationsContract } from '#mocks/services/recommendations/contract.ts'
import { rpcContract } from '#mocks/services/rpc/contract.ts'
import { shippingContract } from '#mocks/services/shipping/contract.ts'
import { publicContract } from '#mocks/systems/public.contract.ts'
import type { Architecture } from '#mocks/systems/scenario.ts'
import type { SystemData } from '#mocks/systems/system.ts'
import { hostOf, PUBLIC_HOST } from '#mocks/systems/topology.ts'
import { signInAt } from './sign-in.ts'

/** A contract, and who has to keep it. */
export interface Obligation {
  readonly architecture: Architecture
  readonly contract: Contract
  /** The process that answers. */
  readonly party: string
  readonly host: string
}

const internal = (contract: Contract): Obligation => ({
  architecture: 'microservices',
  contract,
  party: contract.name,
  host: hostOf(contract.name),
})

/** Everybody who promised something: each service among its callers, and the public API of both architectures. */
export const OBLIGATIONS: readonly Obligation[] = [
  ...[
    catalogContract,
    inventoryContract,
    ordersContract,
    paymentsContract,
    cartContract,
    recommendationsContract,
    mediaContract,
    graphqlContract,
    shippingContract,
    rpcContract,
    authContract,
    bankContract,
    carrierContract,
    partnerContract,
    brokerContract,
    notificationsContract,
    orderHistoryContract,
  ].map(internal),
  { architecture: 'microservices', contract: publicContract('gateway'), party: 'gateway', host: PUBLIC_HOST },
  { architecture: 'monolith', contract: publicContract('monolith'), party: 'monolith', host: PUBLIC_HOST },
]

/** The runtimes beside the virtual clock; a promise takes them many times as long. */
const RUNTIMES = ['in-page', 'worker', 'tcp'] as const
type Runtime = (typeof RUNTIMES)[number]

/** Of so many promises a runtime beside the virtual clock keeps one. */
const SHARE = 6

/**
 * What a runtime has to keep. All of it is kept on the virtual clock; of the others each keeps every sixth promise, and no
 * two the same. With `all` each of them keeps all: `CONTRACTS=all npx vitest run tests/contract.`
 */
export function obligationsAt(runtime: Runtime, all: boolean): readonly Obligation[] {
  if (all) return OBLIGATIONS
  const turn = RUNTIMES.indexOf(runtime)
  return OBLIGATIONS.map((obligation) => ({
    ...obligation,
    contract: {
      ...obligation.contract,
      promises: obligation.contract.promises.filter((_, at) => at % SHARE === turn),
    },
  }))
}

/** What one runtime did with the promises. */
export interface Verdict {
  readonly promises: number
  readonly kept: number
  /** Each promise that was broken, with the reason. */
  readonly broken: readonly string[]
}

/**
 * Keeps every promise at a runtime, one after another. `fresh` gives a freshly seeded bookshop of the obligation's
 * architecture: how to send a request to it and, where the runtime lets one, how to look inside.
 */
export async function keepAll(
  fresh: (obligation: Obligation) => Promise<{
    send: (request: Request) => Promise<Response>
    data?: () => Promise<SystemData>
  }>,
  obligations: readonly Obligation[] = OBLIGATIONS,
): Promise<Verdict> {
  const broken: string[] = []
  let promises = 0
  for (const obligation of obligations) {
    const { contract, host, architecture } = obligation
    for (const promised of contract.promises) {
      promises++
      const { send, data } = await fresh(obligation)
      try {
        await keep(contract, promised, placeAt(host, send, data))
      } catch (error) {
        broken.push(
          `${contract.name}, ${architecture}: ${promised.promise}: ${error instanceof Error ? error.message : error}`,
        )
      }
    }
  }
  return { promises, kept: promises - broken.length, broken }
}

/**
 * What a system keeps, without what it remembers of requests that named a key of signing in, and of events, and
 * without what was held and given back, or begun and given up: a refusal may leave all of it behind.
 */
export async function shopData(data: Promise<SystemData>): Promise<unknown> {
  const processes = Object.entries(await data)
    .filter(([party]) => party !== 'broker')
    .map(([party, tables]) => [
      party,
      Object.fromEntries(
        Object.entries(tables)
          .filter(
            ([table]) => !/(Keys|Outbox|Inbox)$|^auth[A-Z]/.test(table) && !OF_WHAT_WAS_GIVEN_UP.has(table),
          )
          .map(([table, records]) => [
            table,
            Object.entries(records).filter(([, record]) => !wasGivenBack(table, record)),
          ]),
      ),
    ])
  return Object.fromEntries(processes)
}

const OF_WHAT_WAS_GIVEN_UP: ReadonlySet<string> = new Set([
  'sagas',
  'releases',
  'voids',
  'shipmentCancellations',
  'history',
  'messages',
  'live',
])

function wasGivenBack(table: string, record: unknown): boolean {
  return (
    typeof record === 'object' &&
    record !== null &&
    'state' in record &&
    (record.state === 'released' ||
      record.state === 'voided' ||
      (table === 'shipments' && record.state === 'cancelled'))
  )
}

/** A place at a host of the bookshop whose requests go through `send`. */
export function placeAt(
  host: string,
  send: (request: Request) => Promise<Response>,
  data?: () => Promise<SystemData>,
): Place {
  return {
    send: (path, init) => send(new Request(`https://${host}${path}`, { ...init, redirect: 'manual' })),
    signIn: async (user, scope) => (await signInAt(send, user, scope)).access_token,
    ...(data ? { data: () => shopData(data()) } : {}),
  }
}
