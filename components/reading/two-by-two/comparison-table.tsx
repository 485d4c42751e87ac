import { EvidenceBadge } from '#components/ui/evidence-badge.tsx'
import { type Comparison, EXCEPTED_FIELDS, type Row } from './compare.ts'
import styles from './two-by-two.module.css'
import { inMilliseconds } from './words.ts'

/** Two runs side by side, part by part. What is the same is written once, across both columns. */
export function ComparisonTable({
  comparison,
  before,
  after,
}: {
  comparison: Comparison
  before: string
  after: string
}) {
  const { request, status, content, fields, book, path, hops, durationUs, excepted } = comparison
  return (
    <div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroll} tabIndex={0} aria-label="Comparison of the two runs">
        <table className={styles.table}>
          <caption className="sr-only">
            {before} compared with {after}
          </caption>
          <thead>
            <tr>
              <th scope="col">Compared</th>
              <th scope="col">{before}</th>
              <th scope="col">{after}</th>
              <th scope="col">Result</th>
            </tr>
          </thead>
          <Group title="What the client sends" rows={[request]} />
          <Group
            title="What the client gets"
            rows={[status, content, ...(book ? [book] : []), ...fields]}
            brief={book}
          />
          <Group title="What happened behind" rows={[path]}>
            <tr>
              <th scope="row">HTTP hops</th>
              <td>{hops.before}</td>
              <td>{hops.after}</td>
              <Same same={hops.before === hops.after} />
            </tr>
            <tr>
              <th scope="row">
                time <EvidenceBadge kind="modelled" />
              </th>
              <td>{inMilliseconds(durationUs.before)}</td>
              <td>{inMilliseconds(durationUs.after)}</td>
              <td className={styles.same}>not compared</td>
            </tr>
          </Group>
        </table>
      </section>
      <details className={styles.excepted}>
        <summary>Left out of the comparison: {EXCEPTED_FIELDS.length} fields and all times</summary>
        <p>They say when and in which trace a message was sent, so they differ between any two messages.</p>
        <ul>
          {EXCEPTED_FIELDS.map(({ name, reason }) => (
            <li key={name}>
              <code>{name}</code>: {reason}
              {excepted.includes(name) ? ' (in these answers)' : ' (not in these answers)'}
            </li>
          ))}
        </ul>
      </details>
    </div>
  )
}

function Group({
  title,
  rows,
  brief,
  children,
}: {
  title: string
  rows: readonly Row[]
  /** A row whose values are too long to show; the result alone says it. */
  brief?: Row | undefined
  children?: React.ReactNode
}) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup" colSpan={4} className={styles.group}>
          {title} <EvidenceBadge kind="observed" />
        </th>
      </tr>
      {rows.map((row) => (
        <tr key={row.part}>
          <th scope="row">{row.part}</th>
          {row === brief ? (
            <td colSpan={2}>{row.same ? 'equal, member by member' : 'not equal'}</td>
          ) : row.same ? (
            <td colSpan={2}>{row.after}</td>
          ) : (
            <>
              <td>{row.before}</td>
              <td>{row.after}</td>
            </>
          )}
          <Same same={row.same} />
        </tr>
      ))}
      {children}
    </tbody>
  )
}

function Same({ same }: { same: boolean }) {
  return (
    <td className={same ? styles.same : styles.different}>
      <span aria-hidden>{same ? '= ' : '≠ '}</span>
      {same ? 'same' : 'different'}
    </td>
  )
}
