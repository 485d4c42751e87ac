import type { Store } from '../storage/store.ts'
import type { Answer } from './answer.ts'
import type { Call } from './call.ts'
import { Problem, problemAnswer } from './problem.ts'

/** What a service remembers of a request that named a key. */
export type RememberedRequest =
  | {
      readonly state: 'in progress'
      readonly fingerprint: string
      /** What the request set going and what goes on without it; whoever ends it settles the key as well. */
      readonly work?: string
    }
  | {
      readonly state: 'answered'
      readonly fingerprint: string
      readonly answer: Answer
    }

/** What is looked at of a request that may name a key. */
export type Keyed = Pick<Request, 'method' | 'url' | 'headers'>

export interface IdempotencyOptions<Name extends string> {
  store: Store<Record<Name, RememberedRequest>>
  table: Name
  /** Whether a request without a key is refused. */
  required: boolean
  /**
   * Asked when a key is repeated whose request has left work behind: goes on with it, and resolves when it ended or
   * can not be ended now.
   */
  goOn?: (work: string, call: Call) => Promise<void>
}

/**
 * Runs a request at most once per Idempotency-Key and caller (IETF draft-ietf-httpapi-idempotency-key-header-07,
 * expired; still the common practice): the same key and content get the stored answer again, another content
 * gets 422, and a request whose first run has not ended gets 409. An answer of 500 or more is not kept, so that
 * the client may try again. `run` is told the record's id: work that goes on without the request settles the key
 * itself, in the transaction in which it ends. Make one for each life of a process: keys whose requests died with an
 * earlier life are free again.
 */
export function idempotent<Name extends string>({ store, table, required, goOn }: IdempotencyOptions<Name>) {
  // The first transaction of this life: it comes before those of all requests.
  const ready = forgetTheDead(store, table)
  ready.catch(() => {})
  return async (
    request: Keyed,
    content: string,
    call: Call,
    run: (id?: string) => Promise<Answer>,
  ): Promise<Answer> => {
    const named = recordOf(request, content, call, required)
    if (!named) return run()
    const { id, fingerprint } = named

    await ready
    const claim = () =>
      store.transact(call, (tx) => {
        const remembered = tx.get(table, id)
        if (!remembered) tx.put(table, id, { state: 'in progress', fingerprint })
        return remembered
      })
    let earlier = await claim()
    if (goOn && earlier?.state === 'in progress' && earlier.work && earlier.fingerprint === fingerprint) {
      await goOn(earlier.work, call)
      // It may have come to nothing: then the key is free, and this request is the first one.
      earlier = await claim()
    }
    if (earlier) return answerAgain(earlier, fingerprint)

    try {
      const answer = await run(id).catch(refusal)
      await store.transact(call, (tx) => {
        if (isUnsettled(tx.get(table, id))) tx.put(table, id, { state: 'answered', fingerprint, answer })
      })
      return answer
    } catch (error) {
      await store.transact(call, (tx) => {
        if (isUnsettled(tx.get(table, id))) tx.delete(table, id)
      })
      throw error
    }
  }
}

/**
 * The same for work that is one transaction of the store that keeps the keys: what was done and the answer are
 * committed together, so that a crash leaves both or neither, and a repeated request waits instead of being told to.
 * Pass the call that `run` gets on to everything that shall take part.
 */
export function idempotentInOneTransaction<Name extends string>({
  store,
  table,
  required,
}: Omit<IdempotencyOptions<Name>, 'goOn'>) {
  return async (
    request: Request,
    content: string,
    call: Call,
    run: (call: Call) => Promise<Answer>,
  ): Promise<Answer> => {
    const named = recordOf(request, content, call, required)
    if (!named) return run(call)
    const { id, fingerprint } = named

    const remembering = (work: (call: Call) => Promise<Answer>) =>
      store.transact(call, async (tx, open) => {
        const earlier = tx.get(table, id)
        if (earlier) return answerAgain(earlier, fingerprint)
        const answer = await work({ ...call, open })
        tx.put(table, id, { state: 'answered', fingerprint, answer })
        return answer
      })
    return remembering(run).catch((error) => {
      // What a refused request began is rolled back by now; that it was refused is remembered.
      const answer = refusal(error)
      return remembering(async () => answer)
    })
  }
}

/** Frees the keys that nobody works on any more. Those of work that goes on are left to it. */
function forgetTheDead<Name extends string>(
  store: Store<Record<Name, RememberedRequest>>,
  table: Name,
): Promise<void> {
  return store.transact({}, (tx) => {
    for (const [id, remembered] of tx.entries(table)) if (isUnsettled(remembered)) tx.delete(table, id)
  })
}

function isUnsettled(remembered: RememberedRequest | undefined): boolean {
  return remembered?.state === 'in progress' && remembered.work === undefined
}

/** The record's id and what the request is known by; nothing when it names no key. Throws when it must. */
function recordOf(
  request: Keyed,
  content: string,
  call: Call,
  required: boolean,
): { id: string; fingerprint: string } | undefined {
  const key = keyOf(request)
  if (key === undefined) {
    if (!required) return undefined
    throw new Problem('idempotency-key-missing', {
      detail:
        'Send an Idempotency-Key field with a value that is new for each thing you want done, such as a UUID. Then a retry can not do it twice.',
    })
  }
  return {
    id: `${call.caller.customer} ${key}`,
    fingerprint: `${request.method} ${new URL(request.url).pathname} ${content}`,
  }
}

/** A refusal that the caller can act on is an answer like any other; a failure of ours is not. */
function refusal(error: unknown): Answer {
  if (error instanceof Problem && error.status < 500) return problemAnswer(error)
  throw error
}

function answerAgain(earlier: RememberedRequest, fingerprint: string): Answer {
  if (earlier.fingerprint !== fingerprint) {
    throw new Problem(
      'idempotency-key-reused',
      'This key belongs to a request with another content. Use a new key for a new request.',
    )
  }
  if (earlier.state === 'in progress') {
    throw new Problem('request-in-progress', {
      detail:
        'The first request with this key has not been answered yet. Wait, then ask again with the same key.',
      headers: { 'retry-after': '1' },
    })
  }
  return earlier.answer
}

/** The key, with or without the quotes that the draft's structured field asks for. */
function keyOf(request: Keyed): string | undefined {
  const field = request.headers.get('idempotency-key')?.trim()
  if (field === undefined) return undefined
  const key = /^"(.*)"$/.exec(field)?.[1] ?? field
  if (key.length === 0 || key.length > 200) {
    throw new Problem('malformed-request', 'The Idempotency-Key must have between 1 and 200 characters.')
  }
  return key
}
