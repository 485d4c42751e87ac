import * as z from 'zod'
import { SERVICE_NAMES } from './map.ts'
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
const Instance = z.int().min(1).max(40)
/** Version 2 runs where a fleet has a canary. */
const Version = z.int().min(1).max(2)

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
    instance: Instance,
  }),
  /** One of several instances gets no new calls and ends what it has begun, as before it is stopped. */
  z.strictObject({
    kind: z.literal('instance-drains'),
    service: ServiceName,
    instance: Instance,
  }),
  /** An instance, those of one version, or every one, works longer on each request. */
  z.strictObject({
    kind: z.literal('slow'),
    service: ServiceName,
    ms: Milliseconds,
    instance: Instance.optional(),
    version: Version.optional(),
  }),
  /** The network fell in two: these services on one side, everybody else on the other. */
  z.strictObject({
    kind: z.literal('partition'),
    services: z.array(ServiceName).min(1).max(SERVICE_NAMES.length),
  }),
  z.strictObject({ kind: z.literal('latency'), edge: Edge, oneWay: Distribution }),
  z.strictObject({
    kind: z.literal('bandwidth'),
    edge: Edge,
    bytesPerSecond: z.int().min(1).max(1_000_000_000),
  }),
  /** The host does not answer the handshake: no connection comes about, and nothing is sent. */
  z.strictObject({ kind: z.literal('black-hole'), edge: Edge, strikes: Strikes }),
  z.strictObject({ kind: z.literal('lose-request'), edge: Edge, strikes: Strikes }),
  z.strictObject({ kind: z.literal('lose-reply'), edge: Edge, strikes: Strikes }),
  /** Something in front of the callee answers instead of it; with a version, that version of the callee fails itself. */
  z.strictObject({
    kind: z.literal('error'),
    edge: Edge,
    strikes: Strikes,
    status: z.int().min(400).max(599).default(503),
    version: Version.optional(),
  }),
  z.strictObject({ kind: z.literal('reset'), edge: Edge, strikes: Strikes }),
  z.strictObject({ kind: z.literal('slow-body'), edge: Edge, ms: Milliseconds }),
  z.strictObject({ kind: z.literal('cut-body'), edge: Edge, strikes: Strikes }),
  z.strictObject({ kind: z.literal('no-trace-context'), edge: Edge }),
  /** The service's own clock is so much ahead; behind, when negative. */
  z.strictObject({
    kind: z.literal('clock-skew'),
    service: ServiceName,
    ms: z.number().min(-600_000).max(600_000),
  }),
  /**
   * The service's process is killed and, after a while, starts anew over what it had committed. With an instance, only that
   * one goes: it is found no more, and whatever it kept in its memory is lost.
   */
  z.strictObject({
    kind: z.literal('crash'),
    service: ServiceName,
    instance: Instance.optional(),
    downMs: z.int().min(1).max(600_000).default(1000),
    when: z.discriminatedUnion('by', [
      /** By chance: so many times, and from 0 to twice `meanMs` after the start or the one before. */
      z.strictObject({
        by: z.literal('chance'),
        meanMs: z.int().min(1).max(600_000),
        times: z.int().min(1).max(1000),
      }),
      /** At a moment of the messages of an edge: of the `first` so many, once `after` others have passed. */
      z.strictObject({
        by: z.literal('message'),
        edge: Edge,
        moment: z.enum(['before-request', 'after-request', 'before-reply', 'after-reply']),
        first: z.int().min(1).max(1000).default(1),
        after: z.int().min(0).max(100_000).default(0),
      }),
    ]),
  }),
  /** Callers go on believing for so long that an instance is where it was. */
  z.strictObject({ kind: z.literal('stale-discovery'), service: ServiceName, ms: Milliseconds }),
])
export type Fault = z.infer<typeof Fault>
