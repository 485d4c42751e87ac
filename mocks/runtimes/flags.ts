import { parseArgs } from 'node:util'
import * as z from 'zod'
import { Architecture, Settings } from '../systems/scenario.ts'
import { MAX_PORT, MIN_PORT } from './ports.ts'

/** The command line can not be understood; the message says what is wrong and what would be right. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** Where all flags are told. */
export const HELP = 'For all flags: npm run services -- --help'

/** A number as a person types it: digits alone, so that an empty or a hexadecimal one is not taken for another. */
const wholeNumber = (min: number, max: number) => {
  const message = `must be a whole number from ${min} to ${max}`
  return z
    .string()
    .regex(/^\d{1,10}$/, message)
    .transform(Number)
    .pipe(z.int().min(min, message).max(max, message))
}
const oneOf = (schema: z.ZodEnum) => `must be ${schema.options.join(' or ')}`

const Flags = z.object({
  system: z.enum(Architecture.enum, oneOf(Architecture)).optional(),
  port: wholeNumber(MIN_PORT, MAX_PORT).default(4000),
  seed: wholeNumber(0, 4_294_967_295).optional(),
  data: z.string().min(1, 'must be the path of a folder').optional(),
  latency: z.enum(Settings.def.shape.latency.def.innerType.enum, 'must be none or modelled').optional(),
  auth: z.enum(Settings.def.shape.auth.def.innerType.enum, 'must be guest or required').optional(),
  settings: z.string().min(1, 'must be the path of a file').optional(),
  scenario: z.string().min(1, 'must be a link to a run or the path of a file').optional(),
  restart: z.boolean().default(false),
  help: z.boolean().default(false),
})
export type Flags = z.output<typeof Flags>

/** What `--help` prints. */
export const USAGE = `Runs the bookshop as real processes, one for each service.

  npm run services -- [flags]

  --system microservices|monolith   how the bookshop is built (microservices)
  --port NUMBER                     where the public API listens (4000); the other services follow it,
                                    and the control API is 100 above it
  --seed NUMBER                     what the data and the ids depend on (7)
  --data FOLDER                     where the services keep their files; without it they are removed at the end
  --latency none|modelled           whether connections also take the time of a modelled network (none)
  --auth guest|required             whether somebody without a token is the guest, or is turned away (guest)
  --settings FILE                   what callers do about failures, and the other settings, as JSON
  --scenario LINK|FILE              a shared run, or its JSON: its system, seed, settings and faults;
                                    the flags above win over it
  --restart                         start a process again that ended by itself, after a short wait
  --help                            this text

Ctrl-C ends all processes.`

/** Reads the flags of `npm run services`. Throws UsageError. */
export function readFlags(args: readonly string[]): Flags {
  // npm eats one `--`; whoever starts the program without npm may still write it.
  const own = args[0] === '--' ? args.slice(1) : args
  const read = Flags.safeParse(split([...own]))
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new UsageError(`--${issue?.path.join('.')} ${issue?.message}. ${HELP}`)
}

function split(args: string[]): unknown {
  try {
    const string = { type: 'string' } as const
    return parseArgs({
      args,
      options: {
        system: string,
        port: string,
        seed: string,
        data: string,
        latency: string,
        auth: string,
        settings: string,
        scenario: string,
        restart: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    // Node's own words, without its advice on how to pass what only looks like a flag.
    const [what] = (error instanceof Error ? error.message : String(error)).split(/\.\s|\n/)
    throw new UsageError(`${what?.replace(/\.$/, '')}. ${HELP}`)
  }
}
