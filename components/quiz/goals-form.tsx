import { useId, useState } from 'react'
import { Disclosure } from '#components/ui/disclosure.tsx'
import { Field, inputLook } from '#components/ui/field.tsx'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import type { Goals } from '#learner/review/goals.ts'

const KEEP = [
  { value: '0.85', label: '85%' },
  { value: '0.9', label: '90%' },
  { value: '0.95', label: '95%' },
] as const
const CAP = { min: 5, max: 100 }
const DAY_MS = 86_400_000

/** How much a day, how well, and until when. Every change counts at once. */
export function GoalsForm({ goals, onChange }: { goals: Goals; onChange: (goals: Goals) => void }) {
  const name = useId()
  const [cap, setCap] = useState(String(goals.dailyCap))
  const wanted = Number(cap)
  const fits = Number.isInteger(wanted) && wanted >= CAP.min && wanted <= CAP.max
  const keep = KEEP.find(({ value }) => Number(value) === goals.retention)?.value
  const day = goals.targetMs === undefined ? '' : isoDay(goals.targetMs)
  return (
    <Disclosure summary="How much, how well, until when" className="mt-8 max-w-[42rem]">
      <div className="grid gap-6">
        <Field
          label="Questions a day, at most"
          className="max-w-56"
          error={fits ? undefined : `Write a whole number from ${CAP.min} to ${CAP.max}.`}
        >
          {(props) => (
            <input
              {...props}
              inputMode="numeric"
              value={cap}
              onChange={({ target }) => {
                setCap(target.value)
                const next = Number(target.value)
                if (Number.isInteger(next) && next >= CAP.min && next <= CAP.max)
                  onChange({ ...goals, dailyCap: next })
              }}
              className={inputLook}
            />
          )}
        </Field>
        <div>
          <SegmentedControl
            legend="How many you still want to know when they come up again"
            name={`${name}-keep`}
            options={KEEP}
            value={keep}
            onChange={(value) => onChange({ ...goals, retention: Number(value) })}
          />
          <p className="mt-1 text-ink-soft text-xs">More means that they come up more often.</p>
        </div>
        <Field
          label="Known by a certain day"
          hint="For an exam or a talk: nothing is put off beyond it. Leave it empty to learn for good."
          className="max-w-72"
        >
          {(props) => (
            <input
              {...props}
              type="date"
              value={day}
              onChange={({ target }) => {
                const { targetMs: _, ...rest } = goals
                const midnight = target.valueAsDate?.getTime()
                onChange(midnight === undefined ? rest : { ...rest, targetMs: midnight + DAY_MS / 2 })
              }}
              className={inputLook}
            />
          )}
        </Field>
      </div>
    </Disclosure>
  )
}

const isoDay = (ms: number) => new Date(ms).toISOString().slice(0, 10)
