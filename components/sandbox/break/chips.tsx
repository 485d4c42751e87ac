'use client'

import { describeFault } from '#mocks/systems/fault-words.ts'
import { servicesBeside } from '#mocks/systems/map.ts'
import { describePolicy } from '#mocks/systems/policy-words.ts'
import { describeSettings } from '#mocks/systems/setting-words.ts'
import { useSandbox, useSession } from '../use-sandbox.ts'

/** Everything that is broken or set, each with a button that takes it back. */
export function Chips() {
  const { controller } = useSandbox()
  const down = useSession((session) => session.down)
  const faults = useSession((session) => session.faults)
  const settings = useSession((session) => session.settings)
  const architecture = useSession((session) => session.architecture)
  // What lives in one process falls together, and stands up together.
  const processes = down.filter(
    (service, i) => !down.slice(0, i).some((other) => servicesBeside(architecture, other).includes(service)),
  )
  const set = settings ? describeSettings(settings) : []
  const policies = settings?.policies ?? []
  if (processes.length + faults.length + set.length + policies.length === 0) return null
  return (
    <ul aria-label="What is broken or set" className="flex w-full flex-wrap gap-2">
      {processes.map((service) => {
        const what = servicesBeside(architecture, service).length > 1 ? 'the monolith' : service
        return (
          <Chip
            key={service}
            text={`${what} is down`}
            back={`Bring ${what} back`}
            onTakeBack={() => controller.setDown(service, false)}
          />
        )
      })}
      {faults.map((fault) => {
        const text = describeFault(fault)
        return (
          <Chip
            key={text}
            text={text}
            back={`Take back: ${text}`}
            onTakeBack={() =>
              controller.setFaults(
                faults.filter((other) => other !== fault),
                `No more: ${text}.`,
              )
            }
          />
        )
      })}
      {policies.map((policy) => {
        const text = describePolicy(policy)
        return (
          <Chip
            key={text}
            tone="set"
            text={text}
            back={`Take back: ${text}`}
            onTakeBack={() =>
              settings &&
              controller.setSettings(
                { ...settings, policies: policies.filter((other) => other !== policy) },
                `No more: ${text}. The bookshop starts anew.`,
              )
            }
          />
        )
      })}
      {set.map((text) => (
        <Chip key={text} tone="set" text={text} />
      ))}
    </ul>
  )
}

function Chip({
  text,
  tone = 'fault',
  back,
  onTakeBack,
}: {
  text: string
  tone?: 'fault' | 'set'
  /** What the button does; no button when absent. */
  back?: string
  onTakeBack?: () => void
}) {
  return (
    <li
      className={
        tone === 'fault'
          ? 'flex min-h-8 max-w-full items-center gap-1 border-[1.5px] border-fault border-dashed bg-fault-wash pl-2 font-medium text-fault-text text-xs'
          : 'flex min-h-8 max-w-full items-center gap-1 border-[1.5px] border-glue-edge bg-glue-wash pl-2 font-medium text-ink text-xs'
      }
    >
      <span className="min-w-0 py-1 pr-2 [overflow-wrap:anywhere]">{text}</span>
      {back && (
        <button
          type="button"
          aria-label={back}
          title={back}
          onClick={onTakeBack}
          className="flex size-8 shrink-0 items-center justify-center self-stretch border-current/40 border-l hover:bg-paper-raised"
        >
          <svg aria-hidden viewBox="0 0 16 16" className="size-3.5 fill-none stroke-2 stroke-current">
            <path d="M4 4l8 8M12 4l-8 8" />
          </svg>
        </button>
      )}
    </li>
  )
}
