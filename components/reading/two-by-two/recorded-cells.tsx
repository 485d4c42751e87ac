import { EvidenceBadge } from '#components/ui/evidence-badge.tsx'
import { type CellRun, keyOf, nameOf } from './cells.ts'
import { partiesOf } from './compare.ts'
import styles from './two-by-two.module.css'
import { sayRecorded } from './words.ts'

/** All four runs as they were recorded when the page was built: for reading without JavaScript, and on paper. */
export function RecordedCells({ runs }: { runs: readonly CellRun[] }) {
  return (
    <details className={styles.recorded}>
      <summary>
        Before you open this: the request stays the same, and five services become one program. Will the
        client get another answer?
      </summary>
      <p>
        The same book, read in all four ways, recorded when this page was built.{' '}
        <EvidenceBadge kind="observed" />
      </p>
      <table className={styles.table}>
        <caption className="sr-only">The same book, read in four ways</caption>
        <thead>
          <tr>
            <th scope="col">Combination</th>
            <th scope="col">Message</th>
            <th scope="col">Answer</th>
            <th scope="col">Who worked</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <tr key={keyOf(run.cell)}>
              <th scope="row">{nameOf(run.cell)}</th>
              <td>
                <code>
                  {run.exchange.request.method} {new URL(run.exchange.request.url).pathname}
                </code>
              </td>
              <td>
                {run.exchange.response?.status}, {run.exchange.response?.content.bytes} bytes
              </td>
              <td>{partiesOf(run).join(', then ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul>
        {sayRecorded(runs).map((finding) => (
          <li key={finding}>{finding}</li>
        ))}
      </ul>
    </details>
  )
}
