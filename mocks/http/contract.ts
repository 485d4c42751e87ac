import { assert } from 'chai'
import { isJsonType } from './negotiation.ts'
import { responseCheck } from './openapi.contract.ts'
import type { Method } from './operation.ts'
import { PROBLEM_BASE, PROBLEMS, ProblemDocument, type ProblemName } from './problem.ts'
import type { Scope } from './scopes.ts'

/** Where a contract is kept: a service that has just started with its seeded data, wherever that runs. */
export interface Place {
  /** Sends a request, as `fetch` does, to a path of the service. */
  send(path: string, init?: RequestInit): Promise<Response>
  /** What the system keeps, where the runtime lets a test look inside. */
  data?(): Promise<unknown>
  /** Signs somebody in at the bookshop's issuer and brings an access token; with all scopes they may have unless some are named. */
  signIn?(user: string, scope?: string): Promise<string>
}

/** An answer that was read to its end and found to be what the service's OpenAPI document says. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The content as it came. */
  readonly bytes: Uint8Array
  /** The content as JSON; undefined when there is none or when it is something else. */
  readonly json: unknown
}

/** Sends a request and brings a checked reply. */
export type Ask = (path: string, init?: RequestInit) => Promise<Reply>

/** One thing that callers may rely on. Each starts from the seeded data. */
export interface Promised {
  readonly promise: string
  readonly check: (place: { send: Ask; data?: Place['data'] }) => Promise<void>
}

/** A request that must be refused, and how. */
export interface Refusal {
  readonly when: string
  readonly path: string
  readonly init?: RequestInit
  readonly problem: ProblemName
  /** Places in the request that the answer must name: JSON Pointers and query parameters, in any order. */
  readonly names?: readonly string[]
  /** Header fields that the answer must have, with these values. */
  readonly fields?: Readonly<Record<string, string | RegExp>>
}

/** What a service promises its callers, whoever they are and wherever it runs. */
export interface Contract {
  readonly name: string
  /** The service's OpenAPI document: every answer is held to it. */
  readonly document: Readonly<Record<string, unknown>>
  readonly promises: readonly Promised[]
  /** The requests that it must refuse; each is among the promises. */
  readonly refusals: readonly Refusal[]
}

export interface ContractParts {
  name: string
  document: Readonly<Record<string, unknown>>
  promises: readonly Promised[]
  refusals: readonly Refusal[]
  /** Reads everything that callers can see of the service's data. */
  everything: (send: Ask) => Promise<unknown>
}

/** Puts a contract together. Each refusal is a promise, and so is that none of them changes anything. */
export function contractOf({ name, document, promises, refusals, everything }: ContractParts): Contract {
  const harmless: Promised = {
    promise: `changes nothing when it refuses (${refusals.length} requests)`,
    async check({ send, data }) {
      const look = async () => ({ seen: await everything(send), kept: await data?.() })
      const before = await look()
      for (const { path, init } of refusals) await send(path, init)
      assert.deepEqual(await look(), before)
    },
  }
  return { name, document, refusals, promises: [...promises, ...refusals.map(refused), harmless] }
}

/** A request's Authorization field of somebody who is signed in by the time it is sent: `as('ada')`. */
export function as(user: string, scope?: Scope): { authorization: string } {
  return { authorization: `Bearer {${user}${scope ? ` ${scope}` : ''}}` }
}

/** The `Authorization` that `as` wrote: who, and for which scope. */
const SIGNED_IN = /^Bearer \{([a-z]+)(?: ([a-z:]+))?\}$/

/** Puts a real token into a request that `as` was used on; each is asked for once. */
function withTokens({ signIn }: Place) {
  const tokens = new Map<string, Promise<string>>()
  return async (init?: RequestInit): Promise<RequestInit | undefined> => {
    const headers = new Headers(init?.headers)
    const [field, user, scope] = SIGNED_IN.exec(headers.get('authorization') ?? '') ?? []
    if (field === undefined || user === undefined) return init
    assert(signIn, 'nobody can sign in here')
    const token = tokens.get(field) ?? signIn(user, scope)
    tokens.set(field, token)
    headers.set('authorization', `Bearer ${await token}`)
    return { ...init, headers }
  }
}

/** Keeps one promise at a place, or throws what was not kept. */
export async function keep({ document }: Contract, { check }: Promised, place: Place): Promise<void> {
  const conforms = responseCheck(document)
  const authorized = withTokens(place)
  await check({
    ...place,
    async send(path, init) {
      const response = await place.send(path, await authorized(init))
      const reply = replyOf(response, new Uint8Array(await response.arrayBuffer()))
      conforms(init?.method ?? 'GET', path, reply)
      return reply
    },
  })
}

/** An answer whose content was read. */
export function replyOf({ status, headers }: Response, content: string | Uint8Array): Reply {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content)
  const isJson = isJsonType(headers.get('content-type') ?? '')
  return { status, headers, text, bytes, json: isJson && text ? JSON.parse(text) : undefined }
}

function refused({ when, path, init, problem, names, fields = {} }: Refusal): Promised {
  return {
    promise: `answers ${PROBLEMS[problem].status} ${problem} to ${when}`,
    async check({ send }) {
      const reply = await send(path, init)
      const document = problemIn(reply, problem)
      if (names) {
        assert.sameMembers(
          document.errors?.map(({ pointer, parameter }) => pointer ?? parameter ?? '') ?? [],
          [...names],
        )
      }
      for (const [name, expected] of Object.entries(fields)) {
        const value = reply.headers.get(name) ?? ''
        if (typeof expected === 'string') assert.equal(value, expected, name)
        else assert.match(value, expected, name)
      }
    },
  }
}

/** The problem document of a refusal; throws unless it is the named one, complete and consistent. */
export function problemIn({ status, headers, json }: Reply, problem: ProblemName): ProblemDocument {
  assert.equal(status, PROBLEMS[problem].status, JSON.stringify(json))
  assert.equal(headers.get('content-type'), 'application/problem+json')
  const document = ProblemDocument.parse(json)
  assert.equal(document.type, PROBLEM_BASE + problem)
  assert.equal(document.title, PROBLEMS[problem].title)
  assert.equal(document.status, status)
  assert.isNotEmpty(document.detail)
  return document
}

/** A request with JSON content. */
export function sending(method: Method, body: unknown, headers: Record<string, string> = {}): RequestInit {
  return { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) }
}

/** Seeks every page of a list by its cursors; each `Link` field must lead to the same place. */
export async function everyPage<Page extends { readonly next?: string | undefined }>(
  send: Ask,
  path: string,
  read: (json: unknown) => Page,
): Promise<Page[]> {
  const pages: Page[] = []
  for (let next: string | undefined = path; next !== undefined; ) {
    const reply: Reply = await send(next)
    assert.equal(reply.status, 200)
    const page: Page = read(reply.json)
    pages.push(page)
    assert.isBelow(pages.length, 200, 'the pages never end')
    const linked: string | undefined = linkTo(reply, 'next')
    assert.equal(
      linked === undefined ? undefined : new URL(linked, 'http://here').searchParams.get('cursor'),
      page.next,
    )
    assert.isDefined(linkTo(reply, 'first'))
    next = linked
  }
  return pages
}

/** Where a reply's `Link` field (RFC 8288) leads for a relation. */
export function linkTo({ headers }: Pick<Reply, 'headers'>, relation: string): string | undefined {
  return new RegExp(`<([^>]*)>; rel="${relation}"`).exec(headers.get('link') ?? '')?.[1]
}
