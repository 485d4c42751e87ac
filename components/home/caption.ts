import { endOf } from '#components/ui/hop-words.ts'
import { compareTakes } from './compare.ts'
import type { Minute } from './minute.ts'
import type { Take } from './take.ts'
import {
  answerWords,
  browsedWords,
  causeHopOf,
  causeOf,
  comparisonWords,
  guessWords,
  releaseOf,
  reservationWords,
  sentWords,
} from './words.ts'

/** What a drawing shows, in words: what was done, and what came of it. */
export interface Caption {
  readonly did: string
  readonly came: string
}

/** The caption of what a minute shows. What came of it is read off the log. */
export function captionOf({ doing, shown, guess, compared, asked }: Minute): Caption {
  switch (doing) {
    case 'recorded':
      return { did: 'Recorded earlier: one order, through five microservices.', came: sentWords(shown) }
    case 'sent':
      return { did: 'Your order went through five microservices.', came: sentWords(shown) }
    case 'compared': {
      const comparison = compared && compareTakes(compared.services, compared.monolith)
      return {
        did: 'The same order from the same start, now to a monolith: one program instead of five services.',
        came: comparison && guess ? `${guessWords(guess, comparison)} ${comparisonWords(comparison)}` : '',
      }
    }
    case 'broken':
      return {
        did: 'Five microservices again, shelves full, payments down.',
        came: asked
          ? `A reservation sets a copy aside until it is paid. ${reservationWords(shown)}`
          : brokenInShort(shown),
      }
    case 'browsed':
      return { did: 'The same five microservices, payments still down.', came: browsedWords(shown) }
    case 'catalog-down':
      return {
        did: 'Five microservices, payments running again, the catalog down.',
        came: `${answerWords(shown)} ${causeOf(shown) ?? ''}`,
      }
    case 'monolith-down':
      return {
        did: 'The monolith again, not running: one process holds all modules.',
        came: `${answerWords(shown)} ${causeOf(shown) ?? ''}`,
      }
  }
}

/** `503: hop 5 was refused, so orders gave the copy back (hop 6).` */
function brokenInShort(take: Take): string {
  const cause = causeHopOf(take)
  if (!take.response || !cause?.failure) return `${answerWords(take)} ${causeOf(take) ?? ''}`
  const release = releaseOf(take)
  const undone = release ? `, so ${release.from} gave the copy back (hop ${release.number})` : ''
  return `${take.response.status}: hop ${cause.number} was ${endOf(cause)}${undone}.`
}
