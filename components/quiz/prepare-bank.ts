import type { Question } from '#content/questions/schema.ts'
import { type PreparedQuestion, prepareQuestion } from '#learner/prepare.ts'
import { runScenario } from '#mocks/runtimes/virtual.ts'

/**
 * Makes every question ready to be asked, at build time: each case is run in the bookshop, and its key is read
 * off the run. Throws, and so fails the build, when the engine disagrees with a question.
 */
export async function prepareBank(questions: readonly Question[]): Promise<readonly PreparedQuestion[]> {
  const prepared: PreparedQuestion[] = []
  for (const question of questions) prepared.push(await prepareQuestion(question, runScenario))
  return prepared
}
