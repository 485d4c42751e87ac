import * as z from 'zod'

const Text = z.string().trim().min(20).max(320)
/** Where something is written down, with its address. */
const Source = z.strictObject({ label: z.string().min(3).max(60), url: z.url({ protocol: /^https$/ }) })

/** A header field of an answer, explained. */
export const FieldWords = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'field names are written in lower case here'),
  /** What it says, in general. */
  means: Text,
  source: Source,
  /** Why the bookshop sends it, and what decides its value. */
  here: Text,
})
export type FieldWords = z.infer<typeof FieldWords>

/** A status, explained. */
export const StatusWords = z.strictObject({
  status: z.int().min(200).max(599),
  means: Text,
  source: Source,
  here: Text,
})
export type StatusWords = z.infer<typeof StatusWords>

/** Everything that can stand above an answer's content. */
export interface AnswerWords {
  readonly fields: readonly FieldWords[]
  readonly statuses: readonly StatusWords[]
}
