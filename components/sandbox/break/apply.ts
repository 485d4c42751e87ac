import { prettifyError } from 'zod'
import { type Architecture, Fault, Scenario, Settings } from '#mocks/systems/scenario.ts'

/** What is to be, or why it can not be, in words. */
export type Checked<T> = { readonly ok: T } | { readonly wrong: string }

/** Faults and settings have to fit together: an instance that fails must be there. */
export function checkBroken(
  system: Architecture,
  settings: Settings | undefined,
  faults: readonly Fault[],
): Checked<{ settings: Settings; faults: readonly Fault[] }> {
  const read = Scenario.safeParse({ v: 1, system, settings: settings ?? {}, faults })
  return read.success ? { ok: read.data } : { wrong: prettifyError(read.error) }
}

/** A fault as somebody has written it. */
export function checkFault(value: unknown): Checked<Fault> {
  const read = Fault.safeParse(value)
  return read.success ? { ok: read.data } : { wrong: prettifyError(read.error) }
}

/** Settings as somebody has written them; what they leave out is as it comes. */
export function checkSettings(value: unknown): Checked<Settings> {
  const read = Settings.safeParse(value)
  return read.success ? { ok: read.data } : { wrong: prettifyError(read.error) }
}

/** How a bookshop comes. */
export const AS_IT_COMES: Settings = Settings.parse({})
