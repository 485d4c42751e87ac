import * as z from 'zod'
import { ServiceName } from './services.ts'

/** A party of a link, or `*` for anybody. */
const Party = z.enum(['*', 'client', ...ServiceName.options, 'monolith'])

/** The way from a caller to a callee. */
export const Edge = z.strictObject({ from: Party.default('*'), to: Party.default('*') })

/** Which messages are struck: a share of them in percent, or the first few. */
const Strikes = z.union(
  [
    z.strictObject({ percent: z.number().min(0).max(100) }),
    z.strictObject({ first: z.int().min(1).max(10_000) }),
  ],
  'name which messages are struck: percent (0 to 100) or first (a whole number from 1 to 10000), one of them',
)

const Milliseconds = z.number().min(0).max(600_000)

/** How long something takes, in microseconds. */
const Distribution = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), us: z.int().min(0).max(600_000_000) }),
  z
    .strictObject({
      kind: z.literal('uniform'),
      minUs: z.int().min(0).max(600_000_000),
      maxUs: z.int().min(0).max(600_000_000),
    })
    .refine(({ minUs, maxUs }) => minUs <= maxUs, {
      path: ['maxUs'],
      error: 'maxUs is less than minUs: nothing lies between them',
    }),
  z.strictObject({ kind: z.literal('log-normal'), medianUs: z.int().min(0).max(600_000_000) }),
])

/** A service that is down: whoever calls it sees a refused connection. */
export const Down = z.strictObject({ kind: z.literal('down'), service: ServiceName })
export type Down = z.infer<typeof Down>

/** Everything that can be made to go wrong. Each fault names where it strikes; what is not named goes well. */
export const Fault = z.discriminatedUnion('kind', [
  Down,
  /** One of several instances is not there. */
  z.strictObject({
    kind: z.literal('instance-down'),
    service: ServiceName,
    instance: z.int().min(1).max(20),
  }),
  /** An instance, or every one, works longer on each request. */
  z.strictObject({
    kind: z.literal('slow'),
    service: ServiceName,
    ms: Milliseconds,
    instance: z.int().min(1).max(20).optional(),
  }),
  /** The network fell in two: these services on one side, everybody else on the other. */
  z.strictObject({ kind: z.literal('partition'), services: z.array(ServiceName).min(1).max(5) }),
  z.strictObject({ kind: z.literal('latency'), edge: Edge, oneWay: Distribution }),
  z.strictObject({
    kind: z.literal('bandwidth'),
    edge: Edge,
    bytesPerSecond: z.int().min(1).max(1_000_000_000),
  }),
  z.strictObject({ kind: z.literal('lose-request'), edge: Edge, strikes: Strikes }),
  z.strictObject({ kind: z.literal('lose-reply'), edge: Edge, strikes: Strikes }),
  z.strictObject({
    kind: z.literal('error'),
    edge: Edge,
    strikes: Strikes,
    status: z.int().min(400).max(599).default(503),
  }),
  z.strictObject({ kind: z.literal('reset'), edge: Edge, strikes: Strikes }),
  z.strictObject({ kind: z.literal('slow-body'), edge: Edge, ms: Milliseconds }),
  z.strictObject({ kind: z.literal('cut-body'), edge: Edge, strikes: Strikes }),
  z.strictObject({ kind: z.literal('no-trace-context'), edge: Edge }),
  /** Callers go on believing for so long that an instance is where it was. */
  z.strictObject({ kind: z.literal('stale-discovery'), service: ServiceName, ms: Milliseconds }),
])
export type Fault = z.infer<typeof Fault>

/** The services that are down, each once. */
export function servicesDown(faults: readonly Fault[]): ServiceName[] {
  return [...new Set(faults.flatMap((fault) => (fault.kind === 'down' ? [fault.service] : [])))]
}

/** All faults but those that take a service down. */
export function faultsBesideDown(faults: readonly Fault[]): Fault[] {
  return faults.filter(({ kind }) => kind !== 'down')
}

/** A fault in words, for a list. */
export function describeFault(fault: Fault): string {
  const on =
    'edge' in fault
      ? `${fault.edge.from === '*' ? 'anybody' : fault.edge.from} → ${fault.edge.to === '*' ? 'anybody' : fault.edge.to}: `
      : ''
  switch (fault.kind) {
    case 'down':
      return `${fault.service} is down`
    case 'instance-down':
      return `instance ${fault.instance} of ${fault.service} is down`
    case 'slow':
      return `${fault.instance ? `instance ${fault.instance} of ` : ''}${fault.service} works ${fault.ms} ms longer on each request`
    case 'partition':
      return `the network between ${fault.services.join(', ')} and all others is cut`
    case 'stale-discovery':
      return `callers notice ${fault.ms} ms late what becomes of the instances of ${fault.service}`
    case 'latency':
      return `${on}another latency`
    case 'bandwidth':
      return `${on}${fault.bytesPerSecond} bytes per second`
    case 'lose-request':
      return `${on}${which(fault.strikes)} requests are lost`
    case 'lose-reply':
      return `${on}${which(fault.strikes)} replies are lost after the work was done`
    case 'error':
      return `${on}${which(fault.strikes)} requests are answered ${fault.status} before they arrive`
    case 'reset':
      return `${on}${which(fault.strikes)} connections are reset`
    case 'slow-body':
      return `${on}the content takes ${fault.ms} ms longer`
    case 'cut-body':
      return `${on}${which(fault.strikes)} replies break off in the middle`
    case 'no-trace-context':
      return `${on}the traceparent field is dropped`
  }
}

function which(strikes: z.infer<typeof Strikes>): string {
  return 'first' in strikes ? `the first ${strikes.first}` : `${strikes.percent}% of the`
}
