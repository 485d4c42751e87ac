import { applyPatch, type Patch } from 'rfc6902'
import * as z from 'zod'
import { Problem } from './problem.ts'

/**
 * A merge patch applied to a JSON value (RFC 7396 §2): objects are merged member by member, `null` removes one,
 * anything else takes the place of what was there. It can neither set `null` nor change one item of a list.
 */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const result = new Map(isObject(target) ? Object.entries(target) : [])
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) result.delete(name)
    else result.set(name, mergePatch(result.get(name), value))
  }
  return Object.fromEntries(result)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A JSON Pointer (RFC 6901 §3) that stays inside the document: no part of it names what every object inherits. */
const Pointer = z
  .string()
  .max(200)
  .regex(
    /^(\/([^~/]|~[01])*)*$/,
    'is no JSON Pointer (RFC 6901): it starts with / and has ~ only in ~0 and ~1',
  )
  .regex(/^(?!.*\/(__proto__|constructor|prototype)(\/|$))/, 'names no member of a document')

/** Any JSON; it must be there. */
const Value = z.unknown().refine((value) => value !== undefined, 'is missing')

/** A patch in the format of RFC 6902: operations one after another, all of them or none. */
export const JsonPatch = z
  .array(
    z.discriminatedUnion('op', [
      z.object({ op: z.enum(['add', 'replace', 'test']), path: Pointer, value: Value }),
      z.object({ op: z.literal('remove'), path: Pointer }),
      z.object({ op: z.enum(['move', 'copy']), from: Pointer, path: Pointer }),
    ]),
  )
  .max(100)
  .describe('A list of operations, all done or none (RFC 6902).')
export type JsonPatch = z.infer<typeof JsonPatch>

/**
 * A JSON Patch applied to a JSON value. Throws patch-conflict when one of its operations can not be done on the value as
 * it is, or when a `test` fails (RFC 5789 §2.2 calls both a conflicting state).
 */
export function jsonPatch(target: unknown, patch: JsonPatch): unknown {
  // The library changes the members of an object; inside another one the whole target is a member, too.
  const holder = { root: structuredClone(target) }
  const inside = patch.map((operation) => ({
    ...operation,
    path: `/root${operation.path}`,
    ...('from' in operation ? { from: `/root${operation.from}` } : {}),
  }))
  for (const [at, operation] of inside.entries()) {
    if (apply(holder, [operation])) continue
    const { op, path = '' } = patch[at] ?? { op: 'test' as const }
    throw new Problem('patch-conflict', {
      detail:
        op === 'test'
          ? `The test of ${path || 'the whole document'} failed, so nothing was changed.`
          : `The resource has no place for "${op}" at ${path || 'the whole document'}, so nothing was changed.`,
      errors: [{ pointer: `#/${at}`, detail: 'could not be done' }],
    })
  }
  return holder.root
}

function apply(holder: object, patch: Patch): boolean {
  try {
    return applyPatch(holder, patch).every((error) => error === null)
  } catch {
    return false
  }
}
