import { formatMicros } from '#components/ui/hop-words.ts'
import type { CheckResult } from '#learner/prepare.ts'
import { RichText } from './rich-text.tsx'

/** What was measured just now, run by run, and whether the runs agree. */
export function CheckTable({
  runs,
  checks,
}: {
  runs: readonly { readonly id: string; readonly label: string }[]
  checks: readonly CheckResult[]
}) {
  const compared = runs.length > 1
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label="Measured just now"
      className="max-w-full overflow-x-auto"
    >
      <table className="w-full min-w-[30rem] max-w-[60rem] border-collapse text-left text-sm">
        <caption className="legend pb-1.5 text-left">Measured just now</caption>
        <thead>
          <tr className="border-ink border-b-[1.5px]">
            <td className="py-1.5 pr-4" />
            {runs.map(({ id, label }) => (
              <th key={id} scope="col" className="py-1.5 pr-4 font-semibold">
                {label}
              </th>
            ))}
            {compared && (
              <th scope="col" className="py-1.5 font-semibold">
                Compared
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {checks.map(({ label, of, values }) => {
            const same = values.every((value) => value === values[0])
            return (
              <tr key={label} className="border-hairline border-b align-top">
                <th scope="row" className="py-1.5 pr-4 font-medium">
                  <RichText text={label} />
                </th>
                {values.map((value, at) => (
                  <td key={runs[at]?.id} className="max-w-[22rem] py-1.5 pr-4 [overflow-wrap:anywhere]">
                    {show(of, value)}
                  </td>
                ))}
                {compared && (
                  <td className="whitespace-nowrap py-1.5 font-semibold">
                    {same ? '= the same' : '≠ different'}
                  </td>
                )}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

function show(of: CheckResult['of'], value: string | number): string {
  if (of === 'duration' && typeof value === 'number') return formatMicros(value)
  if (of === 'content' || of === 'request-content') return sayContent(String(value))
  return String(value)
}

function sayContent(content: string): string {
  if (content === '') return 'no content'
  const bytes = new TextEncoder().encode(content).length
  return `${bytes} bytes: ${content.length > 42 ? `${content.slice(0, 42)}…` : content}`
}
