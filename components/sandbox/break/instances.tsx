'use client'

import { Button } from '#components/ui/button.tsx'
import { ServiceTag } from '#components/ui/service-tag.tsx'
import { SERVICE_NAMES, servicesBeside } from '#mocks/systems/map.ts'
import type { Fault, ServiceName } from '#mocks/systems/scenario.ts'
import { useSandbox, useSession } from '../use-sandbox.ts'
import { AS_IT_COMES, checkSettings } from './apply.ts'

/** How much longer a slow instance works on each request, in ms. */
const SLOW_MS = 500

/** Every process, and what can be done to each of its instances: kill, drain, slow. */
export function Instances() {
  const architecture = useSession((session) => session.architecture)
  // What lives in one process is one row.
  const processes = SERVICE_NAMES.filter(
    (service, i) =>
      !SERVICE_NAMES.slice(0, i).some((other) => servicesBeside(architecture, other).includes(service)),
  )
  return (
    <div className="p-3">
      <table className="w-full text-sm">
        <caption className="pb-2 text-left text-ink-soft text-sm">
          Killed, a process answers nobody. Drained, an instance ends what it has begun and gets nothing new.
          Slow, it works {SLOW_MS} ms longer on each request.
        </caption>
        <thead>
          <tr className="border-ink border-b text-left">
            <th scope="col" className="py-1">
              Process
            </th>
            <th scope="col">Instances</th>
            <th scope="col">What is done to it</th>
          </tr>
        </thead>
        <tbody>
          {processes.map((service) => (
            <Process key={service} service={service} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Process({ service }: { service: ServiceName }) {
  const { controller } = useSandbox()
  const architecture = useSession((session) => session.architecture)
  const down = useSession((session) => session.down)
  const faults = useSession((session) => session.faults)
  const settings = useSession((session) => session.settings)
  const shared = servicesBeside(architecture, service).length > 1
  const name = shared ? 'monolith' : service
  const isDown = down.includes(service)
  const count = settings?.fleets.find((fleet) => fleet.service === service)?.instances ?? 1

  function setCount(instances: number) {
    const all = settings ?? AS_IT_COMES
    const fleets = [
      ...all.fleets.filter((fleet) => fleet.service !== service),
      ...(instances > 1 ? [{ service, instances }] : []),
    ]
    const next = checkSettings({ ...all, fleets })
    if ('wrong' in next) return
    // What was done to an instance that is gone has nothing to strike.
    controller.setFaults(
      faults.filter((fault) => (instanceOf(fault, service) ?? 1) <= instances),
      '',
    )
    controller.setSettings(
      next.ok,
      `${service} runs in ${instances} instance${instances === 1 ? '' : 's'}. The bookshop starts anew.`,
    )
  }

  function toggle(fault: Fault, words: string) {
    const text = JSON.stringify(fault)
    const others = faults.filter((other) => JSON.stringify(other) !== text)
    if (others.length < faults.length) controller.setFaults(others, `No more: ${words}.`)
    else controller.setFaults([...faults, fault], `From now on: ${words}.`)
  }
  const isOn = (fault: Fault) => faults.some((other) => JSON.stringify(other) === JSON.stringify(fault))

  return (
    <tr className="border-hairline border-b align-top">
      <th scope="row" className="py-2 pr-3 text-left font-normal">
        <ServiceTag party={name} named />
      </th>
      <td className="py-2 pr-3">
        {shared ? (
          <span className="tabular-nums">1</span>
        ) : (
          <select
            aria-label={`Instances of ${service}`}
            className="min-h-9 rounded-sm border-[1.5px] border-hairline-strong bg-paper-raised px-2 tabular-nums"
            value={count}
            onChange={(event) => setCount(Number(event.target.value))}
          >
            {[1, 2, 3, 4, 5].map((instances) => (
              <option key={instances}>{instances}</option>
            ))}
          </select>
        )}
      </td>
      <td className="py-2">
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            variant={isDown ? 'plain' : 'danger'}
            onClick={() => controller.setDown(service, !isDown)}
          >
            {isDown ? `Bring ${name} back` : `Kill ${name}`}
          </Button>
          {!shared && (
            <Toggle
              on={isOn({ kind: 'slow', service, ms: SLOW_MS })}
              label={`Slow ${service}`}
              onToggle={() => toggle({ kind: 'slow', service, ms: SLOW_MS }, `${service} is slow`)}
            />
          )}
          {count > 1 &&
            Array.from({ length: count }, (_, i) => i + 1).map((instance) => (
              <span
                key={instance}
                className="flex flex-wrap items-center gap-1 border-hairline border-l pl-2"
              >
                <span className="text-ink-soft text-xs">no. {instance}</span>
                {(
                  [
                    ['Kill', { kind: 'instance-down', service, instance }],
                    ['Drain', { kind: 'instance-drains', service, instance }],
                    ['Slow', { kind: 'slow', service, instance, ms: SLOW_MS }],
                  ] as const
                ).map(([does, fault]) => (
                  <Toggle
                    key={does}
                    on={isOn(fault)}
                    label={does}
                    whom={`instance ${instance} of ${service}`}
                    onToggle={() => toggle(fault, `${does.toLowerCase()} instance ${instance} of ${service}`)}
                  />
                ))}
              </span>
            ))}
        </div>
      </td>
    </tr>
  )
}

function Toggle({
  on,
  label,
  whom,
  onToggle,
}: {
  on: boolean
  label: string
  whom?: string
  onToggle: () => void
}) {
  return (
    <button
      type="button"
      aria-pressed={on}
      {...(whom ? { 'aria-label': `${label} ${whom}` } : {})}
      onClick={onToggle}
      className={
        on
          ? 'min-h-9 rounded-md border-[1.5px] border-fault bg-fault-wash px-2.5 font-semibold text-fault-text text-xs'
          : 'min-h-9 rounded-md border-[1.5px] border-hairline-strong bg-paper-raised px-2.5 font-semibold text-xs hover:bg-paper-sunk'
      }
    >
      {label}
    </button>
  )
}

function instanceOf(fault: Fault, service: ServiceName): number | undefined {
  return 'instance' in fault && fault.service === service ? fault.instance : undefined
}
