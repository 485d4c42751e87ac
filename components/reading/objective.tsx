import type { ConceptMeta } from '#content/schema/concept.ts'
import styles from './objective.module.css'

/** What a page is for: the one thing a reader can do afterwards, and what leads there. */
export function Objective({
  concept: { objective, learn },
}: {
  concept: Pick<ConceptMeta, 'objective' | 'learn'>
}) {
  return (
    <div className={styles.objective}>
      <p className={styles.goal}>
        <span className="legend">After this page you can</span>
        {objective.charAt(0).toLowerCase() + objective.slice(1)}
      </p>
      <p className="legend">You will learn</p>
      <ul>
        {learn.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </div>
  )
}
