import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql'
import { Problem } from '../../http/problem.ts'
import { LIMITS } from './schema.ts'

/** How much a valid operation asks for. */
export interface Weight {
  /** Fields inside fields; 1 is a field at the top. */
  readonly depth: number
  readonly aliases: number
  /** How many objects the answer may hold. */
  readonly cost: number
}

const NOTHING: Weight = { depth: 0, aliases: 0, cost: 0 }

/**
 * Weighs an operation before anybody is asked: an object costs 1, and a list as much as it may hold (`first`, or
 * `@listSize`). Each fragment is weighed once, so that fragments inside fragments can not make the weighing itself
 * expensive. Introspection is free: it asks nobody, and graphql-js bounds its depth. The document must be valid.
 */
export function weigh(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Weight {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  const weighed = new Map<string, Weight>()

  function ofSelections({ selections }: SelectionSetNode, parent: GraphQLObjectType): Weight {
    return selections
      .map((selection) => {
        if (selection.kind === Kind.FIELD) return ofField(selection, parent)
        if (selection.kind === Kind.INLINE_FRAGMENT) return ofSelections(selection.selectionSet, parent)
        return ofFragment(selection.name.value, parent)
      })
      .reduce(
        (sum, { depth, aliases, cost }) => ({
          depth: Math.max(sum.depth, depth),
          aliases: sum.aliases + aliases,
          cost: sum.cost + cost,
        }),
        NOTHING,
      )
  }

  function ofFragment(name: string, parent: GraphQLObjectType): Weight {
    const known = weighed.get(name)
    if (known) return known
    const fragment = fragments.get(name)
    const weight = fragment ? ofSelections(fragment.selectionSet, parent) : NOTHING
    weighed.set(name, weight)
    return weight
  }

  function ofField(field: FieldNode, parent: GraphQLObjectType): Weight {
    const aliases = field.alias ? 1 : 0
    const definition = parent.getFields()[field.name.value]
    if (!definition) return { ...NOTHING, aliases }
    const type = getNamedType(definition.type)
    if (isLeafType(type) || !isObjectType(type) || !field.selectionSet) return { depth: 1, aliases, cost: 0 }
    const inside = ofSelections(field.selectionSet, type)
    return {
      depth: 1 + inside.depth,
      aliases: aliases + inside.aliases,
      cost: 1 + sizeOf(definition, field, variables) * Math.max(1, inside.cost),
    }
  }

  const root = schema.getRootType(operation.operation)
  return root ? ofSelections(operation.selectionSet, root) : NOTHING
}

/** How many items a field brings at most. */
function sizeOf(
  { args, astNode }: GraphQLField<unknown, unknown>,
  field: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const first = args.find(({ name }) => name === 'first')
  if (first) return Math.max(0, wanted(first, field, variables))
  const assumed = astNode?.directives?.find(({ name }) => name.value === 'listSize')?.arguments?.[0]?.value
  return assumed?.kind === Kind.INT ? Number(assumed.value) : 1
}

/** The number that a request gives an argument, or what it is when none is given. */
function wanted(
  argument: GraphQLArgument,
  field: FieldNode,
  variables: Readonly<Record<string, unknown>>,
): number {
  const given: ValueNode | undefined = field.arguments?.find(
    ({ name }) => name.value === argument.name,
  )?.value
  const number =
    given?.kind === Kind.VARIABLE
      ? variables[given.name.value]
      : given?.kind === Kind.INT
        ? Number(given.value)
        : undefined
  if (typeof number === 'number') return number
  const fallback = argument.astNode?.defaultValue
  return fallback?.kind === Kind.INT ? Number(fallback.value) : 1
}

/** Throws operation-too-costly when an operation asks for more than the edge gives. */
export function refuseTooMuch({ depth, aliases, cost }: Weight): void {
  const excesses = [
    depth > LIMITS.depth ? `it is ${depth} levels deep, and ${LIMITS.depth} are read` : '',
    aliases > LIMITS.aliases ? `it has ${aliases} aliases, and ${LIMITS.aliases} are read` : '',
    cost > LIMITS.cost ? `it costs ${cost}, and at most ${LIMITS.cost} is given` : '',
  ].filter((excess) => excess !== '')
  if (excesses.length > 0)
    throw new Problem(
      'operation-too-costly',
      `The operation asks for too much: ${excesses.join('; ')}. Ask for less of it, or page by page.`,
    )
}
