import { type Call, callOf, invalidToken, type VerifyToken } from '../../http/call.ts'
import { invalidContent } from '../../http/content.ts'
import type { Waits } from '../../http/events/patience.ts'
import { readJson } from '../../http/json.ts'
import { tokenMissing } from '../../http/needs.ts'
import { Problem, type ProblemDocument, problemAnswer } from '../../http/problem.ts'
import { type Chunks, chunkedResponse } from '../../log/chunks.ts'
import { type Frame, readFrame, type Upgrade, writeFrame } from '../../log/web-socket.ts'
import { createFeed, type FeedOptions } from './live-feed.ts'
import { CLOSE, ClientMessage, LIVE_PROTOCOL, type ServerMessage, type Subscribe } from './live-messages.ts'

export interface LiveSocketOptions extends Omit<FeedOptions, 'call'> {
  clock: Waits
  now: () => Date
  verify?: VerifyToken | undefined
  /** Whether somebody without a token may be told of anything. */
  auth: 'guest' | 'required'
  report?: ((error: unknown) => void) | undefined
}

/** How many subscriptions a connection may have. */
export const MOST_SUBSCRIPTIONS = 8
/** A longer message of a client closes the connection with 1009, in characters. */
export const LONGEST_MESSAGE = 8_000
/** After so many messages that could not be understood the connection is closed with 1008. */
export const MOST_MISTAKES = 10
/** So many frames wait for a client that reads slowly; then nothing more is read for it until it has read. */
const MOST_WAITING = 32
/** How often the server asks whether the client is still there, in microseconds. */
const HEARTBEAT_US = 20_000_000
/** How long the server waits for the other half of a good-bye, in microseconds. */
const PATIENCE_US = 5_000_000

/** The client has not answered a ping: the connection is dropped without a word (RFC 6455 §7.1.7). */
class ClientGone extends TypeError {
  override name = 'ClientGone'
}

/**
 * Speaks WebSocket with clients that want to be told what happens: each subscription reads the stream of events that
 * everybody may read with GET, as the caller, so who may know what is decided where it always is.
 */
export function createLiveSocket(options: LiveSocketOptions) {
  return async (request: Request, upgrade: Upgrade): Promise<Response> => {
    // A token is looked at before anything is promised. Throws invalid-token.
    const call = await callOf(request, options.now, options.verify)
    const speaks = upgrade.protocols.includes(LIVE_PROTOCOL)
    return chunkedResponse(
      { status: 101, headers: speaks ? { 'sec-websocket-protocol': LIVE_PROTOCOL } : {} },
      conversation(upgrade.sent, { ...call, arrivedAt: options.now().toISOString() }, options),
    )
  }
}

/** One connection, from the first frame to the last, as the content that the server sends. */
function conversation(heard: Chunks, first: Call, options: LiveSocketOptions): Chunks {
  const { clock, verify, auth, report } = options
  const subscriptions = new Map<string, { readonly end: () => void }>()
  const line: Frame[] = []
  let call = first
  let mistakes = 0
  let hasBegun = false
  /** Set when the last frame was put in line, or nobody is there to read it. */
  let isOver = false
  let isAlive = true
  let broken: Error | undefined
  /** It was the server who said good-bye, and there was no answer yet. */
  let takesLeave = false
  let heartbeat: ReturnType<Waits['timer']> | undefined
  const left = Promise.withResolvers<void>()
  const filled = createBell()
  const drained = createBell()

  /** Puts a frame in line. Waits while too many are there: a slow reader slows down whoever feeds it. */
  async function put(frame: Frame): Promise<void> {
    while (line.length >= MOST_WAITING && !isOver) await drained.rings()
    if (isOver) return
    line.push(frame)
    filled.ring()
  }
  const say = (message: ServerMessage) => put({ opcode: 'text', text: JSON.stringify(message) })

  /** Ends the conversation; what is in line is still sent. */
  function end(frame?: Frame) {
    if (isOver) return
    isOver = true
    if (frame) line.push(frame)
    heartbeat?.cancel()
    for (const { end } of subscriptions.values()) end()
    subscriptions.clear()
    if (!takesLeave) heard.cancel()
    filled.ring()
    drained.ring()
  }
  /** Closes: whoever says good-bye first waits for the other side to say it as well (RFC 6455 §7.1.2). */
  const close = (code: number, reason: string, { isAnswer = false } = {}) => {
    if (isOver) return
    takesLeave = !isAnswer
    end({ opcode: 'close', code, reason })
  }

  /** Resolves when the client has said good-bye too, or takes too long over it. */
  async function goodbye() {
    takesLeave = false
    const patience = clock.timer(PATIENCE_US)
    await Promise.race([left.promise, patience.rings])
    patience.cancel()
    heard.cancel()
  }

  /** Hears the client until it has left; what it says after the server's good-bye is not looked at. */
  async function listen() {
    for (;;) {
      const part = await heard.next()
      const frame = part && readFrame(part)
      if (!frame || frame.opcode === 'close') {
        left.resolve()
        if (!frame) return end()
        return close(frame.code === 1005 ? CLOSE.normal : frame.code, '', { isAnswer: true })
      }
      if (!isOver) await hear(frame)
    }
  }

  async function hear(frame: Exclude<Frame, { opcode: 'close' }>) {
    isAlive = true
    if (frame.opcode === 'ping') return put({ opcode: 'pong' })
    if (frame.opcode === 'binary') return close(CLOSE.unsupportedData, 'Messages are JSON, as text.')
    if (frame.opcode !== 'text') return
    if (frame.text.length > LONGEST_MESSAGE)
      return close(CLOSE.tooBig, `A message has at most ${LONGEST_MESSAGE} characters.`)
    await answer(frame.text)
  }

  async function answer(text: string) {
    let id: string | undefined
    try {
      const written = readJson(text)
      id = idIn(written)
      const read = ClientMessage.safeParse(written)
      if (!read.success) throw invalidContent(read.error.issues)
      await obey(read.data)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      await sayProblem(error, id)
      if (error.status < 500 && ++mistakes >= MOST_MISTAKES)
        close(CLOSE.policyViolation, `${MOST_MISTAKES} messages could not be understood.`)
    }
  }

  const sayProblem = (problem: Problem, id: string | undefined) =>
    say({ type: 'error', ...(id === undefined ? {} : { id }), problem: documentOf(problem) })

  async function obey(message: ClientMessage): Promise<void> {
    switch (message.type) {
      case 'subscribe':
        return subscribe(message)
      case 'unsubscribe': {
        const subscription = subscriptions.get(message.id)
        if (!subscription) throw new Problem('not-found', `There is no subscription ${message.id}.`)
        subscription.end()
        subscriptions.delete(message.id)
        return say({ type: 'unsubscribed', id: message.id })
      }
      case 'authenticate': {
        if (!verify) throw invalidToken('Nobody here can verify tokens.')
        const caller = await verify(message.token, call)
        call = { ...call, caller }
        return say({ type: 'authenticated', customer: caller.customer })
      }
      case 'ping':
        return say({ type: 'pong' })
    }
  }

  function subscribe({ id, topic, of, after }: Subscribe): void {
    if (auth === 'required' && call.caller.token === undefined) throw tokenMissing('orders:read')
    if (subscriptions.has(id))
      throw new Problem(
        'subscription-refused',
        `There is a subscription ${id} already. Unsubscribe it, or choose another name.`,
      )
    if (subscriptions.size >= MOST_SUBSCRIPTIONS)
      throw new Problem(
        'subscription-refused',
        `A connection has at most ${MOST_SUBSCRIPTIONS} subscriptions.`,
      )
    const feed = createFeed({ ...options, call }, { topic, of, after })
    subscriptions.set(id, { end: feed.end })
    void tellOf(id, feed).catch(failed)
  }

  /** Tells of everything that a feed brings, until it ends. */
  async function tellOf(id: string, feed: ReturnType<typeof createFeed>) {
    for (;;) {
      const news = await feed.next()
      if (!news || isOver) return
      if (news.kind === 'problem') {
        subscriptions.delete(id)
        await sayProblem(news.problem, id)
        // The token was good and is not any more: whoever speaks has no business here.
        if (news.problem.status === 401) close(CLOSE.policyViolation, 'The token is no longer valid.')
        return
      }
      if (news.kind === 'lost') return close(CLOSE.internalError, 'The source of the events does not answer.')
      if (news.kind === 'begun') await say({ type: 'subscribed', id, after: news.after })
      else await say({ ...news.message, subscription: id })
    }
  }

  async function beat() {
    while (!isOver) {
      heartbeat = clock.timer(HEARTBEAT_US)
      await heartbeat.rings
      if (isOver) return
      if (!isAlive) {
        broken = new ClientGone('The client has not answered a ping.')
        return end()
      }
      isAlive = false
      await put({ opcode: 'ping' })
    }
  }

  function failed(error: unknown) {
    report?.(error)
    close(CLOSE.internalError, 'The service met a situation that it was not made for.')
  }

  return {
    async next() {
      if (!hasBegun) {
        hasBegun = true
        void listen().catch(failed)
        void beat().catch(failed)
      }
      while (line.length === 0 && !isOver) await filled.rings()
      const frame = line.shift()
      drained.ring()
      if (!frame && broken) throw broken
      if (!frame && takesLeave) await goodbye()
      return frame && writeFrame(frame)
    },
    cancel() {
      takesLeave = false
      end()
      heard.cancel()
    },
  }
}

/** Somebody waits, and somebody says that it is time. */
function createBell() {
  let waiting = Promise.withResolvers<void>()
  return {
    rings: () => waiting.promise,
    ring() {
      waiting.resolve()
      waiting = Promise.withResolvers()
    },
  }
}

/** The subscription that a message is about, however wrong the rest of it is. */
function idIn(message: unknown): string | undefined {
  const { id } = { id: undefined, ...(typeof message === 'object' ? message : {}) }
  return typeof id === 'string' && /^[\w-]{1,40}$/.test(id) ? id : undefined
}

function documentOf(problem: Problem): ProblemDocument {
  return JSON.parse(String(problemAnswer(problem).content))
}
