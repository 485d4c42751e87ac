import { parseAccept } from 'hono/utils/accept'
import { type Answer, json } from '../../http/answer.ts'
import type { Call } from '../../http/call.ts'
import { lateCall } from '../../http/events/event-stream.ts'
import { readJson } from '../../http/json.ts'
import { accepts } from '../../http/negotiation.ts'
import { Problem } from '../../http/problem.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import { type Chunks, EVENT_STREAM } from '../../log/chunks.ts'
import type { Engine, Result } from './engine.ts'
import { ANSWER_TYPES, type AnswerType, askByGet, askByPost, GraphqlRequest } from './schema.ts'

export interface GraphqlOptions extends ServiceWorld {
  /** Brings what carries operations out; nobody needs it before the first one comes. */
  loadEngine: () => Promise<Engine>
}

/** The HTTP face of the GraphQL edge: reads a request as GraphQL over HTTP says, and gives the answer its status. */
export function createGraphql({ loadEngine, ...world }: GraphqlOptions) {
  let loading: Promise<Engine> | undefined
  const answer = async (request: Request, asked: unknown, call: Call): Promise<Answer> => {
    const wanted = requestIn(asked)
    const type = answerTypeFor(request.headers.get('accept'))
    loading ??= loadEngine()
    const run = await loading
    const gone = new AbortController()
    const given = await run(wanted, {
      call: lateCall(call),
      onlyAsks: request.method !== 'POST',
      signal: gone.signal,
    })
    const fields = { 'content-type': type, 'cache-control': 'private, no-store', vary: 'Accept' }
    if (type === EVENT_STREAM) return { status: 200, fields, chunks: eventStream(given, () => gone.abort()) }
    if (Symbol.asyncIterator in given) {
      gone.abort()
      throw new Problem('not-acceptable', 'The answer to a subscription is text/event-stream.')
    }
    // Older clients take any other status than 200 for no answer at all (GraphQL over HTTP §6.4.1).
    const status = given.data === undefined && type !== 'application/json' ? 400 : 200
    return json(given, { status, fields })
  }
  return createService(
    {
      name: 'graphql',
      title: 'GraphQL edge',
      description:
        'The same books, stock and orders as a graph: a client says what it needs, and gets no more.',
    },
    world,
  )
    .on(askByPost, ({ body, request, call }) => answer(request, body, call))
    .on(askByGet, ({ query: { variables, extensions, ...query }, request, call }) =>
      answer(
        request,
        { ...query, variables: jsonIn('variables', variables), extensions: jsonIn('extensions', extensions) },
        call,
      ),
    )
    .handler()
}

/** Results as server-sent events, each when it comes: GraphQL over SSE, distinct connections mode. */
function eventStream(given: Result | AsyncIterable<Result>, cancel: () => void): Chunks {
  const results = (Symbol.asyncIterator in given ? given : once(given))[Symbol.asyncIterator]()
  let isOver = false
  return {
    async next() {
      if (isOver) return undefined
      const { done, value } = await results.next()
      isOver = done === true
      // Without a line of data nobody would be told of the end (HTML §9.2.6).
      return encoded(
        isOver ? 'event: complete\ndata:\n\n' : `event: next\ndata: ${JSON.stringify(value)}\n\n`,
      )
    },
    cancel,
  }
}

async function* once<T>(value: T): AsyncGenerator<T> {
  yield value
}

const encoded = (text: string) => new TextEncoder().encode(text)

/** A request, if it is one. Throws malformed-request. */
function requestIn(asked: unknown): GraphqlRequest {
  const read = GraphqlRequest.safeParse(asked)
  if (read.success) return read.data
  throw new Problem('malformed-request', {
    detail: 'This is no GraphQL request: it needs a query, and may have operationName and variables.',
    errors: read.error.issues.map(({ path, message }) => ({
      pointer: `#/${path.join('/')}`.replace(/\/$/, ''),
      detail: message,
    })),
  })
}

/** A parameter of the address that holds JSON. Throws malformed-request. */
function jsonIn(parameter: string, text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined
  try {
    return readJson(text)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { detail } = error.details
    throw new Problem('malformed-request', {
      detail: `The parameter ${parameter} is not JSON that can be read.`,
      errors: [{ parameter, detail }],
    })
  }
}

/** The media type in which a client would most like to be answered; that it accepts one is known. */
function answerTypeFor(accept: string | null): AnswerType {
  const named = parseAccept(accept ?? '')
    .filter(({ q }) => q > 0)
    .sort((a, b) => b.q - a.q)
    .flatMap(({ type }) => ANSWER_TYPES.find((each) => each === type.toLowerCase()) ?? [])[0]
  return named ?? ANSWER_TYPES.find((each) => accepts(accept, each)) ?? ANSWER_TYPES[0]
}
