import * as z from 'zod'
import type { RunEvent } from '../log/events.ts'
import { Architecture, Fault, ServiceName, Settings } from '../systems/scenario.ts'

const Port = z.coerce.number().int().min(1).max(65_535)

const ProcessName = z.union([ServiceName, Architecture.extract(['monolith'])])

/** What a process is told on its command line. It knows the addresses of those whom it may call, and of nobody else. */
export const ProcessOptions = z.strictObject({
  name: ProcessName,
  port: Port,
  /** Where it answers the processes beside it, if not at its port. */
  inside: Port.optional(),
  seed: z.coerce.number().int().min(0).max(4_294_967_295),
  /** When the run started, in ms since 1970. */
  epoch: z.coerce.number().int().min(0),
  /** Where clients reach the public API: the issuer of tokens is named after it. */
  public: z.url().default('http://localhost:4000'),
  /** A file with the settings of the system as JSON; without it all are the defaults, and connections take no added time. */
  settings: z.string().min(1).optional(),
  /** The file of its store; a process that keeps nothing does not touch it. */
  file: z.string().min(1),
  /** Whom it may call: `payments=4004`. */
  peer: z
    .array(z.templateLiteral([ProcessName, '=', z.number()]))
    .default([])
    .transform(
      (peers) =>
        new Map(peers.map((peer) => [ProcessName.parse(peer.split('=')[0]), Port.parse(peer.split('=')[1])])),
    ),
})
export type ProcessOptions = z.output<typeof ProcessOptions>

/** What a process keeps: table → key → record. */
const Data = z.record(z.string(), z.record(z.string(), z.unknown()))

/** What a process tells its supervisor: telemetry, and how it is. Nothing that another process could depend on. */
export const FromProcess = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('listening') }),
  z.object({ kind: z.literal('failed'), why: z.string() }),
  z.object({
    kind: z.literal('event'),
    event: z.custom<RunEvent>((value) => typeof value === 'object' && value !== null && 'seq' in value),
  }),
  /** What was asked under this number is done, and everything that happened before has been told. */
  z.object({ kind: z.literal('done'), id: z.int(), data: Data.optional() }),
])
export type FromProcess = z.infer<typeof FromProcess>

/**
 * What the supervisor asks of a process. `tell`: nothing but the answer, which comes after all events so far.
 * `faults`: make exactly these true from now on; a process that is looked after listens when it has been told for the
 * first time. `settings`: these instead of the former ones, with the same data. `data`: all that it keeps. `rest`: end the work that nobody asked for. `pause`: finish what is under way and let new requests wait. `reseed`: forget
 * all data and begin with the seed. `resume`: go on.
 */
export const Asked = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['tell', 'data', 'rest', 'pause', 'reseed', 'resume']) }),
  z.object({ kind: z.literal('faults'), faults: z.array(Fault) }),
  z.object({ kind: z.literal('settings'), settings: Settings }),
])
export type Asked = z.infer<typeof Asked>

/** The same with the number under which the answer will come. */
export const ToProcess = z.object({ id: z.int(), asked: Asked })
export type ToProcess = z.infer<typeof ToProcess>
