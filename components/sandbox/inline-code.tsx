import type { ReactNode } from 'react'
import { MonoText } from '#components/ui/mono-text.tsx'

/** Text with `code` between backticks, as the catalogue writes it. */
export function inlineCode(text: string): ReactNode[] {
  let at = 0
  return text.split('`').map((part, index) => {
    at += part.length + 1
    // Every second part stood between backticks; its place in the text is its name.
    return index % 2 === 1 ? <MonoText key={at}>{part}</MonoText> : part
  })
}
