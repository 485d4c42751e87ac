'use client'

import { useSandbox, useSession } from '../use-sandbox.ts'
import { useFailures } from './use-failures.ts'

/** Every failure of the catalogue by its name; one that is chosen opens in the panel of what can be broken. */
export function FailureIndex() {
  const { controller } = useSandbox()
  const chosen = useSession((session) => session.failure)
  const failures = useFailures()
  return (
    <ul>
      {failures.map(({ id, title }) => (
        <li key={id}>
          <button
            type="button"
            aria-current={id === chosen ? 'true' : undefined}
            className={
              id === chosen
                ? 'flex min-h-8 w-full items-center bg-glue-wash px-3 py-1 text-left text-sm leading-tight shadow-[inset_3px_0_0_0_var(--glue-edge)] -outline-offset-3 max-md:min-h-11'
                : 'flex min-h-8 w-full items-center px-3 py-1 text-left text-sm leading-tight -outline-offset-3 hover:bg-paper-sunk max-md:min-h-11'
            }
            onClick={() => controller.chooseFailure(id)}
          >
            {title}
          </button>
        </li>
      ))}
    </ul>
  )
}
