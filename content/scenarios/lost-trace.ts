import { hopsOf, spansOf } from '#mocks/log/views/spans.ts'
import type { ScenarioInput } from '#mocks/systems/scenario.ts'
import { callsInAll, ordersPlaced } from './evidence.ts'
import type { FinishedRun } from './finished-run.ts'
import { placeOrder } from './requests.ts'
import type { FailureScenarioInput } from './schema.ts'

/** One order through a gateway behind which something drops `traceparent`, or does not. */
function order(loses: boolean, fields: Record<string, string> = {}): ScenarioInput {
  const request = placeOrder('lost-trace')
  return {
    v: 1,
    settings: { publishing: 'none' },
    faults: loses ? [{ kind: 'no-trace-context', edge: { from: 'gateway', to: 'orders' } }] : [],
    workload: [{ ...request, headers: { ...request.headers, ...fields } }],
  }
}

const traces = ({ events }: FinishedRun) => new Set(spansOf(events).map(({ traceId }) => traceId)).size

/** How many requests the trace holds that the client began. */
function hopsInTheTrace({ events, exchanges }: FinishedRun): number {
  const traceId = exchanges[0]?.traceId
  return traceId === undefined ? 0 : hopsOf(events, traceId).length
}

/** The bytes of every `traceparent` field line that arrived: name, colon, space, value and line end. */
function traceBytes({ events }: FinishedRun): number {
  let bytes = 0
  for (const event of events) {
    if (event.kind !== 'request') continue
    const struck = events.some(
      (other) =>
        other.kind === 'fault' && other.fault === 'no-trace-context' && other.spanId === event.spanId,
    )
    for (const [name, value] of struck ? [] : event.message.fields)
      if (name === 'traceparent') bytes += `${name}: ${value}\r\n`.length
  }
  return bytes
}

/** A trace is only whole when each hop hands its context on. */
export const lostTrace: FailureScenarioInput = {
  id: 'lost-trace',
  number: 15,
  title: 'The trace that splits',
  story:
    'An old proxy between the gateway and orders drops the `traceparent` field. The order goes through. You look for it in the trace.',
  prediction: {
    question: 'The order takes five HTTP requests. How many of them are in the trace that the client began?',
    reads: hopsInTheTrace,
    options: [
      {
        value: 0,
        text: 'None',
        why: 'The spans before the loss were recorded, and they keep their trace.',
      },
      {
        value: 2,
        text: 'Two',
        why: 'The gateway recorded that it asked orders. What orders did from there is under a trace of its own.',
      },
      {
        value: 4,
        text: 'Four',
        why: 'It is not one request that goes missing. Everything behind the loss goes with it.',
      },
      {
        value: 5,
        text: 'All five',
        why: 'A service knows its trace by the `traceparent` field alone. The address and the time say nothing about it.',
      },
    ],
  },
  symptom: {
    says: 'One request of the client left more than one trace.',
    scenario: order(true),
    shows: (run) => traces(run) > 1 && ordersPlaced(run).length === 1,
  },
  cures: [
    {
      id: 'hand-it-on',
      does: 'Let the proxy hand `traceparent` on as it came.',
      scenario: order(false),
      says: 'There is one trace, and each request is in it.',
      shows: (run) => traces(run) === 1 && hopsInTheTrace(run) === callsInAll(run),
      cost: {
        says: 'A few bytes in each request, and a promise that each hop has to keep.',
        measured: [{ label: '`traceparent` fields that arrive', unit: 'bytes', reads: traceBytes }],
      },
    },
  ],
  wrongCure: {
    does: 'Let the client send an `X-Request-Id` of its own.',
    tempts: 'One id for the whole request is the right idea, and it is one line of code.',
    scenario: order(true, { 'x-request-id': '8c2f4d1e' }),
    says: 'The id goes as far as it is handed on. orders does not put it on its own requests, and the trace is still in two.',
    shows: ({ events }) =>
      events.every(
        (event) =>
          event.kind !== 'request' ||
          event.from !== 'orders' ||
          !event.message.fields.some(([name]) => name === 'x-request-id'),
      ),
  },
  assumptions: [
    'Each service starts a trace of its own when it gets no `traceparent`, as W3C Trace Context says.',
    'Spans are recorded in full; nothing is sampled away.',
    'Nobody publishes events, which would have traces of their own.',
  ],
}
