'use client'

import { type KeyboardEvent, useEffect, useState, useSyncExternalStore } from 'react'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import { BlocksPanel } from './blocks-panel.tsx'
import { ChangesPanel } from './changes-panel.tsx'
import type { SandboxContent } from './content.ts'
import { createController } from './controller.ts'
import { reaches, rememberedLevel } from './levels.ts'
import { onIntent } from './on-intent.tsx'
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
import { SandboxContext, useLevel, useScreen, useSession } from './use-sandbox.ts'
import { ViewPanel, ViewTabs } from './view-tabs.tsx'

/** The workbench: ask the bookshop anything, and see the answer and everything behind it on one screen. */
export function Sandbox({
  recorded,
  places,
  latency,
  content,
}: {
  recorded: Entry
  places: Places
  latency: LatencyWords
  content: SandboxContent
}) {
  const [controller] = useState(() => createController(recorded, places))

  const hydrated = useHydrated()
  const level = useSyncExternalStore(
    controller.subscribe,
    () => controller.session().level,
    () => 'send',
  )

  // The address bar and the idle time of the browser are outside of React.
  useEffect(() => {
    const read = () => void controller.readLink(location.hash)
    const level = rememberedLevel()
    if (level !== 'send') controller.setLevel(level)
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
    <SandboxContext value={{ controller, places, latency, content }}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape is a shortcut for the Cancel button, from everywhere */}
      <div
        className={styles.sandbox}
        data-hydrated={hydrated}
        data-level={level}
        onKeyDown={onKeyDown}
        onPointerEnter={() => controller.warmUp()}
      >
        <TopBar />
        <ArchitectureSwitch />
        <LinkedRun />
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
        <ViewPanel view="break" className={styles.broken}>
          <BreakPlace />
        </ViewPanel>
        <Announcements />
      </div>
    </SandboxContext>
  )
}

const LinkedRunBanner = onIntent(
  'the linked run',
  async () => (await import('./linked-run.tsx')).LinkedRunBanner,
)

/** What a link brought, for whoever came by one. */
function LinkedRun() {
  return useSession((session) => session.linked !== undefined) ? <LinkedRunBanner /> : null
}

const BreakPanel = onIntent(
  'what can be broken',
  async () => (await import('./break/break-panel.tsx')).BreakPanel,
)

/** What can be broken, once somebody wants to. */
function BreakPlace() {
  const shown = reaches(useLevel(), 'break')
  const view = useSession((session) => session.view)
  const narrow = useScreen('narrow')
  return (narrow ? view === 'break' : shown) ? <BreakPanel /> : null
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
