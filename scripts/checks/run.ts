import type { Step, StepResult } from './steps.ts'

/** A finished step. */
export interface FinishedStep extends StepResult {
  readonly name: string
  readonly seconds: number
}

/** Runs steps two at a time and reports them in their order; a step that throws has failed. */
export async function runSteps(
  steps: readonly Step[],
  report: (step: FinishedStep) => void,
): Promise<FinishedStep[]> {
  const waiting = [...steps.entries()]
  const finished: FinishedStep[] = []
  let reported = 0
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, step] = next
      const start = performance.now()
      const result = await step.run().catch((error: unknown) => ({ ok: false, output: String(error) }))
      finished[index] = { ...result, name: step.name, seconds: (performance.now() - start) / 1000 }
      for (let done = finished[reported]; done; done = finished[++reported]) report(done)
    }
  }
  await Promise.all([work(), work()])
  return finished
}

/** One line for a step that is fine; the problems, then the step's name, for one that is not. */
export function describeStep({ name, ok, output, seconds }: FinishedStep): string {
  const line = `${ok ? '✓' : '✗'} ${name} (${seconds.toFixed(1)} s)`
  return ok ? line : `${line}\n${output.trimEnd().replace(/^/gm, '    ')}\n`
}
