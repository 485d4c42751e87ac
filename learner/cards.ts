import { explain } from './feedback.ts'
import type { PreparedQuestion } from './prepare.ts'
import { fill } from './words.ts'

/** One question as a paper card: what is asked, and what is right and why. Plain text, lines parted by newlines. */
export interface Card {
  readonly id: string
  readonly page: string
  readonly front: string
  readonly back: string
}

/** A card for each question, in its first form. */
export function cardsOf(questions: readonly PreparedQuestion[]): readonly Card[] {
  return questions.map((question) => {
    const [asked] = question.cases
    const parts = explain(question, asked, undefined)
    const chosenFrom = question.kind === 'single' || question.kind === 'select' || question.kind === 'order'
    const exhibits = question.exhibits.flatMap(({ label, lines }) => [`${label}:`, ...lines])
    const front = [
      fill(question.stem, asked.words),
      ...exhibits,
      ...(chosenFrom ? parts.map(({ text }) => `– ${text}`).sort() : []),
    ]
    const right = parts.filter(({ correct }) => correct)
    const back = [...right.map(({ text, why }) => `${text}: ${why}`), fill(question.takeaway, asked.words)]
    return {
      id: question.id,
      page: question.page,
      front: plain(front),
      back: plain(back),
    }
  })
}

/** The cards as comma-separated values (RFC 4180), with the header lines that Anki reads. */
export function ankiCsv(questions: readonly PreparedQuestion[]): string {
  const rows = cardsOf(questions).map(({ id, page, front, back }) => [
    id,
    front,
    back,
    `blocks-and-glue::${page}`,
  ])
  const head = ['#separator:Comma', '#html:false', '#guid column:1', '#tags column:4']
  return [...head, ...rows.map((row) => row.map(quoted).join(','))].join('\r\n').concat('\r\n')
}

const plain = (lines: readonly string[]) => lines.join('\n').replaceAll('`', '')

const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`
