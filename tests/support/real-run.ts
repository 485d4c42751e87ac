import type { FinishedRun } from '#content/scenarios/finished-run.ts'
import type { RunEvent } from '#mocks/log/events.ts'
import { createRunLog } from '#mocks/log/log.ts'
import { formatTraceparent } from '#mocks/log/trace-context.ts'
import { readContent, wireRequest, wireResponse } from '#mocks/network/message.ts'
import { createNetwork } from '#mocks/network/network.ts'
import { newTrace } from '#mocks/runtimes/new-trace.ts'
import { overTcp } from '#mocks/runtimes/over-tcp.ts'
import { createRunClock } from '#mocks/runtimes/run-clock.ts'
import { type Servers, startServers } from '#mocks/runtimes/supervisor.ts'
import { createRandom } from '#mocks/simulation/random.ts'
import { edgePolicyOf } from '#mocks/systems/network-rules.ts'
import { contentOf, type Scenario, type WorkloadRequest } from '#mocks/systems/scenario.ts'
import { linksOf, processOf } from '#mocks/systems/topology.ts'

/** How long what callers gave up on may still be under way, in ms. */
const REST_PATIENCE_MS = 20_000

/** Real processes in which one scenario after another can be run. */
export interface RealSystem {
  readonly servers: Servers
  /**
   * Runs a scenario from the seeded data, in real time, and brings what a virtual run brings: the events of every
   * process, what the client sent and got, and the data at the end.
   */
  run(scenario: Scenario): Promise<FinishedRun>
}

export async function startRealSystem(options: Pick<Scenario, 'system' | 'seed'>): Promise<RealSystem> {
  const servers = await startServers({ ...options, port: 0 })
  return {
    servers,
    async run({ system, settings, faults, seed, workload }) {
      if (system !== options.system || seed !== options.seed)
        throw new Error(`These processes are ${options.system}, seed ${options.seed}.`)
      await control(servers, 'PUT', '/settings', settings)
      await control(servers, 'POST', '/reset')
      await control(servers, 'PUT', '/faults', faults)
      const client = clientOf(servers, { system, settings, seed })
      const startUs = client.clock.nowUs()
      const exchanges: Promise<FinishedRun['exchanges'][number]>[] = []
      for (const wanted of workload) {
        if (wanted.waits !== false) await Promise.all(exchanges)
        if (wanted.atMs !== undefined)
          await client.clock.sleep(startUs + wanted.atMs * 1000 - client.clock.nowUs())
        exchanges.push(client.exchange(wanted))
      }
      const ended = await Promise.all(exchanges)
      if (!(await servers.rest(REST_PATIENCE_MS))) throw new Error('The processes did not come to rest.')
      const events = [...(await servers.events()), ...client.events].toSorted((a, b) => a.atUs - b.atUs)
      return { events, exchanges: ended, data: await servers.data() }
    },
  }
}

/** Asks the control API for something. Throws when it refuses. */
export async function control(
  { control: origin }: Servers,
  method: string,
  path: string,
  body?: unknown,
): Promise<Response> {
  const answer = await fetch(origin + path, {
    method,
    ...(body === undefined
      ? {}
      : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`)
  return answer
}

/** A client with policies of its own; its edge's faults strike at the door of the public API. */
function clientOf(
  servers: Servers,
  { system, settings, seed }: Pick<Scenario, 'system' | 'settings' | 'seed'>,
) {
  const clock = createRunClock(servers.epochMs)
  const events: RunEvent[] = []
  const log = createRunLog({ run: 'client', nowUs: clock.nowUs, sinks: [(event) => events.push(event)] })
  const door = processOf(system, 'gateway')
  const origin = servers.addresses[door] ?? ''
  const { fetchAs } = createNetwork({
    clock,
    log,
    random: createRandom(seed),
    links: linksOf(system, settings).filter(({ from, to }) => from === 'client' && to === door),
    policies: settings.policies.map(edgePolicyOf),
    partyAt: (host) => (host === new URL(origin).host ? door : undefined),
    serve: (_, request, signal) => overTcp(request, signal),
    calleeTracesItself: true,
  })
  return {
    clock,
    events,
    async exchange(wanted: WorkloadRequest) {
      const { method, url, headers } = wanted
      const body = contentOf(wanted)
      const trace = newTrace()
      const { pathname, search } = new URL(url)
      const request = new Request(origin + pathname + search, {
        method,
        headers: { traceparent: formatTraceparent(trace), ...headers },
        ...(body === undefined ? {} : { body }),
      })
      const sent = {
        traceId: trace.traceId,
        request: wireRequest(request, typeof body === 'object' ? body : new TextEncoder().encode(body)),
        startUs: clock.nowUs(),
      }
      const answer = await fetchAs('client')(request).catch(() => undefined)
      const response = answer && wireResponse(answer, await readContent(answer, clock))
      return { ...sent, ...(response ? { response } : {}), endUs: clock.nowUs() }
    },
  }
}
