'use client'

import Link from 'next/link'
import { useEffect, useReducer } from 'react'
import { Topology } from '#components/topology/topology.tsx'
import { TraceWaterfall } from '#components/trace/trace-waterfall.tsx'
import { Button } from '#components/ui/button.tsx'
import { CounterPlate } from '#components/ui/counter-plate.tsx'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import { StatusChip } from '#components/ui/status-chip.tsx'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import { ARCHITECTURE_NAMES, CELLS, type Cell, type CellRun, keyOf, nameOf, STYLE_NAMES } from './cells.ts'
import { compareRuns } from './compare.ts'
import { ComparisonTable } from './comparison-table.tsx'
import { panelReducer, shownCell, startFrom } from './panel-state.ts'
import styles from './two-by-two.module.css'
import { QUESTIONS, verdictOf } from './words.ts'

/** Fetches the code that runs a bookshop. Called on intent, so that it is there when a switch is moved. */
const loadRunner = () => import('./run-cell.ts')

/** Fetches it ahead of time. If that fails, the switch tries again and tells. */
const loadAhead = () => void loadRunner().catch(() => {})

/** Two switches on one operation. Each move asks for a prediction, runs the request, and compares the two runs. */
export function TwoByTwoPanel({
  recorded,
  links,
}: {
  recorded: CellRun
  links: Readonly<Record<string, string>>
}) {
  const [state, dispatch] = useReducer(panelReducer, recorded, startFrom)
  const { run, move, phase, visited } = state
  const hydrated = useHydrated()
  const shown = shownCell(state)
  const comparison = move ? compareRuns(move.from, run) : undefined
  const verdict = move && comparison ? verdictOf(move, run, comparison) : undefined

  useEffect(() => {
    if (phase.kind !== 'running') return
    let current = true
    loadRunner()
      .then(({ runCell }) => runCell(phase.to))
      .then((done) => current && dispatch({ kind: 'ran', run: done }))
      .catch(
        (error: unknown) =>
          current &&
          dispatch({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) }),
      )
    return () => {
      current = false
    }
  }, [phase])

  // One switch at a time: the other stays where the last run was.
  const switchTo = (change: Partial<Cell>) => dispatch({ kind: 'switch', to: { ...run.cell, ...change } })
  const { request, response } = run.exchange

  return (
    <section
      className={styles.panel}
      aria-label="Two switches on one request"
      onPointerEnter={loadAhead}
      onFocus={loadAhead}
    >
      <div className={`needs-js ${styles.switches}`} inert={!hydrated}>
        <SegmentedControl
          legend="Who does the work"
          name="two-by-two-architecture"
          options={[
            { value: 'microservices', label: ARCHITECTURE_NAMES.microservices },
            { value: 'monolith', label: ARCHITECTURE_NAMES.monolith },
          ]}
          value={shown.architecture}
          onChange={(architecture) => switchTo({ architecture })}
        />
        <SegmentedControl
          legend="How you ask"
          name="two-by-two-style"
          options={[
            { value: 'rest', label: STYLE_NAMES.rest },
            { value: 'rpc', label: STYLE_NAMES.rpc },
          ]}
          value={shown.style}
          onChange={(style) => switchTo({ style })}
        />
        <Plan shown={shown} visited={visited} />
      </div>

      <div aria-live="polite" className={`needs-js ${styles.talk}`}>
        {phase.kind === 'looking' && !verdict && (
          <p className={styles.hint}>
            This run was recorded when the page was built. Move a switch, and the request runs here.
          </p>
        )}
        {phase.kind === 'asking' && (
          <div className={styles.question}>
            <p>
              <b>Before it runs:</b> {QUESTIONS[phase.axis].ask}
            </p>
            <div className={styles.choices}>
              {(['same', 'different'] as const).map((prediction) => (
                <Button key={prediction} onClick={() => dispatch({ kind: 'predict', prediction })}>
                  {QUESTIONS[phase.axis][prediction]}
                </Button>
              ))}
              <Button variant="quiet" onClick={() => dispatch({ kind: 'predict', prediction: 'skipped' })}>
                Just show me
              </Button>
            </div>
          </div>
        )}
        {phase.kind === 'running' && (
          <p className={styles.hint}>Sending the request to {nameOf(phase.to)}…</p>
        )}
        {phase.kind === 'failed' && (
          <p className={styles.failed}>
            The sandbox could not run {nameOf(phase.to)}: {phase.reason}. The bookshop did not answer because
            it never started. Check your connection and move the switch again.
          </p>
        )}
        {phase.kind === 'looking' && verdict && (
          <p className={styles.verdict} data-right={verdict.right}>
            <b>{verdict.lead}.</b> {verdict.finding}
          </p>
        )}
      </div>

      <div className={styles.stage}>
        <CounterPlate
          title="The client, at api.bookshop.example"
          joint={run.cell.style === 'rest' ? 'dovetail' : 'peg'}
          className={styles.plate ?? ''}
        >
          <p className="legend">Sends</p>
          <pre className={styles.wire}>
            {request.method} {new URL(request.url).pathname}
            {'text' in request.content && request.content.text !== '' && `\n\n${request.content.text}`}
          </pre>
          <p className={`legend ${styles.gets}`}>Gets</p>
          {response && <StatusChip status={response.status} />}
          {response && 'text' in response.content && (
            <pre className={styles.wire}>{response.content.text}</pre>
          )}
        </CounterPlate>
        <Topology
          label={`How ${nameOf(run.cell)} answered`}
          architecture={run.cell.architecture}
          hops={run.hops}
          className={styles.topology ?? ''}
          words="hidden"
        />
      </div>

      <div className={styles.trace}>
        <p className={styles.traceTitle}>The trace: every hop that this request caused</p>
        <TraceWaterfall hops={run.hops} />
      </div>

      {move && comparison && (
        <ComparisonTable comparison={comparison} before={nameOf(move.from.cell)} after={nameOf(run.cell)} />
      )}
      <p className={styles.foot}>
        <Link className="link" href={`/sandbox/#run=${links[keyOf(run.cell)]}`}>
          Open this run in the sandbox
        </Link>
      </p>
    </section>
  )
}

/** Where you are among the four, and where you have been. */
function Plan({ shown, visited }: { shown: Cell; visited: readonly string[] }) {
  return (
    <ol className={styles.map} aria-label="The four combinations">
      {CELLS.map((cell) => {
        const key = keyOf(cell)
        const here = key === keyOf(shown)
        return (
          <li key={key} aria-current={here || undefined} data-visited={visited.includes(key) || undefined}>
            <span className="sr-only">
              {nameOf(cell)}
              {here ? ', you are here' : visited.includes(key) ? ', visited' : ''}
            </span>
          </li>
        )
      })}
    </ol>
  )
}
