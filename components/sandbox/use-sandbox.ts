'use client'

import { createContext, useContext, useSyncExternalStore } from 'react'
import type { SandboxContent } from './content.ts'
import type { SandboxController } from './controller.ts'
import type { Level } from './levels.ts'
import type { LatencyWords, Places } from './places.ts'
import type { Session } from './session.ts'

/** What every panel of one sandbox shares. */
export interface Sandbox {
  readonly controller: SandboxController
  readonly places: Places
  readonly latency: LatencyWords
  readonly content: SandboxContent
}

export const SandboxContext = createContext<Sandbox | undefined>(undefined)

/** The sandbox that this component stands in. */
export function useSandbox(): Sandbox {
  const sandbox = useContext(SandboxContext)
  if (!sandbox) throw new Error('This component belongs inside a Sandbox.')
  return sandbox
}

/** A part of the session; the component renders again only when that part changes. `pick` must not make new objects. */
export function useSession<Part>(pick: (session: Session) => Part): Part {
  const { controller } = useSandbox()
  const get = () => pick(controller.session())
  return useSyncExternalStore(controller.subscribe, get, get)
}

/**
 * How much of the workbench is laid out here. A narrow screen shows one view at a time, so there it has all of them, as
 * soon as there is something of one's own to look at.
 */
export function useLevel(): Level {
  const level = useSession((session) => session.level)
  const begun = useSession((session) => session.entries.length > 1)
  return useScreen('narrow') && begun ? 'everything' : level
}

/** Screens on which the workbench changes its shape; the same as in sandbox.module.css. */
const SCREENS = { narrow: '(max-width: 47.99rem)', wide: '(min-width: 85rem)' } as const

/**
 * Whether the screen is `narrow` (one view at a time) or `wide` (the rail has a column of its own). Before the page
 * answers, every screen counts as wide.
 */
export function useScreen(kind: keyof typeof SCREENS): boolean {
  return useSyncExternalStore(
    (listener) => {
      const query = matchMedia(SCREENS[kind])
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => matchMedia(SCREENS[kind]).matches,
    () => kind === 'wide',
  )
}
