import { useSyncExternalStore } from 'react'

const never = () => () => {}

/**
 * Whether the page answers to a person yet: false while it is only HTML. What is typed or chosen before that would be
 * lost or, worse, shown and not done, so controls are `inert` until then.
 */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
