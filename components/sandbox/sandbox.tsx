'use client'

import { type KeyboardEvent, useEffect, useState } from 'react'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import type { Failure } from '#content/scenarios/failures.ts'
import { BlocksPanel } from './blocks-panel.tsx'
import { ChangesPanel } from './changes-panel.tsx'
import { createController } from './controller.ts'
import { LinkedRunBanner } from './linked-run.tsx'
import type { LatencyWords, Places } from './places.ts'
import { Rail } from './rail.tsx'
import { RequestDetails } from './request-details.tsx'
import { RequestLine } from './request-line.tsx'
import { ResponsePanel } from './response-panel.tsx'
import { ResultStrip } from './result-strip.tsx'
import styles from './sandbox.module.css'
import type { Entry } from './session.ts'
import { ArchitectureSwitch, TopBar } from './top-bar.tsx'
import { TracePanel } from './trace-panel.tsx'
import { SandboxContext, useSession } from './use-sandbox.ts'
import { ViewPanel, ViewTabs } from './view-tabs.tsx'

/** The workbench: ask the bookshop anything, and see the answer and everything behind it on one screen. */
export function Sandbox({
  recorded,
  places,
  latency,
  failures,
}: {
  recorded: Entry
  places: Places
  latency: LatencyWords
  failures: readonly Failure[]
}) {
  const [controller] = useState(() => createController(recorded, places))

  const hydrated = useHydrated()

  // The address bar and the idle time of the browser are outside of React.
  useEffect(() => {
    const read = () => void controller.readLink(location.hash)
    read()
    addEventListener('hashchange', read)
    const quiet = globalThis.requestIdleCallback?.(() => controller.warmUp(), { timeout: 4000 })
    return () => {
      removeEventListener('hashchange', read)
      if (quiet !== undefined) cancelIdleCallback(quiet)
    }
  }, [controller])

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') controller.cancel()
  }

  return (
    <SandboxContext value={{ controller, places, latency, failures }}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape is a shortcut for the Cancel button, from everywhere */}
      <div
        className={styles.sandbox}
        data-hydrated={hydrated}
        onKeyDown={onKeyDown}
        onPointerEnter={() => controller.warmUp()}
      >
        <TopBar />
        <ArchitectureSwitch />
        <LinkedRunBanner />
        <Rail />
        <RequestLine />
        <ResultStrip />
        <RequestDetails />
        <ViewTabs />
        <ViewPanel view="answer" className={styles.response}>
          <ResponsePanel />
        </ViewPanel>
        <ViewPanel view="blocks" className={styles.blocks}>
          <BlocksPanel />
        </ViewPanel>
        <ViewPanel view="trace" className={styles.trace}>
          <TracePanel />
        </ViewPanel>
        <ViewPanel view="data" className={styles.changes}>
          <ChangesPanel />
        </ViewPanel>
        <Announcements />
      </div>
    </SandboxContext>
  )
}

/** Says aloud how a request ended, for people who do not see the page change. */
function Announcements() {
  const text = useSession((session) => session.announcement)
  return (
    <p role="status" aria-label="Result" className="sr-only">
      {text}
    </p>
  )
}
