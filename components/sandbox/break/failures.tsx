'use client'

import { type ReactNode, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cx } from '#components/ui/cx.ts'
import { EvidenceBadge } from '#components/ui/evidence-badge.tsx'
import { Field, inputLook } from '#components/ui/field.tsx'
import { InlineCode } from '#components/ui/inline-code.tsx'
import type { Cure, FailureScenario } from '#content/scenarios/schema.ts'
import type { FinishedRun } from '#mocks/runtimes/virtual.ts'
import type { Scenario } from '#mocks/systems/scenario.ts'
import { useSandbox, useSession } from '../use-sandbox.ts'
import { messageOf } from '../words.ts'
import { useFailures } from './use-failures.ts'

/** One failure of the catalogue: its story, a prediction, the run that shows it, what helps and what only seems to. */
export function Failures() {
  const { controller } = useSandbox()
  const failures = useFailures()
  const chosen = useSession((session) => session.failure)
  const failure = failures.find(({ id }) => id === chosen) ?? failures[0]
  if (!failure) return null
  return (
    <div className="grid grid-cols-1 gap-4 p-3">
      <Field label="Failure" className="max-w-md">
        {(field) => (
          <select
            {...field}
            className={inputLook}
            value={failure.id}
            onChange={(event) => controller.chooseFailure(event.target.value)}
          >
            {failures.map(({ id, number, title }) => (
              <option key={id} value={id}>
                {`${number}. ${title}`}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Story key={failure.id} failure={failure} />
    </div>
  )
}

function Story({ failure }: { failure: FailureScenario }) {
  const { controller } = useSandbox()
  const { title, story, prediction, symptom, cures, wrongCure, assumptions } = failure
  const [guess, setGuess] = useState<number>()
  const [running, setRunning] = useState<string>()
  const [ran, setRan] = useState<Readonly<Record<string, FinishedRun>>>({})
  const [failed, setFailed] = useState<string>()

  async function perform(name: string, scenario: Scenario) {
    setRunning(name)
    setFailed(undefined)
    try {
      const run = await controller.perform({ ...scenario, assumptions })
      setRan((known) => ({ ...known, [name]: run }))
    } catch (error) {
      setFailed(messageOf(error))
    }
    setRunning(undefined)
  }
  const control = (name: string, scenario: Scenario, label: string, variant: 'glue' | 'plain' = 'plain') => (
    <Button
      size="sm"
      variant={variant}
      busy={running === name ? 'The bookshop is running…' : undefined}
      onClick={() => perform(name, scenario)}
    >
      {label}
    </Button>
  )
  const caused = ran.cause

  return (
    <article aria-label={title} className="grid gap-x-8 gap-y-4 lg:grid-cols-2">
      <div className="space-y-3 text-sm">
        <h3 className="text-lg">{title}</h3>
        <p className="max-w-[66ch]">
          <InlineCode text={story} />
        </p>
        <div className="border-hairline border-t pt-3">
          <p className="font-semibold">
            <InlineCode text={prediction.question} />
          </p>
          <ul className="mt-2 flex flex-wrap gap-2">
            {prediction.options.map(({ value, text }) => (
              <li key={value}>
                <button
                  type="button"
                  aria-pressed={guess === value}
                  disabled={caused !== undefined}
                  onClick={() => setGuess(value)}
                  className={cx(
                    'min-h-9 rounded-md border-[1.5px] px-3 text-left font-medium',
                    guess === value
                      ? 'border-ink bg-ink text-paper'
                      : 'border-ink bg-paper-raised hover:bg-paper-sunk',
                    caused !== undefined && guess !== value && 'border-hairline-strong text-ink-soft',
                  )}
                >
                  <InlineCode text={text} />
                </button>
              </li>
            ))}
          </ul>
        </div>
        <div className="flex flex-wrap items-center gap-3">
          {control(
            'cause',
            symptom.scenario,
            guess === undefined ? 'Just cause it' : 'Cause it and see',
            'glue',
          )}
          <span className="text-ink-soft text-xs">on the virtual clock: the same run for everybody</span>
        </div>
        {caused && <Verdict failure={failure} run={caused} guess={guess} />}
        {failed && (
          <p role="alert" className="border-[3px] border-fault border-double p-2">
            Our page could not run it: {failed}
          </p>
        )}
        {assumptions.length > 0 && (
          <p className="text-ink-soft text-xs">
            It takes for granted: <InlineCode text={assumptions.join(' ')} />
          </p>
        )}
      </div>
      <div className="space-y-3 text-sm">
        {cures.map((cure) => (
          <CureCard key={cure.id} cure={cure} sick={symptom.scenario} after={ran[cure.id]}>
            {control(cure.id, cure.scenario, 'Run it with this cure')}
          </CureCard>
        ))}
        <section
          aria-label="A wrong turn"
          className="border-[1.5px] border-hairline-strong border-dashed p-3"
        >
          <p className="legend">Tempting</p>
          <p className="mt-1 font-semibold">
            <InlineCode text={wrongCure.does} />
          </p>
          <p className="mt-1 text-ink-soft">
            <InlineCode text={wrongCure.tempts} />
          </p>
          <div className="mt-2">{control('wrong', wrongCure.scenario, 'Try it all the same')}</div>
          {ran.wrong && (
            <Found
              holds={wrongCure.shows(ran.wrong)}
              says={wrongCure.says}
              otherwise="This run does not show what the catalogue says of it."
            />
          )}
        </section>
      </div>
    </article>
  )
}

/** Whether the prediction came true: the run decides. */
function Verdict({
  failure: { prediction, symptom },
  run,
  guess,
}: {
  failure: FailureScenario
  run: FinishedRun
  guess: number | undefined
}) {
  const value = prediction.reads(run)
  const right = prediction.options.find((option) => option.value === value)
  const guessed = prediction.options.find((option) => option.value === guess)
  return (
    <div role="status" className="space-y-2 border-glue-edge border-l-[3px] bg-glue-wash px-3 py-2">
      {guessed && (
        <p className="font-semibold">{guessed === right ? 'As you predicted.' : 'Not what you predicted.'}</p>
      )}
      {guessed && guessed !== right && <p>{guessed.why}</p>}
      <p>
        <EvidenceBadge kind="observed" /> <strong>{right?.text ?? String(value)}</strong>. {right?.why}
      </p>
      <Found
        holds={symptom.shows(run)}
        says={symptom.says}
        otherwise="This run does not show what the catalogue says of it."
      />
    </div>
  )
}

/** What a run is said to show, if it does. */
function Found({ holds, says, otherwise }: { holds: boolean; says: string; otherwise: string }) {
  return (
    <p className="mt-1">
      <InlineCode text={holds ? says : otherwise} />
    </p>
  )
}

function CureCard({
  cure,
  sick,
  after,
  children,
}: {
  cure: Cure
  /** The run that the cure is for. */
  sick: Scenario
  after: FinishedRun | undefined
  children: ReactNode
}) {
  const { controller } = useSandbox()
  const [prices, setPrices] = useState<readonly string[]>()
  const [busy, setBusy] = useState(false)

  async function weigh() {
    setBusy(true)
    const { runs, measured } = cure.cost
    const [without, having] = await Promise.all([
      controller.simulate(runs?.without ?? sick),
      controller.simulate(runs?.with ?? cure.scenario),
    ])
    setPrices(
      measured.map(
        ({ label, unit, reads }) => `${label}: ${figure(reads(without))} → ${figure(reads(having))} ${unit}`,
      ),
    )
    setBusy(false)
  }
  return (
    <section aria-label={`Cure: ${cure.does}`} className="border-[1.5px] border-ok-text p-3">
      <p className="legend">What helps</p>
      <p className="mt-1 font-semibold">
        <InlineCode text={cure.does} />
      </p>
      <div className="mt-2 flex flex-wrap gap-2">
        {children}
        <Button size="sm" variant="quiet" busy={busy ? 'Measuring…' : undefined} onClick={weigh}>
          What does it cost?
        </Button>
      </div>
      {after && (
        <div role="status">
          <Found
            holds={cure.shows(after)}
            says={cure.says}
            otherwise="This run does not show that the cure helps."
          />
        </div>
      )}
      {prices && (
        <div role="status" className="mt-2 border-hairline border-t pt-2">
          <p>
            <InlineCode text={cure.cost.says} />
          </p>
          <ul className="mt-1 tabular-nums">
            {prices.map((price) => (
              <li key={price}>
                <EvidenceBadge kind="observed" /> {price}
              </li>
            ))}
          </ul>
          <p className="mt-1 text-ink-soft text-xs">Two runs, just now: without the cure → with it.</p>
        </div>
      )}
    </section>
  )
}

function figure(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(1)
}
