import { cx } from './cx.ts'

/** Where something shown comes from. */
export type Evidence = 'observed' | 'modelled' | 'cited'

const EVIDENCE: Record<Evidence, { label: string; means: string; look: string }> = {
  observed: {
    label: 'Observed',
    means: 'Counted or read from requests that really ran.',
    look: 'border-solid border-ink text-ink',
  },
  modelled: {
    label: 'Modelled',
    means: 'A time that contains latency we injected.',
    look: 'border-dashed border-glue-edge text-glue-text',
  },
  cited: {
    label: 'Cited',
    means: 'Cannot be shown here; the source is linked.',
    look: 'border-double border-[3px] border-hairline-strong text-ink-soft',
  },
}

/** Says whether a number was observed in a run, modelled by us, or cited from elsewhere. */
export function EvidenceBadge({ kind, className }: { kind: Evidence; className?: string }) {
  const { label, means, look } = EVIDENCE[kind]
  return (
    <span
      title={means}
      className={cx(
        'inline-block rounded-sm border-[1.5px] px-1.5 text-2xs font-semibold leading-[1.3]',
        look,
        className,
      )}
    >
      {label}
    </span>
  )
}
