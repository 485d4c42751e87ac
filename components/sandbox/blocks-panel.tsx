'use client'

import { useMemo, useState } from 'react'
import { HopList } from '#components/topology/hop-list.tsx'
import { Topology } from '#components/topology/topology.tsx'
import { Button } from '#components/ui/button.tsx'
import { BLOCKS, isBlock } from '#components/ui/service-look.ts'
import { ServiceTag } from '#components/ui/service-tag.tsx'
import { useHydrated } from '#components/ui/use-hydrated.ts'
import { SERVICE_NAMES, SERVICES_APART } from '#mocks/systems/map.ts'
import type { Architecture, ServiceName } from '#mocks/systems/scenario.ts'
import { type Comparison, compareWithOther } from './compare.ts'
import { reaches } from './levels.ts'
import { onIntent } from './on-intent.tsx'
import { FoldMark, Panel } from './panel.tsx'
import { selectedHop, shownEntry, viewOf } from './session.ts'
import { drawerNotesOf, storyOf } from './story.ts'
import { useLevel, useSandbox, useSession } from './use-sandbox.ts'
import { CONSTRUCTION, hopsInWords } from './words.ts'

const Playback = onIntent('the playback', async () => (await import('./inside/playback.tsx')).Playback)

/** Who took part, drawn; why, in a sentence; how the other construction did; and a hand on every block. */
export function BlocksPanel() {
  const { controller } = useSandbox()
  const entry = useSession(shownEntry)
  const hop = useSession(selectedHop)
  const idle = useSession((session) => session.idle)
  const architecture = useSession((session) => session.architecture)
  const down = useSession((session) => session.down)
  const bookshop = useSession((session) => session.bookshop)
  const level = useLevel()
  const { hops, changes } = viewOf(entry)
  const hydrated = useHydrated()
  const story = useMemo(() => storyOf(hops), [hops])
  const [played, setPlayed] = useState<{ readonly entry: number; readonly step: number }>()
  // Another run stands whole until it is played.
  const playing = played?.entry === entry.id && !idle && played.step < hops.length ? played : undefined
  const built = idle ? architecture : entry.architecture
  return (
    <Panel
      name="Blocks"
      className="h-full"
      aside={<span className="text-ink-soft text-xs">{CONSTRUCTION[built]}</span>}
    >
      <div className="px-3 py-3">
        <Topology
          label={
            idle
              ? `A fresh bookshop: ${CONSTRUCTION[built]}`
              : `Who asked whom for this request: ${CONSTRUCTION[built]}`
          }
          architecture={built}
          hops={idle ? [] : hops}
          selected={hop?.spanId}
          // Whoever only sends has no messages laid out that a number could lead to.
          onSelect={level === 'send' ? undefined : controller.selectHop}
          down={idle || entry.bookshop === bookshop ? down : entry.down}
          notes={idle ? {} : drawerNotesOf(changes)}
          words="hidden"
          step={playing?.step}
        />
      </div>
      {hydrated && reaches(level, 'inside') && !idle && hops.length > 0 && (
        <div className="border-hairline border-t p-3">
          <Playback
            hops={hops}
            step={playing?.step ?? hops.length}
            onStep={(step) => {
              setPlayed({ entry: entry.id, step })
              controller.pointAt(hops[step - 1]?.spanId)
            }}
          />
        </div>
      )}
      <div className="space-y-2 border-hairline border-t p-3 text-sm">
        {idle ? <FreshBookshop /> : <p>{story}</p>}
        {!idle && <Compared />}
        {level === 'send' && entry.source !== 'recorded' && !idle && (
          <Button size="sm" onClick={() => controller.setLevel('inside')} className="needs-js">
            Look inside: trace, wire and data
          </Button>
        )}
      </div>
      <HopList hops={hops} className="without-js border-hairline border-t px-3" />
      {reaches(level, 'break') && <Hands />}
    </Panel>
  )
}

function FreshBookshop() {
  const { controller } = useSandbox()
  return (
    <>
      <p>A fresh bookshop: seeded data, an empty log. Your request is still in the editor.</p>
      <Button size="sm" onClick={() => controller.send()}>
        Send the same request again
      </Button>
    </>
  )
}

/** How this answer compares with the one that the other construction gave to the same request. */
function Compared() {
  const { controller } = useSandbox()
  const entry = useSession(shownEntry)
  const entries = useSession((session) => session.entries)
  const comparison = compareWithOther(entry, entries)
  if (!comparison) return null
  const exact = entry.source === 'replayed' && comparison.before.source === 'replayed'
  return (
    <div className="border-glue-edge border-l-[3px] bg-glue-wash px-3 py-2">
      <p>{comparisonInWords(comparison)}</p>
      {comparison.differingBytes > 0 && !exact && (
        <Button size="sm" className="mt-2" onClick={() => controller.replayBoth(entry.request)}>
          Replay both from the same start
        </Button>
      )}
    </div>
  )
}

function comparisonInWords({
  before,
  after,
  sameStatus,
  differingBytes,
  differingMembers,
  hops,
}: Comparison): string {
  const other = before.architecture === 'monolith' ? 'the monolith' : 'the microservices'
  const status = sameStatus ? 'the same status' : 'another status'
  const bytes = differingBytes === 1 ? '1 byte' : `${differingBytes} bytes`
  const where =
    differingMembers.length > 0 && differingMembers.length <= 4 ? `, in ${differingMembers.join(', ')}` : ''
  const live = differingBytes > 0 && after.source === 'live' ? ' The two were sent at different moments.' : ''
  return `Compared with ${other}: ${status}, ${bytes} of the content differ${where}, ${hopsInWords(hops.before)} → ${hops.after}.${live}`
}

/** What can be taken down, one by one: the blocks of an order first. All modules of the monolith are one process. */
function processesToTakeDown(architecture: Architecture): readonly { block: ServiceName; party: string }[] {
  const alone = (block: ServiceName) => ({ block, party: block })
  if (architecture === 'monolith')
    return [{ block: 'orders', party: 'monolith' }, ...SERVICES_APART.map(alone)]
  return [...BLOCKS, ...SERVICE_NAMES.filter((name) => !isBlock(name))].map(alone)
}

/** Who is down; the modules of the monolith by its name. */
function downInWords(architecture: Architecture, down: readonly ServiceName[]): string {
  const apart = down.filter((service) => architecture === 'microservices' || SERVICES_APART.includes(service))
  return [...(apart.length < down.length ? ['the monolith'] : []), ...apart].join(', ')
}

/** Takes blocks down and brings them back. */
function Hands() {
  const { controller } = useSandbox()
  const architecture = useSession((session) => session.architecture)
  const down = useSession((session) => session.down)
  return (
    <details className="group needs-js mt-auto border-hairline border-t">
      <summary className="flex min-h-10 list-none items-center gap-2 px-3 text-sm hover:bg-paper-sunk [&::-webkit-details-marker]:hidden">
        <FoldMark />
        <span className="font-semibold">Take a block down</span>
        {down.length > 0 && <span className="text-fault-text">{downInWords(architecture, down)} down</span>}
      </summary>
      <div className="px-3 pb-3">
        {architecture === 'monolith' ? (
          <p className="mb-2 text-ink-soft text-xs">
            One process holds them all: they stand and fall together.
          </p>
        ) : (
          <p className="mb-2 text-ink-soft text-xs">
            Whoever calls a block that is down sees a refused connection.
          </p>
        )}
        <ul className="grid gap-1.5">
          {processesToTakeDown(architecture).map(({ block, party }) => {
            const isDown = down.includes(block)
            return (
              <li key={block} className="flex items-center justify-between gap-2">
                <ServiceTag party={party} named />
                <Button
                  size="sm"
                  variant={isDown ? 'plain' : 'danger'}
                  onClick={() => controller.setDown(block, !isDown)}
                >
                  {isDown ? `Bring ${party} back` : `Take ${party} down`}
                </Button>
              </li>
            )
          })}
        </ul>
      </div>
    </details>
  )
}
