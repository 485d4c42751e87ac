'use client'

import { Button } from '#components/ui/button.tsx'
import { cx } from '#components/ui/cx.ts'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import styles from './sandbox.module.css'
import { useSandbox, useSession } from './use-sandbox.ts'
import { CONSTRUCTION } from './words.ts'

/** What holds for the whole workbench: who acts, the link to this session, and a fresh start. */
export function TopBar() {
  const { controller } = useSandbox()
  const notice = useSession((session) => session.notice)
  return (
    <div className={styles.bar}>
      <div className="mr-auto flex flex-wrap items-baseline gap-x-4 max-md:flex-col">
        <h1 className="text-xl">Sandbox</h1>
        <p className="text-ink-soft text-sm">
          You act as <strong className="font-semibold text-ink">the guest</strong>
          <span className="max-md:sr-only">: requests without Authorization are the guest’s</span>.
        </p>
      </div>
      <p className="without-js max-w-[66ch] text-sm">
        Sending requests needs JavaScript, because the bookshop runs in your browser. Below is a run that was
        recorded when this page was made: an order, its answer, and everything behind it.
      </p>
      <div className="needs-js flex items-center gap-2">
        <Button size="sm" onClick={() => controller.copyLink(location.origin + location.pathname)}>
          Copy link
        </Button>
        <Button size="sm" onClick={controller.reset} title="Back to the seeded data, with every block up">
          Reset
        </Button>
      </div>
      <p
        role="status"
        className={cx(
          'w-full text-sm empty:hidden',
          notice?.tone === 'warning' ? 'font-medium text-fault-text' : 'text-ink',
        )}
      >
        {notice?.text}
      </p>
    </div>
  )
}

/** How the bookshop is built: the same contract, two constructions. Another choice is a fresh bookshop. */
export function ArchitectureSwitch() {
  const { controller } = useSandbox()
  const architecture = useSession((session) => session.architecture)
  const hydrated = useHydrated()
  return (
    <div className={cx(styles.architecture, 'needs-js')} inert={!hydrated}>
      <SegmentedControl
        name="architecture"
        legend="Architecture"
        hideLegend
        value={architecture}
        onChange={controller.switchTo}
        options={[
          { value: 'microservices', label: CONSTRUCTION.microservices },
          { value: 'monolith', label: CONSTRUCTION.monolith },
        ]}
      />
    </div>
  )
}
