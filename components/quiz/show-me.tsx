import Link from 'next/link'
import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import type { Demo } from '#content/questions/schema.ts'
import { CheckTable } from './check-table.tsx'
import { RichText } from './rich-text.tsx'
import type { DemoResult } from './run-demo.ts'
import { RunView } from './run-view.tsx'

type State =
  | { readonly is: 'idle' }
  | { readonly is: 'running' }
  | { readonly is: 'failed'; readonly why: string }
  | { readonly is: 'done'; readonly result: DemoResult }

/** The engine and what it needs: heavy, so it is fetched when a learner is about to ask for it. */
const load = () => import('./run-demo.ts')

/** Runs the answer in the bookshop, in the page, and shows what happened. */
export function ShowMe({ demo }: { demo: Demo }) {
  const [state, setState] = useState<State>({ is: 'idle' })
  const [shown, setShown] = useState(demo.runs[0]?.id ?? '')
  const run = async () => {
    setState({ is: 'running' })
    try {
      const { runDemo } = await load()
      setState({ is: 'done', result: await runDemo(demo) })
    } catch (error) {
      setState({ is: 'failed', why: error instanceof Error ? error.message : String(error) })
    }
  }
  const prefetch = () => void load().catch(() => {})
  const result = state.is === 'done' ? state.result : undefined
  const drawn = result?.runs.find(({ id }) => id === shown) ?? result?.runs[0]

  return (
    <section aria-labelledby="show-me" className="mt-6">
      <h3 id="show-me" className="sr-only">
        Show me
      </h3>
      {!result && (
        <div className="flex max-w-[46rem] flex-wrap items-center gap-x-4 gap-y-2">
          <Button
            onClick={run}
            onPointerEnter={prefetch}
            onFocus={prefetch}
            busy={state.is === 'running' ? 'The bookshop is running…' : undefined}
          >
            <svg aria-hidden viewBox="0 0 16 16" className="size-4 fill-current">
              <path d="M4 2.500v11l9-5.500z" />
            </svg>
            Show me
          </Button>
          <p className="min-w-0 flex-1 basis-56 text-ink-soft text-sm">
            Runs it in the bookshop, here in the page.
          </p>
        </div>
      )}
      <div role="status">
        {state.is === 'failed' && (
          <p className="mt-3 max-w-[46rem] border-fault border-l-4 bg-fault-wash px-3 py-2 text-fault-text">
            The bookshop could not be started, so there is nothing to show. Your answer is kept. Check your
            connection and try again. ({state.why})
          </p>
        )}
        {result && <p className="sr-only">{result.said}</p>}
      </div>
      {result && drawn && (
        <div className="grid gap-5 border-ink border-t-[1.5px] pt-4">
          <p className="max-w-[46rem] text-md">
            <RichText text={demo.watch} />
          </p>
          {result.checks.length > 0 && <CheckTable runs={result.runs} checks={result.checks} />}
          {result.runs.length > 1 && (
            <SegmentedControl
              legend="Which run to draw"
              name="show-me-run"
              options={result.runs.map(({ id, label }) => ({ value: id, label }))}
              value={drawn.id}
              onChange={setShown}
            />
          )}
          <RunView run={drawn} />
          <p>
            <Link href={`/sandbox/#run=${drawn.link}`} className="link">
              Open this run in the sandbox
            </Link>
          </p>
        </div>
      )}
    </section>
  )
}
