import * as z from 'zod'
import { Isbn } from '../../http/formats.ts'
import { operation } from '../../http/operation.ts'

const SVG = 'image/svg+xml'

export const Cover = z
  .object({
    id: z.string().describe('Made from the content: a cover never changes.'),
    isbn: Isbn,
    type: z.literal(SVG),
    bytes: z.int().describe('How long the content is.'),
  })
  .describe('The picture of a book.')
export type Cover = z.infer<typeof Cover>

export const CoverList = z
  .object({ items: z.array(Cover) })
  .describe('The covers of a book; none is an answer, too.')

const fields = {
  etag: 'Names this representation.',
  'accept-ranges': 'Parts can be asked for.',
}

export const listCovers = operation({
  id: 'listCovers',
  method: 'GET',
  path: '/covers',
  summary: 'Find the covers of a book',
  query: z.object({ isbn: Isbn }),
  example: { query: { isbn: '9780441478125' } },
  answers: { 200: { description: 'What there is.', body: CoverList } },
  problems: ['invalid-parameter', 'not-acceptable', 'invalid-token'],
})

export const readCover = operation({
  id: 'readCover',
  method: 'GET',
  path: '/covers/{id}',
  summary: 'Read a cover, or a part of it',
  description: 'Whoever has it may keep it for ever: its address is made from its content (RFC 8246).',
  params: z.object({ id: z.string() }),
  fields: {
    'if-none-match': { description: 'The ETag of the copy that you have.', example: '"0"' },
    range: { description: 'Which bytes; one range.', example: 'bytes=0-99' },
    'if-range': { description: 'The ETag of the version that you have a part of.', example: '"0"' },
  },
  example: { params: { id: 'bec10105d08ba4f304' } },
  answers: {
    200: { description: 'The picture.', type: SVG, body: z.string(), fields },
    206: {
      description: 'The part that you asked for.',
      type: SVG,
      body: z.string(),
      fields: { ...fields, 'content-range': 'Which bytes these are, and of how many.' },
    },
    304: { description: 'Your copy is still right.' },
  },
  problems: ['not-found', 'precondition-failed', 'range-not-satisfiable', 'not-acceptable', 'invalid-token'],
})

/** Everything that media offers. */
export const mediaOperations = [listCovers, readCover] as const
