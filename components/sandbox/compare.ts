import type { WireContent } from '#mocks/log/events.ts'
import { diffOf } from '#mocks/log/views/diff.ts'
import type { SentRequest } from './draft.ts'
import { type Entry, viewOf } from './session.ts'

/** What one request got from the two constructions. */
export interface Comparison {
  readonly before: Entry
  readonly after: Entry
  readonly sameStatus: boolean
  /** Bytes of the content that differ; those that only the longer one has count. */
  readonly differingBytes: number
  /** Which members of the two JSON contents differ; empty when they are equal or no JSON. */
  readonly differingMembers: readonly string[]
  readonly hops: { readonly before: number; readonly after: number }
}

/**
 * Compares an entry with the newest earlier one that sent the same request to the other construction. Undefined when
 * there is none, when one of them got no answer, or when a block was down: then the difference is not the construction's.
 */
export function compareWithOther(entry: Entry, entries: readonly Entry[]): Comparison | undefined {
  const before = entries.findLast(
    (other) =>
      other.id < entry.id &&
      other.architecture !== entry.architecture &&
      other.outcome.kind === 'answered' &&
      other.down.length === 0 &&
      isSameRequest(other.request, entry.request),
  )
  if (before?.outcome.kind !== 'answered' || entry.outcome.kind !== 'answered' || entry.down.length > 0) {
    return undefined
  }
  const [a, b] = [before.outcome, entry.outcome]
  return {
    before,
    after: entry,
    sameStatus: a.status === b.status,
    differingBytes: differingBytes(bytesOf(a.content), bytesOf(b.content)),
    differingMembers: differingMembers(a.content, b.content),
    hops: { before: viewOf(before).hops.length, after: viewOf(entry).hops.length },
  }
}

/** Whether two requests say the same: method, URL and content. A key that only names the attempt does not count. */
export function isSameRequest(a: SentRequest, b: SentRequest): boolean {
  return a.method === b.method && a.url === b.url && a.body === b.body && headersOf(a) === headersOf(b)
}

function headersOf({ headers }: SentRequest): string {
  const kept = headers.map(([name, value]) => [name.toLowerCase(), value] as const)
  return JSON.stringify(kept.filter(([name]) => name !== 'idempotency-key').sort())
}

function bytesOf(content: WireContent): Uint8Array {
  return 'text' in content
    ? new TextEncoder().encode(content.text)
    : Uint8Array.from(atob(content.base64), (character) => character.charCodeAt(0))
}

function differingBytes(a: Uint8Array, b: Uint8Array): number {
  let count = Math.abs(a.length - b.length)
  for (let i = 0; i < Math.min(a.length, b.length); i++) if (a[i] !== b[i]) count++
  return count
}

function differingMembers(a: WireContent, b: WireContent): readonly string[] {
  const [before, after] = [parsed(a), parsed(b)]
  if (before === undefined || after === undefined) return []
  return diffOf(before, after)
    .filter(({ differs }) => differs)
    .map(({ path }) => path)
}

function parsed(content: WireContent): unknown {
  if (!('text' in content)) return undefined
  try {
    return JSON.parse(content.text)
  } catch {
    return undefined
  }
}
