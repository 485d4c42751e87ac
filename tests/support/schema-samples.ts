import * as z from 'zod'

/** As much of JSON Schema as zod writes. */
type Schema = z.core.JSONSchema.BaseSchema
const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null

/**
 * Values that a schema takes and that together have every field there is, each variant of a union included: a field that is
 * added tomorrow is in there tomorrow. Throws when the schema uses something that is not known here.
 */
export function samplesOf(schema: z.ZodType): readonly unknown[] {
  return samples(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
}

function samples(schema: Schema): readonly unknown[] {
  if ('const' in schema) return [schema.const]
  if (schema.enum) return [schema.enum[0]]
  const union = schema.oneOf ?? schema.anyOf
  if (union) return union.filter(isSchema).flatMap(samples)
  switch (schema.type) {
    case 'boolean':
      return [true]
    case 'string':
      return [textFor(schema)]
    case 'number':
    case 'integer':
      return [Math.min(schema.maximum ?? 1, Math.max(schema.minimum ?? 1, 1))]
    case 'array':
      return [isSchema(schema.items) ? samples(schema.items) : []]
    case 'object':
      return objects(schema)
    default:
      throw new Error(`No value is known for this schema: ${JSON.stringify(schema)}`)
  }
}

/** As many objects as the field with the most variants needs; the others repeat theirs. */
function objects({ properties = {}, propertyNames }: Schema): readonly unknown[] {
  // A record: header fields.
  if (propertyNames) return [{ accept: 'text/csv' }]
  const fields = Object.entries(properties).flatMap(([name, schema]) =>
    isSchema(schema) ? [[name, samples(schema)] as const] : [],
  )
  const most = Math.max(1, ...fields.map(([, values]) => values.length))
  return Array.from({ length: most }, (_, i) =>
    Object.fromEntries(fields.map(([name, values]) => [name, values[i % values.length]])),
  )
}

function textFor({ format, pattern }: Schema): string {
  if (format === 'uri') return 'https://api.bookshop.example/v1/orders'
  // A method: the only text with a pattern. Four letters may be base64, too.
  return pattern ? 'POST' : 'xxxx'
}
