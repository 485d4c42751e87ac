'use client'

import { useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cx } from '#components/ui/cx.ts'
import { Field, inputLook } from '#components/ui/field.tsx'
import { isSendable } from '../../check-draft.ts'
import { newIdempotencyKey, requestOf, type SentRequest } from '../../draft.ts'
import { useChecked } from '../../request/use-checked.ts'
import { useSandbox, useSession } from '../../use-sandbox.ts'
import { outcomeInWords } from '../../words.ts'
import { MAX_AT_ONCE, MAX_COUNT, type Result, repeat, summaryOf } from './repeat.ts'

/** How many results are listed; the figures are of all. */
const LISTED = 100

/** Sends the request of the editor many times, and puts what came of it into figures. */
export function RepeatPanel() {
  const { controller } = useSandbox()
  const draft = useSession((session) => session.draft)
  const { draft: filled, checked } = useChecked(draft)
  const [count, setCount] = useState(20)
  const [atOnce, setAtOnce] = useState(1)
  const [freshKeys, setFreshKeys] = useState(true)
  const [results, setResults] = useState<readonly Result[]>([])
  const [asked, setAsked] = useState(0)
  const stop = useRef<AbortController>(undefined)
  const [running, setRunning] = useState(false)
  const hasKey = draft.headers.some(({ on, name }) => on && name.trim().toLowerCase() === 'idempotency-key')
  const problem = problemOf(count, atOnce)
  const ready = isSendable(checked) && checked.url !== undefined && problem === undefined

  async function run() {
    if (!ready || checked.url === undefined) return
    const request = requestOf(filled, checked.url)
    const cancel = new AbortController()
    stop.current = cancel
    setRunning(true)
    setAsked(count)
    setResults([])
    await repeat(
      { count, atOnce },
      () => controller.sendUnseen(freshKeys ? withFreshKey(request) : request, cancel.signal),
      {
        signal: cancel.signal,
        nowMs: () => performance.now(),
        onResult: (result) => setResults((known) => [...known, result]),
      },
    )
    setRunning(false)
  }

  const summary = summaryOf(results, outcomeInWords)
  return (
    <div className="space-y-3 px-3 py-2.5 text-sm">
      <div className="flex flex-wrap gap-3">
        <NumberField label="How many" value={count} max={MAX_COUNT} onChange={setCount} />
        <NumberField label="At a time" value={atOnce} max={MAX_AT_ONCE} onChange={setAtOnce} />
      </div>
      {hasKey && (
        <label className="flex min-h-8 items-center gap-2">
          <input
            type="checkbox"
            checked={freshKeys}
            onChange={(event) => setFreshKeys(event.target.checked)}
            className="size-4.5"
          />
          A new Idempotency-Key for each: otherwise it is the same order, repeated
        </label>
      )}
      <p className="font-medium text-fault-text empty:hidden">
        {problem ??
          (ready ? undefined : 'This request can not be sent yet. What is missing stands beside its field.')}
      </p>
      {running ? (
        <Button size="sm" onClick={() => stop.current?.abort()}>
          Stop
        </Button>
      ) : (
        <Button size="sm" variant="glue" onClick={run} aria-disabled={!ready}>
          Send them
        </Button>
      )}
      <p role="status" aria-label="How far" className="text-ink-soft text-xs">
        {asked > 0 &&
          (running
            ? `${results.length} of ${asked}`
            : `${results.length} of ${asked} sent. ${summary.endings.map(([ending, times]) => `${times} × ${ending}`).join(', ')}.`)}
      </p>
      {results.length > 0 && (
        <>
          <table className="w-full text-left text-xs tabular-nums">
            <caption className="legend text-left">Time, as this page waited for it</caption>
            <thead>
              <tr>
                {summary.percentiles.map(([name]) => (
                  <th key={name} scope="col" className="font-semibold">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              <tr>
                {summary.percentiles.map(([name, ms]) => (
                  <td key={name}>{ms.toFixed(ms < 10 ? 1 : 0)} ms</td>
                ))}
              </tr>
            </tbody>
          </table>
          <section
            aria-label="Results"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            tabIndex={0}
            className="max-h-64 overflow-y-auto border-[1.5px] border-hairline"
          >
            <table className="w-full text-left text-xs tabular-nums">
              <thead>
                <tr className="border-hairline border-b">
                  <th scope="col" className="px-2 font-semibold">
                    #
                  </th>
                  <th scope="col" className="px-2 font-semibold">
                    Ending
                  </th>
                  <th scope="col" className="px-2 text-right font-semibold">
                    Time
                  </th>
                </tr>
              </thead>
              <tbody>
                {results.slice(-LISTED).map((result) => (
                  <tr key={result.number} className="border-hairline border-b last:border-b-0">
                    <td className="px-2">{result.number}</td>
                    <td className="px-2">{outcomeInWords(result)}</td>
                    <td className="px-2 text-right">{result.ms.toFixed(1)} ms</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          <p className="text-ink-soft text-xs">
            Times contain the latency that is modelled on the links. They are not in the history: each of
            their traces would be a run of its own.
          </p>
        </>
      )}
    </div>
  )
}

function problemOf(count: number, atOnce: number): string | undefined {
  if (!Number.isInteger(count) || count < 1 || count > MAX_COUNT) return `Send from 1 to ${MAX_COUNT}.`
  if (!Number.isInteger(atOnce) || atOnce < 1 || atOnce > MAX_AT_ONCE)
    return `From 1 to ${MAX_AT_ONCE} at a time.`
  return undefined
}

function withFreshKey(request: SentRequest): SentRequest {
  return {
    ...request,
    headers: request.headers.map(([name, value]) =>
      name.toLowerCase() === 'idempotency-key' ? [name, newIdempotencyKey()] : [name, value],
    ),
  }
}

function NumberField({
  label,
  value,
  max,
  onChange,
}: {
  label: string
  value: number
  max: number
  onChange: (value: number) => void
}) {
  return (
    <Field label={label}>
      {(control) => (
        <input
          {...control}
          type="number"
          inputMode="numeric"
          min={1}
          max={max}
          value={Number.isNaN(value) ? '' : value}
          onChange={(event) => onChange(event.target.valueAsNumber)}
          className={cx(inputLook, 'w-24! tabular-nums')}
        />
      )}
    </Field>
  )
}
