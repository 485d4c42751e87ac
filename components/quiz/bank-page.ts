import type { Misconception } from '#content/questions/schema.ts'
import type { Source } from '#content/schema/concept.ts'
import type { PreparedQuestion } from '#learner/prepare.ts'

/** The questions of one concept page, ready to be asked, with what they refer to. */
export interface BankPage {
  readonly questions: readonly PreparedQuestion[]
  readonly misconceptions: readonly Misconception[]
  readonly sources: readonly Source[]
}

const known = new Map<string, Promise<BankPage>>()

/** Fetches the questions of a concept page, once. Rejects when they cannot be had; the next call tries again. */
export function loadBankPage(slug: string): Promise<BankPage> {
  const before = known.get(slug)
  if (before) return before
  const page = fetch(`${process.env.NEXT_PUBLIC_BASE_PATH ?? ''}/quiz/questions/${slug}.json`).then(
    (response): Promise<BankPage> => {
      if (!response.ok) throw new Error(`The questions of "${slug}" answered with ${response.status}.`)
      return response.json()
    },
  )
  known.set(slug, page)
  page.catch(() => known.delete(slug))
  return page
}
