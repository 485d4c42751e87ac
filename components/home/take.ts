import type { RunEvent, TraceId, WireRequest, WireResponse } from '#mocks/log/events.ts'
import { type Hop, hopsOf } from '#mocks/log/views/spans.ts'
import type { Architecture } from '#mocks/systems/scenario.ts'

/** A stock level of one title, at the moment at which it became true. */
export interface StockLevel {
  /** Copies that can still be sold: on hand and not reserved. */
  readonly available: number
  readonly atUs: number
}

/** Everything that this page shows of one request: all of it read from the log. */
export interface Take {
  readonly architecture: Architecture
  /** `recorded` when the site was built, `live` in this page, `replayed` in this page on the virtual clock. */
  readonly source: 'recorded' | 'live' | 'replayed'
  readonly request: WireRequest
  /** Absent when no answer came. */
  readonly response?: WireResponse
  /** Why no answer came. */
  readonly failure?: string
  readonly hops: readonly Hop[]
  /** The levels that the ordered title had, from before this request to after it; empty if it touched no stock. */
  readonly stock: readonly StockLevel[]
}

/** Reads one request out of a log. Throws if the log has no such trace. */
export function takeOf(
  events: readonly RunEvent[],
  traceId: TraceId,
  { architecture, source }: Pick<Take, 'architecture' | 'source'>,
): Take {
  const hops = hopsOf(events, traceId)
  const [first] = hops
  if (!first) throw new Error(`The log has no request of the trace ${traceId}.`)
  return {
    architecture,
    source,
    request: first.request,
    ...(first.response ? { response: first.response } : {}),
    ...(first.failure ? { failure: first.failure.failure } : {}),
    hops,
    stock: stockLevelsOf(events, traceId),
  }
}

/** The stock levels that a trace went through, from its state changes: the level before the first, then each one after. */
export function stockLevelsOf(events: readonly RunEvent[], traceId: TraceId): readonly StockLevel[] {
  const levels: StockLevel[] = []
  for (const event of events) {
    if (event.kind !== 'state' || event.table !== 'stock' || event.traceId !== traceId) continue
    const before = availableIn(event.before)
    const after = availableIn(event.after)
    if (before !== undefined && levels.length === 0) levels.push({ available: before, atUs: event.atUs })
    if (after !== undefined) levels.push({ available: after, atUs: event.atUs })
  }
  return levels
}

/** What a stock record leaves to sell; undefined if it is not one. */
function availableIn(record: unknown): number | undefined {
  if (typeof record !== 'object' || record === null || !('onHand' in record) || !('reserved' in record))
    return undefined
  const { onHand, reserved } = record
  return typeof onHand === 'number' && typeof reserved === 'number' ? onHand - reserved : undefined
}

/** The content of an answer as text; empty when there was none. */
export function contentOf(take: Take): string {
  const content = take.response?.content
  return content && 'text' in content ? content.text : ''
}
