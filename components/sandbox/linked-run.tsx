'use client'

import { Button } from '#components/ui/button.tsx'
import { MonoText } from '#components/ui/mono-text.tsx'
import { describeFault, faultsBesideDown, servicesDown } from '#mocks/systems/fault-words.ts'
import { describePolicy } from '#mocks/systems/policy-words.ts'
import { describeSettings } from '#mocks/systems/setting-words.ts'
import styles from './sandbox.module.css'
import { useSandbox, useSession } from './use-sandbox.ts'
import { CONSTRUCTION, shortUrl } from './words.ts'

/** What a link brought: the run, and what can be done with it; or why it could not be read. */
export function LinkedRunBanner() {
  const { controller, places } = useSandbox()
  const linked = useSession((session) => session.linked)
  if (!linked) return null
  if (linked.state === 'unreadable') {
    return (
      <section aria-label="Linked run" className={`${styles.linked} border-fault`}>
        <p className="font-semibold">This link could not be opened.</p>
        <p className="whitespace-pre-wrap text-sm [overflow-wrap:anywhere]">{linked.message}</p>
        <Button size="sm" onClick={controller.dismissLink}>
          Go on without it
        </Button>
      </section>
    )
  }
  const { system, faults, settings, workload, seed, assumptions } = linked.scenario
  const count = workload.length === 1 ? 'one request' : `${workload.length} requests`
  const down = servicesDown(faults)
  const otherFaults = faultsBesideDown(faults)
  const set = describeSettings(settings)
  return (
    <section aria-label="Linked run" className={`${styles.linked} border-glue-edge`}>
      <div className="min-w-0">
        <p className="font-semibold">
          This link holds a run: {CONSTRUCTION[system].toLowerCase()}, {count}
          {down.length > 0 ? `, ${down.join(' and ')} down` : ''}, seed {seed}.
        </p>
        <ol className="mt-1 max-h-32 overflow-y-auto text-sm">
          {workload.map(({ method, url }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the requests of a run have no other name
            <li key={index} className="truncate">
              {index + 1}.{' '}
              <MonoText className="text-xs">{`${method} ${shortUrl(url, places.publicHost)}`}</MonoText>
            </li>
          ))}
        </ol>
        {otherFaults.length > 0 && (
          <p className="mt-1 text-sm">
            What goes wrong in it: {otherFaults.map(describeFault).join('; ')}. That holds until you press
            Reset.
          </p>
        )}
        {set.length > 0 && <p className="mt-1 text-sm">What is set in it: {set.join('; ')}.</p>}
        {settings.policies.length > 0 && (
          <p className="mt-1 text-sm">What callers do: {settings.policies.map(describePolicy).join('; ')}.</p>
        )}
        {assumptions.length > 0 && (
          <p className="mt-1 text-ink-soft text-sm">It takes for granted: {assumptions.join(' ')}</p>
        )}
        <p className="mt-1 text-ink-soft text-xs">
          A replay runs on a virtual clock: the same messages and times as on the sender’s machine. Sent live,
          the times are new.
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {workload.length > 0 && (
          <>
            <Button size="sm" variant="glue" onClick={controller.replayLinked}>
              Replay it
            </Button>
            <Button size="sm" onClick={controller.sendLinked}>
              Send it live
            </Button>
          </>
        )}
        <Button size="sm" variant="quiet" onClick={controller.dismissLink}>
          Dismiss
        </Button>
      </div>
    </section>
  )
}
