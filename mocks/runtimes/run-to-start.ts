import { readFile } from 'node:fs/promises'
import * as z from 'zod'
import { decodeRun, UnreadableRun } from '../systems/link.ts'
import { Scenario, Settings } from '../systems/scenario.ts'
import { type Flags, HELP, UsageError } from './flags.ts'

/** What real processes are made from: a run without the client, who is somebody else here. */
export type RunToStart = Pick<Scenario, 'system' | 'seed' | 'settings' | 'faults' | 'workload'>

/** A link ends with the run; its text alone will do. */
const RUN_IN_LINK = /(?:#run=|^)(\d+\.[\w-]+)$/

/**
 * Puts together what the flags say: those of the command line count more than a file of settings, and that more than
 * a scenario. Throws UsageError, which names the file and the field.
 */
export async function runToStart(flags: Flags): Promise<RunToStart> {
  const shared = flags.scenario === undefined ? undefined : await readScenario(flags.scenario)
  const settings =
    flags.settings === undefined
      ? shared?.settings
      : read(WrittenSettings, await readJson('--settings', flags.settings), {
          flag: '--settings',
          source: flags.settings,
        })
  return {
    system: flags.system ?? shared?.system ?? 'microservices',
    seed: flags.seed ?? shared?.seed ?? 7,
    settings: {
      ...(settings ?? WrittenSettings.parse({})),
      ...(flags.latency && { latency: flags.latency }),
      ...(flags.auth && { auth: flags.auth }),
    },
    faults: shared?.faults ?? [],
    workload: shared?.workload ?? [],
  }
}

/** Real connections take the time that they take: settings that say nothing about latency add none. */
export const WrittenSettings = Settings.safeExtend({
  latency: Settings.def.shape.latency.unwrap().default('none'),
})

async function readScenario(given: string): Promise<Scenario> {
  const text = RUN_IN_LINK.exec(given)?.[1]
  if (text !== undefined)
    return decodeRun(text).catch((error: unknown) => {
      throw error instanceof UnreadableRun ? new UsageError(`--scenario ${error.message} ${HELP}`) : error
    })
  return read(Scenario, await readJson('--scenario', given), { flag: '--scenario', source: given })
}

async function readJson(flag: string, file: string): Promise<unknown> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`${flag} ${file} can not be read (${error.code}). ${HELP}`)
  })
  try {
    return JSON.parse(text)
  } catch {
    throw new UsageError(`${flag} ${file} is not JSON. Look for a missing quote, comma or bracket. ${HELP}`)
  }
}

function read<T extends z.ZodType>(
  schema: T,
  given: unknown,
  { flag, source }: { flag: string; source: string },
): z.output<T> {
  const result = schema.safeParse(given)
  if (result.success) return result.data
  const issues = result.error.issues.map(
    ({ path, message }) => `${z.core.toDotPath(path) || 'all of it'}: ${message}`,
  )
  throw new UsageError(`${flag} ${source} does not fit: ${issues.join('; ')}. ${HELP}`)
}
