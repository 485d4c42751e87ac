import type { Random } from './random.ts'

/** How long something takes, in microseconds. */
export type Distribution =
  | { readonly kind: 'constant'; readonly us: number }
  | { readonly kind: 'uniform'; readonly minUs: number; readonly maxUs: number }
  /** Skewed as networks are: most draws near the median, a few well above (log-normal, sigma 0.4). */
  | { readonly kind: 'log-normal'; readonly medianUs: number }
  /** The time between two of many callers who know nothing of each other (a Poisson process). */
  | { readonly kind: 'exponential'; readonly meanUs: number }

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

/**
 * Quantiles 0/64 … 63/64 of an exponential distribution, in thousandths of its mean. The last number is where its tail is
 * cut, at 99.75%, so that the mean of what is drawn is exactly the mean.
 */
const EXPONENTIAL_PER_MILLE = [
  0, 16, 32, 48, 65, 81, 98, 116, 134, 152, 170, 189, 208, 227, 247, 267, 288, 309, 330, 352, 375, 398, 421,
  445, 470, 495, 521, 548, 575, 604, 633, 662, 693, 725, 758, 792, 827, 863, 901, 940, 981, 1023, 1068, 1114,
  1163, 1214, 1269, 1326, 1386, 1451, 1520, 1594, 1674, 1761, 1856, 1962, 2079, 2213, 2367, 2549, 2773, 3060,
  3466, 4159, 5994,
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
    case 'log-normal':
      return Math.floor((distribution.medianUs * perMilleOf(LOG_NORMAL_PER_MILLE, number)) / 1000)
    case 'exponential':
      return Math.floor((distribution.meanUs * perMilleOf(EXPONENTIAL_PER_MILLE, number)) / 1000)
  }
}

/** Looks a 32-bit number up in a table of 65 quantiles, with a straight line between two of them. */
function perMilleOf(table: readonly number[], number: number): number {
  const step = number >>> 26
  const within = (number >>> 16) & 1023
  const low = table[step] ?? 1000
  const high = table[step + 1] ?? low
  return low + Math.floor(((high - low) * within) / 1024)
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
    case 'exponential':
      return `exponential with a mean of ${ms(distribution.meanUs)}`
  }
}
