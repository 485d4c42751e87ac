'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Policy } from '#mocks/systems/policies.ts'
import { describePolicy } from '#mocks/systems/policy-words.ts'
import { useSandbox, useSession } from '../use-sandbox.ts'
import { AS_IT_COMES, checkSettings } from './apply.ts'
import { controlOf } from './schema-controls.ts'
import { SchemaForm } from './schema-form.tsx'

const CONTROL = controlOf(Policy)
const USUAL = { edge: { from: 'orders', to: 'payments' }, timeoutMs: 500 }

/** What callers do about failures: timeout, retry, breaker, bulkhead and the rest. Callers are naive until they are told. */
export function Policies() {
  const { controller } = useSandbox()
  const settings = useSession((session) => session.settings)
  const [value, setValue] = useState<unknown>(USUAL)
  const [wrong, setWrong] = useState<string>()
  const policies = settings?.policies ?? []
  const read = Policy.safeParse(value)

  function add() {
    const next = checkSettings({ ...(settings ?? AS_IT_COMES), policies: [value, ...policies] })
    if ('wrong' in next) return setWrong(next.wrong)
    setWrong(undefined)
    const [first] = next.ok.policies
    controller.setSettings(
      next.ok,
      `From now on: ${first ? describePolicy(first) : ''}. The bookshop starts anew.`,
    )
  }

  return (
    <div className="grid grid-cols-1 gap-4 p-3">
      <p className="max-w-[66ch] text-ink-soft text-sm">
        Without a policy a caller waits as long as it takes, tries once, and hands every failure on. The first
        policy that covers an edge counts. A change starts the bookshop anew, with its seeded data.
      </p>
      <div className="grid max-w-4xl grid-cols-1 gap-3">
        <SchemaForm control={CONTROL} value={value} label="A policy" onChange={setValue} />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button size="sm" onClick={add}>
          Add this policy
        </Button>
        <p className="text-sm" role="status">
          {read.success && `That is: ${describePolicy(read.data)}.`}
        </p>
      </div>
      {wrong && (
        <p role="alert" className="whitespace-pre-wrap font-medium text-fault-text text-sm">
          {wrong}
        </p>
      )}
    </div>
  )
}
