/** Everything that needs no browser and no build: `npm run check`. `npm run check -- types layers` runs only these. */
import { describeStep, runSteps } from './checks/run.ts'
import { STEPS } from './checks/steps.ts'

const wanted = process.argv.slice(2)
const unknown = wanted.filter((name) => !STEPS.some((step) => step.name === name))
const steps = STEPS.filter(({ name }) => wanted.length === 0 || wanted.includes(name))

if (unknown.length > 0) {
  console.error(
    `There is no step "${unknown[0]}". The steps are: ${STEPS.map(({ name }) => name).join(', ')}.`,
  )
  process.exitCode = 2
} else {
  const finished = await runSteps(steps, (step) => console.log(describeStep(step)))
  const failed = finished.filter(({ ok }) => !ok).map(({ name }) => name)
  if (failed.length > 0) console.error(`Check failed: ${failed.join(', ')}.`)
  process.exitCode = failed.length > 0 ? 1 : 0
}
