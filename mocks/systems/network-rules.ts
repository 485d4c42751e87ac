import type { FleetRules } from '../network/fleet.ts'
import type { Network } from '../network/network.ts'
import type { EdgePolicy } from '../network/rules.ts'
import type { Fault } from './faults.ts'
import type { Fleet, Policy } from './policies.ts'
import type { Architecture, ServiceName } from './scenario.ts'
import { processesOf } from './topology.ts'

const us = (ms: number) => Math.round(ms * 1000)

/** A caller's policy as the network takes it: the same, in microseconds where the core counts. */
export function edgePolicyOf({
  edge,
  timeoutMs,
  connectTimeoutMs,
  deadlineMs,
  retry,
  breaker,
  bulkhead,
  fallback,
  hedgeAfterMs,
  collapse,
  cache,
}: Policy): EdgePolicy {
  return {
    edge,
    ...defined({
      timeoutMs,
      connectTimeoutMs,
      deadlineMs,
      bulkhead,
      fallback,
      hedgeAfterMs,
      collapse,
      cache,
    }),
    ...(retry && {
      retry: {
        ...defined({ budget: retry.budget }),
        attempts: retry.attempts,
        methods: retry.methods,
        statuses: retry.statuses,
        honourRetryAfter: retry.honourRetryAfter,
        backoff: {
          kind: retry.backoff.kind,
          jitter: retry.backoff.jitter,
          baseUs: us(retry.backoff.baseMs),
          maxUs: us(retry.backoff.maxMs),
        },
      },
    }),
    ...(breaker && {
      breaker: {
        openUs: us(breaker.openMs),
        probes: breaker.probes,
        opens:
          breaker.opens.after === 'rate'
            ? {
                after: 'rate',
                percent: breaker.opens.percent,
                calls: breaker.opens.calls,
                windowUs: us(breaker.opens.windowMs),
              }
            : breaker.opens,
      },
    }),
  }
}

export function fleetRulesOf({ instances, balancing, workers, canary }: Fleet): FleetRules {
  return { instances, balancing, ...defined({ workers, canary }) }
}

/** The faults that strike messages on an edge. */
export function edgeFaultsOf(faults: readonly Fault[]): Extract<Fault, { edge: unknown }>[] {
  return faults.filter((fault): fault is Extract<Fault, { edge: unknown }> => 'edge' in fault)
}

/** Whom a partition separates from everybody else. */
export function cutOffBy(faults: readonly Fault[]): ServiceName[] {
  return faults.flatMap((fault) => (fault.kind === 'partition' ? fault.services : []))
}

/** Makes exactly these faults true. What strikes messages goes to the edges, the rest to processes and their instances. */
export function applyFaults(network: Network, architecture: Architecture, faults: readonly Fault[]) {
  network.setFaults(edgeFaultsOf(faults))
  network.setPartition(cutOffBy(faults))
  for (const { party, services } of processesOf(architecture)) {
    const fleet = network.fleet(party)
    const here = faults.filter((fault) => 'service' in fault && services.includes(fault.service))
    network.setDown(
      party,
      here.some(({ kind }) => kind === 'down'),
    )
    const skew = here.findLast((fault) => fault.kind === 'clock-skew')
    network.setClockSkew(party, skew ? us(skew.ms) : 0)
    fleet.slow(0)
    fleet.staleness(0)
    if (!network.isDown(party))
      for (let id = 1; id <= fleet.size; id++) {
        const is = (kind: Fault['kind']) =>
          here.some((fault) => fault.kind === kind && 'instance' in fault && fault.instance === id)
        fleet.setInstance(id, is('instance-down') ? 'down' : is('instance-drains') ? 'draining' : 'up')
      }
    for (const fault of here) {
      if (fault.kind === 'slow') fleet.slow(us(fault.ms), fault.instance, fault.version)
      if (fault.kind === 'stale-discovery') fleet.staleness(us(fault.ms))
    }
  }
}

/** Without what is undefined: a setting that was left out is not there. */
function defined<T extends Record<string, unknown>>(
  settings: T,
): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }
}
