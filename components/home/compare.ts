import { contentOf, type Take } from './take.ts'

/** What two runs of one request have in common, as far as the one who asked can tell. */
export interface Comparison {
  readonly sameStatus: boolean
  /** Bytes of content compared: those of the longer one. */
  readonly compared: number
  /** How many of them differ; a missing byte differs. */
  readonly different: number
  readonly hops: readonly [before: number, after: number]
}

/** Compares two answers: the status, then the content byte by byte. Fields are compared on the pages that explain them. */
export function compareTakes(before: Take, after: Take): Comparison {
  const a = new TextEncoder().encode(contentOf(before))
  const b = new TextEncoder().encode(contentOf(after))
  const compared = Math.max(a.length, b.length)
  let different = 0
  for (let i = 0; i < compared; i++) if (a[i] !== b[i]) different++
  return {
    sameStatus: before.response?.status === after.response?.status && before.failure === after.failure,
    compared,
    different,
    hops: [before.hops.length, after.hops.length],
  }
}
