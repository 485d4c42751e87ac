import { contentOf, type Take } from './take.ts'

/** What two runs of one request have in common, as far as the one who asked can tell. */
export interface Comparison {
  /** Bytes of status and content compared: those of the longer answer. */
  readonly compared: number
  /** How many of them differ; a missing byte differs. */
  readonly different: number
  readonly hops: readonly [before: number, after: number]
}

/** Compares two answers byte by byte: the status as written on the wire, then the content. Fields are compared on the pages that explain them. */
export function compareTakes(before: Take, after: Take): Comparison {
  const a = answerBytes(before)
  const b = answerBytes(after)
  const compared = Math.max(a.length, b.length)
  let different = 0
  for (let i = 0; i < compared; i++) if (a[i] !== b[i]) different++
  return { compared, different, hops: [before.hops.length, after.hops.length] }
}

function answerBytes(take: Take): Uint8Array {
  return new TextEncoder().encode(`${take.response?.status ?? take.failure ?? ''}${contentOf(take)}`)
}
