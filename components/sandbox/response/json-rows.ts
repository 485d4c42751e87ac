/** A value of a JSON text, by the way to it. */
export interface JsonRow {
  /** JSON Pointer (RFC 6901): unique, and a child's begins with its parent's. */
  readonly pointer: string
  /** The member's name or the item's index; undefined for the whole. */
  readonly name: string | number | undefined
  readonly value: unknown
  readonly depth: number
  /** How many members or items it has; undefined for what can have none. */
  readonly size: number | undefined
  /** Its place among its siblings, from 1, and how many these are. */
  readonly place: number
  readonly of: number
}

/** How many rows a tree shows before anybody opens or folds anything. */
const SHOWN_FIRST = 200

const step = (pointer: string, name: string | number) =>
  `${pointer}/${typeof name === 'number' ? name : name.replaceAll('~', '~0').replaceAll('/', '~1')}`

function sizeOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  return Array.isArray(value) ? value.length : Object.keys(value).length
}

function childrenOf(value: unknown): readonly (readonly [name: string | number, value: unknown])[] {
  if (Array.isArray(value)) return value.map((item, i) => [i, item] as const)
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

/** The rows of a tree whose `open` values show what is in them, in the order of the text. No recursion: a text may be nested as deep as somebody made it. */
export function rowsOf(value: unknown, open: ReadonlySet<string>): readonly JsonRow[] {
  const rows: JsonRow[] = []
  const next: JsonRow[] = [
    { pointer: '', name: undefined, value, depth: 0, size: sizeOf(value), place: 1, of: 1 },
  ]
  for (let row = next.pop(); row; row = next.pop()) {
    rows.push(row)
    if (!row.size || !open.has(row.pointer)) continue
    const children = childrenOf(row.value)
    for (let i = children.length - 1; i >= 0; i--) {
      const child = children[i]
      if (!child) continue
      const [name, inner] = child
      next.push({
        pointer: step(row.pointer, name),
        name,
        value: inner,
        depth: row.depth + 1,
        size: sizeOf(inner),
        place: i + 1,
        of: children.length,
      })
    }
  }
  return rows
}

/** What is open at first: level by level, as long as it stays a page or two. */
export function openAtFirst(value: unknown): ReadonlySet<string> {
  const open = new Set<string>()
  let shown = 1
  let level: (readonly [pointer: string, value: unknown])[] = [['', value]]
  while (level.length > 0) {
    const below: (readonly [string, unknown])[] = []
    for (const [pointer, each] of level) {
      const size = sizeOf(each) ?? 0
      if (size === 0) continue
      // The whole is always open: else there would be nothing to see.
      if (pointer !== '' && shown + size > SHOWN_FIRST) return open
      open.add(pointer)
      shown += size
      if (shown > SHOWN_FIRST) return open
      for (const [name, inner] of childrenOf(each)) below.push([step(pointer, name), inner])
    }
    level = below
  }
  return open
}

/** How many places a search lists; more are counted and not listed. */
const MOST_FOUND = 1000

/** Where a text stands in names and values, without regard to case, in the order of the text. */
export function findIn(value: unknown, wanted: string): readonly string[] {
  const needle = wanted.toLowerCase()
  if (needle === '') return []
  const found: string[] = []
  const next: (readonly [pointer: string, name: string, value: unknown])[] = [['', '', value]]
  for (let at = next.pop(); at && found.length < MOST_FOUND; at = next.pop()) {
    const [pointer, name, each] = at
    const isLeaf = typeof each !== 'object' || each === null
    if (name.toLowerCase().includes(needle) || (isLeaf && String(each).toLowerCase().includes(needle)))
      found.push(pointer)
    const children = childrenOf(each)
    for (let i = children.length - 1; i >= 0; i--) {
      const child = children[i]
      if (child) next.push([step(pointer, child[0]), typeof child[0] === 'number' ? '' : child[0], child[1]])
    }
  }
  return found
}

/** Everything that has to be open for a place to show. */
export function waysTo(pointer: string): readonly string[] {
  const parts = pointer.split('/').slice(1, -1)
  return ['', ...parts.map((_, i) => `/${parts.slice(0, i + 1).join('/')}`)]
}

/** A place as a JSONPath query (RFC 9535): `$.lines[0].isbn`. */
export function jsonPathOf(pointer: string, value: unknown): string {
  let path = '$'
  let at = value
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(at)) {
      path += `[${name}]`
      at = at[Number(name)]
      continue
    }
    path += /^[A-Za-z_][\w]*$/.test(name)
      ? `.${name}`
      : `['${name.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`
    at = childrenOf(at).find(([each]) => each === name)?.[1]
  }
  return path
}
