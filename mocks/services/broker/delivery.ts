import { arrival } from '../../http/call.ts'
import type { Send } from '../../http/client.ts'
import { CLOUD_EVENT, type CloudEvent } from '../../http/events/cloud-event.ts'
import { sendWithin, type Waits } from '../../http/events/patience.ts'
import { ProblemDocument } from '../../http/problem.ts'
import { formatTraceparent, type TraceContext } from '../../log/trace-context.ts'

/** How long a consumer may take to acknowledge, in microseconds. */
const PATIENCE_US = 5_000_000

/** How long the broker waits after an attempt: a second, and twice as long each time, a minute at most. */
export function waitAfterUs(attempt: number): number {
  return Math.min(2 ** (attempt - 1), 60) * 1_000_000
}

/**
 * Sends an event to a consumer (CloudEvents HTTP protocol binding §3.2). Gives undefined when it is acknowledged by
 * any 2xx, and otherwise why not.
 */
export async function deliver(
  event: CloudEvent,
  endpoint: string,
  trace: TraceContext,
  { send, clock }: { send: Send; clock: Waits },
): Promise<string | undefined> {
  const request = new Request(endpoint, {
    method: 'POST',
    headers: {
      'content-type': CLOUD_EVENT,
      traceparent: formatTraceparent(trace),
      ...(event.time ? arrival(event.time) : {}),
    },
    body: JSON.stringify(event),
  })
  try {
    const response = await sendWithin(PATIENCE_US, clock, send, request)
    return response.ok ? undefined : await refusalOf(response)
  } catch {
    return 'No acknowledgement came.'
  }
}

async function refusalOf(response: Response): Promise<string> {
  const content: unknown = await response.json().catch(() => undefined)
  const { data } = ProblemDocument.safeParse(content)
  return `It was answered with ${response.status}${data ? `: ${data.detail}` : '.'}`
}
