import type { ReactNode } from 'react'

/** Strings (with the colon of a name, if one follows), words and numbers; everything else is punctuation. */
const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** Above this many characters, marks would cost more than they help. */
const MARKED_UP_TO = 20_000

/** JSON text with its names, strings and numbers told apart. The text itself is not changed. */
export function JsonText({ text }: { text: string }) {
  if (text.length > MARKED_UP_TO) return text
  const parts: ReactNode[] = []
  let at = 0
  for (const match of text.matchAll(TOKEN)) {
    const [whole, string, colon] = match
    parts.push(text.slice(at, match.index))
    at = match.index + whole.length
    parts.push(
      <span
        key={match.index}
        className={colon ? 'font-medium text-ink' : string ? 'text-ok-text' : 'text-link'}
      >
        {string ?? whole}
      </span>,
      colon ?? '',
    )
  }
  parts.push(text.slice(at))
  return parts
}
