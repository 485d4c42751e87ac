import type { Draft, Row } from '../draft.ts'

/** What stands between ? and # in a URL, in its pieces. */
function piecesOf(url: string): readonly string[] {
  const query = /^[^?#]*\?([^#]*)/.exec(url)?.[1] ?? ''
  return query === '' ? [] : query.split('&')
}

function read(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    // A percent sign that begins no escape stands for itself.
    return text
  }
}

function parse(piece: string): Pick<Row, 'name' | 'value'> {
  const [name = '', ...rest] = piece.split('=')
  return { name: read(name), value: read(rest.join('=')) }
}

/** Writes a name or a value so that it can stand in a query. Variables and quotations stay as they are. */
function write(text: string): string {
  return text.replace(/\{\{[^{}]*\}\}|[^{]+|\{/g, (part) =>
    part.startsWith('{{')
      ? part
      : encodeURIComponent(part).replace(/%(3A|2F|2C|40|24|3B|21|20)/g, (code) =>
          code === '%20' ? '+' : decodeURIComponent(code),
        ),
  )
}

const format = ({ name, value }: Pick<Row, 'name' | 'value'>) => `${write(name)}=${write(value)}`

/** Whether a line stands in the URL. */
const stands = ({ on, name, value }: Row) => on && (name !== '' || value !== '')

/** The lines of a URL's query. */
export function rowsOfQuery(url: string): readonly Row[] {
  return piecesOf(url).map((piece, id) => ({ id, ...parse(piece), on: true }))
}

/** The draft with another URL: its lines follow; those that are switched off stay where they are. */
export function withUrl(draft: Draft, url: string): Draft {
  const pieces = piecesOf(url).map(parse)
  let at = 0
  const known = draft.params.flatMap((row) => {
    if (!stands(row)) return [row]
    const piece = pieces[at++]
    return piece ? [{ ...row, ...piece }] : []
  })
  const next = Math.max(-1, ...draft.params.map(({ id }) => id)) + 1
  const more = pieces.slice(at).map((piece, index) => ({ id: next + index, ...piece, on: true }))
  return { ...draft, url, params: [...known, ...more] }
}

/** The draft with other lines: the query of its URL follows. What was not touched stays as it was written. */
export function withParams(draft: Draft, params: readonly Row[]): Draft {
  const pieces = piecesOf(draft.url)
  const written = new Map(draft.params.filter(stands).map((row, at) => [row.id, { row, piece: pieces[at] }]))
  const query = params
    .filter(stands)
    .map((row) => {
      const old = written.get(row.id)
      const same = old?.row.name === row.name && old.row.value === row.value
      return same && old.piece !== undefined ? old.piece : format(row)
    })
    .join('&')
  const [, path = '', fragment = ''] = /^([^?#]*)[^#]*(.*)$/s.exec(draft.url) ?? []
  return { ...draft, params, url: `${path}${query === '' ? '' : `?${query}`}${fragment}` }
}

/** A URL with one parameter more. */
export function withQueryParameter(url: string, [name, value]: readonly [string, string]): string {
  const full = new URL(url)
  full.searchParams.append(name, value)
  return full.href
}
