'use client'

import { Suspense } from 'react'
import { Spinner } from '#components/ui/progress.tsx'
import { Tabs } from '#components/ui/tabs.tsx'
import { Panel } from '../panel.tsx'
import { Failures } from './failures.tsx'
import { Faults } from './faults.tsx'
import { Instances } from './instances.tsx'
import { Policies } from './policies.tsx'
import { SettingsForm } from './settings-form.tsx'
import { SideBySide } from './side-by-side.tsx'

/** What can be broken, and what callers may do about it. */
export function BreakPanel() {
  return (
    <Panel name="Break it">
      <Tabs
        label="What can be broken"
        tabs={[
          {
            id: 'failures',
            label: 'Failures',
            content: (
              <Suspense fallback={<Spinner label="Fetching the catalogue of failures…" className="p-3" />}>
                <Failures />
              </Suspense>
            ),
          },
          { id: 'faults', label: 'Faults', content: <Faults /> },
          { id: 'policies', label: 'Policies', content: <Policies /> },
          { id: 'instances', label: 'Instances', content: <Instances /> },
          { id: 'settings', label: 'Settings', content: <SettingsForm /> },
          { id: 'both', label: 'Side by side', content: <SideBySide /> },
        ]}
      />
    </Panel>
  )
}
