import type { Architecture, Fault, Settings } from '../systems/scenario.ts'
import { processOf } from '../systems/topology.ts'

/** Something that real processes can not do: where it stands in a document, and why not. */
export interface Unreal {
  readonly path: readonly (string | number)[]
  readonly why: string
}

/** The faults that can not be made true with one process for each service, each with what to do instead. */
export function unrealFaults(system: Architecture, faults: readonly Fault[]): Unreal[] {
  const door = processOf(system, 'gateway')
  return faults.flatMap((fault, index): Unreal[] => {
    const no = (field: string | number, why: string) => [{ path: [index, field], why }]
    switch (fault.kind) {
      case 'instance-down':
      case 'instance-drains':
        return no('kind', `there is one process of ${fault.service}; take it down with the fault down`)
      case 'crash':
        return no('kind', `processes are killed by hand here; take ${fault.service} down with the fault down`)
      case 'stale-discovery':
        return no('kind', `${fault.service} has one process at one address, and nobody has to look for it`)
      case 'slow':
        if ((fault.version ?? 1) !== 1)
          return no('version', `there is one process of ${fault.service}, and it is version 1`)
        return (fault.instance ?? 1) === 1
          ? []
          : no('instance', `there is one process of ${fault.service}; leave the field out`)
      case 'down':
      case 'clock-skew':
      case 'partition':
        return []
      case 'black-hole':
        if (fault.edge.from === 'client')
          return no(
            'kind',
            'the operating system answers the handshakes of clients; lose-request is possible',
          )
        return []
      case 'error':
        if (fault.version !== undefined)
          return no('version', 'there is one process of each service; leave the field out')
        return strangers(fault.edge)
      default:
        return strangers(fault.edge)
    }

    function strangers({ from, to }: { from: string; to: string }): Unreal[] {
      return from === 'client' && to !== '*' && to !== door
        ? no('edge', `only ${door} knows that its caller is a client; ${to} can not tell who calls`)
        : []
    }
  })
}

/** The settings that can not be real with one process for each service, each with what to do instead. */
export function unrealSettings({ fleets }: Settings): Unreal[] {
  return fleets.flatMap(({ service, instances, canary }, index): Unreal[] => {
    const why = `there is one process of ${service}; leave it out`
    return [
      ...(instances === 1 ? [] : [{ path: ['fleets', index, 'instances'], why }]),
      ...(canary ? [{ path: ['fleets', index, 'canary'], why }] : []),
    ]
  })
}
