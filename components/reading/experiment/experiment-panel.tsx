'use client'

import Link from 'next/link'
import { useRef, useState } from 'react'
import { Topology } from '#components/topology/topology.tsx'
import { TraceWaterfall } from '#components/trace/trace-waterfall.tsx'
import { Button } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { EvidenceBadge } from '#components/ui/evidence-badge.tsx'
import { formatMicros } from '#components/ui/hop-words.ts'
import { InlineCode } from '#components/ui/inline-code.tsx'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import { StatusChip } from '#components/ui/status-chip.tsx'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import type { PanelFacts } from '#learner/experiment.ts'
import styles from './experiment.module.css'
import type { PanelRun } from './run-panel.ts'

type Phase = 'recorded' | 'running' | 'ran' | { readonly failed: string }

/** Fetches the code that runs a bookshop. Called on intent, so that it is there when a switch is moved. */
const loadRunner = () => import('./run-panel.ts')

/** Fetches it ahead of time. If that fails, the switch tries again and tells. */
const loadAhead = () => void loadRunner().catch(() => {})

/** Switches on a run of the bookshop: a prediction first, then figures measured in the run, beside those of the run before. */
export function ExperimentPanel({ facts, recorded }: { facts: PanelFacts; recorded: PanelRun }) {
  const { id, title, invites, controls, shows, assumptions, prediction } = facts
  const [run, setRun] = useState(recorded)
  const [before, setBefore] = useState<PanelRun>()
  const [chosen, setChosen] = useState(recorded.chosen)
  const [phase, setPhase] = useState<Phase>('recorded')
  const [given, setGiven] = useState<number | string>()
  const [asked, setAsked] = useState(false)
  const latest = useRef(0)
  const hydrated = useHydrated()

  const start = async (set: Readonly<Record<string, string>>) => {
    const ticket = ++latest.current
    setChosen(set)
    setPhase('running')
    try {
      const next = await (await loadRunner()).runPanel(id, set)
      if (ticket !== latest.current) return
      setBefore(run)
      setRun(next)
      setPhase('ran')
    } catch (error) {
      if (ticket === latest.current)
        setPhase({ failed: error instanceof Error ? error.message : String(error) })
    }
  }
  const answer = (value: number | string | undefined) => {
    setAsked(true)
    setGiven(value)
    void start({ ...recorded.chosen, ...prediction.about })
  }
  const isAbout = Object.entries(prediction.about).every(([name, value]) => run.chosen[name] === value)
  const verdict =
    asked && phase === 'ran' && isAbout ? verdictOf(prediction, run.predicted, given) : undefined

  return (
    <section
      className={styles.panel}
      aria-labelledby={`panel-${id}`}
      onPointerEnter={loadAhead}
      onFocus={loadAhead}
    >
      <h3 id={`panel-${id}`} className={styles.title}>
        {title}
      </h3>
      <p className={styles.invites}>
        <InlineCode text={invites} />
      </p>

      {!asked && (
        <div className={`needs-js ${styles.question}`} inert={!hydrated}>
          <p>
            <b>Before it runs:</b> <InlineCode text={prediction.question} />
          </p>
          <div className={styles.choices}>
            {prediction.options.map(({ value, text }) => (
              <Button key={value} size="sm" onClick={() => answer(value)}>
                <InlineCode text={text} />
              </Button>
            ))}
            <Button size="sm" variant="quiet" onClick={() => answer(undefined)}>
              Just show me
            </Button>
          </div>
        </div>
      )}
      <div aria-live="polite" className={styles.talk}>
        {verdict && (
          <div className={styles.verdict} data-right={verdict.right}>
            <p>
              <b>{verdict.lead}.</b> <InlineCode text={verdict.why} />
            </p>
            {verdict.yours && (
              <p className={styles.yours}>
                Your answer, <InlineCode text={verdict.yours.text} />: <InlineCode text={verdict.yours.why} />
              </p>
            )}
          </div>
        )}
        {phase === 'running' && <p className="sr-only">The run is on its way.</p>}
        {phase === 'ran' && !verdict && <p className="sr-only">{sayFigures(run)}</p>}
        {typeof phase === 'object' && (
          <p className={styles.failed}>
            This run could not be made: {phase.failed}. The bookshop did not answer because it never started.
            Check your connection and choose again.
          </p>
        )}
      </div>

      <div className={`needs-js ${styles.switches}`} inert={!hydrated}>
        {controls.map(({ id: name, legend, options }) => (
          <SegmentedControl
            key={name}
            legend={legend}
            name={`${id}-${name}`}
            options={options}
            value={chosen[name]}
            onChange={(value) => void start({ ...chosen, [name]: value })}
          />
        ))}
      </div>

      <div className={styles.scroll} aria-busy={phase === 'running'}>
        <Figures run={run} before={before} recorded={phase === 'recorded'} />
      </div>

      {shows.includes('blocks') && (
        <Topology
          label={`Who asked whom: ${run.said}`}
          architecture={run.architecture}
          hops={run.hops}
          down={run.down}
          words="folded"
        />
      )}
      {shows.includes('trace') && run.hops.length > 0 && (
        <details className={styles.trace} open={run.hops.length <= 12}>
          <summary>The trace: {run.hops.length === 1 ? '1 hop' : `${run.hops.length} hops`}</summary>
          <TraceWaterfall hops={run.hops} />
        </details>
      )}
      {run.wire && (
        <div className={styles.wire}>
          <CodeBlock label="The request on the wire" text={run.wire.request} wrap />
          <CodeBlock label="The response on the wire" text={run.wire.response} wrap />
        </div>
      )}
      {shows.includes('messages') && <Messages run={run} />}

      <div className={styles.foot}>
        <Link className="link" href={`/sandbox/#run=${run.link}`}>
          Open this run in the sandbox
        </Link>
        <details>
          <summary>What is taken for granted</summary>
          <ul>
            {assumptions.map((text) => (
              <li key={text}>
                <InlineCode text={text} />
              </li>
            ))}
          </ul>
        </details>
      </div>
    </section>
  )
}

function Figures({
  run,
  before,
  recorded,
}: {
  run: PanelRun
  before: PanelRun | undefined
  recorded: boolean
}) {
  return (
    <table className={styles.table}>
      <caption className="sr-only">Measured in the run{before && ', beside the run before'}</caption>
      <thead>
        <tr>
          <th scope="col">Measured</th>
          {before && <th scope="col">{before.said}</th>}
          <th scope="col">
            {run.said}
            {recorded && <span className={styles.when}> (recorded when the page was built)</span>}
          </th>
        </tr>
      </thead>
      <tbody>
        {run.figures.map(({ label, unit, evidence, value }, index) => {
          const was = before?.figures[index]?.value
          return (
            <tr key={label}>
              <th scope="row">
                <InlineCode text={label} /> <EvidenceBadge kind={evidence} />
              </th>
              {before && (
                <td>
                  {was} {unit}
                </td>
              )}
              <td data-changed={before && was !== value ? true : undefined}>
                {value} {unit}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Messages({ run }: { run: PanelRun }) {
  return (
    <details className={styles.trace} open={run.messages.length <= 8}>
      <summary>
        What the client sent and got:{' '}
        {run.messages.length === 1 ? '1 message' : `${run.messages.length} messages`}
      </summary>
      <div className={styles.scroll}>
        <table className={`${styles.table} ${styles.messages}`}>
          <thead>
            <tr>
              <th scope="col">Request</th>
              <th scope="col">Answer</th>
              <th scope="col">
                Sent at <EvidenceBadge kind="modelled" />
              </th>
              <th scope="col">Waited</th>
            </tr>
          </thead>
          <tbody>
            {run.messages.map(({ request, outcome, status, startUs, endUs }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: messages have no other name than their place
              <tr key={index}>
                <td>
                  <code>{request}</code>
                </td>
                <td>{status ? <StatusChip status={status} /> : outcome}</td>
                <td>{formatMicros(startUs)}</td>
                <td>{formatMicros(endUs - startUs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}

function verdictOf(
  { options }: PanelFacts['prediction'],
  actual: number | string,
  given: number | string | undefined,
) {
  const right = options.find(({ value }) => value === actual)
  if (!right) return undefined
  const yours = options.find(({ value }) => value === given)
  const lead = !yours
    ? `It is ${plain(right.text)}`
    : yours === right
      ? 'As you predicted'
      : `Not what you predicted: it is ${plain(right.text)}`
  return { right: yours === right, lead, why: right.why, yours: yours === right ? undefined : yours }
}

const plain = (text: string) => text.replaceAll('`', '')

function sayFigures({ figures }: PanelRun): string {
  return `${figures.map(({ label, value, unit }) => `${plain(label)}: ${value} ${unit}`.trim()).join('. ')}.`
}
