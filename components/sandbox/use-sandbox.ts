'use client'

import { createContext, useContext, useSyncExternalStore } from 'react'
import type { SandboxController } from './controller.ts'
import type { LatencyWords, Places } from './places.ts'
import type { Session } from './session.ts'

/** What every panel of one sandbox shares. */
export interface Sandbox {
  readonly controller: SandboxController
  readonly places: Places
  readonly latency: LatencyWords
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

const never = () => () => {}

/** Whether the page answers to a person yet: false while it is only HTML. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}

const NARROW = '(max-width: 47.99rem)'

function subscribeNarrow(listener: () => void) {
  const query = matchMedia(NARROW)
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

/** Whether the screen is so narrow that it shows one view at a time; false until the page answers. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    subscribeNarrow,
    () => matchMedia(NARROW).matches,
    () => false,
  )
}
