import { cx } from './cx.ts'
import { reasonOf, type StatusClass, statusClassOf } from './status.ts'

const LOOKS: Record<StatusClass, { look: string; mark: string }> = {
  informational: { look: 'border-hairline-strong bg-paper-raised text-ink-soft', mark: 'M3 8h10' },
  successful: { look: 'border-ok-text bg-ok-wash text-ok-text', mark: 'M3 8.5l3.5 3.5L13 4.5' },
  redirection: { look: 'border-link bg-paper-raised text-link', mark: 'M3 8h9M8.5 4.5L12 8l-3.5 3.5' },
  'client-error': { look: 'border-glue-edge bg-glue-wash text-glue-text', mark: 'M8 3v6.5M8 12.2v.6' },
  'server-error': { look: 'border-fault bg-fault-wash text-fault-text', mark: 'M4 4l8 8M12 4l-8 8' },
}

/** An HTTP status with its reason phrase; each class has its own mark beside its own colour. */
export function StatusChip({ status, className }: { status: number; className?: string }) {
  const { look, mark } = LOOKS[statusClassOf(status)]
  return (
    <Chip
      look={look}
      mark={mark}
      code={String(status)}
      words={reasonOf(status)}
      {...(className ? { className } : {})}
    />
  )
}

/** A call that ended without an HTTP response, for example `ECONNREFUSED`. */
export function FailureChip({ failure, className }: { failure: string; className?: string }) {
  return (
    <Chip
      look="border-dashed border-fault bg-paper-raised text-fault-text"
      mark="M4 4l8 8M12 4l-8 8"
      code={failure}
      words="no answer"
      {...(className ? { className } : {})}
    />
  )
}

function Chip({
  look,
  mark,
  code,
  words,
  className,
}: {
  look: string
  mark: string
  code: string
  words: string
  className?: string
}) {
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1.5 rounded-sm border-[1.5px] px-1.5 py-0.5 text-sm font-semibold leading-tight tabular-nums',
        look,
        className,
      )}
    >
      <svg
        aria-hidden
        viewBox="0 0 16 16"
        className="size-3.5 shrink-0 fill-none stroke-current stroke-[2.2]"
      >
        <path d={mark} strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      {code}
      {words && <span className="font-medium">{words}</span>}
    </span>
  )
}
