import { wentWrong } from '#components/ui/hop-words.ts'
import { reasonOf } from '#components/ui/status.ts'
import type { Comparison } from './compare.ts'
import type { BrowseFailure, Guess } from './minute.ts'
import type { StockLevel, Take } from './take.ts'

/** `1 HTTP hop`, `5 HTTP hops`. */
export function countHops(count: number): string {
  return count === 1 ? '1 HTTP hop' : `${count} HTTP hops`
}

/** Stock levels as they are drawn: `3 → 2 → 3`. Empty when nothing changed. */
export function stockWords(stock: readonly StockLevel[]): string {
  return stock.map(({ available }) => available).join(' → ')
}

/** The finding of the comparison, in one line. */
export function comparisonWords({ compared, different, hops: [before, after] }: Comparison): string {
  return `${different} of ${compared} bytes of the answer changed · ${countHops(before)} → ${after}`
}

/** What a guess was worth. The answer changed if even one byte did. */
export function guessWords(guess: Guess, { different }: Comparison): string {
  const right = different > 0 === (guess === 'yes')
  return `You said ${guess === 'yes' ? 'yes' : 'no'}. ${right ? 'That is what happened.' : 'It was the other way round.'}`
}

/** What became of the copy that an order had reserved, told by the log. */
export function reservationWords(take: Take): string {
  const first = take.stock[0]?.available
  const last = take.stock.at(-1)?.available
  if (first === undefined || last === undefined) {
    return 'No copy was reserved: the request ended before anybody touched the stock.'
  }
  if (first === last) {
    return `Orders asked inventory to release it, in a hop of its own. Copies you can buy: ${stockWords(take.stock)}.`
  }
  return `It is still set aside. Copies you can buy: ${stockWords(take.stock)}.`
}

/** Which hop did not work, told by the log: the deepest one that failed. */
export function causeOf(take: Take): string | undefined {
  const cause = take.hops.findLast((hop) => hop.failure !== undefined) ?? take.hops.findLast(wentWrong)
  if (!cause) return undefined
  return cause.failure
    ? `Hop ${cause.number} found nobody: ${cause.to} does not listen.`
    : `Hop ${cause.number}: ${cause.to} answered ${cause.response?.status}.`
}

/** What became of an order, in one line. */
export function sentWords(take: Take): string {
  const stock = stockWords(take.stock)
  return `${answerWords(take)} It took ${countHops(take.hops.length)}. ${stock ? `Copies you can buy: ${stock}.` : 'No copy was taken.'}`
}

/** What became of an order without payments, and why. */
export function brokenWords(take: Take): string {
  return `${answerWords(take)} ${causeOf(take) ?? 'Payments was not needed for this answer.'}`
}

/** What became of browsing without payments. */
export function browsedWords(take: Take): string {
  const asked = take.hops.some((hop) => hop.to === 'payments')
  return `${answerWords(take)} ${countHops(take.hops.length)}${asked ? '.' : ', and none of them needs payments.'}`
}

/** What became of browsing in one of the two cases in which it fails. */
export function failedWords(how: BrowseFailure, take: Take): string {
  return how === 'catalog-down'
    ? `Without the catalog: ${answerWords(take)} ${causeOf(take) ?? ''}`
    : `In a monolith the modules share a process. Kill it for one and all are gone: ${answerWords(take)}`
}

function answerWords(take: Take): string {
  if (!take.response) return `no answer at all (${take.failure}).`
  return `${take.response.status} ${reasonOf(take.response.status)}.`
}
