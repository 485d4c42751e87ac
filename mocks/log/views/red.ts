import type { Micros, Party, RunEvent } from '../events.ts'
import { nearestRank } from './percentiles.ts'
import { type Span, spansOf } from './spans.ts'

/** Rate, errors and duration of some requests (the RED method). Only requests that have been answered count. */
export interface Red {
  readonly requests: number
  /** Requests that the service itself failed: answered 5xx, or not answered because it crashed. */
  readonly errors: number
  /** Requests in each second of the run; undefined when no time has passed. */
  readonly perSecond: number | undefined
  /** Nearest-rank percentiles of how long the service took, without the network. */
  readonly p50Us: Micros
  readonly p95Us: Micros
  readonly p99Us: Micros
}

/** RED of one operation of one service. */
export interface OperationRed extends Red {
  readonly service: Party
  readonly operation: string
}

/** RED of one service, all its operations together. */
export interface ServiceRed extends Red {
  readonly service: Party
}

/** RED of one version of a service (OpenTelemetry's `service.version`), all its operations together. */
export interface VersionRed extends Red {
  readonly service: Party
  readonly version: string
}

/** RED of everything that served, each list sorted by name. */
export interface RedMetrics {
  readonly services: readonly ServiceRed[]
  /** Of the services whose spans say which version served: a canary release. */
  readonly versions: readonly VersionRed[]
  readonly operations: readonly OperationRed[]
}

/** Names the operation that a serving span worked on. The names must be few: a template, not a path with ids in it. */
export type OperationOf = (span: Pick<Span, 'party' | 'attributes'>) => string

/** The method and, where it was noted, the route: `GET /books/{isbn}`. */
export const methodAndRoute: OperationOf = ({ attributes }) => {
  const method = `${attributes['http.request.method'] ?? 'HTTP'}`
  const route = attributes['http.route']
  return route === undefined ? method : `${method} ${route}`
}

/** Whether a service failed at what it was asked: a refusal (4xx) is work well done. */
export function serverFailed({ error, attributes }: Pick<Span, 'error' | 'attributes'>): boolean {
  const status = attributes['http.response.status_code']
  return error !== undefined || (typeof status === 'number' && status >= 500)
}

/** The version that a serving span says it is of; undefined where only one runs. */
export function versionOf({ attributes }: Pick<Span, 'attributes'>): string | undefined {
  const version = attributes['service.version']
  return version === undefined ? undefined : `${version}`
}

/** Sorts by name, one character after another, the same on every machine. */
export const byName = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** RED per service and per operation, from the spans of a whole log. For a log that is not kept, see `createRedFold`. */
export function redOf(events: readonly RunEvent[], operationOf: OperationOf = methodAndRoute): RedMetrics {
  const windowUs = (events.at(-1)?.atUs ?? 0) - (events[0]?.atUs ?? 0)
  const served = spansOf(events).filter(({ role, endUs }) => role === 'serve' && endUs !== undefined)
  const services = Map.groupBy(served, ({ party }) => party)
  return {
    services: [...services]
      .sort(([a], [b]) => byName(a, b))
      .map(([service, spans]) => ({ service, ...measure(spans, windowUs) })),
    versions: [...services]
      .sort(([a], [b]) => byName(a, b))
      .flatMap(([service, spans]) =>
        [...Map.groupBy(spans, versionOf)]
          .filter(([version]) => version !== undefined)
          .map(([version, own]) => ({ service, version: version ?? '', ...measure(own, windowUs) }))
          .sort((a, b) => byName(a.version, b.version)),
      ),
    operations: [...services]
      .sort(([a], [b]) => byName(a, b))
      .flatMap(([service, spans]) =>
        [...Map.groupBy(spans, operationOf)]
          .sort(([a], [b]) => byName(a, b))
          .map(([operation, own]) => ({ service, operation, ...measure(own, windowUs) })),
      ),
  }
}

function measure(spans: readonly Span[], windowUs: Micros): Red {
  const durations = spans.map(({ startUs, endUs = startUs }) => endUs - startUs)
  return {
    requests: spans.length,
    errors: spans.filter(serverFailed).length,
    perSecond: windowUs > 0 ? (spans.length * 1_000_000) / windowUs : undefined,
    p50Us: nearestRank(durations, 50) ?? 0,
    p95Us: nearestRank(durations, 95) ?? 0,
    p99Us: nearestRank(durations, 99) ?? 0,
  }
}
