import type { Misconception } from '#content/questions/schema.ts'
import type { Source } from '#content/schema/concept.ts'

/** A concept page by its name. */
export interface PageName {
  readonly slug: string
  readonly title: string
}

/** What questions refer to by id. */
export interface QuizFacts {
  readonly misconceptions: readonly Misconception[]
  readonly sources: readonly Source[]
  /** The concept pages that have questions. */
  readonly pages: readonly PageName[]
}
