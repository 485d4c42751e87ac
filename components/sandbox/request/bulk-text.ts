import type { Row } from '../draft.ts'

/** Lines of a table as text, one `name: value` each; `#` stands before those that are switched off. */
export function bulkTextOf(rows: readonly Row[]): string {
  return rows.map(({ on, name, value }) => `${on ? '' : '# '}${name}: ${value}`).join('\n')
}

/** The lines that a text stands for. A line without a colon is a name alone; empty lines are left out. */
export function rowsOfBulkText(text: string): readonly Row[] {
  return text
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .map((line, id) => {
      const off = /^\s*#\s?/.exec(line)
      const rest = off ? line.slice(off[0].length) : line
      // HTTP/2 pseudo-fields, which the network panels of browsers copy as well, begin with a colon.
      const colon = rest.indexOf(':', 1)
      const name = colon < 0 ? rest : rest.slice(0, colon)
      return { id, name: name.trim(), value: colon < 0 ? '' : rest.slice(colon + 1).trim(), on: !off }
    })
}
