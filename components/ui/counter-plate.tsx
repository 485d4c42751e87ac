import type { ReactNode } from 'react'
import styles from './counter-plate.module.css'
import { cx } from './cx.ts'

/** The shape of a joint: dovetail for REST, square peg for RPC, post-box slot for events. */
export type JointShape = 'dovetail' | 'peg' | 'slot'

const CUTS: Record<JointShape, { cut: string; edge: string }> = {
  dovetail: { cut: 'M19 13 H17 L5 7 V37 L17 31 H19 Z', edge: 'M17.25 13 L5 7 V37 L17.25 31' },
  peg: { cut: 'M19 11 H5 V33 H19 Z', edge: 'M17.25 11 H5 V33 H17.25' },
  slot: { cut: 'M19 19 H5 V25 H19 Z', edge: 'M17.25 19 H5 V25 H17.25' },
}

/** Where a client stands: a thin ink frame whose right edge has the notch that the joint of the API fits. */
export function CounterPlate({
  title,
  aside,
  joint = 'dovetail',
  turning = false,
  children,
  className,
}: {
  /** Who or what stands at this counter, for example `api.bookshop.example`. */
  title: ReactNode
  /** Something short at the right of the title. */
  aside?: ReactNode
  joint?: JointShape
  /** Below 64rem the notch is at the bottom, for a drawing that then stands below the plate. */
  turning?: boolean
  children: ReactNode
  className?: string
}) {
  return (
    <div className={cx(styles.plate, turning && styles.turning, className)}>
      <div className="flex min-h-10 items-center justify-between gap-3 border-b border-hairline px-4 py-1.5">
        <div className="legend min-w-0">{title}</div>
        {aside}
      </div>
      <div className="min-w-0 py-4 pr-7 pl-4">{children}</div>
      <svg aria-hidden className={styles.notch} viewBox="0 0 18 44">
        <path className={styles.cut} d={CUTS[joint].cut} />
        <path className={styles.edge} d={CUTS[joint].edge} />
      </svg>
    </div>
  )
}
