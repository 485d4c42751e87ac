import type { Question } from '#content/questions/schema.ts'

/** What planning and listing need to know of a question: everything but its words. */
export interface QuestionOutline {
  readonly id: string
  readonly version: number
  /** The concept page that it belongs to. */
  readonly page: string
  readonly objective: string
  readonly kind: Question['kind']
  readonly difficulty: Question['difficulty']
  readonly contrast?: string | undefined
  readonly cases: readonly { readonly id: string }[]
}

/** The name of the case of a question that has no others. */
export const ONLY_CASE = 'only'

/** The outline of a question. Small, so that a page can carry those of the whole bank. */
export function outlineOf(question: Question): QuestionOutline {
  const { id, version, page, objective, kind, difficulty, contrast } = question
  const cases = 'cases' in question ? question.cases.map((one) => ({ id: one.id })) : [{ id: ONLY_CASE }]
  return { id, version, page, objective, kind, difficulty, ...(contrast ? { contrast } : {}), cases }
}
