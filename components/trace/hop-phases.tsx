import type { CSSProperties } from 'react'
import { EvidenceBadge } from '#components/ui/evidence-badge.tsx'
import { formatMicros } from '#components/ui/hop-words.ts'
import { lookOf } from '#components/ui/service-look.ts'
import type { Phase } from '#mocks/log/views/phases.ts'
import { type GridRow, PHASE_WORDS } from './grid-rows.ts'
import styles from './trace-grid.module.css'

/** Where the time of one hop went: queue, network, service, body, in order and as shares. */
export function HopPhases({ row, modelled }: { row: GridRow; modelled: boolean }) {
  const { hop, phases, notes, attempt } = row
  const [first] = phases
  const last = phases.at(-1)
  if (!hop || !first || !last) return null
  const whole = last.toUs - first.fromUs
  return (
    <section aria-label={`Phases of hop ${hop.number}`} className="text-sm">
      <h3 className="mb-2 flex flex-wrap items-center gap-x-3 font-sans font-semibold text-sm tracking-normal">
        Hop {hop.number}: {hop.from} → {hop.to}, {formatMicros(whole)}
        <EvidenceBadge kind={modelled ? 'modelled' : 'observed'} />
        {attempt && (
          <span className="font-normal text-ink-soft">
            try {attempt.number} of {attempt.of}
          </span>
        )}
      </h3>
      <div aria-hidden className={styles.phases}>
        {phases.map((phase) => (
          <span
            key={phase.fromUs}
            style={{ flexGrow: phase.toUs - phase.fromUs, ...fillOf(phase, hop.to) }}
          />
        ))}
      </div>
      <table className="mt-2 w-full max-w-xl text-xs tabular-nums">
        <thead className="sr-only">
          <tr>
            <th scope="col">Phase</th>
            <th scope="col">From</th>
            <th scope="col">Took</th>
            <th scope="col">Share</th>
          </tr>
        </thead>
        <tbody>
          {phases.map((phase) => (
            <tr key={phase.fromUs} className="border-hairline border-b">
              <th scope="row" className="py-1 text-left font-normal">
                <span
                  aria-hidden
                  className="mr-2 inline-block size-3 border border-ink align-[-1px]"
                  style={fillOf(phase, hop.to)}
                />
                {PHASE_WORDS[phase.kind]}
              </th>
              <td className="text-right text-ink-soft">+{formatMicros(phase.fromUs - first.fromUs)}</td>
              <td className="text-right">{formatMicros(phase.toUs - phase.fromUs)}</td>
              <td className="w-14 text-right">{Math.round((100 * (phase.toUs - phase.fromUs)) / whole)}%</td>
            </tr>
          ))}
        </tbody>
      </table>
      {notes.length > 0 && (
        <ul aria-label="What policies and faults did" className="mt-2 flex flex-wrap gap-1.5 text-xs">
          {notes.map((note, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same thing may happen twice
            <li key={i} className="rounded-sm border border-fault border-dashed px-1.5 text-fault-text">
              {note}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function fillOf({ kind }: Phase, callee: string): CSSProperties {
  if (kind === 'service') return { background: lookOf(callee).fill }
  if (kind === 'there' || kind === 'back') return { background: 'var(--glue)' }
  if (kind === 'body') return { background: 'var(--glue-wash)' }
  if (kind === 'lost') return { background: 'var(--fault)' }
  return {
    background:
      'repeating-linear-gradient(135deg, var(--hairline-strong) 0 1.5px, var(--paper-raised) 1.5px 5px)',
  }
}
