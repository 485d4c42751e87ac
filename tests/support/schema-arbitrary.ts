import fc from 'fast-check'

type Schema = Readonly<Record<string, unknown>>

/** Values that fit no schema well, or fit one and mean trouble. */
export const NASTY: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  0,
  -1,
  1.5,
  1e308,
  -1e308,
  2 ** 53,
  Number.MIN_VALUE,
  '__proto__',
  'constructor',
  '../../etc/passwd',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '{{7*7}}',
  '\u0000',
  '\u202e',
  '👩‍👩‍👧',
  'é',
  'x'.repeat(5_000),
  [],
  {},
  [[[[]]]],
  { __proto__: null, constructor: { prototype: { admin: true } } },
]

/** Values that a JSON Schema allows, and now and then ones that it nearly allows; `example` is mixed in where there is one. */
export function fromSchema(schema: Schema, example?: unknown): fc.Arbitrary<unknown> {
  const drawn = bySchema(schema, example)
  return example === undefined
    ? drawn
    : fc.oneof({ weight: 2, arbitrary: fc.constant(example) }, { weight: 3, arbitrary: drawn })
}

function bySchema(schema: Schema, example: unknown): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
  for (const key of ['anyOf', 'oneOf'] as const) {
    const choices = schema[key]
    if (Array.isArray(choices) && choices.length > 0)
      return fc.oneof(...choices.map((choice) => fromSchema(choice as Schema, example)))
  }
  if (Array.isArray(schema.allOf) && schema.allOf.length > 0)
    return fromSchema(Object.assign({}, ...schema.allOf), example)
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return objects(schema, example)
    case 'array':
      return fc.array(fromSchema(asSchema(schema.items), itemOf(example)), {
        minLength: Math.min(numberIn(schema, 'minItems', 0), 3),
        maxLength: Math.min(numberIn(schema, 'maxItems', 5), 5),
      })
    case 'integer':
      return fc.integer({
        min: Math.max(numberIn(schema, 'minimum', -1_000), -(2 ** 31)),
        max: Math.min(numberIn(schema, 'maximum', 100_000), 2 ** 31 - 1),
      })
    case 'number':
      return fc.double({
        min: numberIn(schema, 'minimum', -1e6),
        max: numberIn(schema, 'maximum', 1e6),
        noNaN: true,
      })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'string':
      return strings(schema)
    default:
      return fc.jsonValue({ maxDepth: 3 })
  }
}

function objects(schema: Schema, example: unknown): fc.Arbitrary<unknown> {
  const properties = Object.entries(asSchema(schema.properties))
  const required = Array.isArray(schema.required) ? schema.required : []
  if (properties.length === 0)
    return fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }))
  return fc.record(
    Object.fromEntries(
      properties.map(([name, of]) => [name, fromSchema(asSchema(of), asSchema(example)[name])]),
    ),
    { requiredKeys: properties.map(([name]) => name).filter((name) => required.includes(name)) },
  )
}

function strings(schema: Schema): fc.Arbitrary<string> {
  const minLength = Math.min(numberIn(schema, 'minLength', 0), 20)
  const free = fc.string({
    unit: 'grapheme',
    minLength,
    maxLength: Math.max(minLength, Math.min(numberIn(schema, 'maxLength', 20), 20)),
  })
  if (schema.format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
  if (schema.format === 'uuid') return fc.uuid()
  if (schema.format === 'uri') return fc.webUrl()
  if (typeof schema.pattern !== 'string') return free
  try {
    return fc.oneof(free, fc.stringMatching(new RegExp(schema.pattern)))
  } catch {
    // Not every regular expression can be turned round.
    return free
  }
}

/** A value with one place in it spoilt: something nasty put there, taken away or added. */
export function spoilt(value: unknown): fc.Arbitrary<unknown> {
  return fc
    .tuple(
      fc.constantFrom(...placesIn(value)),
      fc.constantFrom('set', 'drop', 'add'),
      fc.constantFrom(...NASTY),
    )
    .map(([place, how, nasty]) => changed(value, place, how, nasty))
}

function placesIn(value: unknown, here: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [here]
  return [here, ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, [...here, key]))]
}

function changed(value: unknown, [key, ...rest]: readonly string[], how: string, nasty: unknown): unknown {
  if (key === undefined) {
    if (how === 'add' && typeof value === 'object' && value !== null)
      return Array.isArray(value) ? [...value, nasty] : { ...value, surprise: nasty }
    return nasty
  }
  if (Array.isArray(value))
    return value.map((item, at) => (`${at}` === key ? changed(item, rest, how, nasty) : item))
  const entries = Object.entries(value as object)
  return Object.fromEntries(
    how === 'drop' && rest.length === 0
      ? entries.filter(([name]) => name !== key)
      : entries.map(([name, inner]) => [name, name === key ? changed(inner, rest, how, nasty) : inner]),
  )
}

function numberIn(schema: Schema, key: string, otherwise: number): number {
  const { [key]: value, [`exclusive${key[0]?.toUpperCase()}${key.slice(1)}`]: exclusive } = schema
  return typeof value === 'number' ? value : typeof exclusive === 'number' ? exclusive : otherwise
}

function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {}
}

function itemOf(example: unknown): unknown {
  return Array.isArray(example) ? example[0] : undefined
}
