import type { Store } from '../storage/store.ts'
import type { Answer } from './answer.ts'
import type { Call } from './call.ts'
import { Problem, problemAnswer } from './problem.ts'

/** What a service remembers of a request that named a key. */
export type RememberedRequest =
  | { readonly state: 'in progress'; readonly fingerprint: string }
  | {
      readonly state: 'answered'
      readonly fingerprint: string
      readonly answer: Answer
    }

export interface IdempotencyOptions<Name extends string> {
  store: Store<Record<Name, RememberedRequest>>
  table: Name
  /** Whether a request without a key is refused. */
  required: boolean
}

/**
 * Runs a request at most once per Idempotency-Key and caller (IETF draft-ietf-httpapi-idempotency-key-header-07,
 * expired; still the common practice): the same key and content get the stored answer again, another content
 * gets 422, and a request whose first run has not ended gets 409. An answer of 500 or more is not kept, so that
 * the client may try again.
 */
export function idempotent<Name extends string>({ store, table, required }: IdempotencyOptions<Name>) {
  return async (
    request: Request,
    content: string,
    call: Call,
    run: () => Promise<Answer>,
  ): Promise<Answer> => {
    const key = keyOf(request)
    if (key === undefined) {
      if (!required) return run()
      throw new Problem('idempotency-key-missing', {
        detail:
          'Send an Idempotency-Key field with a value that is new for each thing you want done, such as a UUID. Then a retry can not do it twice.',
      })
    }
    const id = `${call.caller.customer} ${key}`
    const fingerprint = `${request.method} ${new URL(request.url).pathname} ${content}`

    const earlier = await store.transact(call, (tx) => {
      const remembered = tx.get(table, id)
      if (!remembered) tx.put(table, id, { state: 'in progress', fingerprint })
      return remembered
    })
    if (earlier) return answerAgain(earlier, fingerprint)

    try {
      const answer = await run().catch(refusal)
      await store.transact(call, (tx) => tx.put(table, id, { state: 'answered', fingerprint, answer }))
      return answer
    } catch (error) {
      await store.transact(call, (tx) => tx.delete(table, id))
      throw error
    }
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
function keyOf(request: Request): string | undefined {
  const field = request.headers.get('idempotency-key')?.trim()
  if (field === undefined) return undefined
  const key = /^"(.*)"$/.exec(field)?.[1] ?? field
  if (key.length === 0 || key.length > 200) {
    throw new Problem('malformed-request', 'The Idempotency-Key must have between 1 and 200 characters.')
  }
  return key
}
