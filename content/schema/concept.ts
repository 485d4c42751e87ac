import * as z from 'zod'

/** A slug: lowercase words joined by hyphens, the name of a page's file and the last part of its address. */
export const Slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'a slug is lowercase words joined by hyphens')

/** The parts of the course, in reading order. */
export const PARTS = [
  'Start',
  'APIs',
  'REST',
  'Structure',
  'Together',
  'Data',
  'Production',
  'Decide',
  'Check',
] as const

/**
 * How far the words behind a reference were checked: the text itself, a copy or quotation of the passage
 * found elsewhere, or not at all.
 */
export const Checked = z.enum(['text', 'copy', 'no'])

/** A work that a page relies on or answers. `place` says where in it to look. */
export const Source = z.strictObject({
  id: Slug,
  title: z.string().min(3),
  author: z.string().min(2),
  site: z.string().min(2).optional(),
  url: z.url({ protocol: /^https?$/ }).optional(),
  place: z.string().min(2),
  read: z.iso.date(),
  checked: Checked,
})
export type Source = z.infer<typeof Source>

/** What every concept page says about itself, above its prose. Strict: an unknown or misspelt key is an error. */
export const ConceptMeta = z
  .strictObject({
    title: z.string().min(3).max(80),
    /** Place in the whole course, as numbered in the curriculum. */
    number: z.int().min(1).max(99),
    part: z.enum(PARTS),
    /** One sentence that starts with a verb: what the reader can do afterwards. */
    objective: z.string().min(20).max(200),
    /** One or two sentences for lists, search results and link previews. */
    summary: z.string().min(40).max(240),
    /** Reading time, in whole minutes. */
    minutes: z.int().min(1).max(30),
    /** Pages to have read before this one. */
    after: z.array(Slug).default([]),
    learn: z.array(z.string().min(10)).min(2).max(5),
    /** Ids of the misconception boxes on the page, in order. */
    misconceptions: z.array(Slug).min(1),
    /** Ids of the diagrams on the page, in order. */
    diagrams: z.array(Slug).min(1),
    /** Ids of the live panels on the page, in order. */
    panels: z.array(Slug).default([]),
    sources: z.array(Source).min(1),
  })
  .superRefine((meta, context) => {
    for (const field of ['after', 'misconceptions', 'diagrams', 'panels'] as const) {
      const twice = meta[field].find((id, index) => meta[field].indexOf(id) !== index)
      if (twice) context.addIssue({ code: 'custom', path: [field], message: `"${twice}" is listed twice` })
    }
    const ids = meta.sources.map((source) => source.id)
    const twice = ids.find((id, index) => ids.indexOf(id) !== index)
    if (twice) context.addIssue({ code: 'custom', path: ['sources'], message: `"${twice}" is listed twice` })
  })
export type ConceptMeta = z.infer<typeof ConceptMeta>
