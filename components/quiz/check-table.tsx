import { cx } from '#components/ui/cx.ts'
import { EvidenceBadge } from '#components/ui/evidence-badge.tsx'
import { formatMicros } from '#components/ui/hop-words.ts'
import type { CheckResult } from '#learner/prepare.ts'
import { count } from './minutes.ts'
import { RichText } from './rich-text.tsx'

/** What was measured just now, run by run, and whether the runs agree. */
export function CheckTable({
  runs,
  checks,
}: {
  runs: readonly { readonly id: string; readonly label: string }[]
  checks: readonly CheckResult[]
}) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      aria-label="Measured just now"
      className="max-w-full overflow-x-auto"
    >
      <table className="w-full max-w-[60rem] table-fixed border-collapse text-left text-sm">
        <caption className="legend pb-1.5 text-left">Measured just now</caption>
        <thead>
          <tr className="border-ink border-b-[1.5px]">
            <td className="py-1.5 pr-3" />
            {runs.map(({ id, label }) => (
              <th key={id} scope="col" className="py-1.5 pr-3 font-semibold">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {checks.map(({ label, of, values }) => (
            <tr key={label} className="border-hairline border-b align-top">
              <th scope="row" className="py-1.5 pr-3 font-medium">
                <RichText text={label} />
                {runs.length > 1 && <Comparison same={values.every((value) => value === values[0])} />}
              </th>
              {values.map((value, at) => (
                <td key={runs[at]?.id} className="py-1.5 pr-3 [overflow-wrap:anywhere]">
                  {show(of, value)}
                  {of === 'duration' && <EvidenceBadge kind="modelled" className="ml-2" />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Comparison({ same }: { same: boolean }) {
  return (
    <span className={cx('block w-fit px-1 font-semibold text-xs', same ? 'bg-paper-sunk' : 'bg-glue-wash')}>
      {same ? '= the same' : '≠ different'}
    </span>
  )
}

function show(of: CheckResult['of'], value: string | number): string {
  if (of === 'duration' && typeof value === 'number') return formatMicros(value)
  if (of === 'content' || of === 'request-content') return sayBytes(String(value))
  return String(value)
}

function sayBytes(content: string): string {
  return content === '' ? 'none' : count(new TextEncoder().encode(content).length, 'byte')
}
