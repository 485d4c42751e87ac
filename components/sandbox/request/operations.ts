import document from '#mocks/systems/openapi.json' with { type: 'json' }
import type { Collection } from '../in-out/files/collection.ts'
import { readOpenApi } from '../in-out/files/openapi.ts'

/** A JSON Schema (2020-12), as far as an editor looks at it. */
export interface Schema {
  readonly [keyword: string]: unknown
}

/** What the bookshop's own documents say: every operation as a request that can be sent. */
export type KnownOperation = Collection['requests'][number]

let known: readonly KnownOperation[] | undefined

/** The operations that a person seems to be typing the address of, the best first. */
export function operationsLike(typed: string, publicHost: string): readonly KnownOperation[] {
  known ??= readOpenApi(document).collection.requests
  const words = typed
    .toLowerCase()
    .replace(`https://${publicHost}`, '')
    .split(/\s+/)
    .filter((word) => word !== '' && word !== '/')
  const score = ({ name, draft }: KnownOperation) => {
    const path = draft.url.slice(`https://${publicHost}`.length).toLowerCase()
    const all = `${draft.method} ${path} ${name}`.toLowerCase()
    if (!words.every((word) => all.includes(word))) return -1
    return words.some((word) => path.startsWith(word)) ? 1 : 0
  }
  return known
    .map((operation) => ({ operation, score: score(operation) }))
    .filter((each) => each.score >= 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ operation }) => operation)
}

/** The schema of the JSON that an operation reads; undefined when no document describes one. */
export function bodySchemaOf(method: string, url: string): Schema | undefined {
  if (!URL.canParse(url)) return undefined
  const parts = new URL(url).pathname.split('/')
  const [, item] =
    Object.entries<unknown>(document.paths).find(([path]) => {
      const pattern = path.split('/')
      return (
        pattern.length === parts.length &&
        pattern.every((part, at) => (part.startsWith('{') ? parts[at] !== '' : part === parts[at]))
      )
    }) ?? []
  const name = method.trim().toLowerCase()
  const operation = memberOf(item, name) ?? memberOf(item, `x-${name}`)
  const content = memberOf(memberOf(operation, 'requestBody'), 'content')
  if (typeof content !== 'object' || content === null) return undefined
  const [, media] = Object.entries<unknown>({ ...content }).find(([type]) => /[/+]json/.test(type)) ?? []
  const schema = memberOf(media, 'schema')
  return typeof schema === 'object' && schema !== null
    ? { ...schema, components: document.components }
    : undefined
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined
}
