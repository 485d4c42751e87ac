import type { Amount } from '#content/questions/schema.ts'

/** What fills the text of a question: the words of its case, and what was measured in its run. */
export type Words = Readonly<Record<string, string | number>>

/** Puts words into a text: `{quantity} copies` becomes `2 copies`. Throws when the text asks for an unknown word. */
export function fill(text: string, words: Words): string {
  return text.replace(/\{([a-z0-9-]+)\}/g, (_, name: string) => {
    const word = words[name]
    if (word === undefined)
      throw new Error(`The text asks for {${name}}, and there is no such word: "${text}"`)
    return String(word)
  })
}

/** Works an amount out. Undefined when one of its words is not a number in this case. */
export function amountOf(amount: Amount, words: Words): number | undefined {
  if (typeof amount === 'number') return amount
  const { word, minus = 0 } = amount
  const from = words[word]
  const less = typeof minus === 'number' ? minus : words[minus]
  return typeof from === 'number' && typeof less === 'number' ? from - less : undefined
}
