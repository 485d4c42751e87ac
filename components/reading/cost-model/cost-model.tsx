'use client'

import { useState } from 'react'
import { EvidenceBadge } from '#components/ui/evidence-badge.tsx'
import { Field, inputLook } from '#components/ui/field.tsx'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import { breakEven, FIRST, INPUTS, monthOf } from './cost.ts'
import styles from './cost-model.module.css'

const ITEMS = [
  { id: 'waiting', label: 'Teams that wait for each other', how: 'pairs of teams × hours × what remains' },
  { id: 'running', label: 'Work to run and renew', how: 'deployables × hours' },
  { id: 'platform', label: 'A platform', how: 'people × 40 hours' },
  { id: 'processes', label: 'Processes', how: 'deployables × 2 × price' },
] as const

const money = (amount: number) => amount.toLocaleString('en-GB')

/** What a month costs in both constructions, worked out of guesses that the reader replaces. Nothing here is measured. */
export function CostModel() {
  const [inputs, setInputs] = useState(FIRST)
  const hydrated = useHydrated()
  const { monolith, services } = monthOf(inputs)
  const even = breakEven(inputs)
  return (
    <section className={styles.panel} aria-labelledby="cost-model">
      <h3 id="cost-model" className={styles.title}>
        A month, worked out of guesses <EvidenceBadge kind="modelled" />
      </h3>
      <p className={styles.invites}>
        Every number that you can change is a guess, ours to begin with. Put yours in their place. The sums
        below follow from them and from nothing else.
      </p>
      <div className={styles.inputs} inert={!hydrated}>
        {INPUTS.map(({ id, asks, unit, most }) => (
          <Field key={id} label={`${asks} (${unit})`}>
            {(props) => (
              <input
                {...props}
                className={inputLook}
                type="number"
                inputMode="numeric"
                min={id === 'teams' ? 1 : 0}
                max={most}
                value={inputs[id]}
                onChange={({ target }) => {
                  const value = Math.min(
                    most,
                    Math.max(id === 'teams' ? 1 : 0, Math.round(target.valueAsNumber)),
                  )
                  if (Number.isFinite(value)) setInputs({ ...inputs, [id]: value })
                }}
              />
            )}
          </Field>
        ))}
      </div>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">In a month</th>
              <th scope="col">One deployable</th>
              <th scope="col">{inputs.teams * inputs.services} services</th>
              <th scope="col">How it is worked out</th>
            </tr>
          </thead>
          <tbody>
            {ITEMS.map(({ id, label, how }) => (
              <tr key={id}>
                <th scope="row">{label}</th>
                <td>{money(monolith[id])}</td>
                <td>{money(services[id])}</td>
                <td>{how}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">Together</th>
              <td>{money(monolith.total)}</td>
              <td>{money(services.total)}</td>
              <td>the sum</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <p aria-live="polite">
        {even === undefined
          ? 'With these guesses services cost more at any number of teams up to 40.'
          : `With these guesses services cost less from ${even} ${even === 1 ? 'team' : 'teams'} on, everything else unchanged.`}
      </p>
    </section>
  )
}
