import type { AnswerWords } from '#content/fields/schema.ts'
import type { FailureScenario } from '#content/scenarios/schema.ts'

/** What the workbench teaches with. It is written elsewhere, and fetched when somebody wants to read it. */
export interface SandboxContent {
  /** Every failure of the catalogue, by its number. */
  failures(): Promise<readonly FailureScenario[]>
  /** Every header field and status of an answer, explained. */
  answerWords(): Promise<AnswerWords>
}
