import * as z from 'zod'
import { Isbn, Timestamp } from '../../http/formats.ts'
import { FilePart, MULTIPART } from '../../http/multipart.ts'
import type { Needs } from '../../http/needs.ts'
import { operation } from '../../http/operation.ts'
import { PICTURE_TYPES } from './pictures.ts'
import { SEEDED_IDS } from './seed.ts'
import { SMALL_DUNES } from './seeded-picture.ts'

const SVG = 'image/svg+xml'
const PNG = 'image/png'
const COVER_TYPES = [SVG, ...PICTURE_TYPES] as const

const CoverId = z.string().max(100)

export const Cover = z
  .object({
    id: z.string().describe('Made from the book and the content: a picture never changes.'),
    isbn: Isbn,
    type: z.enum(COVER_TYPES),
    alt: z.string().describe('What can be seen, for whoever can not see it.'),
    width: z.int().min(1).describe('In pixels.'),
    height: z.int().min(1).describe('In pixels.'),
    bytes: z.int().describe('How long the content is.'),
  })
  .describe('The picture of a book.')
export type Cover = z.infer<typeof Cover>

export const CoverList = z
  .object({ items: z.array(Cover) })
  .describe('The covers of a book; none is an answer, too.')

export const NewCover = z
  .strictObject({
    isbn: Isbn,
    alt: z.string().trim().min(1).max(300).describe('What can be seen, for whoever can not see it.'),
    cover: FilePart.describe(
      'The picture, PNG or JPEG, at most 4,000 pixels high or wide and 4,000,000 in all. In the example: a data URL.',
    ),
  })
  .describe('A picture and the book that it belongs to.')
export type NewCover = z.infer<typeof NewCover>

export const Thumbnail = z
  .object({
    cover: z.string().describe('The cover that it is made of.'),
    width: z.int().describe('In pixels.'),
    height: z.int().describe('In pixels; it follows from the width.'),
    state: z.enum(['waiting', 'completed', 'failed']),
    image: z.string().optional().describe('Where the picture is, when it is completed.'),
    bytes: z.int().optional().describe('How long its content is, when it is completed.'),
    reason: z.string().optional().describe('Why it failed.'),
    requestedAt: Timestamp,
  })
  .describe('A small picture of a cover, and how far it is.')
export type Thumbnail = z.infer<typeof Thumbnail>

export const NewThumbnail = z
  .strictObject({ width: z.int().min(8).max(480).describe('In pixels, and less than that of the cover.') })
  .describe('How wide the thumbnail shall be.')

/** Writes need somebody who may change the catalogue. */
const KEEPER: Needs = { token: true, scope: 'catalog:write' }

/** How many bytes a form with a cover may have. */
export const MOST_BYTES = 500_000

const fields = {
  etag: 'Names this representation.',
  'accept-ranges': 'Parts can be asked for.',
  'content-disposition': 'It is a picture, and what to call it when it is saved.',
  'content-security-policy': 'Opened by itself it runs nothing and loads nothing.',
  'x-content-type-options': 'It is what Content-Type says, and nothing else.',
}

const READING = {
  'if-none-match': { description: 'The ETag of the copy that you have.', example: '"0"' },
  range: { description: 'Which bytes; one range.', example: 'bytes=0-99' },
  'if-range': { description: 'The ETag of the version that you have a part of.', example: '"0"' },
}

/** What a picture is answered with, in one of these types. */
const pictureAnswers = (type: string | readonly string[]) => ({
  200: { description: 'The picture.', type, body: z.string(), fields },
  206: {
    description: 'The part that you asked for.',
    type,
    body: z.string(),
    fields: { ...fields, 'content-range': 'Which bytes these are, and of how many.' },
  },
  304: { description: 'Your copy is still right.' },
})

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

export const uploadCover = operation({
  id: 'uploadCover',
  method: 'POST',
  path: '/covers',
  summary: 'Upload a cover',
  description:
    'A form with one file (RFC 7578). What the picture is, its content says: a type that is declared must fit it, and the name of the file is ignored. SVG is not taken, because it may carry scripts. To upload the same picture of the same book again does no harm: it is there already, and has the newest alternative text.',
  needs: KEEPER,
  body: NewCover,
  mediaType: MULTIPART,
  parts: { cover: PICTURE_TYPES },
  maxBytes: MOST_BYTES,
  example: {
    body: { isbn: '9780141439587', alt: 'A sun over dunes.', cover: SMALL_DUNES },
  },
  answers: {
    200: {
      description: 'The picture was there already.',
      body: Cover,
      fields: { location: 'The picture.' },
    },
    201: { description: 'The cover is kept.', body: Cover, fields: { location: 'The picture.' } },
  },
  problems: ['invalid-content'],
})

export const readCover = operation({
  id: 'readCover',
  method: 'GET',
  path: '/covers/{id}',
  summary: 'Read a cover, or a part of it',
  description: 'Whoever has it may keep it for ever: its address is made from its content (RFC 8246).',
  params: z.object({ id: CoverId }),
  fields: READING,
  example: { params: { id: SEEDED_IDS.drawn } },
  answers: pictureAnswers(COVER_TYPES),
  problems: ['not-found', 'range-not-satisfiable'],
})

export const requestThumbnail = operation({
  id: 'requestThumbnail',
  method: 'POST',
  path: '/covers/{id}/thumbnails',
  summary: 'Have a thumbnail made',
  description:
    'Answers 202 at once, and the work is done in the background. With `Prefer: wait=10` it waits up to that many seconds, and answers 201 if the work is done by then (RFC 7240). To ask again does no harm: a width has one thumbnail, and 303 says where it is. Thumbnails are made of PNG. A drawing (SVG) needs none, because it is sharp in any size; JPEG is served as it is.',
  needs: KEEPER,
  params: z.object({ id: CoverId }),
  fields: {
    prefer: { description: '`respond-async`, `wait=<seconds>` (RFC 7240).', example: 'respond-async' },
  },
  body: NewThumbnail,
  example: { params: { id: SEEDED_IDS.painted }, body: { width: 20 } },
  answers: {
    201: { description: 'The work is done.', body: Thumbnail, fields: { location: 'The thumbnail.' } },
    202: {
      description: 'The work is accepted. Look where `Location` says.',
      body: Thumbnail,
      fields: { location: 'The thumbnail.', 'retry-after': 'When to look, in seconds.' },
    },
    303: {
      description:
        'The work was done before, and this would be no other thumbnail. Read it where `Location` says (RFC 9110, section 15.4.4).',
      fields: { location: 'The thumbnail.' },
    },
  },
  problems: ['not-found', 'invalid-content', 'not-scalable'],
})

const thumbnailPath = z.object({
  id: CoverId,
  width: z.string().regex(/^[1-9]\d{0,3}$/, 'a width is a number'),
})

export const readThumbnail = operation({
  id: 'readThumbnail',
  method: 'GET',
  path: '/covers/{id}/thumbnails/{width}',
  summary: 'Look how far a thumbnail is',
  params: thumbnailPath,
  example: { params: { id: SEEDED_IDS.painted, width: '40' } },
  answers: { 200: { description: 'The thumbnail.', body: Thumbnail } },
  problems: ['not-found'],
})

export const readThumbnailImage = operation({
  id: 'readThumbnailImage',
  method: 'GET',
  path: '/covers/{id}/thumbnails/{width}/image',
  summary: 'Read a thumbnail, or a part of it',
  description: 'There is nothing here until the thumbnail is completed; from then on it never changes.',
  params: thumbnailPath,
  fields: READING,
  example: { params: { id: SEEDED_IDS.painted, width: '40' } },
  answers: pictureAnswers(PNG),
  problems: ['not-found', 'range-not-satisfiable'],
})

/** Everything that media offers. */
export const mediaOperations = [
  listCovers,
  uploadCover,
  readCover,
  requestThumbnail,
  readThumbnail,
  readThumbnailImage,
] as const
