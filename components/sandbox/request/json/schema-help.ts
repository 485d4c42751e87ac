import { Validator } from '@cfworker/json-schema'
import type { Completion, CompletionContext, CompletionResult } from '@codemirror/autocomplete'
import { syntaxTree } from '@codemirror/language'
import type { Diagnostic } from '@codemirror/lint'
import type { EditorState } from '@codemirror/state'
import type { Schema } from '../operations.ts'
import { namesIn, pathTo, spanOf } from './places.ts'
import { membersAt, valuesAt } from './subschemas.ts'

/** Offers the members and values that the schema knows for where the cursor is. */
export function completionsOf(schema: Schema) {
  return ({ state, pos, explicit }: CompletionContext): CompletionResult | null => {
    const node = syntaxTree(state).resolveInner(pos, -1)
    const word = state.sliceDoc(0, pos).match(/"?[\w.-]*$/)?.[0] ?? ''
    if (!explicit && word === '') return null
    const from = pos - word.length
    // An opening quote brings its closing one along; both are replaced.
    const to = state.sliceDoc(pos, pos + 1) === '"' && word.startsWith('"') ? pos + 1 : pos
    const object = objectFor(node)
    if (object) {
      const present = namesIn(state, object, pos)
      const path = pathTo(state, object)
      const options = membersAt(schema, path)
        .filter(({ name }) => !present.includes(name))
        .map(
          ({ name, required, description, value }): Completion => ({
            // What is typed is compared with this, and may begin with a quote.
            label: word.startsWith('"') ? `"${name}"` : name,
            displayLabel: name,
            type: 'property',
            detail: required ? 'required' : 'optional',
            ...(description ? { info: description } : {}),
            apply: node.name === 'PropertyName' && hasValue(node) ? `"${name}"` : `"${name}": ${value}`,
            boost: required ? 1 : 0,
          }),
        )
      return { from, to, options, filter: true, validFor: /^"?[\w.-]*$/ }
    }
    const values = valuesAt(schema, pathTo(state, node))
    return values.length === 0
      ? null
      : { from, to, options: values.map((label) => ({ label, type: 'enum' })), validFor: /^"?[\w.-]*$/ }
  }
}

type Node = ReturnType<ReturnType<typeof syntaxTree>['resolveInner']>

/** The object whose next name is being written, if that is what is being written. */
function objectFor(node: Node): Node | undefined {
  if (node.name === 'PropertyName') return node.parent?.parent ?? undefined
  if (node.name === 'Object' || node.name === '{' || node.name === ',') {
    const object = node.name === 'Object' ? node : node.parent
    return object?.name === 'Object' ? object : undefined
  }
  // An error inside of an object is a name that has just been begun.
  return node.type.isError && node.parent?.name === 'Object' ? node.parent : undefined
}

/** Whether something stands behind a name already: its value then stays. */
function hasValue(name: Node): boolean {
  for (let next = name.nextSibling; next; next = next.nextSibling) if (!next.type.isError) return true
  return false
}

/** What of a JSON text does not fit the schema, where it does not. A text that is no JSON is for others to judge. */
export function mismatches(schema: Schema, state: EditorState): Diagnostic[] {
  let value: unknown
  try {
    value = JSON.parse(state.doc.toString())
  } catch {
    return []
  }
  const { errors } = new Validator({ ...schema }, '2020-12', false).validate(value)
  return errors
    .filter((each) => saysMost(each, errors) && !isKnown(schema, each))
    .slice(0, 50)
    .map(({ instanceLocation, keyword, error }) => ({
      ...spanOf(state, pointerOf(instanceLocation)),
      severity: 'warning',
      source: 'the bookshop’s OpenAPI document',
      message: keyword === 'false' ? 'The document knows no member of this name.' : error,
    }))
}

type Mismatch = ReturnType<Validator['validate']>['errors'][number]

/** Where a part is wrong, all that is around it is, too: the part is what helps. */
function saysMost({ instanceLocation, keyword }: Mismatch, errors: readonly Mismatch[]): boolean {
  if (['properties', 'items', 'additionalProperties', '$ref'].includes(keyword)) return false
  if (keyword === 'required') return true
  return !errors.some((other) => other.instanceLocation.startsWith(`${instanceLocation}/`))
}

/** A member that is known and wrong counts as unknown to the validator as well. */
function isKnown(schema: Schema, { instanceLocation, keyword }: Mismatch): boolean {
  if (keyword !== 'false') return false
  const steps = pointerOf(instanceLocation)
    .split('/')
    .slice(1)
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((token) => (/^\d+$/.test(token) ? Number(token) : token))
  const name = steps.pop()
  return membersAt(schema, steps).some((member) => member.name === name)
}

/** The JSON Pointer in the URI fragment that a validator names a place by (RFC 6901 §6). */
const pointerOf = (location: string) => decodeURIComponent(location.replace(/^#/, ''))
