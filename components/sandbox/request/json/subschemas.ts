import type { Schema } from '../operations.ts'

/** A step into a JSON document: the name of a member, or a place in an array. */
export type Step = string | number

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The alternatives that a schema stands for: what it refers to and what it is made of. */
function alternatives(schema: Schema, root: Schema, depth = 0): readonly Schema[] {
  if (depth > 8) return []
  const { $ref } = schema
  const referred = typeof $ref === 'string' ? resolve($ref, root) : undefined
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => {
    const list = schema[keyword]
    return Array.isArray(list) ? list.filter(isSchema) : []
  })
  return [
    schema,
    ...(referred ? alternatives(referred, root, depth + 1) : []),
    ...parts.flatMap((part) => alternatives(part, root, depth + 1)),
  ]
}

function resolve(ref: string, root: Schema): Schema | undefined {
  if (!ref.startsWith('#/')) return undefined
  let value: unknown = root
  for (const token of ref.slice(2).split('/')) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~')
    value = isSchema(value) && Object.hasOwn(value, key) ? value[key] : undefined
  }
  return isSchema(value) ? value : undefined
}

/** The schemas that describe what stands at the end of a path. */
export function subschemas(root: Schema, path: readonly Step[]): readonly Schema[] {
  let here = alternatives(root, root)
  for (const step of path)
    here = here.flatMap((schema) => {
      const { properties, items, prefixItems, additionalProperties } = schema
      const next =
        typeof step === 'number'
          ? ((Array.isArray(prefixItems) ? prefixItems[step] : undefined) ?? items)
          : isSchema(properties) && Object.hasOwn(properties, step)
            ? properties[step]
            : additionalProperties
      return isSchema(next) ? alternatives(next, root) : []
    })
  return here
}

/** A member that an object may have. */
export interface KnownMember {
  readonly name: string
  readonly required: boolean
  readonly description: string | undefined
  /** What to begin its value with, as JSON text. */
  readonly value: string
}

/** The members that an object at this place may have. */
export function membersAt(root: Schema, path: readonly Step[]): readonly KnownMember[] {
  const known = new Map<string, KnownMember>()
  for (const { properties, required } of subschemas(root, path)) {
    if (!isSchema(properties)) continue
    for (const [name, schema] of Object.entries(properties))
      if (isSchema(schema) && !known.has(name))
        known.set(name, {
          name,
          required: Array.isArray(required) && required.includes(name),
          description: typeof schema.description === 'string' ? schema.description : undefined,
          value: beginning(schema, root),
        })
  }
  return [...known.values()].toSorted((a, b) => Number(b.required) - Number(a.required))
}

/** The values that may stand at this place, as JSON text. */
export function valuesAt(root: Schema, path: readonly Step[]): readonly string[] {
  const values = subschemas(root, path).flatMap((schema) => [
    ...('const' in schema ? [schema.const] : []),
    ...(Array.isArray(schema.enum) ? schema.enum : []),
    ...(schema.type === 'boolean' ? [true, false] : []),
    ...(schema.default === undefined ? [] : [schema.default]),
    ...(Array.isArray(schema.examples) ? schema.examples : []),
  ])
  return [...new Set(values.map((value) => JSON.stringify(value)))]
}

function beginning(schema: Schema, root: Schema): string {
  const all = alternatives(schema, root)
  const fixed = all.find((each) => each.const !== undefined || each.default !== undefined)
  if (fixed) return JSON.stringify(fixed.const ?? fixed.default)
  const types = all.map(({ type }) => type)
  if (types.includes('object')) return '{}'
  if (types.includes('array')) return '[]'
  if (types.includes('string')) return '""'
  if (types.includes('boolean')) return 'true'
  return types.includes('integer') || types.includes('number') ? '1' : 'null'
}
