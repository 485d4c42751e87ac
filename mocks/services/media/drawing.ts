/** What a drawn cover says. */
export interface CoverText {
  readonly title: string
  readonly author: string
}

/** Ground and ink of the covers; each pair has a contrast of at least 7 to 1. */
const COLOURS = [
  ['#12343b', '#fdf6e3'],
  ['#5b1a18', '#fff3e6'],
  ['#f2e3c6', '#2b2118'],
  ['#1d2b53', '#f4f1ff'],
  ['#d9e8d2', '#17301d'],
] as const

/** A cover as an SVG image, 240 by 360: the title in big letters on a ground that depends on the title alone. */
export function drawCover({ title, author }: CoverText): string {
  const [ground = '#fff', ink = '#000'] = COLOURS[sum(title) % COLOURS.length] ?? []
  const lines = wrapped(title, 12)
  const size = lines.length > 4 ? 26 : 34
  const text = lines
    .map((line, i) => `<tspan x="24" y="${80 + i * (size + 8)}">${escaped(line)}</tspan>`)
    .join('')
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="360" viewBox="0 0 240 360" role="img" aria-label="${escaped(`${title}, ${author}`)}">` +
    `<rect width="240" height="360" fill="${ground}"/><path d="M24 40H216" stroke="${ink}" stroke-width="3"/>` +
    `<text font-family="Georgia, serif" font-size="${size}" font-weight="700" fill="${ink}">${text}</text>` +
    `<text x="24" y="332" font-family="Georgia, serif" font-size="15" fill="${ink}">${escaped(author)}</text></svg>`
  )
}

/** Words in lines of about so many letters; a longer word has a line of its own. */
function wrapped(text: string, letters: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= letters)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}

function sum(text: string): number {
  return Array.from(text).reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0)
}
