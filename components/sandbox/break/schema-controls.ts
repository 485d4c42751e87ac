import * as z from 'zod'

/** A JSON Schema, as far as the schemas of scenarios use it. */
type JsonSchema = z.core.JSONSchema.BaseSchema

/** What a person sets a value with. One is made for each part of a schema, so that whatever a scenario may hold can be set. */
export type Control =
  | { readonly kind: 'choice'; readonly options: readonly (string | number)[] }
  | { readonly kind: 'number'; readonly integer: boolean; readonly min?: number; readonly max?: number }
  | { readonly kind: 'switch' }
  | { readonly kind: 'fixed'; readonly value: string | number }
  | { readonly kind: 'set'; readonly options: readonly string[] }
  | { readonly kind: 'numbers' }
  | { readonly kind: 'group'; readonly parts: readonly Part[] }
  | {
      readonly kind: 'variants'
      readonly variants: readonly { readonly name: string; readonly control: Control }[]
    }

/** A member of a group. */
export interface Part {
  readonly name: string
  readonly control: Control
  readonly required: boolean
  readonly preset?: unknown
}

/**
 * The control for a schema; members that are set elsewhere are left out. Throws when a schema says something that has no
 * control yet, so that a new setting is noticed.
 */
export function controlOf(schema: z.ZodType, leftOut: readonly string[] = []): Control {
  const { properties = {}, ...json } = z.toJSONSchema(schema, { io: 'input' })
  const own = Object.entries(properties).filter(([name]) => !leftOut.includes(name))
  return controlFor({ ...json, properties: Object.fromEntries(own) }, 'the schema')
}

function controlFor(schema: JsonSchema, where: string): Control {
  const union = schema.oneOf ?? schema.anyOf
  if (union)
    return {
      kind: 'variants',
      variants: union.filter(isSchema).map((each, i) => {
        const control = controlFor(each, where)
        return { name: nameOf(control) ?? `${i + 1}`, control }
      }),
    }
  if (schema.const !== undefined && isWord(schema.const)) return { kind: 'fixed', value: schema.const }
  if (schema.enum) return { kind: 'choice', options: schema.enum.filter(isWord) }
  switch (schema.type) {
    case 'boolean':
      return { kind: 'switch' }
    case 'integer':
    case 'number':
      return {
        kind: 'number',
        integer: schema.type === 'integer',
        ...(schema.minimum === undefined ? {} : { min: schema.minimum }),
        ...(schema.maximum === undefined ? {} : { max: schema.maximum }),
      }
    case 'array': {
      const items = Array.isArray(schema.items) ? schema.items[0] : schema.items
      if (isSchema(items) && items.enum)
        return { kind: 'set', options: items.enum.filter((each) => typeof each === 'string') }
      if (isSchema(items) && items.type === 'integer') return { kind: 'numbers' }
      break
    }
    case 'object':
      return {
        kind: 'group',
        parts: Object.entries(schema.properties ?? {}).flatMap(([name, part]): Part[] =>
          isSchema(part)
            ? [
                {
                  name,
                  control: controlFor(part, `${where}, ${name}`),
                  required: schema.required?.includes(name) ?? false,
                  ...(part.default === undefined ? {} : { preset: part.default }),
                },
              ]
            : [],
        ),
      }
  }
  throw new Error(
    `There is no control for ${where}: ${JSON.stringify(schema)}. Add a kind of control for it.`,
  )
}

const isSchema = (schema: unknown): schema is JsonSchema => typeof schema === 'object' && schema !== null
const isWord = (value: unknown): value is string | number =>
  typeof value === 'string' || typeof value === 'number'

/** What a variant is called: its fixed word, or the members that are its own. */
function nameOf(control: Control): string | undefined {
  if (control.kind === 'fixed') return String(control.value)
  if (control.kind !== 'group') return undefined
  const fixed = control.parts.find((part) => part.control.kind === 'fixed')
  if (fixed?.control.kind === 'fixed') return String(fixed.control.value)
  return control.parts.map(({ name }) => name).join(' and ')
}

/** Figures that show something, where a schema has no default. */
const START: Readonly<Record<string, number>> = {
  ms: 500,
  us: 200_000,
  minUs: 50_000,
  maxUs: 500_000,
  medianUs: 200_000,
  percent: 100,
  first: 1,
  bytesPerSecond: 10_000,
  timeoutMs: 500,
  connectTimeoutMs: 200,
  deadlineMs: 1000,
  hedgeAfterMs: 100,
  attempts: 3,
  failures: 3,
  calls: 10,
  windowMs: 10_000,
  openMs: 5000,
  places: 2,
  queue: 2,
  meanMs: 500,
  times: 1,
  reserve: 1,
}

/** The value that a control shows before anybody has touched it. */
export function initialOf(control: Control, name = '', preset?: unknown): unknown {
  if (preset !== undefined && control.kind !== 'group') return preset
  switch (control.kind) {
    case 'choice':
      return control.options[0]
    case 'number':
      return START[name] ?? control.min ?? 0
    case 'switch':
      return true
    case 'fixed':
      return control.value
    case 'set':
      return control.options.slice(0, 1)
    case 'numbers':
      return []
    case 'variants':
      return initialOf(control.variants[0]?.control ?? { kind: 'fixed', value: '' }, name)
    case 'group':
      return Object.fromEntries(
        control.parts
          .filter(({ required, preset: own }) => required || own !== undefined)
          .map((part) => [part.name, initialOf(part.control, part.name, part.preset)]),
      )
  }
}

/** Which variant a value is of: the first whose fixed words it has and whose members it has no others than. */
export function variantOf(control: Extract<Control, { kind: 'variants' }>, value: unknown): number {
  const found = control.variants.findIndex(({ control: each }) => fits(each, value))
  return Math.max(0, found)
}

function fits(control: Control, value: unknown): boolean {
  if (control.kind === 'fixed') return control.value === value
  if (control.kind !== 'group') return typeof value !== 'object'
  if (typeof value !== 'object' || value === null) return false
  const members = new Map(Object.entries(value))
  return (
    [...members.keys()].every((name) => control.parts.some((part) => part.name === name)) &&
    control.parts.every(
      (part) => part.control.kind !== 'fixed' || part.control.value === members.get(part.name),
    )
  )
}

/** What a name of a schema says to a person: `bytesPerSecond` → `bytes per second`. */
export function wordsFor(name: string): string {
  const known: Readonly<Record<string, string>> = {
    ms: 'by how many ms',
    us: 'how many µs',
    minUs: 'from how many µs',
    maxUs: 'to how many µs',
    medianUs: 'median, µs',
    percent: 'percent',
    first: 'the first so many',
    edge: 'between whom',
    strikes: 'which messages',
    oneWay: 'one way takes',
    timeoutMs: 'give up after, ms',
    connectTimeoutMs: 'give up connecting after, ms',
    deadlineMs: 'deadline, ms',
    hedgeAfterMs: 'ask once more after, ms',
    openMs: 'stays open for, ms',
    opens: 'opens after',
  }
  return (
    known[name] ??
    name
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replaceAll('-', ' ')
      .toLowerCase()
  )
}
