'use client'

import { Button } from '#components/ui/button.tsx'
import { cx } from '#components/ui/cx.ts'
import { SegmentedControl } from '#components/ui/segmented-control.tsx'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import { LEVEL_LABEL, LEVELS } from './levels.ts'
import { onIntent } from './on-intent.tsx'
import { whoActs } from './request/auth.ts'
import styles from './sandbox.module.css'
import type { Session } from './session.ts'
import { useSandbox, useSession } from './use-sandbox.ts'
import { CONSTRUCTION } from './words.ts'

/** What holds for the whole workbench: who acts, the link to this session, and a fresh start. */
export function TopBar() {
  const { controller } = useSandbox()
  const notice = useSession((session) => session.notice)
  const begun = useSession(hasBegun)
  const who = useSession((session) => whoActs(session.draft))
  const broken = useSession(isBroken)
  return (
    <div className={styles.bar}>
      <div className="mr-auto flex flex-wrap items-baseline gap-x-4 max-md:flex-col">
        <h1 className="text-xl">Sandbox</h1>
        <p className="text-ink-soft text-sm">
          You act as <strong className="font-semibold text-ink">{who ?? 'the guest'}</strong>
          {who === undefined && (
            <span className={cx('max-md:sr-only', begun && 'max-[108rem]:sr-only')}>
              : requests without Authorization are the guest’s
            </span>
          )}
          .
        </p>
      </div>
      <p className="without-js max-w-[66ch] text-sm">
        Sending requests needs JavaScript, because the bookshop runs in your browser. Below is a run that was
        recorded when this page was made: an order, its answer, and everything behind it.
      </p>
      <LevelSwitch />
      {begun && (
        <div className="needs-js flex items-center gap-2">
          <Button size="sm" onClick={() => controller.copyLink(location.origin + location.pathname)}>
            Copy link
          </Button>
          <Button
            size="sm"
            onClick={controller.reset}
            title="Back to the seeded data: every block up, nothing broken, nothing set"
          >
            Reset
          </Button>
        </div>
      )}
      {broken && <Chips meanwhile={<span />} />}
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

/** Whether there is anything to share, or to take back. */
function hasBegun(session: Session): boolean {
  return session.entries.length > 1 || session.idle || session.linked !== undefined || isBroken(session)
}

/** Whether anything is broken or set on the bookshop. */
function isBroken({ down, faults, settings }: Session): boolean {
  return down.length > 0 || faults.length > 0 || settings !== undefined
}

const Chips = onIntent('what is broken', async () => (await import('./break/chips.tsx')).Chips)

/** How much of the workbench is laid out. Narrow screens show one view at a time instead. */
function LevelSwitch() {
  const { controller } = useSandbox()
  const level = useSession((session) => session.level)
  const hydrated = useHydrated()
  return (
    <div className="needs-js max-md:hidden" inert={!hydrated}>
      <SegmentedControl
        name="level"
        legend="How much to show"
        hideLegend
        value={level}
        onChange={controller.setLevel}
        options={LEVELS.map((value) => ({ value, label: LEVEL_LABEL[value] }))}
      />
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
