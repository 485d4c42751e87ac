import type { Party, RunEvent, SpanAttributes, SpanId } from '#mocks/log/events.ts'

/** Who made each span of a log: the end of one does not say it again. */
export function makersOf(events: readonly RunEvent[]): ReadonlyMap<SpanId, Party> {
  return new Map(
    events.flatMap((event): [SpanId, Party][] =>
      event.kind === 'span' && event.phase === 'started' && event.spanId ? [[event.spanId, event.party]] : [],
    ),
  )
}

/** Who an event of the log is about: whoever did it. */
export function partyOf(event: RunEvent, makers: ReadonlyMap<SpanId, Party>): string {
  if ('party' in event) return event.party
  if (event.kind === 'span') return makers.get(event.spanId ?? '') ?? ''
  if ('from' in event) return event.from
  return event.kind === 'run' ? 'run' : ''
}

/** What an event of the log says, in one line. */
export function wordsOf(event: RunEvent): string {
  switch (event.kind) {
    case 'run':
      return event.phase === 'started' ? `run started: ${event.system}, seed ${event.seed}` : 'run ended'
    case 'span':
      return event.phase === 'started'
        ? `${event.role} opened: ${event.name}${event.peer ? `, with ${event.peer}` : ''}`
        : `span closed${event.error ? `: ${event.error}` : ''}${figures(event.attributes)}`
    case 'request':
      return `→ ${event.to}: ${event.message.method} ${event.message.url} (${event.message.content.bytes} bytes)`
    case 'chunk':
      return `← ${event.to}: part ${event.index}${event.content ? ` (${event.content.bytes} bytes)` : ''}`
    case 'frame':
      return `${event.sender === event.from ? '→' : '←'} ${event.to}: ${event.opcode} frame (${event.bytes} bytes)${event.reason ? `: ${event.reason}` : ''}`
    case 'response':
      return `← ${event.to}: ${event.message.status} (${event.message.content.bytes} bytes)`
    case 'failure':
      return `✕ ${event.to}: ${event.failure}. ${event.detail}`
    case 'state':
      return `${event.table} ${event.key}: ${event.before === null ? 'new' : event.after === null ? 'removed' : 'changed'}`
    case 'fault':
      return `fault on the way to ${event.to}: ${event.fault}. ${event.detail}`
    case 'policy':
      return `${event.policy} for ${event.peer}: ${event.what}${figures(event.detail)}`
    case 'broker':
      return `${event.what}: ${event.eventType} at ${event.topic}/${event.partition}/${event.offset}${event.group ? ` for ${event.group}` : ''}${event.detail ? `. ${event.detail}` : ''}`
    case 'process':
      return `process ${event.state}`
  }
}

function figures(detail: SpanAttributes): string {
  const known = Object.entries(detail).map(([name, value]) => `${name} ${value}`)
  return known.length > 0 ? ` (${known.join(', ')})` : ''
}
