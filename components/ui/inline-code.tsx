import { MonoText } from './mono-text.tsx'

/** A text of ours, in which `code` stands between backticks. */
export function InlineCode({ text }: { text: string }) {
  let at = 0
  return text.split('`').map((part, index) => {
    at += part.length + 1
    // Every second part stood between backticks; its place in the text is its name.
    return index % 2 === 1 ? <MonoText key={at}>{part}</MonoText> : part
  })
}
