import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Reply, replyOf } from '#mocks/http/contract.ts'
import { responseCheck } from '#mocks/http/openapi.contract.ts'
import type { Handler } from '#mocks/http/service.ts'
import type { RunEvent } from '#mocks/log/events.ts'
import { createRunLog } from '#mocks/log/log.ts'
import { readContent, requestWith } from '#mocks/network/message.ts'
import { macrotask } from '#mocks/runtimes/macrotask.ts'
import { createVirtualClock } from '#mocks/simulation/virtual-clock.ts'
import { type Architecture, SERVICE_NAMES, Settings } from '#mocks/systems/scenario.ts'
import { createSystem } from '#mocks/systems/system.ts'
import { hostOf, PUBLIC_HOST } from '#mocks/systems/topology.ts'
import { type FuzzedRequest, requestsFor } from './support/fuzz.ts'
import { mint } from './support/minted.ts'

/** How many requests each service gets. More: FUZZ_REQUESTS=100000. Others: FUZZ_SEED=1. */
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? 5_000)
const SEED = Number(process.env.FUZZ_SEED ?? 9_110)
/** A bookshop is opened anew after so many requests, so that its lists stay short. */
const PER_SHOP = 1_000
/** Of somebody who may do everything. */
const TOKEN = await mint('ada')
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'QUERY'])
/** What an answer never shows of the inside. */
const INSIDE = /\n\s+at |\.[jt]s:\d+|node_modules|(Type|Reference|Range|Syntax)Error|Cannot read prop/

interface Target {
  readonly party: string
  readonly architecture: Architecture
  readonly host: string
}

/** Whoever answers: each service, and the monolith. */
const TARGETS: readonly Target[] = [
  ...SERVICE_NAMES.map((party) => ({
    party,
    architecture: 'microservices' as const,
    host: party === 'gateway' ? PUBLIC_HOST : hostOf(party),
  })),
  { party: 'monolith', architecture: 'monolith', host: PUBLIC_HOST },
]

describe(`${REQUESTS} requests that nobody foresaw, drawn with the seed ${SEED}`, () => {
  test.each(TARGETS)(
    '$party keeps its manners',
    async (target) => {
      const statuses = await fuzz(target, REQUESTS)
      // Who only refuses was not tried.
      const good = [...statuses].filter(([status]) => status < 300).reduce((sum, [, count]) => sum + count, 0)
      expect(good / REQUESTS).toBeGreaterThan(0.05)
    },
    60_000,
  )

  // A search that finds nothing may be looking nowhere.
  const spoil = (content: string, status: number) => (handler: Handler) => async (request: Request) => {
    const answer = await handler(request)
    return answer.status === 404 ? new Response(content, { status, headers: answer.headers }) : answer
  }
  test.each([
    ['an error that nobody foresaw', spoil('{"type":"internal-error"}', 500), /nobody foresaw/],
    ['a stack trace', spoil('{"detail":"Oops\\n   at read (domain.ts:7:1)"}', 404), /not to match/],
    ['a status that is not in the document', spoil('{}', 418), /knows no such answer/],
    ['content that is not what the document says', spoil('{}', 404), /not what the document says/],
  ] as const)('%s is found where it is planted', async (_, spoils, found) => {
    const target = { party: 'payments', architecture: 'microservices', host: hostOf('payments') } as const
    await expect(fuzz(target, 200, spoils)).rejects.toThrow(found)
  })
})

/** Sends so many requests, looks at every answer, and counts the statuses. Throws at the first request that shows a fault. */
async function fuzz(
  { party, architecture, host }: Target,
  requests: number,
  spoils: (handler: Handler) => Handler = (handler) => handler,
): Promise<ReadonlyMap<number, number>> {
  const statuses = new Map<number, number>()
  for (let from = 0; from < requests; from += PER_SHOP) {
    const drawn = { numRuns: Math.min(PER_SHOP, requests - from), seed: SEED + from }
    await withHandler(party, architecture, async (right, stateOf, text) => {
      const handler = spoils(right)
      const document = JSON.parse(await text(await right(new Request(`https://${host}/openapi.json`))))
      const conforms = responseCheck(document)
      for (const [at, request] of fc.sample(requestsFor(document, TOKEN), drawn).entries()) {
        const ask = async (trace: string) => {
          const response = await handler(sent(host, request, trace))
          const answer = replyOf(response, await text(response))
          mannerly(request, answer)
          conforms(request.method, request.path, answer)
          return answer
        }
        try {
          const trace = traceOf(at)
          const { status } = await ask(trace)
          statuses.set(status, (statuses.get(status) ?? 0) + 1)
          if (SAFE.has(request.method)) expect(stateOf(trace), 'a safe method changed something').toEqual([])
          if (['PUT', 'DELETE'].includes(request.method) && status < 300) {
            const again = traceOf(at + PER_SHOP)
            await ask(again)
            expect(stateOf(again), 'done twice is not done once').toEqual([])
          }
        } catch (error) {
          const why = error instanceof Error ? error.message : String(error)
          throw new Error(`${shown(request)}\nseed ${drawn.seed}, request ${at}: ${why}`)
        }
      }
    })
  }
  return statuses
}

/** No failure of ours, and nothing of the inside. */
function mannerly({ method }: FuzzedRequest, { status, text, headers }: Reply) {
  expect(text, 'an error that nobody foresaw').not.toContain('internal-error')
  expect(text).not.toMatch(INSIDE)
  if (status >= 400 && method !== 'HEAD')
    expect(headers.get('content-type')).toMatch(/^application\/(problem\+json|soap\+xml|json)/)
}

/** One process of a bookshop, asked without a network in between. It asks the others over theirs, which takes no time. */
async function withHandler(
  party: string,
  architecture: Architecture,
  work: (
    handler: Handler,
    stateOf: (traceId: string) => readonly RunEvent[],
    text: (response: Response) => Promise<string>,
  ) => Promise<void>,
): Promise<void> {
  const { clock, run } = createVirtualClock({ settle: macrotask })
  let changes: RunEvent[] = []
  const log = createRunLog({
    run: 'fuzz',
    nowUs: clock.nowUs,
    sinks: [(event) => event.kind === 'state' && isChange(event) && changes.push(event)],
  })
  let handler: Handler | undefined
  const opened = createSystem({
    architecture,
    settings: Settings.parse({ latency: 'none' }),
    seed: 7,
    clock,
    log,
    replace(who, built) {
      if (who === party) handler = built.handler
      return built
    },
  })
  await run(
    opened.then(async () => {
      if (!handler) throw new Error(`There is no process ${party}.`)
      const stateOf = (traceId: string) => {
        const own = changes.filter((event) => event.traceId === traceId)
        changes = []
        return own
      }
      await work(handler, stateOf, async (response) =>
        new TextDecoder().decode(await readContent(response, clock)),
      )
    }),
  )
}

function isChange(event: RunEvent & { kind: 'state' }): boolean {
  // Whoever asks first has the issuer make its first key; nobody asked for that.
  return event.table !== 'authKeys' && JSON.stringify(event.before) !== JSON.stringify(event.after)
}

const traceOf = (at: number) => (at + 1).toString(16).padStart(32, '0')

function sent(host: string, { method, path, headers, body }: FuzzedRequest, trace: string): Request {
  const fields = { traceparent: `00-${trace}-00000000000000aa-01`, ...headers }
  return requestWith(`https://${host}${path}`, method, Object.entries(fields), body)
}

function shown({ method, path, headers, body }: FuzzedRequest): string {
  return `${method} ${path.slice(0, 300)} ${JSON.stringify(headers).replace(TOKEN, '<token>')} ${new TextDecoder().decode(body).slice(0, 1_000)}`
}
