'use client'

import { useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { describeFault } from '#mocks/systems/fault-words.ts'
import { Fault } from '#mocks/systems/faults.ts'
import { servicesBeside } from '#mocks/systems/map.ts'
import { selectedHop } from '../session.ts'
import { useSandbox, useSession } from '../use-sandbox.ts'
import { checkBroken, checkFault } from './apply.ts'
import { controlOf } from './schema-controls.ts'
import { SchemaForm } from './schema-form.tsx'

const CONTROL = controlOf(Fault)
const USUAL = {
  kind: 'latency',
  edge: { from: '*', to: 'catalog' },
  oneWay: { kind: 'constant', us: 200_000 },
}

/** Whatever can go wrong, with the figures that it has. It strikes from the next message on. */
export function Faults() {
  const { controller } = useSandbox()
  const faults = useSession((session) => session.faults)
  const settings = useSession((session) => session.settings)
  const architecture = useSession((session) => session.architecture)
  const hop = useSession(selectedHop)
  const [value, setValue] = useState<unknown>(USUAL)
  const [wrong, setWrong] = useState<string>()
  const read = checkFault(value)

  function breakIt() {
    if ('wrong' in read) return setWrong(read.wrong)
    const fault = read.ok
    const together = checkBroken(architecture, settings, [...faults, fault])
    if ('wrong' in together) return setWrong(together.wrong)
    setWrong(undefined)
    if (fault.kind === 'down') return controller.setDown(fault.service, true)
    controller.setFaults([...faults, fault], `From now on: ${describeFault(fault)}.`)
  }

  return (
    <div className="grid grid-cols-1 gap-4 p-3">
      <p className="max-w-[66ch] text-ink-soft text-sm">
        A fault strikes from the next message on, wherever it says. Each one that is on stands at the top of
        the page; there it is taken back.
      </p>
      <div className="grid max-w-4xl gap-3 [grid-template-columns:repeat(auto-fill,minmax(min(100%,13rem),1fr))]">
        <SchemaForm control={CONTROL} value={value} label="What goes wrong" onChange={setValue} />
      </div>
      <div className="flex flex-wrap items-center gap-3">
        <Button size="sm" variant="danger" onClick={breakIt}>
          Break it
        </Button>
        {hop && (
          <Button size="sm" variant="quiet" onClick={() => setValue(onEdge(value, hop.from, hop.to))}>
            Only between {hop.from} and {hop.to} (hop {hop.number})
          </Button>
        )}
        <p className="text-sm" role="status">
          {'ok' in read && `That is: ${describeFault(read.ok)}${fellTogether(read.ok, architecture)}.`}
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

function fellTogether(fault: Fault, architecture: 'microservices' | 'monolith'): string {
  const many = fault.kind === 'down' && servicesBeside(architecture, fault.service).length > 1
  return many ? ', and with it everything in the same process' : ''
}

/** The same fault on one edge; one that knows no edge becomes latency there. */
function onEdge(value: unknown, from: string, to: string): unknown {
  const edge = { from, to }
  if (typeof value === 'object' && value !== null && 'edge' in value) return { ...value, edge }
  return { ...USUAL, edge }
}
