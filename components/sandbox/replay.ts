import type { RunEvent, TraceId } from '#mocks/log/events.ts'
import { type Exchange, type FinishedRun, runScenario } from '#mocks/runtimes/virtual.ts'
import { servicesDown } from '#mocks/systems/fault-words.ts'
import type { Scenario, ScenarioInput, WorkloadRequest } from '#mocks/systems/scenario.ts'
import type { SentRequest } from './draft.ts'
import type { Entry, Outcome } from './session.ts'

/**
 * Runs a scenario on the virtual clock and returns one entry for each of its requests. Throws when a request can not
 * be written as one (such as GET with content) or when a host is not part of the bookshop.
 */
export async function replay(
  input: ScenarioInput,
  first: Pick<Entry, 'id' | 'source' | 'bookshop'>,
): Promise<readonly Entry[]> {
  return (await replayRun(input, first)).entries
}

/** The same, with the run itself. */
export async function replayRun(
  input: ScenarioInput,
  first: Pick<Entry, 'id' | 'source' | 'bookshop'>,
): Promise<{ readonly run: FinishedRun; readonly entries: readonly Entry[] }> {
  const run = await runScenario(input)
  const { scenario, events, exchanges } = run
  const byTrace = Map.groupBy(events, ({ traceId }) => traceId)
  const entries = exchanges.map((exchange, index) =>
    entryOf(exchange, scenario, byTrace.get(exchange.traceId) ?? [], {
      ...first,
      id: first.id + index,
      at: index,
      // What the page opens with travels in its HTML, and its one request is all there is in it.
      ...(first.source === 'replayed' ? { run: events } : {}),
    }),
  )
  return { run, entries }
}

function entryOf(
  exchange: Exchange,
  { system, faults, workload, settings }: Scenario,
  events: readonly RunEvent[],
  { at, ...rest }: Pick<Entry, 'id' | 'source' | 'bookshop' | 'run'> & { at: number },
): Entry {
  const asked = workload[at]
  if (!asked) throw new Error('A run has as many exchanges as its workload has requests.')
  return {
    ...rest,
    architecture: system,
    down: servicesDown(faults),
    request: filledIn(asked, exchange),
    latency: settings.latency,
    traceId: exchange.traceId,
    outcome: outcomeOf(exchange, events, exchange.traceId),
    events,
  }
}

/** The request as it was sent: what it quotes of earlier answers is filled in. */
function filledIn(asked: WorkloadRequest, { request: { url, fields, content } }: Exchange): SentRequest {
  const { method, headers } = requestOfWorkload(asked)
  const sent = new Map(fields.map(([name, value]) => [name.toLowerCase(), value]))
  return {
    method,
    url,
    headers: headers.map(([name, value]) => [name, sent.get(name.toLowerCase()) ?? value]),
    ...(asked.body === undefined ? {} : { body: 'text' in content ? content.text : asked.body }),
  }
}

/** A request of a scenario as the editor knows it. */
export function requestOfWorkload({
  method,
  url,
  headers,
  body,
  bodyEncoding,
}: WorkloadRequest): SentRequest {
  return {
    method,
    url,
    headers: Object.entries(headers),
    ...(body === undefined ? {} : { body }),
    ...(bodyEncoding ? { bodyEncoding } : {}),
  }
}

function outcomeOf({ response, failure }: Exchange, events: readonly RunEvent[], traceId: TraceId): Outcome {
  if (response)
    return { kind: 'answered', status: response.status, fields: response.fields, content: response.content }
  const lost = events.find(
    (event) => event.kind === 'failure' && event.from === 'client' && event.traceId === traceId,
  )
  return {
    kind: 'no-answer',
    failure: lost?.kind === 'failure' ? lost.failure : 'ECONNREFUSED',
    detail: failure ?? 'No answer came.',
  }
}
