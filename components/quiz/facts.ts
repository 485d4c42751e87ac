import type { Misconception } from '#content/questions/schema.ts'
import type { Source } from '#content/schema/concept.ts'

/** What questions refer to by id. */
export interface QuizFacts {
  readonly misconceptions: readonly Misconception[]
  readonly sources: readonly Source[]
  /** The concept pages that exist. */
  readonly pages: readonly { readonly slug: string; readonly title: string }[]
}
