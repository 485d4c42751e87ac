import { type ReactNode, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { Demo } from '#content/questions/schema.ts'

type State =
  | { readonly is: 'idle' }
  | { readonly is: 'running' }
  | { readonly is: 'failed'; readonly why: string }
  | { readonly is: 'done'; readonly view: ReactNode; readonly said: string }

/** The engine and the drawings: heavy, so they are fetched when a learner is about to ask for them. */
const load = () => Promise.all([import('./run-demo.ts'), import('./demo-view.tsx')])

/** Runs the answer in the bookshop, in the page, and shows what happened. */
export function ShowMe({ demo }: { demo: Demo }) {
  const [state, setState] = useState<State>({ is: 'idle' })
  const run = async () => {
    setState({ is: 'running' })
    try {
      const [{ runDemo }, { DemoView }] = await load()
      const result = await runDemo(demo)
      setState({ is: 'done', view: <DemoView watch={demo.watch} result={result} />, said: result.said })
    } catch (error) {
      setState({ is: 'failed', why: error instanceof Error ? error.message : String(error) })
    }
  }
  const prefetch = () => void load().catch(() => {})
  return (
    <section aria-labelledby="show-me" className="mt-6">
      <h3 id="show-me" className="sr-only">
        Show me
      </h3>
      {state.is !== 'done' && (
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
        {state.is === 'done' && <p className="sr-only">{state.said}</p>}
      </div>
      {state.is === 'done' && state.view}
    </section>
  )
}
