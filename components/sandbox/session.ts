import type { NetworkFailure, RunEvent, SpanId, TraceId, WireContent } from '#mocks/log/events.ts'
import { changesOf, type RecordChange } from '#mocks/log/views/changes.ts'
import { type Hop, hopsOf } from '#mocks/log/views/spans.ts'
import type { Architecture, Fault, Scenario, ServiceName, Settings } from '#mocks/systems/scenario.ts'
import { type Draft, draftOf, type Row, type SentRequest } from './draft.ts'
import type { Level } from './levels.ts'

/** How a request ended, as whoever sent it sees it. */
export type Outcome =
  | { readonly kind: 'waiting' }
  /** A service answered, with whatever status. */
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly fields: readonly (readonly [name: string, value: string])[]
      readonly content: WireContent
    }
  /** The bookshop gave no answer: part of the lesson. */
  | { readonly kind: 'no-answer'; readonly failure: NetworkFailure; readonly detail: string }
  /** The person stopped waiting. */
  | { readonly kind: 'cancelled' }
  /** Our own page failed: no part of the lesson. */
  | { readonly kind: 'sandbox-failed'; readonly detail: string }

/** One request that was sent, and everything that is known of it. It stays as it was, whatever is sent later. */
export interface Entry {
  readonly id: number
  /** `recorded` when the site was built; `live` in this page; `replayed` in this page on the virtual clock. */
  readonly source: 'recorded' | 'live' | 'replayed'
  readonly architecture: Architecture
  /** Which blocks were down when it was sent. */
  readonly down: readonly ServiceName[]
  readonly request: SentRequest
  /** The request as it was written, where it names variables or quotes answers; it comes back into the editor so. */
  readonly draft?: Draft
  /** Whether the links took time. */
  readonly latency: Settings['latency']
  readonly traceId: TraceId
  /** When it was sent, in ms of the world's clock; a replay has no such time. */
  readonly sentAtMs?: number
  readonly outcome: Outcome
  /** Every event of its trace, and none of another. */
  readonly events: readonly RunEvent[]
  /** Every event of the run that it was a part of, where that was a replay; a live run goes on. */
  readonly run?: readonly RunEvent[]
  /** Which bookshop answered: a number that changes with every reset and switch. */
  readonly bookshop: number
}

/** Who answers the requests of this page. */
export type RuntimeState =
  | { readonly state: 'closed' }
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly runtime: 'worker' | 'in-page'; readonly reason?: string }
  | { readonly state: 'failed'; readonly detail: string }

/** Something to say near the controls that caused it. */
export interface Notice {
  readonly tone: 'note' | 'warning'
  readonly text: string
}

/** What an example is about. */
export interface Lesson {
  readonly title: string
  readonly shows: string
}

/** A run that came with a link. */
export type LinkedRun =
  | { readonly state: 'readable'; readonly scenario: Scenario }
  | { readonly state: 'unreadable'; readonly message: string }

/** What of the response is shown. */
export const RESPONSE_TABS = ['body', 'headers', 'wire', 'time', 'compare'] as const
export type ResponseTab = (typeof RESPONSE_TABS)[number]

/** The views that a narrow screen shows one at a time. */
export const VIEWS = ['answer', 'trace', 'blocks', 'data', 'break'] as const
export type View = (typeof VIEWS)[number]

/** Everything that the sandbox shows. */
export interface Session {
  readonly draft: Draft
  /** Values with a name, for `{{name}}` in requests. */
  readonly variables: readonly Row[]
  /** The example that the draft was made from, until another one or an earlier request takes its place. */
  readonly lesson: Lesson | undefined
  /** Somebody tried to send the draft and it can not be sent: now its problems are shown as such. */
  readonly attempted: boolean
  /** How often something was pointed out at sending. */
  readonly attempts: number
  /** How often something else was put into the editor: another example, an earlier request. */
  readonly opened: number
  /** The body that is no JSON and that was pointed out once: the next try sends it as it is. */
  readonly warnedOf: string | undefined
  readonly level: Level
  readonly architecture: Architecture
  readonly down: readonly ServiceName[]
  /** What else goes wrong, also after a switch. */
  readonly faults: readonly Fault[]
  /** What is set on the bookshop; undefined: nothing, all is as it comes. */
  readonly settings: Settings | undefined
  /** Undefined: the one that every bookshop has. */
  readonly seed: number | undefined
  /** The failure of the catalogue that is looked at. */
  readonly failure: string | undefined
  /** Oldest first. */
  readonly entries: readonly Entry[]
  readonly shown: number
  /** The selected hop: one for topology, trace and wire. */
  readonly hop: SpanId | undefined
  readonly tab: ResponseTab
  readonly view: View
  /** The entry that is on its way. */
  readonly sending: number | undefined
  readonly bookshop: number
  /** The bookshop was started anew, and nothing was sent to it since: its blocks stand still. */
  readonly idle: boolean
  readonly runtime: RuntimeState
  readonly linked: LinkedRun | undefined
  readonly notice: Notice | undefined
  /** The last thing that was said aloud to people who do not see the page. */
  readonly announcement: string
}

export type Action =
  | { readonly type: 'drafted'; readonly draft: Draft }
  | { readonly type: 'variables'; readonly variables: readonly Row[] }
  | { readonly type: 'example'; readonly draft: Draft; readonly lesson: Lesson }
  | { readonly type: 'attempted' }
  | { readonly type: 'warned'; readonly body: string }
  | { readonly type: 'runtime'; readonly runtime: RuntimeState }
  | { readonly type: 'sent'; readonly entry: Entry }
  | { readonly type: 'events'; readonly events: readonly RunEvent[] }
  | { readonly type: 'ended'; readonly id: number; readonly outcome: Outcome; readonly say: string }
  | { readonly type: 'shown'; readonly id: number }
  | { readonly type: 'hop'; readonly hop: SpanId }
  | { readonly type: 'pointed'; readonly hop: SpanId | undefined }
  | { readonly type: 'tab'; readonly tab: ResponseTab }
  | { readonly type: 'view'; readonly view: View }
  | {
      readonly type: 'fresh'
      readonly architecture: Architecture
      readonly down: readonly ServiceName[]
      readonly say: string
    }
  | { readonly type: 'down'; readonly down: readonly ServiceName[]; readonly say: string }
  | { readonly type: 'level'; readonly level: Level }
  | { readonly type: 'failure'; readonly failure: string }
  | { readonly type: 'faults'; readonly faults: readonly Fault[]; readonly say: string }
  | { readonly type: 'set'; readonly settings: Settings | undefined; readonly seed?: number | undefined }
  | { readonly type: 'linked'; readonly linked: LinkedRun | undefined }
  | { readonly type: 'restored'; readonly entries: readonly Entry[] }
  | { readonly type: 'replayed'; readonly entries: readonly Entry[]; readonly say: string }
  | { readonly type: 'notice'; readonly notice: Notice | undefined }

/** A session that starts with a run that was recorded when the site was built. */
export function startSession(recorded: Entry): Session {
  return {
    draft: draftOf(recorded.request),
    variables: [],
    lesson: undefined,
    attempted: false,
    attempts: 0,
    opened: 0,
    warnedOf: undefined,
    level: 'send',
    architecture: recorded.architecture,
    down: [],
    faults: [],
    settings: undefined,
    seed: undefined,
    failure: undefined,
    entries: [recorded],
    shown: recorded.id,
    hop: undefined,
    tab: 'body',
    view: 'answer',
    sending: undefined,
    bookshop: recorded.bookshop,
    idle: false,
    runtime: { state: 'closed' },
    linked: undefined,
    notice: undefined,
    announcement: '',
  }
}

/** The session after something happened. Pure; entries are only ever added or completed. */
export function reduce(session: Session, action: Action): Session {
  switch (action.type) {
    case 'drafted':
      return { ...session, draft: action.draft, notice: undefined }
    case 'variables':
      return { ...session, variables: action.variables }
    case 'example':
      return {
        ...session,
        draft: action.draft,
        opened: session.opened + 1,
        lesson: action.lesson,
        attempted: false,
        notice: undefined,
        announcement: `In the editor: ${action.lesson.title}. ${action.lesson.shows}`,
      }
    case 'attempted':
      return { ...session, attempted: true, attempts: session.attempts + 1 }
    case 'warned':
      return { ...session, warnedOf: action.body, attempts: session.attempts + 1 }
    case 'runtime':
      return { ...session, runtime: action.runtime }
    case 'sent':
      return {
        ...session,
        entries: [...session.entries, action.entry],
        shown: action.entry.id,
        hop: undefined,
        tab: 'body',
        sending: action.entry.id,
        idle: false,
        attempted: false,
        notice: undefined,
        announcement: '',
      }
    case 'events':
      return withEvents(session, action.events)
    case 'ended':
      return {
        ...session,
        entries: session.entries.map((entry) =>
          entry.id === action.id ? { ...entry, outcome: action.outcome } : entry,
        ),
        sending: session.sending === action.id ? undefined : session.sending,
        announcement: action.say,
      }
    case 'shown': {
      const entry = session.entries.find(({ id }) => id === action.id)
      return entry
        ? {
            ...session,
            shown: entry.id,
            hop: undefined,
            idle: false,
            lesson: undefined,
            attempted: false,
            draft: entry.draft ?? draftOf(entry.request),
            opened: session.opened + 1,
            notice: undefined,
          }
        : session
    }
    case 'hop':
      // Whoever picks a hop wants to read its messages.
      return { ...session, hop: action.hop, tab: 'wire' }
    case 'pointed':
      return { ...session, hop: action.hop }
    case 'tab':
      return { ...session, tab: action.tab }
    case 'view':
      return { ...session, view: action.view }
    case 'fresh':
      return {
        ...session,
        architecture: action.architecture,
        down: action.down,
        bookshop: session.bookshop + 1,
        idle: true,
        notice: undefined,
        announcement: action.say,
      }
    case 'down':
      return { ...session, down: action.down, announcement: action.say }
    case 'level':
      return { ...session, level: action.level }
    case 'failure':
      return { ...session, failure: action.failure, view: 'break' }
    case 'faults':
      return { ...session, faults: action.faults, announcement: action.say }
    case 'set':
      return { ...session, settings: action.settings, seed: action.seed ?? session.seed }
    case 'linked':
      return { ...session, linked: action.linked, lesson: undefined }
    case 'restored': {
      const first = nextId(session)
      // They came before everything else, and from bookshops that are no more.
      const restored = action.entries.map((entry, index) => ({ ...entry, id: first + index, bookshop: 0 }))
      return { ...session, entries: [...restored, ...session.entries] }
    }
    case 'replayed': {
      const first = action.entries[0]
      if (!first) return session
      return {
        ...session,
        entries: [...session.entries, ...action.entries],
        shown: first.id,
        hop: undefined,
        idle: false,
        draft: draftOf(first.request),
        opened: session.opened + 1,
        announcement: action.say,
      }
    }
    case 'notice':
      return { ...session, notice: action.notice }
  }
}

/** Gives new events to the entries whose traces they belong to. */
function withEvents(session: Session, events: readonly RunEvent[]): Session {
  const byTrace = Map.groupBy(events, ({ traceId }) => traceId)
  let changed = false
  const entries = session.entries.map((entry) => {
    const own = byTrace.get(entry.traceId)
    if (!own || entry.source !== 'live') return entry
    changed = true
    return { ...entry, events: [...entry.events, ...own] }
  })
  return changed ? { ...session, entries } : session
}

/** The entry whose answer is on the page. */
export function shownEntry(session: Session): Entry {
  const entry = session.entries.find(({ id }) => id === session.shown) ?? session.entries.at(-1)
  if (!entry) throw new Error('A session starts with a recorded entry and never loses one.')
  return entry
}

/** An id for the next entry. */
export function nextId({ entries }: Session): number {
  return Math.max(0, ...entries.map(({ id }) => id)) + 1
}

/** What is derived from an entry's events, once per version of it. */
export interface EntryView {
  readonly hops: readonly Hop[]
  readonly changes: readonly RecordChange[]
}

const views = new WeakMap<readonly RunEvent[], EntryView>()

/** The hops and changes of an entry. */
export function viewOf({ events, traceId }: Pick<Entry, 'events' | 'traceId'>): EntryView {
  const known = views.get(events)
  if (known) return known
  const view = { hops: hopsOf(events, traceId), changes: changesOf(events, traceId) }
  views.set(events, view)
  return view
}

/** The selected hop of an entry: the one that was chosen, else the client's own. */
export function selectedHop(session: Session): Hop | undefined {
  const { hops } = viewOf(shownEntry(session))
  return hops.find(({ spanId }) => spanId === session.hop) ?? hops[0]
}

/** How long the one who asked waited, in µs of the run's clock; undefined while it is under way or never left. */
export function durationOf({ hops }: EntryView): number | undefined {
  const [first] = hops
  return first?.endUs === undefined ? undefined : first.endUs - first.sentUs
}
