import { formatMicros } from '#components/ui/hop-words.ts'
import { reasonOf } from '#components/ui/status.ts'
import type { Architecture } from '#mocks/systems/scenario.ts'
import { durationOf, type Entry, type EntryView } from './session.ts'
import { stockNoteOf } from './story.ts'

/** How a construction is called. */
export const CONSTRUCTION: Readonly<Record<Architecture, string>> = {
  microservices: 'Microservices',
  monolith: 'Monolith',
}

/** A number of hops: `1 hop`, `5 hops`. */
export function hopsInWords(count: number): string {
  return count === 1 ? '1 hop' : `${count} hops`
}

/** How a request ended, in as few words as a line of history has room for. */
export function outcomeInWords({ outcome }: Pick<Entry, 'outcome'>): string {
  switch (outcome.kind) {
    case 'waiting':
      return 'on its way'
    case 'answered':
      return `${outcome.status} ${reasonOf(outcome.status)}`.trim()
    case 'no-answer':
      return 'no answer'
    case 'cancelled':
      return 'given up'
    case 'sandbox-failed':
      return 'sandbox failed'
  }
}

/** The parts of the one-line result: how it ended, how many hops, what became of the stock, how long it took. */
export function resultParts(entry: Entry, view: EntryView): readonly string[] {
  const duration = durationOf(view)
  const stock = stockNoteOf(view.changes)
  return [
    outcomeInWords(entry),
    hopsInWords(view.hops.length),
    ...(stock ? [stock] : []),
    ...(duration === undefined ? [] : [formatMicros(duration)]),
  ]
}

/** What is said aloud when a request has ended. */
export function announce(entry: Entry, view: EntryView): string {
  const { outcome } = entry
  switch (outcome.kind) {
    case 'waiting':
      return ''
    case 'answered':
      return `Answer: ${resultParts(entry, view).join(', ')}.`
    case 'no-answer':
      return `No answer came. ${outcome.detail}`
    case 'cancelled':
      return 'You stopped waiting. The bookshop goes on with what has reached it.'
    case 'sandbox-failed':
      return `The sandbox failed, not the bookshop: ${outcome.detail}`
  }
}

/** Why a host does not answer in this construction. */
export function noSuchHost(host: string, architecture: Architecture): string {
  const service = host.split('.')[0] ?? host
  return architecture === 'monolith'
    ? `There is no ${host} in the monolith: ${service} is a part of it there, not a process with an address.`
    : `There is no ${host} among the microservices.`
}

/** How many bytes, as a person reads them. */
export function bytesInWords(bytes: number): string {
  return bytes < 1000 ? `${bytes} bytes` : `${(bytes / 1000).toFixed(bytes < 10_000 ? 2 : 1)} kB`
}

/** The path and query of a URL at the public host, the whole address at any other. */
export function shortUrl(url: string, publicHost: string): string {
  const { host, pathname, search } = new URL(url)
  return host === publicHost ? pathname + search : `${host}${pathname}${search}`
}

/** What went wrong, in its own words. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
