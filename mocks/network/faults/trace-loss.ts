import type { HopWorld } from '../edge.ts'
import type { Wrapper } from '../hop.ts'
import { fieldsOf, requestWith } from '../message.ts'

/** Something on the way drops `traceparent`, as old proxies do: the callee starts a trace of its own. */
export function traceLoss(world: HopWorld): Wrapper {
  return (next) => (outgoing) => {
    const { from, to, span, request, content } = outgoing
    world.log.append({
      kind: 'fault',
      from,
      to,
      fault: 'no-trace-context',
      detail: 'The traceparent field was dropped on the way.',
      ...span,
    })
    const fields = fieldsOf(request.headers).filter(([name]) => name !== 'traceparent')
    return next({ ...outgoing, request: requestWith(request.url, request.method, fields, content) })
  }
}
