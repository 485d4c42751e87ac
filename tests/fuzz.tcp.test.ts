import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { replyOf } from '#mocks/http/contract.ts'
import { responseCheck } from '#mocks/http/openapi.contract.ts'
import { type Servers, startServers } from '#mocks/runtimes/supervisor.ts'
import { processesOf } from '#mocks/systems/topology.ts'
import { type FuzzedRequest, requestsFor } from './support/fuzz.ts'

const REQUESTS = 200
const SEED = Number(process.env.FUZZ_SEED ?? 9_110)

describe(`${REQUESTS} requests that nobody foresaw to each process, drawn with the seed ${SEED}`, () => {
  let servers: Servers
  beforeAll(async () => {
    servers = await startServers({ system: 'microservices', port: 0, seed: 7 })
  }, 60_000)
  afterAll(() => servers?.stop(), 60_000)

  test.each(processesOf('microservices').map(({ party }) => party))(
    '%s keeps its manners',
    async (party) => {
      const origin = servers.addresses[party]
      const document = await (await fetch(`${origin}/openapi.json`)).json()
      const conforms = responseCheck(document)
      // Node's parser knows no such method; tests/services.test.ts says what it answers.
      const drawn = requestsFor(document).filter(({ method }) => method !== 'BREW')
      for (const request of fc.sample(drawn, { numRuns: REQUESTS, seed: SEED })) {
        const response = await send(`${origin}`, request)
        const answer = replyOf(response, await textOf(response))
        const why = `${request.method} ${request.path} ${JSON.stringify(request.headers)}`
        expect(answer.text, why).not.toContain('internal-error')
        conforms(request.method, request.path, answer)
      }
      expect((await fetch(`${origin}/health`)).status).toBe(200)
    },
    60_000,
  )
})

function send(origin: string, { method, path, headers, body }: FuzzedRequest): Promise<Response> {
  return fetch(origin + path, { method, headers, ...(body.length > 0 ? { body } : {}), redirect: 'manual' })
}

/** The content; a stream of events is left after its head, since it may stay open for a minute. */
async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text()
  await response.body?.cancel()
  return ''
}
