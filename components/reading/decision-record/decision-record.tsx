'use client'

import { useState } from 'react'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { Field, inputLook } from '#components/ui/field.tsx'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import { decide } from './decide.ts'
import styles from './decision-record.module.css'
import { FACTS, UNSAID } from './facts.ts'
import { toMarkdown } from './to-markdown.ts'

/** Facts in, a decision with its reasons out, as a record to copy. Without JavaScript it stands as it starts: it refuses. */
export function DecisionRecord() {
  const [said, setSaid] = useState(UNSAID)
  const [system, setSystem] = useState('')
  const hydrated = useHydrated()
  const { title, because } = decide(said)
  return (
    <section className={styles.panel} aria-labelledby="decision-record">
      <h3 id="decision-record" className={styles.title}>
        A decision, with its reasons
      </h3>
      <p className={styles.invites}>
        Say what you know about your system; what you do not know counts as no. The rules are few and refuse
        by default. Everything stays on this page.
      </p>
      <div className={styles.columns}>
        <div className={`needs-js ${styles.facts}`} inert={!hydrated}>
          <Field label="The system is called">
            {(props) => (
              <input
                {...props}
                className={inputLook}
                value={system}
                maxLength={60}
                autoComplete="off"
                placeholder="The system"
                onChange={(event) => setSystem(event.target.value)}
              />
            )}
          </Field>
          {FACTS.map(({ id, asks, values }) => (
            <SegmentedControl
              key={id}
              legend={asks}
              name={`fact-${id}`}
              options={values}
              value={said[id]}
              onChange={(value) => setSaid({ ...said, [id]: value })}
            />
          ))}
        </div>
        <div>
          <div className={styles.decision} aria-live="polite">
            <h4>{title}</h4>
            <ul>
              {because.map((reason) => (
                <li key={reason}>{reason}</li>
              ))}
            </ul>
          </div>
          <CodeBlock
            label="The record, in Markdown"
            text={toMarkdown(said, system)}
            wrap
            className={styles.record ?? ''}
          />
        </div>
      </div>
    </section>
  )
}
