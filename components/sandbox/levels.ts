import type { Scenario } from '#mocks/systems/scenario.ts'

/** How much of the workbench is laid out, from what one needs to send a request to all there is. Each level adds to those before. */
export const LEVELS = ['send', 'inside', 'break', 'everything'] as const
export type Level = (typeof LEVELS)[number]

/** How each level is called. */
export const LEVEL_LABEL: Readonly<Record<Level, string>> = {
  send: 'Send',
  inside: 'Look inside',
  break: 'Break it',
  everything: 'Everything',
}

/** Whether a level has what came with another one. */
export function reaches(level: Level, needed: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(needed)
}

/** The higher one of two levels. */
export function higher(one: Level, other: Level): Level {
  return reaches(one, other) ? one : other
}

/** The level that a linked run needs: whoever opens it sees what it is about. */
export function levelNeededBy({ faults, settings }: Pick<Scenario, 'faults' | 'settings'>): Level {
  return faults.length + settings.policies.length + settings.fleets.length > 0 ? 'break' : 'inside'
}

const KEY = 'sandbox-level'
const isLevel = (text: string | null): text is Level => LEVELS.some((level) => level === text)

/** The level that this browser left the workbench at; `send` when it was never there or keeps nothing. */
export function rememberedLevel(): Level {
  try {
    const text = localStorage.getItem(KEY)
    return isLevel(text) ? text : 'send'
  } catch {
    return 'send'
  }
}

/** Keeps a level for the next visit, where the browser keeps anything. */
export function rememberLevel(level: Level): void {
  try {
    localStorage.setItem(KEY, level)
  } catch {
    // A browser that keeps nothing starts at the first level again.
  }
}
