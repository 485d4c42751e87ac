import type { Check, Demo } from '#content/questions/schema.ts'
import { type CheckResult, confirm } from '#learner/prepare.ts'
import { changesOf, type RecordChange } from '#mocks/log/views/changes.ts'
import { type Hop, hopsOf } from '#mocks/log/views/spans.ts'
import { type Exchange, runScenario } from '#mocks/runtimes/virtual.ts'
import { servicesDown } from '#mocks/systems/fault-words.ts'
import { encodeRun } from '#mocks/systems/link.ts'
import type { Architecture } from '#mocks/systems/scenario.ts'
import { count } from './minutes.ts'

/** One run of a demonstration, as the page shows it. */
export interface DemoRunResult {
  readonly id: string
  readonly label: string
  readonly architecture: Architecture
  readonly down: readonly string[]
  readonly exchanges: readonly Exchange[]
  /** Which exchange is drawn. */
  readonly request: number
  readonly hops: readonly Hop[]
  readonly changes: readonly RecordChange[]
  /** What follows `#run=` in a link to the sandbox. */
  readonly link: string
}

/** A demonstration that has run. */
export interface DemoResult {
  readonly runs: readonly DemoRunResult[]
  readonly checks: readonly CheckResult[]
  /** What happened, in a sentence to be announced. */
  readonly said: string
}

/** Runs a demonstration in the bookshop on the virtual clock. Throws when a run does not come to its end. */
export async function runDemo({
  request,
  runs,
  checks,
}: Pick<Demo, 'request' | 'runs'> & { checks: readonly Check[] }): Promise<DemoResult> {
  const finished = await Promise.all(
    runs.map(async ({ id, label, scenario }) => ({
      id,
      label,
      ...(await runScenario(scenario)),
      link: await encodeRun(scenario),
    })),
  )
  const results = finished.map(({ id, label, scenario, events, exchanges, link }): DemoRunResult => {
    const traceId = exchanges[request]?.traceId ?? ''
    return {
      id,
      label,
      architecture: scenario.system,
      down: servicesDown(scenario.faults),
      exchanges,
      request,
      hops: hopsOf(events, traceId),
      changes: changesOf(events, traceId),
      link,
    }
  })
  return {
    runs: results,
    checks: confirm(checks, finished),
    said: `The bookshop has run. ${results.map(sayRun).join(' ')}`,
  }
}

function sayRun({ label, exchanges, request, hops }: DemoRunResult): string {
  const status = exchanges[request]?.response?.status
  return `${label}: ${status ?? 'no answer'}, ${count(hops.length, 'HTTP request')}.`
}
