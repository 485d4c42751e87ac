import { endOf, targetOf, wentWrong } from '#components/ui/hop-words.ts'
import { reasonOf } from '#components/ui/status.ts'
import type { Hop } from '#mocks/log/views/spans.ts'
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

/** Whether the one who asked got another answer: another status, or another byte. */
function changed({ sameStatus, different }: Comparison): boolean {
  return !sameStatus || different > 0
}

/** The finding of the comparison: the status first, then the content's bytes, then the hops. */
export function comparisonWords({
  sameStatus,
  compared,
  different,
  hops: [before, after],
}: Comparison): string {
  const status = sameStatus ? 'Same status.' : 'Another status.'
  return `${status} ${different} of ${compared} bytes of the content changed. ${countHops(before)} → ${after}.`
}

/** The reply to a guess, in words. */
export function guessWords(guess: Guess, comparison: Comparison): string {
  const it = changed(comparison) ? 'it did change' : 'it did not change'
  const right = changed(comparison) === (guess === 'yes')
  if (right) return `${guess === 'yes' ? 'Yes' : 'No'}, ${it}.`
  return `You said ${guess}; ${it}.`
}

/** What became of the copy that an order had reserved, told by the log. */
export function reservationWords(take: Take): string {
  const first = take.stock[0]?.available
  const last = take.stock.at(-1)?.available
  if (first === undefined || last === undefined) {
    return 'No copy was reserved: the request ended before anybody touched the stock.'
  }
  const levels = `Copies you can buy: ${stockWords(take.stock)}.`
  const release = releaseOf(take)
  if (first === last && release)
    return `Orders asked inventory to release it, in hop ${release.number}. ${levels}`
  return first === last ? `It was released. ${levels}` : `It is still set aside. ${levels}`
}

/** The hop that gave a reservation back, if there was one and it worked. */
export function releaseOf(take: Take): Hop | undefined {
  return take.hops.find(
    (hop) => hop.request.method === 'PUT' && targetOf(hop).includes('/releases/') && !wentWrong(hop),
  )
}

/** Which hop did not work, told by the log: the deepest one that failed. */
export function causeHopOf(take: Take): Hop | undefined {
  return take.hops.findLast((hop) => hop.failure !== undefined) ?? take.hops.findLast(wentWrong)
}

/** Which hop did not work and why, as a sentence. Undefined when all did. */
export function causeOf(take: Take): string | undefined {
  const cause = causeHopOf(take)
  if (!cause) return undefined
  return cause.failure
    ? `Hop ${cause.number} was ${endOf(cause)}: ${partyWords(cause.to)} is not listening.`
    : `Hop ${cause.number}: ${cause.to} answered ${cause.response?.status}.`
}

/** A party as a sentence names it. */
function partyWords(party: string): string {
  return party === 'catalog' || party === 'monolith' ? `the ${party}` : party
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
    ? `Catalog down: ${answerWords(take)} ${causeOf(take) ?? ''}`
    : `Monolith down: ${answerWords(take)} One process holds all modules, so when it stops, all stop.`
}

/** What the case of the stopped monolith does not show. */
export const MONOLITH_FAIRNESS =
  'A bug in the payments module alone would fail only the orders; and several copies of the monolith would limit this too.'

/** The answer of a take, as a sentence: status and reason, or that there was none. */
export function answerWords(take: Take): string {
  if (!take.response) return `No answer at all (${take.failure}).`
  return `${take.response.status} ${reasonOf(take.response.status)}.`
}
