import type { Random } from './random.ts'

/** How long something takes, in microseconds. */
export type Distribution =
  | { readonly kind: 'constant'; readonly us: number }
  | { readonly kind: 'uniform'; readonly minUs: number; readonly maxUs: number }
  /** Skewed as networks are: most draws near the median, a few well above (log-normal, sigma 0.4). */
  | { readonly kind: 'log-normal'; readonly medianUs: number }

/**
 * Quantiles 0/64 … 64/64 of a log-normal distribution with sigma 0.4, in thousandths of its median; the two
 * ends are cut at 0.2% and 99.8%. A table and integers, because Math.log may differ between engines in the last bit.
 */
const LOG_NORMAL_PER_MILLE = [
  316, 423, 475, 512, 541, 567, 590, 611, 631, 650, 668, 685, 701, 717, 733, 748, 764, 778, 793, 808, 822,
  837, 851, 866, 880, 895, 909, 924, 939, 954, 969, 984, 1000, 1016, 1032, 1048, 1065, 1082, 1100, 1117, 1136,
  1155, 1175, 1195, 1216, 1238, 1261, 1285, 1310, 1336, 1364, 1394, 1426, 1460, 1498, 1539, 1584, 1635, 1694,
  1763, 1847, 1955, 2107, 2367, 3162,
] as const

/** Draws one duration, in whole microseconds. Always takes exactly one number from the stream. */
export function draw(distribution: Distribution, random: Random): number {
  const number = random.uint32()
  switch (distribution.kind) {
    case 'constant':
      return distribution.us
    case 'uniform':
      return (
        distribution.minUs +
        Math.floor((number * (distribution.maxUs - distribution.minUs + 1)) / 4_294_967_296)
      )
    case 'log-normal': {
      const step = number >>> 26
      const within = (number >>> 16) & 1023
      const low = LOG_NORMAL_PER_MILLE[step] ?? 1000
      const high = LOG_NORMAL_PER_MILLE[step + 1] ?? low
      const perMille = low + Math.floor(((high - low) * within) / 1024)
      return Math.floor((distribution.medianUs * perMille) / 1000)
    }
  }
}

/** The distribution in words, for the label beside every modelled duration. */
export function describeDistribution(distribution: Distribution): string {
  const ms = (us: number) => `${us / 1000} ms`
  switch (distribution.kind) {
    case 'constant':
      return ms(distribution.us)
    case 'uniform':
      return `between ${ms(distribution.minUs)} and ${ms(distribution.maxUs)}, each equally likely`
    case 'log-normal':
      return `log-normal around a median of ${ms(distribution.medianUs)}`
  }
}
