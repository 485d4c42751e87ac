'use client'

import { EvidenceBadge } from '#components/ui/evidence-badge.tsx'
import { pageViewOf } from '#mocks/runtimes/page-view.ts'
import { selectedHop } from '../session.ts'
import { useSession } from '../use-sandbox.ts'

/** What page code may see of the selected hop, field by field, beside what is on the wire. */
export function PageSees() {
  const hop = useSession(selectedHop)
  if (!hop) return null
  if (hop.from !== 'client')
    return (
      <p className="text-sm">
        There is no browser between {hop.from} and {hop.to}: services see every field. Only what a page asks
        is held back from it. Choose hop 1 to see that.
      </p>
    )
  if (!hop.response)
    return (
      <p className="text-sm">
        No answer came. Page code sees a rejected promise, <code>TypeError: Failed to fetch</code>, and is
        told nothing of the reason, which is <code>{hop.failure?.failure ?? 'still open'}</code>.
      </p>
    )
  const { preflight, added, fields, redirect, refused } = pageViewOf(
    hop.request,
    hop.response,
    location.origin,
  )
  return (
    <div className="space-y-3 text-sm">
      <p>
        <EvidenceBadge kind="modelled" /> What a browser would make of it for a script at{' '}
        <code className="text-xs">{location.origin}</code>: another origin than the API’s.
      </p>
      {preflight ? (
        <p>
          It asks first: <code className="text-xs">OPTIONS</code>, whether {preflight.method} is allowed
          {preflight.asks.length > 0 ? ` with ${preflight.asks.join(', ')}` : ''}. One more round trip.
        </p>
      ) : (
        <p>It need not ask first: such a request could be sent before there was CORS.</p>
      )}
      <p>
        It adds by itself, and no script may set it:{' '}
        <span className="font-mono text-xs [overflow-wrap:anywhere]">
          {added.map(([name, value]) => `${name}: ${value}`).join(', ')}
        </span>
        , and no cookie, because none is asked for.
      </p>
      {refused && (
        <p className="border-[1.5px] border-fault border-dashed p-2">
          The script gets <code>TypeError: Failed to fetch</code>. {refused}
        </p>
      )}
      {redirect && <p className="border-[1.5px] border-glue-edge p-2">{redirect}</p>}
      <table className="w-full text-xs">
        <caption className="sr-only">Fields of the answer: on the wire, and for page code</caption>
        <thead>
          <tr className="border-ink border-b text-left">
            <th scope="col" className="py-1 pr-2">
              On the wire
            </th>
            <th scope="col" className="w-28 py-1">
              Page sees
            </th>
          </tr>
        </thead>
        <tbody>
          <tr className="border-hairline border-b">
            <th scope="row" className="py-1 pr-2 text-left font-medium font-mono">
              status {hop.response.status}
            </th>
            <td>{redirect ? 'the last one' : refused ? 'nothing' : 'the same'}</td>
          </tr>
          {fields.map(({ name, value, withheld }) => (
            <tr key={`${name}: ${value}`} className="border-hairline border-b align-top">
              <th scope="row" className="py-1 pr-2 text-left font-mono font-normal [overflow-wrap:anywhere]">
                <span className="font-medium">{name}</span>: {value}
              </th>
              <td className="py-1" title={withheld}>
                {withheld ? <span className="text-fault-text">✕ withheld</span> : 'the same'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {fields.some(({ withheld }) => withheld) && (
        <p className="text-ink-soft text-xs">
          Withheld: neither one of the fields that every script may read, nor named in
          Access-Control-Expose-Headers.
        </p>
      )}
    </div>
  )
}
