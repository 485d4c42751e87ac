import type { Party, RunEvent, SpanAttributes, SpanId, TraceId } from '../events.ts'
import { type Hop, hopsOf, spansOf } from './spans.ts'

/**
 * A trace as a Mermaid sequence diagram. Solid arrows are requests, numbered as everywhere and with the attempt where
 * there is more than one; dotted arrows are answers; a cross is a message that did not arrive or an answer that nobody
 * got. A bar is the callee's work. Notes say what faults and policies did. No name can break the syntax: whatever is
 * not a letter, a digit or harmless is written as a character code.
 */
export function sequenceOf(events: readonly RunEvent[], traceId: TraceId): string {
  const own = events.filter((event) => event.traceId === traceId)
  const hops = new Map(hopsOf(own, traceId).map((hop) => [hop.spanId, hop]))
  const spans = new Map(spansOf(own).map((span) => [span.spanId, span]))
  const attempts = attemptsOf(spans.values())
  const people = new Map<Party, string>()
  const lines: string[] = []
  /** Hops whose callee works, and so has a bar. */
  const working = new Set<SpanId>()

  const actor = (party: Party) => {
    const id = people.get(party) ?? `p${people.size + 1}`
    people.set(party, id)
    return id
  }
  const note = (parties: readonly Party[], text: string) =>
    lines.push(`Note over ${[...new Set(parties.map(actor))].join(',')}: ${escaped(text)}`)

  for (const event of own) draw(event)
  for (const spanId of working) stopWorking(hops.get(spanId))
  const participants = [...people].map(([party, id]) => `participant ${id} as ${escaped(party)}`)
  return `${['sequenceDiagram', ...participants, ...lines].join('\n  ')}\n`

  function draw(event: RunEvent) {
    const { spanId } = event
    if (!spanId) return
    const hop = hops.get(spanId)
    switch (event.kind) {
      case 'request':
        return hop && depart(hop)
      case 'response':
        return hop && arrow(hop, '-->>', `${event.message.status}`)
      case 'failure':
        if (hop?.arrivedUs === undefined) note([event.from], `no answer: ${event.failure}`)
        else arrow(hop, '--x', event.failure)
        return
      case 'fault':
        note([event.from, event.to], `fault: ${event.fault}`)
        return
      case 'policy':
        if (event.policy !== 'balancing')
          note([event.party], `${event.policy}: ${event.what}${figures(event.detail)}`)
        return
      case 'span':
        if (event.phase === 'ended') finish(spanId, event.error)
    }
  }

  function depart(hop: Hop) {
    const [attempt, of] = attempts.get(hop.spanId) ?? [1, 1]
    const text = `${hop.number}. ${hop.request.method} ${pathOf(hop.request.url)}${of > 1 ? ` (attempt ${attempt})` : ''}`
    const arrived = hop.arrivedUs !== undefined
    const lost = !arrived && hop.failure !== undefined
    if (arrived) working.add(hop.spanId)
    lines.push(
      `${actor(hop.from)}${lost ? '-x' : '->>'}${arrived ? '+' : ''}${actor(hop.to)}: ${escaped(text)}`,
    )
  }

  /** Back to the caller. The bar ends with it if the work is done; it goes on if the caller did not wait for that. */
  function arrow(hop: Hop, head: '-->>' | '--x', text: string) {
    const done = hop.answeredUs !== undefined && hop.answeredUs <= (hop.endUs ?? hop.answeredUs)
    const ends = done && working.delete(hop.spanId)
    lines.push(`${actor(hop.to)}${head}${ends ? '-' : ''}${actor(hop.from)}: ${escaped(text)}`)
  }

  function finish(spanId: SpanId, error: string | undefined) {
    const span = spans.get(spanId)
    if (!span) return
    if (span.role === 'call' && error !== undefined && !attempts.has(spanId)) {
      lines.push(`${actor(span.party)}-x${actor(span.peer)}: ${escaped(`not sent: ${error}`)}`)
    }
    const hop = span.role === 'serve' && span.parentSpanId ? hops.get(span.parentSpanId) : undefined
    const gaveUp = hop?.endUs !== undefined && hop.answeredUs !== undefined && hop.endUs < hop.answeredUs
    if (hop && gaveUp) {
      note([hop.to], `done with ${hop.number}, but nobody waits for it`)
      stopWorking(hop)
    }
  }

  function stopWorking(hop: Hop | undefined) {
    if (hop && working.delete(hop.spanId)) lines.push(`deactivate ${actor(hop.to)}`)
  }
}

/** For each attempt, which one of how many it is; and an entry for each call that made any. */
function attemptsOf(
  spans: Iterable<{ readonly role: string; readonly spanId: SpanId; readonly parentSpanId?: SpanId }>,
): ReadonlyMap<SpanId, readonly [attempt: number, of: number]> {
  const attempts = new Map<SpanId, readonly [number, number]>()
  const byCall = Map.groupBy(
    [...spans].filter(({ role }) => role === 'attempt'),
    ({ parentSpanId }) => parentSpanId,
  )
  for (const [call, own] of byCall) {
    if (call !== undefined) attempts.set(call, [0, own.length])
    for (const [i, { spanId }] of own.entries()) attempts.set(spanId, [i + 1, own.length])
  }
  return attempts
}

const pathOf = (url: string) => url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '') || '/'

function figures(detail: SpanAttributes): string {
  const known = Object.entries(detail).map(([name, value]) => `${name} ${value}`)
  return known.length > 0 ? ` (${known.join(', ')})` : ''
}

const LONGEST = 120
const HARMLESS = /[\p{L}\p{N} /.,()?=_'+-]/u
const BLANK = /[\p{Cc}\p{Zl}\p{Zp}]+/gu

/**
 * Text that Mermaid shows as it is: `#59;` is its way to write the character 59. It also hides what would be read as
 * HTML, Markdown, a directive (`%%{`) or `wrap:`.
 */
function escaped(text: string): string {
  const shown = [...text.replace(BLANK, ' ').trim()]
  const cut = shown.length > LONGEST ? [...shown.slice(0, LONGEST - 1), '…'] : shown
  if (cut.length === 0) return '(no name)'
  return cut.map((each) => (HARMLESS.test(each) ? each : `#${each.codePointAt(0)};`)).join('')
}
