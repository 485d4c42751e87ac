import { cx } from '#components/ui/cx.ts'
import { lookOf } from '#components/ui/service-look.ts'
import { ServiceGlyph } from '#components/ui/service-tag.tsx'
import styles from './topology.module.css'

/** How a block takes part in a run. */
export type BlockState = 'used' | 'unused' | 'down'

/** A service: glyph top left, two-letter code, its own data as a drawer at the bottom. It fills the box that it is put in. */
export function Block({
  party,
  state = 'used',
  note,
}: {
  party: string
  state?: BlockState
  note?: string | undefined
}) {
  const look = lookOf(party)
  return (
    <div
      className={cx(styles.block, state === 'unused' && styles.unused, state === 'down' && styles.down)}
      style={state === 'used' ? { background: look.fill, color: look.onFill } : undefined}
    >
      <div className="flex min-h-0 grow flex-col justify-center px-[11px]">
        <div className="flex items-center justify-between">
          <ServiceGlyph party={party} className="size-5" />
          <span className="text-md font-semibold leading-none tracking-wide">{look.code}</span>
        </div>
        <div className="mt-1 truncate text-xs font-medium leading-tight">{look.label}</div>
      </div>
      {look.drawer ? (
        <Drawer label={state === 'down' ? 'down' : (note ?? look.drawer)} />
      ) : (
        <div className={cx(styles.drawer, 'h-7 shrink-0 px-2 text-center text-2xs font-medium')}>
          {state === 'down' && 'down'}
        </div>
      )}
    </div>
  )
}

/** The front of a data drawer, with its handle. */
function Drawer({ label }: { label: string }) {
  return (
    <div
      className={cx(
        styles.drawer,
        'relative flex h-7 shrink-0 items-start justify-center border-current/55 border-t-[1.5px] pt-[8px] text-2xs font-medium leading-none tracking-tight tabular-nums',
      )}
    >
      <span aria-hidden className="absolute top-[3px] h-[2px] w-5 rounded-full bg-current opacity-60" />
      <span className="truncate">{label}</span>
    </div>
  )
}
