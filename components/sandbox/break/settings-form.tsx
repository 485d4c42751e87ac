'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Settings } from '#mocks/systems/scenario.ts'
import { useSandbox, useSession } from '../use-sandbox.ts'
import { AS_IT_COMES, checkSettings } from './apply.ts'
import { controlOf } from './schema-controls.ts'
import { SchemaForm } from './schema-form.tsx'

const CONTROL = controlOf(Settings, ['policies', 'fleets'])

/** Everything else that can be set on a bookshop. What is set holds from its start. */
export function SettingsForm() {
  const { controller } = useSandbox()
  const settings = useSession((session) => session.settings)
  const { policies, fleets, ...own } = settings ?? AS_IT_COMES
  const [value, setValue] = useState<unknown>(own)
  const [wrong, setWrong] = useState<string>()

  function apply() {
    const next = checkSettings({ ...(typeof value === 'object' ? value : {}), policies, fleets })
    if ('wrong' in next) return setWrong(next.wrong)
    setWrong(undefined)
    controller.setSettings(next.ok, 'The bookshop starts anew with these settings.')
  }

  return (
    <div className="grid grid-cols-1 gap-4 p-3">
      <SchemaForm control={CONTROL} value={value} label="Settings of the bookshop" onChange={setValue} />
      <div>
        <Button size="sm" onClick={apply}>
          Start anew with these
        </Button>
      </div>
      {wrong && (
        <p role="alert" className="whitespace-pre-wrap font-medium text-fault-text text-sm">
          {wrong}
        </p>
      )}
    </div>
  )
}
