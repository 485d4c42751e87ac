'use client'

import { InlineCode } from '#components/ui/inline-code.tsx'
import { useSandbox } from './use-sandbox.ts'

/** Every failure of the catalogue: what happens, and the runs that cause it, cure it, or only seem to. */
export function FailureList() {
  const { controller, failures } = useSandbox()
  return (
    <nav aria-label="Failures" className="border-hairline border-t">
      {failures.map(({ id, title, story, runs }) => (
        <details key={id} className="border-hairline border-b last:border-b-0">
          <summary className="flex min-h-8 items-center px-3 py-1 text-sm leading-tight hover:bg-paper-sunk max-md:min-h-11">
            {title}
          </summary>
          <div className="px-3 pb-3 text-xs">
            <p className="text-ink-soft leading-relaxed">
              <InlineCode text={story} />
            </p>
            <ul className="mt-2 space-y-2">
              {runs.map(({ label, scenario }) => (
                <li key={label}>
                  <button
                    type="button"
                    className="inline-block min-h-6 py-0.5 text-left underline underline-offset-2"
                    onClick={() => controller.openRun(scenario)}
                  >
                    <InlineCode text={label} />
                  </button>
                </li>
              ))}
            </ul>
          </div>
        </details>
      ))}
    </nav>
  )
}
