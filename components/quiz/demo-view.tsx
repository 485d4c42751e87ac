import Link from 'next/link'
import { useState } from 'react'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import { CheckTable } from './check-table.tsx'
import { RichText } from './rich-text.tsx'
import type { DemoResult } from './run-demo.ts'
import { RunView } from './run-view.tsx'

/** What a demonstration showed: the measurements, one run drawn, and the way into the sandbox. */
export function DemoView({ watch, result }: { watch: string; result: DemoResult }) {
  const { runs, checks } = result
  const [shown, setShown] = useState(runs[0]?.id ?? '')
  const drawn = runs.find(({ id }) => id === shown)
  if (!drawn) return null
  return (
    <div className="grid gap-6 border-ink border-t-[1.5px] pt-4">
      <p className="max-w-[46rem] text-md">
        <RichText text={watch} />
      </p>
      {checks.length > 0 && <CheckTable runs={runs} checks={checks} />}
      {runs.length > 1 && (
        <SegmentedControl
          legend="Which run is drawn"
          name="show-me-run"
          options={runs.map(({ id, label }) => ({ value: id, label }))}
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
  )
}
