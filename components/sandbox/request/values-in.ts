import type { QuotedAnswer } from '#mocks/systems/quotes.ts'

/** A value of an answer: a member of its JSON by its pointer (RFC 6901), or a field by its name. */
export interface AnswerValue {
  readonly place: string
  readonly value: string
}

/** How many members are looked at: an answer may be long. */
const MAX_MEMBERS = 5000

/** Every value of an answer that a request can quote, the members first. */
export function valuesIn({ fields, content }: QuotedAnswer): readonly AnswerValue[] {
  const found: AnswerValue[] = []
  const walk = (value: unknown, place: string) => {
    if (found.length >= MAX_MEMBERS) return
    if (typeof value === 'string' || typeof value === 'number') found.push({ place, value: String(value) })
    else if (typeof value === 'object' && value !== null)
      // Braces would end the quotation.
      for (const [key, member] of Object.entries(value))
        if (!/[{}]/.test(key)) walk(member, `${place}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
  }
  try {
    walk(JSON.parse('text' in content ? content.text : ''), '')
  } catch {
    // No JSON has no members.
  }
  const named = fields.map(([name, value]) => ({ place: name.toLowerCase(), value }))
  return [...found.filter(({ place }) => place !== ''), ...named]
}
