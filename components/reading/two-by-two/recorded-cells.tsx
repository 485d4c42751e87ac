import { EvidenceBadge } from '#components/ui/evidence-badge.tsx'
import { type CellRun, keyOf, nameOf } from './cells.ts'
import { partiesOf } from './compare.ts'
import styles from './two-by-two.module.css'

/** All four runs as they were recorded when the page was built: for reading without JavaScript. */
export function RecordedCells({ runs }: { runs: readonly CellRun[] }) {
  return (
    <div className={styles.recorded}>
      <p>
        The switches need JavaScript. These are the same four runs, recorded when this page was built.{' '}
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
      <p>
        Read down a column of the answers: another construction, and not one byte differs. Compare the two
        styles: another message, another answer, and the same parties at work.
      </p>
    </div>
  )
}
