import { EvidenceBadge } from '#components/ui/evidence-badge.tsx'
import { InlineCode } from '#components/ui/inline-code.tsx'
import type { MeasuredFigure } from '#learner/experiment.ts'
import styles from './experiment.module.css'

/** Every setting's figures as they were recorded when the page was built: for reading without JavaScript, and on paper. */
export function Recorded({
  question,
  answer,
  rows,
}: {
  question: string
  answer: { readonly text: string; readonly why: string } | undefined
  rows: readonly { readonly setting: string; readonly figures: readonly MeasuredFigure[] }[]
}) {
  const [first] = rows
  return (
    <details className={styles.recorded}>
      <summary>
        Before you open this: <InlineCode text={question} />
      </summary>
      {answer && (
        <p>
          <b>
            <InlineCode text={answer.text} />.
          </b>{' '}
          <InlineCode text={answer.why} />
        </p>
      )}
      <table className={styles.table}>
        <caption>Recorded when this page was built, one run for each setting</caption>
        <thead>
          <tr>
            <th scope="col">Setting</th>
            {first?.figures.map(({ label, unit, evidence }) => (
              <th key={label} scope="col">
                <InlineCode text={label} /> {unit && `(${unit}) `}
                <EvidenceBadge kind={evidence} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ setting, figures }) => (
            <tr key={setting}>
              <th scope="row">{setting}</th>
              {figures.map(({ label, value }) => (
                <td key={label}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
