'use client'

import { useEffect, useState } from 'react'
import { describeHop } from '#components/ui/hop-words.ts'
import type { Hop } from '#mocks/log/views/spans.ts'

/** How long a step stands at each speed, in ms. */
const SPEEDS = [
  { label: 'half speed', ms: 2000 },
  { label: 'usual speed', ms: 1000 },
  { label: 'double speed', ms: 500 },
] as const

/** Plays a run hop by hop on the drawing: play and pause, one step on or back, speed, and a slider for all steps. */
export function Playback({
  hops,
  step,
  onStep,
}: {
  hops: readonly Hop[]
  /** How many hops have been played. */
  step: number
  onStep: (step: number) => void
}) {
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState(1)
  const { ms } = SPEEDS[speed] ?? SPEEDS[1]
  const running = playing && step < hops.length

  // Time passes outside of React.
  useEffect(() => {
    if (!running) return
    const timer = setTimeout(() => onStep(step + 1), ms)
    return () => clearTimeout(timer)
  }, [running, step, ms, onStep])

  const hop = hops[step - 1]
  return (
    <fieldset className="space-y-2">
      <legend className="sr-only">Playback of this run</legend>
      <div className="flex flex-wrap items-center gap-1.5">
        <Press label="One step back" disabled={step === 0} onPress={() => onStep(Math.max(0, step - 1))}>
          <path d="M5 3v10M13 3.5L7.500 8l5.500 4.500z" />
        </Press>
        <Press
          label={running ? 'Pause' : 'Play'}
          onPress={() => {
            if (!running && step >= hops.length) onStep(0)
            setPlaying(!running)
          }}
        >
          {running ? <path d="M5 3v10M11 3v10" /> : <path d="M4 2.500v11l9-5.500z" />}
        </Press>
        <Press
          label="One step on"
          disabled={step >= hops.length}
          onPress={() => onStep(Math.min(hops.length, step + 1))}
        >
          <path d="M11 3v10M3 3.500L8.500 8 3 12.500z" />
        </Press>
        <input
          type="range"
          aria-label="Step of the playback"
          aria-valuetext={`${step} of ${hops.length}`}
          min={0}
          max={hops.length}
          value={step}
          onChange={(event) => onStep(event.target.valueAsNumber)}
          className="h-9 min-w-20 flex-1 accent-(--glue-edge)"
        />
        <select
          aria-label="Speed of the playback"
          value={speed}
          onChange={(event) => setSpeed(Number(event.target.value))}
          className="min-h-9 rounded-sm border-[1.5px] border-hairline-strong bg-paper-raised px-1 text-xs"
        >
          {SPEEDS.map(({ label }, i) => (
            <option key={label} value={i}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <p role="status" aria-live={running ? 'off' : 'polite'} className="min-h-10 text-sm tabular-nums">
        {hop ? `${step} of ${hops.length}. ${describeHop(hop)}` : 'Nothing has left yet.'}
      </p>
    </fieldset>
  )
}

function Press({
  label,
  disabled = false,
  onPress,
  children,
}: {
  label: string
  disabled?: boolean
  onPress: () => void
  children: React.ReactNode
}) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-disabled={disabled || undefined}
      onClick={() => !disabled && onPress()}
      className="flex size-9 items-center justify-center rounded-md border-[1.5px] border-ink bg-paper-raised hover:bg-paper-sunk aria-disabled:border-hairline-strong aria-disabled:text-ink-faint"
    >
      <svg aria-hidden viewBox="0 0 16 16" className="size-4 fill-current stroke-2 stroke-current">
        {children}
      </svg>
    </button>
  )
}
