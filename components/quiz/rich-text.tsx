import { MonoText } from '#components/ui/mono-text.tsx'
import { fill, type Words } from '#learner/words.ts'

/** A text of a question: its words filled in, and what stands between backticks set as code. */
export function RichText({ text, words = {} }: { text: string; words?: Words }) {
  return splitCode(fill(text, words)).map(({ code, piece, at }) =>
    code ? <MonoText key={at}>{piece}</MonoText> : <span key={at}>{piece}</span>,
  )
}

/** The same text without marks, for names and announcements. */
export function plainText(text: string, words: Words = {}): string {
  return fill(text, words).replaceAll('`', '')
}

function splitCode(text: string) {
  return text
    .split('`')
    .map((piece, at) => ({ piece, at, code: at % 2 === 1 }))
    .filter(({ piece }) => piece !== '')
}
