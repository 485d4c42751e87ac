import { decide } from './decide.ts'
import { FACTS, type Said, sayFact } from './facts.ts'

const list = (lines: readonly string[], mark: (index: number) => string = () => '-') =>
  lines.map((line, index) => `${mark(index)} ${line}`).join('\n')

/** A decision record in Markdown, to be copied into a repository. `system` is its name; a neutral one when it is blank. */
export function toMarkdown(said: Said, system: string): string {
  const { title, because, next, until } = decide(said)
  const name = system.trim() || 'The system'
  return `# ${name}: ${title.charAt(0).toLowerCase()}${title.slice(1)}

Status: proposed

## What we know

${list(FACTS.map(({ id }) => sayFact(said, id)))}

## Decision

${title}.

## Because

${list(because)}

## What we do next

${list(next, (index) => `${index + 1}.`)}

## When we decide again

${list(until)}
`
}
