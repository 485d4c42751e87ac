import type { RunEvent, WireContent } from '#mocks/log/events.ts'
import { formatTraceparent, parseTraceparent } from '#mocks/log/trace-context.ts'
import type { LiveBookshop } from '#mocks/runtimes/live.ts'
import { newTrace } from '#mocks/runtimes/new-trace.ts'
import type { FinishedRun } from '#mocks/runtimes/virtual.ts'
import { faultsBesideDown, servicesDown } from '#mocks/systems/fault-words.ts'
import { servicesBeside } from '#mocks/systems/map.ts'
import { withQuotes } from '#mocks/systems/quotes.ts'
import type { Architecture, Fault, Scenario, ServiceName, Settings } from '#mocks/systems/scenario.ts'
import type { SystemData } from '#mocks/systems/system.ts'
import { checkDraft, isSendable } from './check-draft.ts'
import { contentToSend, type Draft, draftOf, type Row, requestOf, type SentRequest } from './draft.ts'
import { higher, type Level, levelNeededBy, reaches, rememberLevel } from './levels.ts'
import type { Places } from './places.ts'
import { fillIn } from './request/fill-in.ts'
import {
  type Action,
  type Entry,
  type Lesson,
  nextId,
  type Outcome,
  type ResponseTab,
  reduce,
  type Session,
  startSession,
  type View,
  viewOf,
} from './session.ts'
import { entriesToShare, scenarioOf, shareNewest, workloadOf } from './share.ts'
import { announce, messageOf, noSuchHost } from './words.ts'

/** What the sandbox can do; every panel calls these and nothing else. */
export interface SandboxController {
  session(): Session
  subscribe(listener: () => void): () => void
  /** Opens the bookshop if that has not happened yet: for when a person seems to be about to send. */
  warmUp(): void
  write(draft: Draft): void
  /** Sets the values that requests may name. */
  setVariables(variables: readonly Row[]): void
  /** Puts an example into the editor. */
  take(draft: Draft, lesson: Lesson): void
  /**
   * Sends the draft; waits for the bookshop to open if need be. `invalid`: it can not be sent. `warned`: its body is
   * no JSON, and the next try sends it all the same. `busy`: another request is on its way.
   */
  send(): 'sent' | 'invalid' | 'warned' | 'busy'
  /** Sends a request that is not the one in the editor, which stays; brings what became of it. Undefined: another is on its way. */
  sendBeside(request: SentRequest): Promise<Entry | undefined>
  /** Sends a request that stands nowhere afterwards, for whoever sends hundreds of them; its trace is in the log. */
  sendUnseen(request: SentRequest, signal: AbortSignal): Promise<Outcome>
  /** Puts what was kept on earlier visits before everything else. */
  restore(entries: readonly Entry[]): void
  /** Stops waiting for the request that is on its way, and for those that would have followed it. */
  cancel(): void
  show(id: number): void
  selectHop(spanId: string): void
  /** Points at a hop everywhere, without turning to its messages; undefined: at none. */
  pointAt(spanId: string | undefined): void
  /** Chooses what of the response is shown, and which view a narrow screen shows. */
  selectTab(tab: ResponseTab): void
  selectView(view: View): void
  switchTo(architecture: Architecture): void
  /** Lays out more of the workbench, or less, and remembers it for the next visit. */
  setLevel(level: Level): void
  setDown(service: ServiceName, down: boolean): void
  /** What else goes wrong from now on, beside what is down: it strikes the next message. `say` is said aloud. */
  setFaults(faults: readonly Fault[], say: string): void
  /** Sets the bookshop up otherwise. What is set holds from its start, so it starts anew. Undefined: as it comes. */
  setSettings(settings: Settings | undefined, say: string): void
  /** Everything as it was at the start: seeded data, every block up, nothing broken, nothing set. */
  reset(): void
  /** What each process of the bookshop keeps now. */
  data(): Promise<SystemData>
  /** All that happened in the run of an entry, as far as it is known: other traces as well. */
  runOf(entry: Entry): readonly RunEvent[]
  /** Reads the part of an address after #. What names no run is left alone. */
  readLink(hash: string): Promise<void>
  /** Shows a failure of the catalogue among what can be broken. */
  chooseFailure(id: string): void
  /** Opens a run as if by its link, puts that into the address bar, and runs it on the virtual clock. */
  perform(scenario: Scenario): Promise<FinishedRun>
  /** Runs a scenario on the virtual clock and leaves the workbench as it is. */
  simulate(scenario: Scenario): Promise<FinishedRun>
  /** Runs the linked run on the virtual clock and puts all its exchanges into the history. */
  replayLinked(): Promise<void>
  /** Sends the requests of the linked run, one after the other, to a fresh bookshop. */
  sendLinked(): Promise<void>
  /** Sends a request to a fresh bookshop of either construction on the virtual clock: same start, same moment. */
  replayBoth(request: SentRequest): Promise<void>
  dismissLink(): void
  /** Copies a link that repeats this session's requests, and says what is in it. */
  copyLink(page: string): Promise<void>
}

/** How often a request that is on its way is drawn, in ms. */
const DRAW_EVERY_MS = 200

/** How long after its answer a request is kept, in ms: by then its late events have come. */
const KEEP_AFTER_MS = 1500

/** One sandbox: its session, and the bookshop behind it. The rim: what can be decided purely is in session.ts. */
export function createController(recorded: Entry, places: Places): SandboxController {
  let session = startSession(recorded)
  const listeners = new Set<() => void>()
  let opening: Promise<LiveBookshop> | undefined
  let shop: LiveBookshop | undefined
  /** Counts the bookshops that were let go: one that opens too late is not taken. */
  let generation = 0
  let abort: AbortController | undefined

  function dispatch(action: Action) {
    const next = reduce(session, action)
    if (next === session) return
    session = next
    for (const listener of listeners) listener()
  }

  /** Seed, settings and what goes wrong on the way: what a bookshop is opened with and what a link holds. */
  function base(): { seed?: number; settings?: Settings; faults: Fault[] } {
    const { seed, settings, faults } = session
    return {
      ...(seed === undefined ? {} : { seed }),
      ...(settings ? { settings } : {}),
      faults: [...faults],
    }
  }

  /** Reads what is new in the run log of one bookshop. A reset starts another run, read from its beginning. */
  function readerOf(opened: LiveBookshop) {
    let last = { run: '', seq: -1 }
    return () => {
      const fresh: RunEvent[] = []
      for (const event of opened.events()) {
        if (event.run === last.run && event.seq <= last.seq) continue
        last = event
        fresh.push(event)
      }
      if (fresh.length > 0 && opened === shop) dispatch({ type: 'events', events: fresh })
    }
  }
  let readEvents = () => {}

  function open(): Promise<LiveBookshop> {
    if (opening) return opening
    dispatch({ type: 'runtime', runtime: { state: 'opening' } })
    const mine = loadBookshop()
    opening = mine
    mine.catch((error: unknown) => {
      if (opening === mine) opening = undefined
      dispatch({ type: 'runtime', runtime: { state: 'failed', detail: messageOf(error) } })
    })
    return mine
  }

  async function loadBookshop(): Promise<LiveBookshop> {
    const mine = generation
    const { openBookshop } = await import('#mocks/runtimes/open.ts')
    const opened = await openBookshop({ architecture: session.architecture, ...base() })
    if (mine !== generation) return opened
    shop = opened
    readEvents = readerOf(opened)
    // Drawing takes time that the services would be blamed for, so it waits, and short requests are drawn at their end.
    let due = false
    opened.subscribe(() => {
      if (due) return
      due = true
      setTimeout(() => {
        due = false
        readEvents()
      }, DRAW_EVERY_MS)
    })
    // What was decided while it was opening.
    if (opened.architecture() !== session.architecture) opened.switchTo(session.architecture)
    for (const service of session.down) opened.setDown(service, true)
    const { runtime, reason } = opened
    dispatch({ type: 'runtime', runtime: { state: 'open', runtime, ...(reason ? { reason } : {}) } })
    return opened
  }

  /** A fresh bookshop: seeded data, an empty log. Whoever waits for the old one stops waiting. */
  function fresh(architecture: Architecture, down: readonly ServiceName[], say: string) {
    abort?.abort()
    readEvents()
    if (shop) {
      if (shop.architecture() === architecture) shop.reset()
      else shop.switchTo(architecture)
      for (const service of down) shop.setDown(service, true)
    }
    dispatch({ type: 'fresh', architecture, down, say })
  }

  async function sendRequest(request: SentRequest, cancel: AbortController, draft?: Draft): Promise<Entry> {
    abort = cancel
    const given = request.headers.find(([name]) => name.toLowerCase() === 'traceparent')?.[1]
    const trace = parseTraceparent(given) ?? newTrace()
    const entry: Entry = {
      id: nextId(session),
      source: 'live',
      architecture: session.architecture,
      down: session.down,
      request,
      ...(draft ? { draft } : {}),
      latency: session.settings?.latency ?? 'modelled',
      traceId: trace.traceId,
      sentAtMs: Date.now(),
      outcome: { kind: 'waiting' },
      events: [],
      bookshop: session.bookshop,
    }
    dispatch({ type: 'sent', entry })
    const came = await attempt(request, formatTraceparent(trace), cancel.signal)
    readEvents()
    const now = session.entries.find(({ id }) => id === entry.id) ?? entry
    const outcome =
      came === REDIRECT ? redirectOf(now) : came.kind === 'sandbox-failed' ? (explained(now) ?? came) : came
    const ended = { ...now, outcome }
    dispatch({ type: 'ended', id: entry.id, outcome, say: announce(ended, viewOf(ended)) })
    keep(entry.id)
    return ended
  }

  /** Keeps what was sent for later visits, when what came of it is over and there is time. */
  function keep(id: number) {
    if (globalThis.indexedDB === undefined) return
    setTimeout(async () => {
      const entry = session.entries.find((each) => each.id === id)
      const { keepEntry } = await import('./in-out/kept/shelf.ts')
      // A browser that keeps nothing, or has no more room, still has it until the page is closed.
      if (entry) await keepEntry(entry).catch(() => {})
    }, KEEP_AFTER_MS)
  }

  async function attempt(request: SentRequest, traceparent: string, signal: AbortSignal): Promise<Outcome> {
    const { method, url, headers } = request
    try {
      const opened = await orAborted(open(), signal)
      const body = contentToSend(request)
      const message = new Request(url, {
        method,
        headers: [
          ...headers.map(([name, value]): [string, string] => [name, value]),
          ['traceparent', traceparent],
        ],
        signal,
        // A redirect is an answer like any other: whoever looks for it shall see it.
        redirect: 'manual',
        ...(body === undefined ? {} : { body }),
      })
      const response = await orAborted(opened.send(message), signal)
      if (response.type === 'opaqueredirect') return REDIRECT
      const { status } = response
      const content = contentOf(new Uint8Array(await response.arrayBuffer()))
      return { kind: 'answered', status, fields: [...response.headers], content }
    } catch (error) {
      return signal.aborted ? { kind: 'cancelled' } : { kind: 'sandbox-failed', detail: messageOf(error) }
    }
  }

  /** Why the bookshop gave no answer, if it was the bookshop: only what the log does not know is a failure of ours. */
  function explained({
    events,
    request,
    architecture,
  }: Pick<Entry, 'events' | 'request' | 'architecture'>): Outcome | undefined {
    const lost = events.find((event) => event.kind === 'failure' && event.from === 'client')
    if (lost?.kind === 'failure') return { kind: 'no-answer', failure: lost.failure, detail: lost.detail }
    const { host } = new URL(request.url)
    if (places.hosts[architecture].includes(host)) return undefined
    return { kind: 'no-answer', failure: 'ECONNREFUSED', detail: noSuchHost(host, architecture) }
  }

  return {
    session: () => session,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    warmUp() {
      if (session.runtime.state === 'closed') open().catch(() => {})
    },
    write: (draft) => dispatch({ type: 'drafted', draft }),
    setVariables: (variables) => dispatch({ type: 'variables', variables }),
    take(draft, lesson) {
      // Whoever is signed in stays so, until they choose otherwise.
      const { auth } = session.draft
      const keeps = draft.auth.kind === 'none' && auth.kind === 'bearer' && auth.who !== undefined
      dispatch({ type: 'example', draft: keeps ? { ...draft, auth } : draft, lesson })
    },
    send() {
      const { draft, sending, warnedOf } = session
      const { draft: filled, checked } = fillIn(draft, session, places)
      if (sending !== undefined) return 'busy'
      if (!isSendable(checked) || checked.url === undefined) {
        dispatch({ type: 'attempted' })
        return 'invalid'
      }
      if (checked.jsonProblem !== undefined && warnedOf !== draft.body) {
        dispatch({ type: 'warned', body: draft.body })
        return 'warned'
      }
      void sendRequest(requestOf(filled, checked.url), new AbortController(), draft)
      return 'sent'
    },
    async sendBeside(request) {
      if (session.sending !== undefined) return undefined
      return sendRequest(request, new AbortController())
    },
    async sendUnseen(request, signal) {
      const trace = newTrace()
      const came = await attempt(request, formatTraceparent(trace), signal)
      if (came.kind !== 'sandbox-failed') return came
      const events = (shop?.events() ?? []).filter(({ traceId }) => traceId === trace.traceId)
      const { architecture } = session
      return came === REDIRECT
        ? redirectOf({ events, traceId: trace.traceId })
        : (explained({ events, request, architecture }) ?? came)
    },
    restore: (entries) => dispatch({ type: 'restored', entries }),
    cancel: () => abort?.abort(),
    show: (id) => dispatch({ type: 'shown', id }),
    selectHop: (hop) => dispatch({ type: 'hop', hop }),
    pointAt: (hop) => dispatch({ type: 'pointed', hop }),
    selectTab: (tab) => dispatch({ type: 'tab', tab }),
    selectView: (view) => dispatch({ type: 'view', view }),
    switchTo(architecture) {
      if (architecture === session.architecture) return
      const built = architecture === 'monolith' ? 'a monolith' : 'microservices'
      fresh(architecture, [], `A fresh bookshop, built as ${built}. Your request is still in the editor.`)
    },
    setDown(service, down) {
      const fallen = servicesBeside(session.architecture, service)
      const others = session.down.filter((name) => !fallen.includes(name))
      const what = session.architecture === 'monolith' ? 'The monolith' : service
      shop?.setDown(service, down)
      const say = `${what} is ${down ? 'down' : 'up again'}.`
      dispatch({ type: 'down', down: down ? [...others, ...fallen] : others, say })
    },
    setLevel(level) {
      rememberLevel(level)
      dispatch({ type: 'level', level })
    },
    setFaults(faults, say) {
      dispatch({ type: 'faults', faults, say })
      shop?.setFaults(faults)
    },
    setSettings(settings, say) {
      dispatch({ type: 'set', settings })
      startAnew(session.architecture, session.down, say)
    },
    reset() {
      const wasSet = session.settings !== undefined
      dispatch({ type: 'faults', faults: [], say: '' })
      dispatch({ type: 'set', settings: undefined })
      shop?.setFaults([])
      const say = 'The bookshop is as it was at the start: seeded data, every block up, nothing broken.'
      if (wasSet) startAnew(session.architecture, [], say)
      else fresh(session.architecture, [], say)
    },
    data: async () => (await open()).data(),
    runOf(entry) {
      if (entry.run) return entry.run
      const isCurrent = entry.source === 'live' && entry.bookshop === session.bookshop && shop !== undefined
      return isCurrent ? (shop?.events() ?? entry.events) : entry.events
    },

    async readLink(hash) {
      const text = /^#run=(.*)$/.exec(hash)?.[1]
      if (text === undefined) return
      const { decodeRun } = await import('#mocks/systems/link.ts')
      try {
        adopt(await decodeRun(text))
      } catch (error) {
        dispatch({ type: 'linked', linked: { state: 'unreadable', message: messageOf(error) } })
      }
    },
    chooseFailure(failure) {
      dispatch({ type: 'failure', failure })
      if (!reaches(session.level, 'break')) dispatch({ type: 'level', level: 'break' })
    },
    async perform(scenario) {
      const { encodeRun } = await import('#mocks/systems/link.ts')
      const link = await encodeRun(scenario)
      history.pushState(history.state, '', `#run=${link}`)
      adopt(scenario)
      return replayAll(scenario)
    },
    async simulate(scenario) {
      const { runScenario } = await import('#mocks/runtimes/virtual.ts')
      return runScenario(scenario)
    },
    async replayLinked() {
      if (session.linked?.state !== 'readable') return
      const { scenario } = session.linked
      try {
        await replayAll(scenario)
      } catch (error) {
        const text = `This run can not be replayed: ${messageOf(error)}`
        dispatch({ type: 'notice', notice: { tone: 'warning', text } })
      }
    },
    async sendLinked() {
      if (session.linked?.state !== 'readable') return
      const { system, faults, workload } = session.linked.scenario
      fresh(
        system,
        [...new Set(servicesDown(faults).flatMap((service) => servicesBeside(system, service)))],
        '',
      )
      const cancel = new AbortController()
      const first = nextId(session)
      const answerTo = (place: number) => {
        const outcome = session.entries.find(({ id }) => id === first + place)?.outcome
        return outcome?.kind === 'answered' ? outcome : undefined
      }
      for (const written of workload) {
        let asked = written
        try {
          asked = withQuotes(written, answerTo)
        } catch (error) {
          const text = `${written.method} ${written.url} was not sent, and nothing after it: ${messageOf(error)}`
          dispatch({ type: 'notice', notice: { tone: 'warning', text } })
          return
        }
        const draft = draftOf(sentOf(asked))
        const checked = checkDraft(draft, places)
        dispatch({ type: 'drafted', draft })
        if (!isSendable(checked) || checked.url === undefined) {
          const text = `${asked.method} ${asked.url} was not sent, and nothing after it: see the editor for the reason.`
          dispatch({ type: 'notice', notice: { tone: 'warning', text } })
          return
        }
        await sendRequest(requestOf(draft, checked.url), cancel)
        if (cancel.signal.aborted) return
      }
    },
    async replayBoth(request) {
      const { replay } = await import('./replay.ts')
      const one = (architecture: Architecture, id: number) =>
        replay(scenarioOf(architecture, [], [request], base()), {
          id,
          source: 'replayed',
          bookshop: session.bookshop,
        })
      const id = nextId(session)
      const other = session.architecture === 'monolith' ? 'microservices' : 'monolith'
      const entries = [...(await one(other, id)), ...(await one(session.architecture, id + 1))]
      dispatch({ type: 'replayed', entries, say: 'Replayed in both constructions, from the same start.' })
      dispatch({ type: 'shown', id: id + 1 })
    },
    dismissLink: () => dispatch({ type: 'linked', linked: undefined }),

    async copyLink(page) {
      try {
        const { text, held, of, leftOut } = await linkText()
        const copied = await copy(`${page}#run=${text}`)
        const which =
          held === of
            ? of === 1
              ? 'one request'
              : `${of} requests`
            : `the newest ${held} of ${of} requests: a link has no room for more`
        const without = leftOut > 0 ? ` ${leftOut} could not be written into a link.` : ''
        const faults = session.down.length > 0 ? ' What is down now is down from its start.' : ''
        dispatch({
          type: 'notice',
          notice: { tone: 'note', text: `${copied} It holds ${which}.${without}${faults}` },
        })
      } catch (error) {
        dispatch({
          type: 'notice',
          notice: { tone: 'warning', text: `No link was made: ${messageOf(error)}` },
        })
      }
    },
  }

  /** Sets the workbench up as a scenario says. */
  function adopt(scenario: Scenario) {
    const { system, seed, settings, faults, workload } = scenario
    dispatch({ type: 'set', settings, seed })
    dispatch({ type: 'faults', faults: faultsBesideDown(faults), say: '' })
    startAnew(system, [
      ...new Set(servicesDown(faults).flatMap((service) => servicesBeside(system, service))),
    ])
    dispatch({ type: 'level', level: higher(session.level, levelNeededBy(scenario)) })
    dispatch({ type: 'linked', linked: { state: 'readable', scenario } })
    const [first] = workload
    if (first) dispatch({ type: 'drafted', draft: draftOf(sentOf(first)) })
  }

  /** Runs a scenario on the virtual clock and puts all its exchanges into the history. */
  async function replayAll(scenario: Scenario): Promise<FinishedRun> {
    const { replayRun } = await import('./replay.ts')
    const first = { id: nextId(session), source: 'replayed', bookshop: session.bookshop } as const
    const { run, entries } = await replayRun(scenario, first)
    const say = `Replayed ${entries.length} of ${entries.length} requests.`
    dispatch({ type: 'replayed', entries, say })
    return run
  }

  /** Another seed or other settings are another bookshop: the old one is let go. */
  function startAnew(architecture: Architecture, down: readonly ServiceName[], say = '') {
    abort?.abort()
    readEvents()
    generation++
    opening = undefined
    shop = undefined
    readEvents = () => {}
    dispatch({ type: 'fresh', architecture, down, say })
    dispatch({ type: 'runtime', runtime: { state: 'closed' } })
  }

  /** What was sent to this bookshop, else what the link held, else what is in the editor. */
  function requestsToShare(): readonly SentRequest[] {
    const sent = entriesToShare(session).map(({ request }) => request)
    if (sent.length > 0) return sent
    if (session.linked?.state === 'readable') return session.linked.scenario.workload.map(sentOf)
    const { draft, checked } = fillIn(session.draft, session, places)
    if (!isSendable(checked) || checked.url === undefined)
      throw new Error('the request in the editor can not be sent yet.')
    return [requestOf(draft, checked.url)]
  }

  async function linkText() {
    const [{ encodeRun }, { WorkloadRequest }] = await Promise.all([
      import('#mocks/systems/link.ts'),
      import('#mocks/systems/scenario.ts'),
    ])
    const all = requestsToShare()
    const fitting = all.filter((request) => WorkloadRequest.safeParse(workloadOf(request)).success)
    if (fitting.length === 0)
      throw new Error('a link holds methods of letters and bodies of at most 100,000 characters.')
    const { architecture, down } = session
    const shared = await shareNewest(fitting, (part) =>
      encodeRun(scenarioOf(architecture, down, part, base())),
    )
    return { ...shared, of: fitting.length, leftOut: all.length - fitting.length }
  }
}

function sentOf({ method, url, headers, body, bodyEncoding }: Scenario['workload'][number]): SentRequest {
  return {
    method,
    url,
    headers: Object.entries(headers),
    ...(body === undefined ? {} : { body }),
    ...(bodyEncoding ? { bodyEncoding } : {}),
  }
}

/** Copies a link, and says where it is now: the address bar has it when the browser refuses. */
async function copy(link: string): Promise<string> {
  try {
    await navigator.clipboard.writeText(link)
    return 'Link copied.'
  } catch {
    history.replaceState(history.state, '', link)
    return 'The browser did not let this page copy, so the link is in the address bar.'
  }
}

/** Page code learns of a redirect that it did not follow, and not where it leads (Fetch standard, opaque-redirect). */
const REDIRECT: Outcome = { kind: 'sandbox-failed', detail: 'This redirect left no trace in the log.' }

/** The redirect as it was on the wire. */
function redirectOf(entry: Pick<Entry, 'events' | 'traceId'>): Outcome {
  const response = viewOf(entry).hops[0]?.response
  return response
    ? { kind: 'answered', status: response.status, fields: response.fields, content: response.content }
    : REDIRECT
}

/** Settles as the promise does, or rejects as soon as the signal fires. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Error('given up'))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject)
  })
}

/** Content as the log keeps it: text if it is UTF-8, base64 otherwise. */
function contentOf(bytes: Uint8Array): WireContent {
  try {
    return { bytes: bytes.length, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    let binary = ''
    for (const byte of bytes) binary += String.fromCharCode(byte)
    return { bytes: bytes.length, base64: btoa(binary) }
  }
}
