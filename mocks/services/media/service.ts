import { type Answer, accepted, created, json } from '../../http/answer.ts'
import type { Call } from '../../http/call.ts'
import { revalidated } from '../../http/conditional.ts'
import { fromBase64 } from '../../http/data-url.ts'
import { mustAccept } from '../../http/negotiation.ts'
import { honouring, preferencesOf, waitOf } from '../../http/prefer.ts'
import { Problem } from '../../http/problem.ts'
import { ranged } from '../../http/ranges.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import { contentOf, type MediaDomain } from './domain.ts'
import {
  listCovers,
  readCover,
  readThumbnail,
  readThumbnailImage,
  requestThumbnail,
  type Thumbnail,
  uploadCover,
} from './schema.ts'
import type { ThumbnailRecord } from './store.ts'
import type { Thumbnails } from './thumbnails.ts'

/** A cover never changes, so nobody has to ask again (RFC 8246). */
const FOR_EVER = 'public, max-age=31536000, immutable'
/** Opened by itself, a picture is a document: it shall run nothing and fetch nothing. */
const PICTURE_ONLY = "default-src 'none'; sandbox"
/** The longest that a caller is kept waiting for a thumbnail, in seconds. */
const LONGEST_WAIT = 30
/** It may have changed by the next time. */
const FRESH = { 'cache-control': 'no-cache' }

export interface MediaOptions extends ServiceWorld {
  domain: MediaDomain
  thumbnails: Thumbnails
}

/** The HTTP face of media: pictures, whole or in parts, large and small. */
export function createMedia({ domain, thumbnails, ...world }: MediaOptions) {
  return createService({ name: 'media', title: 'Media', description: 'The pictures of the books.' }, world)
    .on(listCovers, async ({ query, call }) =>
      json({ items: await domain.coversOf(query.isbn, call) }, { fields: FRESH }),
    )
    .on(uploadCover, async ({ body, call, href }) => {
      const { cover, isNew } = await domain.keep(body, call)
      const location = href(`/covers/${cover.id}`)
      return isNew ? created(location, cover) : json(cover, { fields: { location } })
    })
    .on(readCover, async ({ params, request, call }) => {
      const cover = await domain.read(params.id, call)
      mustAccept(request, [cover.type])
      return picture(request, { ...cover, content: contentOf(cover) })
    })
    .on(requestThumbnail, async ({ params, body, request, call, href }) => {
      const record = await thumbnails.request(params.id, body.width, call)
      return acceptedOrDone(record, request, call, href)
    })
    .on(readThumbnail, async ({ params, call, href }) =>
      json(shown(await thumbnails.read(params.id, Number(params.width), call), href), { fields: FRESH }),
    )
    .on(readThumbnailImage, async ({ params, request, call }) => {
      const record = await thumbnails.read(params.id, Number(params.width), call)
      if (record.state !== 'completed')
        throw new Problem('not-found', `The thumbnail is ${record.state}, so there is no picture of it.`)
      const { cover, width } = record
      return picture(request, {
        id: `${cover}-${width}`,
        type: 'image/png',
        content: fromBase64(record.content),
      })
    })
    .handler()

  /** 202, or 201 for a caller who would rather wait and need not wait long (RFC 7240 §4.3); 303 to what was done before (§9.3.3 of RFC 9110). */
  async function acceptedOrDone(
    asked: ThumbnailRecord,
    request: Request,
    call: Call,
    href: (path: string) => string,
  ): Promise<Answer> {
    const location = href(addressOf(asked))
    if (asked.state !== 'waiting') return { status: 303, fields: { location, ...FRESH } }
    const wait = waitOf(request)
    if (wait !== undefined) await thumbnails.settled(asked, Math.min(wait, LONGEST_WAIT) * 1_000_000)
    const record = await thumbnails.read(asked.cover, asked.width, call)
    if (wait !== undefined && record.state !== 'waiting')
      return honouring(created(location, shown(record, href), FRESH), `wait=${wait}`)
    const answer = accepted(location, shown(record, href), { 'retry-after': '1', ...FRESH })
    return preferencesOf(request).has('respond-async') ? honouring(answer, 'respond-async') : answer
  }
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/svg+xml': 'svg',
  'image/png': 'png',
  'image/jpeg': 'jpg',
}

/** A picture, or what the caller wants of it. A browser shows it as one and as nothing else, whatever it holds. */
function picture(
  request: Request,
  { id, type, content }: { id: string; type: string; content: string | Uint8Array<ArrayBuffer> },
): Answer {
  const fields = {
    'content-type': type,
    'content-disposition': `inline; filename="${id}.${EXTENSIONS[type]}"`,
    'cache-control': FOR_EVER,
    'content-security-policy': PICTURE_ONLY,
    'x-content-type-options': 'nosniff',
  }
  return ranged(request, revalidated(request, { status: 200, fields, content }))
}

function addressOf({ cover, width }: ThumbnailRecord): string {
  return `/covers/${cover}/thumbnails/${width}`
}

function shown(record: ThumbnailRecord, href: (path: string) => string): Thumbnail {
  const { cover, width, height, state, requestedAt } = record
  return {
    cover,
    width,
    height,
    state,
    ...(record.state === 'completed'
      ? { image: href(`${addressOf(record)}/image`), bytes: record.bytes }
      : {}),
    ...(record.state === 'failed' ? { reason: record.reason } : {}),
    requestedAt,
  }
}
