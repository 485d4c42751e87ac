import * as z from 'zod'
import { json, noContent, toResponse } from '../http/answer.ts'
import { operation } from '../http/operation.ts'
import { Problem, problemAnswer } from '../http/problem.ts'
import { createService, type Handler } from '../http/service.ts'
import type { OtlpTraces } from '../log/views/otlp.ts'
import { Architecture, Fault, ServiceName, Settings } from '../systems/scenario.ts'
import type { SystemData } from '../systems/system.ts'
import type { Unreal } from './real-faults.ts'
import { WrittenSettings } from './run-to-start.ts'

const ProcessStatus = z.object({
  party: z.string().describe('The process, as its command line names it.'),
  services: z.array(ServiceName).readonly().describe('The services that live in it.'),
  calls: z.array(z.string()).readonly().describe('The processes that it may call.'),
  address: z.url().describe('Where it listens.'),
  state: z.enum(['up', 'down']).describe('Nobody listens at the address of a process that is down.'),
  pid: z.int().optional().describe("The operating system's number for it; absent while it is down."),
})

const Topology = z
  .object({
    system: Architecture,
    seed: z.int(),
    control: z.url().describe('Where this control API listens.'),
    processes: z.array(ProcessStatus).readonly(),
  })
  .describe('Which processes there are, and who may call whom.')

const Faults = z.array(Fault).max(50).describe('Everything that is broken. An empty list: all is well.')

const readTopology = operation({
  id: 'readTopology',
  method: 'GET',
  path: '/topology',
  summary: 'Read which processes there are',
  example: {},
  answers: { 200: { description: 'The processes as they are now.', body: Topology } },
  problems: ['not-acceptable', 'not-allowed-for-caller'],
})

const readFaults = operation({
  id: 'readFaults',
  method: 'GET',
  path: '/faults',
  summary: 'Read what is broken',
  description: 'A process that was killed from outside is listed too.',
  example: {},
  answers: { 200: { description: 'What is broken now.', body: Faults } },
  problems: ['not-acceptable', 'not-allowed-for-caller'],
})

const replaceFaults = operation({
  id: 'replaceFaults',
  method: 'PUT',
  path: '/faults',
  summary: 'Say what shall be broken',
  description:
    'The process of a service that is listed as down is killed; every other process is started if it does not run. In the monolith all services go down together. Services keep their data. Faults of an edge strike in the network layer of the caller, those of clients where their connections arrive; counters of faults begin anew. What one process for each service can not do is refused.',
  body: Faults,
  example: {
    body: [
      { kind: 'down', service: 'payments' },
      { kind: 'lose-reply', edge: { from: 'orders', to: 'inventory' }, strikes: { first: 1 } },
    ],
  },
  answers: {
    200: { description: 'What is broken now, after the processes have ended or answer again.', body: Faults },
  },
  problems: [
    'malformed-request',
    'invalid-content',
    'content-too-large',
    'unsupported-media-type',
    'not-acceptable',
    'not-allowed-for-caller',
    'dependency-unavailable',
  ],
})

const readTraces = operation({
  id: 'readTraces',
  method: 'GET',
  path: '/traces',
  summary: 'Read the latest traces',
  description:
    'Finished spans in the JSON mapping of the OpenTelemetry protocol (OTLP), oldest first. Older ones are forgotten.',
  example: {},
  answers: {
    200: {
      description: 'TracesData.',
      body: z.object({ resourceSpans: z.array(z.record(z.string(), z.unknown())) }),
    },
  },
  problems: ['not-acceptable', 'not-allowed-for-caller'],
})

const readSettings = operation({
  id: 'readSettings',
  method: 'GET',
  path: '/settings',
  summary: 'Read what callers do about failures, and the other settings',
  example: {},
  answers: { 200: { description: 'The settings as they are now.', body: Settings } },
  problems: ['not-acceptable', 'not-allowed-for-caller'],
})

const replaceSettings = operation({
  id: 'replaceSettings',
  method: 'PUT',
  path: '/settings',
  summary: 'Say what callers shall do about failures, and the other settings',
  description:
    'Every process finishes what is under way and goes on with its data and the new settings; one that does not come to rest is started anew. What policies remember (open breakers, budgets, cached answers) is forgotten, and counters of faults begin anew. What is left out is the default, and for latency none. What one process for each service can not do is refused.',
  body: WrittenSettings,
  example: { body: { policies: [{ edge: { from: 'gateway', to: 'orders' }, timeoutMs: 2000 }] } },
  answers: { 200: { description: 'The settings as they are now.', body: Settings } },
  problems: [
    'malformed-request',
    'invalid-content',
    'content-too-large',
    'unsupported-media-type',
    'not-acceptable',
    'not-allowed-for-caller',
    'dependency-unavailable',
  ],
})

const readData = operation({
  id: 'readData',
  method: 'GET',
  path: '/data',
  summary: 'Read what every process keeps',
  description:
    'Process, table, key, record. A process that is down is left out. For tests and for looking behind the scenes.',
  example: {},
  answers: {
    200: {
      description: 'The committed records as they are now.',
      body: z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown()))),
    },
  },
  problems: ['not-acceptable', 'not-allowed-for-caller'],
})

const reset = operation({
  id: 'reset',
  method: 'POST',
  path: '/reset',
  summary: 'Go back to the seeded data',
  description:
    'Every process finishes what is under way and forgets its data; one that is down or does not answer is started anew. Requests that come meanwhile wait. Traces are forgotten, and nothing is broken any more.',
  example: {},
  answers: { 204: { description: 'Every service answers, with its seeded data.' } },
  problems: ['not-allowed-for-caller', 'dependency-unavailable'],
})

export interface ControlOptions {
  port: number
  now: () => Date
  topology: () => z.input<typeof Topology>
  faults: () => readonly Fault[]
  /** Which faults real processes can not do. */
  unreal: (faults: readonly Fault[]) => readonly Unreal[]
  /** Rejects when a process can not be started. */
  setFaults: (faults: readonly Fault[]) => Promise<void>
  settings: () => Settings
  /** Which settings real processes can not have. */
  unrealSettings: (settings: Settings) => readonly Unreal[]
  /** Rejects when a process can not be started. */
  setSettings: (settings: Settings) => Promise<void>
  /** Rejects when a process can not be started. */
  reset: () => Promise<void>
  traces: () => Promise<OtlpTraces>
  data: () => Promise<SystemData>
}

const FRESH = { 'cache-control': 'no-store' }

/** The supervisor's own API: see the processes, break and mend them, read traces. For programs on this machine only. */
export function createControl({
  port,
  now,
  topology,
  faults,
  unreal,
  setFaults,
  settings,
  unrealSettings,
  setSettings,
  reset: resetAll,
  traces,
  data,
}: ControlOptions): Handler {
  const info = {
    name: 'control',
    title: 'Control',
    description: 'Breaks and mends the processes of the bookshop.',
  }
  const answer = createService(info, { now })
    .on(readTopology, () => json(topology(), { fields: FRESH }))
    .on(readFaults, () => json(faults(), { fields: FRESH }))
    .on(replaceFaults, async ({ body }) => {
      refuse(unreal(body))
      await started(setFaults(body))
      return json(faults(), { fields: FRESH })
    })
    .on(readTraces, async () => json(await traces(), { fields: FRESH }))
    .on(readSettings, () => json(settings(), { fields: FRESH }))
    .on(replaceSettings, async ({ body }) => {
      refuse(unrealSettings(body))
      await started(setSettings(body))
      return json(settings(), { fields: FRESH })
    })
    .on(readData, async () => json(await data(), { fields: FRESH }))
    .on(reset, async () => {
      await started(resetAll())
      return noContent
    })
    .handler()

  return async (request) => {
    const refusal = refusalOf(request, port)
    const response = refusal ? toResponse(problemAnswer(refusal)) : await answer(request)
    response.headers.set('cross-origin-resource-policy', 'same-origin')
    response.headers.set('x-content-type-options', 'nosniff')
    return response
  }
}

function refuse(unreal: readonly Unreal[]): void {
  if (unreal.length === 0) return
  throw new Problem('invalid-content', {
    detail: 'Real processes can not do this; see errors. The page can: it models what is missing here.',
    errors: unreal.map(({ path, why }) => ({ pointer: `#/${path.join('/')}`, detail: why })),
  })
}

async function started(change: Promise<void>): Promise<void> {
  await change.catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error)
    throw new Problem('dependency-unavailable', `${why} Look at GET /topology for what runs now.`)
  })
}

/**
 * A page of any site can send requests to this machine, and with DNS rebinding it can even read the answers. So
 * only the names of the loopback interface are answered, and no request that a page of another origin sent.
 */
function refusalOf({ url, headers }: Request, port: number): Problem | undefined {
  const names = ['localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`)
  const { host } = new URL(url)
  if (!names.includes(host)) {
    return new Problem(
      'not-allowed-for-caller',
      `The control API answers at ${names[0]} and not under the name ${host}.`,
    )
  }
  const origin = headers.get('origin')
  const site = headers.get('sec-fetch-site')
  const isForeign =
    (origin !== null && origin !== `http://${host}`) ||
    (site !== null && site !== 'same-origin' && site !== 'none')
  return isForeign
    ? new Problem(
        'not-allowed-for-caller',
        'The control API takes no requests from pages of other origins. Use curl or a script.',
      )
    : undefined
}
