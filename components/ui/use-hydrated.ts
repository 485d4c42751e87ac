import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** Whether the page answers to a person yet: false while it is only HTML. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}
