'use client'

import { useId } from 'react'
import { Field, inputLook } from '#components/ui/field.tsx'
import { type Control, initialOf, type Part, variantOf, wordsFor } from './schema-controls.ts'

/** A form for whatever a schema says: a control for each part, and a switch for each part that may be left out. */
export function SchemaForm({
  control,
  value,
  label,
  name = '',
  onChange,
}: {
  control: Control
  value: unknown
  label: string
  /** The name of this part in the schema. */
  name?: string
  onChange: (value: unknown) => void
}) {
  switch (control.kind) {
    case 'fixed':
      return null
    case 'choice':
      return (
        <Field label={label}>
          {(field) => (
            <select
              {...field}
              className={inputLook}
              value={String(value)}
              onChange={(event) =>
                onChange(control.options.find((option) => String(option) === event.target.value))
              }
            >
              {control.options.map((option) => (
                <option key={option} value={option}>
                  {option === '*' ? 'anybody' : option}
                </option>
              ))}
            </select>
          )}
        </Field>
      )
    case 'number':
      return (
        <Field label={label}>
          {(field) => (
            <input
              {...field}
              type="number"
              className={inputLook}
              min={control.min}
              max={control.max}
              step={control.integer ? 1 : 'any'}
              value={typeof value === 'number' && !Number.isNaN(value) ? value : ''}
              onChange={(event) => onChange(event.target.valueAsNumber)}
            />
          )}
        </Field>
      )
    case 'switch':
      return <Switch label={label} on={value === true} onChange={onChange} />
    case 'set':
      return (
        <fieldset className="col-span-full min-w-0">
          <legend className="legend mb-1">{label}</legend>
          <div className="flex flex-wrap gap-x-4">
            {control.options.map((option) => {
              const chosen: readonly unknown[] = Array.isArray(value) ? value : []
              return (
                <Switch
                  key={option}
                  label={option}
                  on={chosen.includes(option)}
                  onChange={(on) =>
                    onChange(on ? [...chosen, option] : chosen.filter((other) => other !== option))
                  }
                />
              )
            })}
          </div>
        </fieldset>
      )
    case 'numbers':
      return (
        <Field label={label} hint="numbers, separated by commas">
          {(field) => (
            <input
              {...field}
              className={inputLook}
              defaultValue={Array.isArray(value) ? value.join(', ') : ''}
              onChange={(event) => onChange((event.target.value.match(/\d+/g) ?? []).map(Number))}
            />
          )}
        </Field>
      )
    case 'variants':
      return <Variants {...{ control, value, label, name, onChange }} />
    case 'group':
      return (
        <fieldset className="col-span-full grid min-w-0 gap-3 border-hairline-strong border-l-[3px] pl-3 [grid-template-columns:repeat(auto-fill,minmax(min(100%,11rem),1fr))]">
          <legend className="legend mb-1">{label}</legend>
          {control.parts.map((part) => (
            <GroupPart key={part.name} part={part} value={value} onChange={onChange} />
          ))}
        </fieldset>
      )
  }
}

function GroupPart({
  part: { name, control, required, preset },
  value,
  onChange,
}: {
  part: Part
  value: unknown
  onChange: (value: unknown) => void
}) {
  const members = new Map(typeof value === 'object' && value !== null ? Object.entries(value) : [])
  const label = wordsFor(name)
  const isSet = members.has(name)
  const put = (next: unknown) => onChange(Object.fromEntries(members.set(name, next)))
  const form = isSet && (
    <SchemaForm control={control} value={members.get(name)} label={label} name={name} onChange={put} />
  )
  if (required || preset !== undefined || control.kind === 'fixed') return form
  if (control.kind === 'switch')
    return <Switch label={label} on={members.get(name) === true} onChange={put} />
  return (
    <div className={isSet && control.kind !== 'number' && control.kind !== 'choice' ? 'col-span-full' : ''}>
      <Switch
        label={isSet ? `with ${label}` : `${label}…`}
        on={isSet}
        onChange={(on) => {
          if (on) return put(initialOf(control, name))
          members.delete(name)
          onChange(Object.fromEntries(members))
        }}
      />
      {form}
    </div>
  )
}

function Variants({
  control,
  value,
  label,
  name,
  onChange,
}: {
  control: Extract<Control, { kind: 'variants' }>
  value: unknown
  label: string
  name: string
  onChange: (value: unknown) => void
}) {
  const at = variantOf(control, value)
  const chosen = control.variants[at]?.control
  return (
    <>
      <Field label={label}>
        {(field) => (
          <select
            {...field}
            className={inputLook}
            value={at}
            onChange={(event) => {
              const next = control.variants[Number(event.target.value)]
              if (next) onChange(initialOf(next.control, name))
            }}
          >
            {control.variants.map((variant, i) => (
              <option key={variant.name} value={i}>
                {wordsFor(variant.name)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {chosen?.kind === 'group' &&
        chosen.parts.map((part) => (
          <GroupPart key={part.name} part={part} value={value} onChange={onChange} />
        ))}
    </>
  )
}

function Switch({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  const id = useId()
  return (
    <div className="flex min-h-11 items-center gap-2 text-sm">
      <input
        id={id}
        type="checkbox"
        className="size-5 accent-(--glue-edge)"
        checked={on}
        onChange={(event) => onChange(event.target.checked)}
      />
      <label htmlFor={id}>{label}</label>
    </div>
  )
}
