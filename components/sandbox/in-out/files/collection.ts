import * as z from 'zod'
import type { Draft } from '../../draft.ts'
import { BODY_KINDS } from '../../request/bodies.ts'

const Row = z.strictObject({
  id: z.int().min(0),
  name: z.string(),
  value: z.string(),
  on: z.boolean(),
})
const Attachment = z.strictObject({ name: z.string(), type: z.string(), base64: z.base64() })
const Auth = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('basic'), user: z.string(), password: z.string() }),
  z.strictObject({ kind: z.literal('bearer'), token: z.string(), who: z.string().optional() }),
  z.strictObject({
    kind: z.literal('api-key'),
    place: z.enum(['header', 'query']),
    name: z.string(),
    value: z.string(),
  }),
])

/** A request as it stands in the editor. */
export const KeptDraft: z.ZodType<Draft> = z.strictObject({
  method: z.string(),
  url: z.string(),
  params: z.array(Row),
  headers: z.array(Row),
  kind: z.enum(BODY_KINDS),
  body: z.string(),
  fields: z.array(Row.extend({ file: Attachment.optional() })),
  file: Attachment.optional(),
  auth: Auth,
})

/** Requests that belong together, and the values that they name. Version 1 of what is kept and of what is in files. */
export const Collection = z.strictObject({
  v: z.literal(1),
  name: z.string().min(1).max(200),
  requests: z
    .array(
      z.strictObject({
        name: z.string().max(500),
        draft: KeptDraft,
        /** The status that it is answered with; an export for Postman checks that. */
        status: z.int().min(100).max(599).optional(),
      }),
    )
    .max(5000),
  variables: z.array(Row).default([]),
})
export type Collection = z.infer<typeof Collection>

/** What came out of a file, and what of it could not be taken over. */
export interface Imported {
  readonly collection: Collection
  readonly notes: readonly string[]
}

/** A file can not be taken over. The message says why and what to do. */
export class UnreadableFile extends Error {
  override name = 'UnreadableFile'
}
