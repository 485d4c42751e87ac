import { json } from '../../http/answer.ts'
import { revalidated } from '../../http/conditional.ts'
import { ranged } from '../../http/ranges.ts'
import { createService, type ServiceWorld } from '../../http/service.ts'
import type { MediaDomain } from './domain.ts'
import { listCovers, readCover } from './schema.ts'

/** A cover never changes, so nobody has to ask again (RFC 8246). */
const FOR_EVER = 'public, max-age=31536000, immutable'
/** Opened by itself, a picture is a document: it shall run nothing and fetch nothing. */
const PICTURE_ONLY = "default-src 'none'; sandbox"

/** The HTTP face of media: pictures, whole or in parts. */
export function createMedia({ domain, ...world }: ServiceWorld & { domain: MediaDomain }) {
  return createService({ name: 'media', title: 'Media', description: 'The pictures of the books.' }, world)
    .on(listCovers, async ({ query, call }) =>
      json({ items: await domain.coversOf(query.isbn, call) }, { fields: { 'cache-control': 'no-cache' } }),
    )
    .on(readCover, async ({ params, request, call }) => {
      const { type, content } = await domain.read(params.id, call)
      const fields = {
        'content-type': type,
        'cache-control': FOR_EVER,
        'content-security-policy': PICTURE_ONLY,
        'x-content-type-options': 'nosniff',
      }
      return ranged(request, revalidated(request, { status: 200, fields, content }))
    })
    .handler()
}
