import type { Party, RunEvent } from '../events.ts'

/** The parties that were sent something with this text in its content, each once, in the order of the alphabet: who knows it. */
export function partiesTold(events: readonly RunEvent[], text: string): readonly Party[] {
  const told = events.flatMap((event) =>
    event.kind === 'request' && 'text' in event.message.content && event.message.content.text.includes(text)
      ? [event.to]
      : [],
  )
  return [...new Set(told)].sort()
}
