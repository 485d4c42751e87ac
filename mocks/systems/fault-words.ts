import type { Strikes } from '../network/faults/strike.ts'
import type { Fault } from './faults.ts'
import type { ServiceName } from './services.ts'

// Without zod, so that pages can name a fault without loading the schemas.

/** The services that are down, each once. */
export function servicesDown(faults: readonly Fault[]): ServiceName[] {
  return [...new Set(faults.flatMap((fault) => (fault.kind === 'down' ? [fault.service] : [])))]
}

/** All faults but those that take a service down. */
export function faultsBesideDown(faults: readonly Fault[]): Fault[] {
  return faults.filter(({ kind }) => kind !== 'down')
}

/** A fault in words, for a list. */
export function describeFault(fault: Fault): string {
  const on =
    'edge' in fault
      ? `${fault.edge.from === '*' ? 'anybody' : fault.edge.from} → ${fault.edge.to === '*' ? 'anybody' : fault.edge.to}: `
      : ''
  switch (fault.kind) {
    case 'down':
      return `${fault.service} is down`
    case 'instance-down':
      return `instance ${fault.instance} of ${fault.service} is down`
    case 'instance-drains':
      return `instance ${fault.instance} of ${fault.service} drains`
    case 'slow': {
      const who = [
        ...(fault.instance ? [`instance ${fault.instance}`] : []),
        ...(fault.version ? [`version ${fault.version}`] : []),
        fault.service,
      ].join(' of ')
      return `${who} works ${fault.ms} ms longer on each request`
    }
    case 'partition':
      return `the network between ${fault.services.join(', ')} and all others is cut`
    case 'stale-discovery':
      return `callers notice ${fault.ms} ms late what becomes of the instances of ${fault.service}`
    case 'clock-skew':
      return `the clock of ${fault.service} is ${Math.abs(fault.ms)} ms ${fault.ms < 0 ? 'slow' : 'fast'}`
    case 'crash': {
      const { service, instance, downMs, when } = fault
      const who = instance ? `instance ${instance} of ${service}` : service
      const times = when.by === 'chance' ? when.times : when.first
      const often = times === 1 ? 'once' : `${times} times`
      const moment =
        when.by === 'chance'
          ? 'by chance'
          : `${when.moment.replace('-', ' the ')} from ${party(when.edge.from)} to ${party(when.edge.to)}`
      return `${who} is killed ${often}, ${moment}, and starts anew after ${downMs} ms`
    }
    case 'latency':
      return `${on}another latency`
    case 'bandwidth':
      return `${on}${fault.bytesPerSecond} bytes per second`
    case 'black-hole':
      return `${on}${which(fault.strikes)} handshakes are not answered`
    case 'lose-request':
      return `${on}${which(fault.strikes)} requests are lost`
    case 'lose-reply':
      return `${on}${which(fault.strikes)} replies are lost after the work was done`
    case 'error':
      return fault.version
        ? `${on}version ${fault.version} answers ${which(fault.strikes)} requests with ${fault.status}`
        : `${on}${which(fault.strikes)} requests are answered ${fault.status} before they arrive`
    case 'reset':
      return `${on}${which(fault.strikes)} connections are reset`
    case 'slow-body':
      return `${on}the content takes ${fault.ms} ms longer`
    case 'cut-body':
      return `${on}${which(fault.strikes)} replies break off in the middle`
    case 'no-trace-context':
      return `${on}the traceparent field is dropped`
  }
}

function party(name: string): string {
  return name === '*' ? 'anybody' : name
}

function which(strikes: Strikes): string {
  return 'first' in strikes ? `the first ${strikes.first}` : `${strikes.percent}% of the`
}
